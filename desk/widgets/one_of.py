"""A field that holds one of a few values, changed by arrows without opening anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from desk.widgets.cells import cut, plain
from desk.widgets.key_order import bound_keys, handed_on
from desk.widgets.pace import Pace
from desk.widgets.scanned import Scanned

Words = tuple[tuple[str, str], ...]
"""Values with the words that show them."""


class OneOf(Widget, can_focus=True):
    """One of some values, shown between arrows; Left, Right and Space change it, Enter goes on.

    Every change by the officer is posted as `Changed`. Setting `value` posts nothing.
    """

    @dataclass
    class Changed(Message):
        """The officer chose another value."""

        field: "OneOf"
        value: str

        @property
        def control(self) -> "OneOf":
            """The field, for `on` with a selector."""
            return self.field

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        field: "OneOf"

        @property
        def control(self) -> "OneOf":
            """The field, for `on` with a selector."""
            return self.field

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Giá trị trước", show=False, id="one-of.previous"),
        Binding("right,space", "turn(1)", "Giá trị sau", show=False, id="one-of.next"),
        Binding("enter", "submit", "Xong mục này", show=False, id="one-of.submit"),
        Binding("down", "leave(1)", "Mục sau", show=False, id="one-of.forth"),
        Binding("up", "leave(-1)", "Mục trước", show=False, id="one-of.back"),
    ]

    def __init__(self, options: Sequence[tuple[str, str]] = (), *, empty: str = "—") -> None:
        super().__init__()
        self._options: Words = tuple(options)
        self._empty = empty
        self._value = self._options[0][0] if self._options else ""
        self._pace = Pace()
        self._before_burst = self._value
        self._keys = bound_keys(self)

    @property
    def value(self) -> str:
        """The value now; empty while none of the options is chosen."""
        return self._value

    @value.setter
    def value(self, value: str) -> None:
        known = any(value == key for key, _ in self._options)
        self._value = value if known else ""
        self.refresh()

    @property
    def first(self) -> str:
        """The first of the values."""
        return self._options[0][0] if self._options else ""

    def offer(self, options: Sequence[tuple[str, str]], value: str) -> None:
        """Offer other values."""
        self._options = tuple(options)
        self.value = value

    def render(self) -> str:
        """The words of the value between arrows; with its place where there are many."""
        words = next((text for key, text in self._options if key == self._value), self._empty)
        return f"‹ {cut(plain(words), max(4, self.content_size.width - 4))} ›"

    async def _on_key(self, event: events.Key) -> None:
        if handed_on(self, event):
            return
        if self._pace.begins(event):
            self._before_burst = self._value
        if event.key in self._keys:
            action, argument = self._keys[event.key]
            action(argument)
            event.stop()
            event.prevent_default()

    def on_scanned(self, event: Scanned) -> None:
        """Take back what the keys of a scan chose."""
        if event.was_typed and self._value != self._before_burst:
            self._pace.rest()
            self._choose(self._before_burst)

    def action_turn(self, step: int) -> None:
        """Go to the next value, round the ends."""
        keys = [key for key, _ in self._options]
        if keys:
            at = keys.index(self._value) if self._value in keys else -1 if step > 0 else 0
            self._choose(keys[(at + step) % len(keys)])

    def _choose(self, value: str) -> None:
        self.value = value
        self.post_message(self.Changed(self, value))

    def action_submit(self, _argument: int = 0) -> None:
        """Be done with this field, and go to the next."""
        self.post_message(self.Submitted(self))
        self.screen.focus_next()

    def action_leave(self, step: int) -> None:
        """Go to the next or the previous field."""
        if step > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()
