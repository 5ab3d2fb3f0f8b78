"""A text field of several lines that handles its keys in the order in which they were typed."""

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from desk.widgets.key_order import acted, hand_on_scan, handed_on
from desk.widgets.pace import Pace
from desk.widgets.scanned import Scanned
from desk.widgets.typed import Typed, is_typed
from desk.widgets.typing_input import paste_handed_on
from schemas.letters import nfc

_ENTERS = {"enter", "ctrl+j"}
# Copying passes when nothing is selected, which only a binding can do.
_LEFT_OUT = {"copy", "select_line", "select_all"}


def _stock_edits() -> dict[str, tuple[str, bool]]:
    """The keys that a stock field binds, each with its action and whether it selects."""
    edits: dict[str, tuple[str, bool]] = {}
    for binding in TextArea.BINDINGS:
        assert isinstance(binding, Binding)
        name, _, argument = binding.action.partition("(")
        if name not in _LEFT_OUT:
            edits |= dict.fromkeys(binding.key.split(","), (name, bool(argument)))
    # The stock action finds out later, in an order of its own, which of three things it is.
    return edits | {"ctrl+k": ("delete_to_end_of_line", False)}


_EDITS = _stock_edits()


class TypingArea(TextArea, inherit_bindings=False):
    """Several lines of text, composed to NFC as they are typed.

    Enter begins a line. Tab and Shift+Tab leave, as Down on the last line and Up on the first one
    do. Other arguments are those of `TextArea`.
    """

    # The stock ones run late, and take F6 and F7 from the screen.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,super+c", "copy", "Copy", show=False),
    ]
    TEXT_LENGTH_MAX: ClassVar[int] = 500

    def __init__(self, text: str = "", *, max_length: int | None = None, **stock: Any) -> None:
        super().__init__(nfc(text), **stock)
        self._max_length = max_length or self.TEXT_LENGTH_MAX
        self._pace = Pace()
        self._typed = Typed()
        self._before_burst = (self.text, self.selection)
        self._rang = False

    async def _on_key(self, event: events.Key) -> None:
        if handed_on(self, event):
            return
        if self._pace.begins(event):
            self._before_burst, self._rang = (self.text, self.selection), False
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
            self._put("\n", *sorted(self.selection))
        elif step := self._leaves(event.key):
            self.screen.focus_next() if step > 0 else self.screen.focus_previous()
        elif event.key in _EDITS:
            name, selects = _EDITS[event.key]
            getattr(self, f"action_{name}")(*([True] if selects else []))
        else:
            return False
        return True

    def _leaves(self, key: str) -> int:
        """1 if a key leads to the next field, -1 to the one before, else 0."""
        at = self.cursor_location
        if key == "tab" or (key == "down" and self.navigator.is_last_wrapped_line(at)):
            return 1
        if key == "shift+tab" or (key == "up" and self.navigator.is_first_wrapped_line(at)):
            return -1
        return 0

    def _type(self, character: str) -> None:
        start, end = sorted(self.selection)
        row, column = start
        typed = self._typed.going_on(self.document[row][:column]).put(character)
        if self._put(typed.text, (row, 0), end):
            self._typed = typed

    def _take_back(self) -> None:
        row, column = self.cursor_location
        left = self._typed.going_on(self.document[row][:column]).taken_back()
        if left is None:
            self.action_delete_left()
        else:
            self._typed = left
            self._put(left.text, (row, 0), (row, column))

    def _put(self, text: str, start: Location, end: Location) -> bool:
        """Put text in place of a stretch, unless it would grow beyond its room."""
        lost = len(self.get_text_range(start, end))
        if len(text) > lost and len(self.text) - lost + len(text) > self._max_length:
            self._ring()
            return False
        result = self.replace(text, start, end, maintain_selection_offset=False)
        self.move_cursor(result.end_location)
        return True

    def _ring(self) -> None:
        """Ring once for a burst of letters that find no place."""
        if not self._rang:
            self.app.bell()
        self._rang = True

    async def _on_paste(self, event: events.Paste) -> None:
        if paste_handed_on(self, event):
            return
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    def action_paste(self) -> None:
        """Paste what was cut or copied in this program."""
        self.paste(self.app.clipboard)

    def paste(self, text: str) -> None:
        """Put text in place of what is selected, line by line, without what nobody can see."""
        lines = ("".join(filter(str.isprintable, line)) for line in text.splitlines())
        start, end = sorted(self.selection)
        row, column = start
        self._put(nfc(self.document[row][:column] + "\n".join(lines)), (row, 0), end)

    def on_scanned(self, event: Scanned) -> None:
        """Take back the keys of a scan that were typed into this field."""
        hand_on_scan(self, event)
        if event.was_typed and self._pace.last >= event.first_key:
            self._pace.rest()
            text, selection = self._before_burst
            self.text = text
            self.selection = selection
