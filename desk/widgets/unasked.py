"""A question that comes up by itself, maybe under a hand that is typing."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from desk.texts import questions as words
from desk.widgets.choice import Choice


class Unasked(Choice):
    """Takes no answer before F7, which nobody types by chance; Escape puts it off.

    Not the Escape of a hand that is still leaving what was here before: that one pauses first.
    """

    HELP = words.UNASKED_HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7", "open", words.OPEN, id="unasked.open", tooltip=words.OPEN_HINT),
    ]
    _is_open = False

    def hint(self) -> str:
        """The keys that do something now."""
        return super().hint() if self._is_open else words.UNOPENED_KEYS

    def action_open(self) -> None:
        """From now on it is a question as any other."""
        self._is_open = True
        self.say_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  (stock signature)
        """Arrows and Enter are a hand's at work as well."""
        return self._is_open or action not in {"move", "choose"}

    def on_key(self, event: events.Key) -> None:
        """Let no digit choose yet."""
        if not self._is_open:
            event.prevent_default()
            if not self.rest.ends_before(event) and event.key == "escape":
                self.refuse(event)
