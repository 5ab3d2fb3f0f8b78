"""Picking a procedure by a few letters and Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from desk.rules.finding import Findable, find
from desk.widgets.cells import cut, filled, plain
from desk.widgets.columns import MARK
from desk.widgets.notice import Notice
from desk.widgets.typing_input import TypingInput
from schemas.procedures import Procedure

SHOWN_MAX = 6
_CODE_WIDTH = 10
_FIELD_WIDTH = 24
_FIELD_WIDTH_NARROW = 14
_WIDE = 100


class _Search(TypingInput):
    """The letters; Enter picks before the next key is looked at, and goes on if it could."""

    def __init__(self, pick: Callable[[str], bool], **stock: Any) -> None:
        super().__init__(moves=False, **stock)
        self._pick = pick

    def enter(self) -> None:
        """Pick what the letters name, and go to the next field."""
        if self._pick(self.value):
            with self.prevent(Input.Changed):
                self.value = ""
            self.screen.focus_next()


class ProcedurePicker(Vertical):
    """A field for a few letters, the procedures they name, and the one that is picked."""

    @dataclass
    class Picked(Message):
        """The officer picked a procedure."""

        picker: "ProcedurePicker"
        procedure: Procedure

        @property
        def control(self) -> "ProcedurePicker":
            """The picker, for `on` with a selector."""
            return self.picker

    search = getters.query_one(_Search)
    matches = getters.query_one("#matches", Static)
    picked_line = getters.query_one("#picked", Notice)
    error_line = getters.query_one("#wrong", Notice)

    def __init__(
        self,
        *,
        title: str,
        placeholder: str,
        nothing: str,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id, classes="section -titled")
        self.border_title = Content(title)
        self._placeholder = placeholder
        self._nothing = nothing
        self._among: Sequence[Findable] = ()
        self._found: tuple[Procedure, ...] = ()
        self._at = 0
        self._picked: Procedure | None = None

    def compose(self) -> ComposeResult:
        """What is picked, the letters, what they name."""
        yield Notice(id="picked")
        yield _Search(self._pick, placeholder=self._placeholder)
        yield Static("", id="matches", markup=False)
        yield Notice(id="wrong", classes="field-error")

    def offer(self, among: Sequence[Findable]) -> None:
        """Offer these procedures, the most used first."""
        self._among = among
        self._find(self.search.value)

    def show(self, procedure: Procedure | None, code: str = "") -> None:
        """Show a procedure as picked; only its code where the catalogue does not have it.

        Letters stay: they may have been typed before the catalogue was read.
        """
        self._picked = procedure
        words = f"{procedure.name}  ({procedure.code})" if procedure else code
        self.picked_line.say(plain(words))
        self._find(self.search.value)

    def clear(self) -> None:
        """Forget the letters, since another form begins."""
        with self.prevent(Input.Changed):
            self.search.value = ""

    def say(self, sentence: str) -> None:
        """Show what there is to say about the choice."""
        self.error_line.say(f"▲ {sentence}" if sentence else "")

    def _pick(self, query: str) -> bool:
        """Pick by the letters as they are now; an empty field keeps what is picked."""
        if not query.strip() and self._picked is not None:
            return True
        found = find(query, self._among, SHOWN_MAX)
        at = self._at if found == self._found else 0
        if not found:
            self.app.bell()
            return False
        self.post_message(self.Picked(self, found[at]))
        return True

    @on(Input.Changed)
    def _search_as_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    def _find(self, query: str) -> None:
        self._found, self._at = find(query, self._among, SHOWN_MAX), 0
        self._draw()

    @on(TypingInput.Leave)
    def _move(self, event: TypingInput.Leave) -> None:
        event.stop()
        step = 1 if event.direction == "next" else -1
        at = self._at + step
        if self._is_open and 0 <= at < len(self._found):
            self._at = at
            self._draw()
        elif step > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def on_descendant_focus(self) -> None:
        """Open the list."""
        self._draw()

    def on_descendant_blur(self) -> None:
        """Close the list."""
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        """Lay the lines out anew."""
        self._draw()

    @property
    def _is_open(self) -> bool:
        has_letters = bool(self.search.value.strip())
        return self.search.has_focus and (has_letters or self._picked is None)

    def _draw(self) -> None:
        self.matches.display = self._is_open
        width = max(40, self.size.width - 2)
        lines = [self._line(n, one, width) for n, one in enumerate(self._found)]
        self.matches.update("\n".join(lines) if lines else f"  {self._nothing}")

    def _line(self, place: int, one: Procedure, width: int) -> str:
        mark = MARK if place == self._at else " " * len(MARK)
        field_width = _FIELD_WIDTH if width >= _WIDE else _FIELD_WIDTH_NARROW
        room = width - len(MARK) - _CODE_WIDTH - field_width - 2
        name, area = filled(plain(one.name), room), cut(plain(one.field), field_width)
        return f"{mark}{filled(one.code, _CODE_WIDTH)}{name}  {area}"
