"""A text field that handles its keys in the order in which they were typed."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection

from desk.widgets.key_order import acted, hand_on_scan, handed_on
from desk.widgets.pace import Marks
from desk.widgets.scanned import Mangled, Scanned
from desk.widgets.typed import Typed, is_typed
from schemas.letters import nfc

Direction = Literal["next", "previous"]

_DIRECTIONS: dict[str, Direction] = {
    "tab": "next",
    "down": "next",
    "shift+tab": "previous",
    "up": "previous",
}
# What was typed before the program took the terminal over comes with LF for Enter.
_ENTERS = {"enter", "ctrl+j"}
# Copying passes when nothing is selected, which only a binding can do; Enter is `enter`.
_LEFT_TO_BINDINGS = {"submit", "copy"}


def _stock_edits() -> dict[str, tuple[str, bool]]:
    """The keys that a stock field binds, each with its action and whether it selects."""
    edits: dict[str, tuple[str, bool]] = {}
    for binding in Input.BINDINGS:
        assert isinstance(binding, Binding)
        name, _, argument = binding.action.partition("(")
        if name not in _LEFT_TO_BINDINGS:
            edits |= dict.fromkeys(binding.key.split(","), (name, bool(argument)))
    return edits


_EDITS = _stock_edits()


def paste_handed_on(widget: Widget, event: events.Paste) -> bool:
    """Pass a paste on that came after the focus had left, as `handed_on` does with keys."""
    focused = widget.screen.focused
    if focused is widget or focused is None or not widget.screen.is_active:
        return False
    event.stop()
    event.prevent_default()
    focused.post_message(events.Paste(event.text))
    return True


class TypingInput(Input):
    """One line of text, composed to NFC as it is typed.

    Stock fields run Backspace, Enter and arrows after letters that arrive in the same read, which
    garbles what Vietnamese input methods send. Backspace takes back the last character as it was
    typed: of a letter whose mark came after it, the mark. Enter posts `Input.Submitted` with the
    value of that moment and goes to the next field, as Tab and Down do; Up goes back. With
    `moves=False` Enter stays, and Up and Down post `Leave` instead. Other arguments are those of
    `Input`.
    """

    @dataclass
    class Leave(Message):
        """Up or Down was pressed in a field that does not move by itself."""

        field: "TypingInput"
        direction: Direction

        @property
        def control(self) -> "TypingInput":
            """The field, for `on` with a selector."""
            return self.field

    LINE_LENGTH_MAX: ClassVar[int] = 250
    # A stock field lays the whole screen out again for every letter, since its text grew.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, value: str = "", *, moves: bool = True, **stock: Any) -> None:
        stock.setdefault("max_length", self.LINE_LENGTH_MAX)
        super().__init__(nfc(value), **stock)
        self._moves = moves
        self._marks = Marks[tuple[str, Selection]]()
        self._typed = Typed()
        self._rang = False

    async def _on_key(self, event: events.Key) -> None:
        if handed_on(self, event):
            return
        if self._marks.keep(event, (self.value, self.selection)):
            self._rang = False
        if not self._handle(event):
            await acted(self, event)
            return
        self._restart_blink()
        event.stop()
        event.prevent_default()

    def _handle(self, event: events.Key) -> bool:
        if event.character and is_typed(event.character):
            self._type(event.character)
        elif event.key == "backspace" and self.selection.is_empty:
            self._take_back()
        elif event.key in _ENTERS:
            self.enter()
        elif event.key in _DIRECTIONS:
            self._leave(_DIRECTIONS[event.key], by_arrow=event.key in {"up", "down"})
        elif event.key in _EDITS:
            name, selects = _EDITS[event.key]
            getattr(self, f"action_{name}")(*([True] if selects else []))
        else:
            return False
        return True

    def _type(self, character: str) -> None:
        start, end = sorted(self.selection)
        self._typed = self._typed.going_on(self.value[:start]).put(character)
        super().replace(self._typed.text, 0, end)

    def _take_back(self) -> None:
        at = self.cursor_position
        left = self._typed.going_on(self.value[:at]).taken_back()
        if left is None:
            self.action_delete_left()
        else:
            self._typed = left
            super().replace(left.text, 0, at)

    def enter(self) -> None:
        """Submit the value as it is now, then go to the next field."""
        checked = self.validate(self.value) if "submitted" in self.validate_on else None
        self.post_message(self.Submitted(self, self.value, checked))
        if self._moves:
            self.screen.focus_next()

    def _leave(self, direction: Direction, *, by_arrow: bool) -> None:
        if by_arrow and not self._moves:
            self.post_message(self.Leave(self, direction))
        elif direction == "next":
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def _on_paste(self, event: events.Paste) -> None:
        if paste_handed_on(self, event):
            return
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    def action_paste(self) -> None:
        """Paste what was cut or copied in this program."""
        self.paste(self.app.clipboard)

    def paste(self, text: str) -> None:
        """Put text in place of what is selected, on one line."""
        line = " ".join(text.split())
        self.replace("".join(filter(str.isprintable, line)), *self.selection)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a stretch; a mark that is typed after its letter becomes one letter with it."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        super().replace(nfc(self.value[:start] + text), 0, end)

    def restricted(self) -> None:
        """Ring once for a burst of letters that find no place."""
        if not self._rang:
            self.app.bell()
        self._rang = True

    def on_scanned(self, event: Scanned | Mangled) -> None:
        """Take back the keys of a scan that were typed into this field."""
        hand_on_scan(self, event)
        before = self._marks.before(event.first_key) if event.was_typed else None
        if before is not None:
            self.value, self.selection = before

    on_mangled = on_scanned
