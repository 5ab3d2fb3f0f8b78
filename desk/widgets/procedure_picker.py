"""Picking a procedure by a few letters and Enter."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from desk.rules.finding import Findable, find
from desk.widgets.cells import cut, filled, plain, wrapped
from desk.widgets.columns import MARK
from desk.widgets.fields import Field, Spec, TextField
from desk.widgets.form_rows import Line, rows_of, sentence_lines
from desk.widgets.form_section import FormSection
from desk.widgets.key_order import go_on
from schemas.procedures import Procedure

NAME = "procedure"
SHOWN_MAX = 6
_CODE_WIDTH = 10
_FIELD_WIDTH = 24
_FIELD_WIDTH_NARROW = 14
_WIDE = 100


class ProcedurePicker(FormSection):
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

    def __init__(self, *, title: str, placeholder: str, nothing: str) -> None:
        super().__init__(rows_of([[Spec(NAME, "", placeholder=placeholder)]]), title=title)
        self._nothing = nothing
        self._among: Sequence[Findable] = ()
        self._found: tuple[Procedure, ...] = ()
        self._marked = 0
        self._picked: Procedure | None = None
        self._picked_words = ""
        self._complaint = ""

    @property
    def search(self) -> TextField:
        """The field for the letters."""
        field = self.fields[NAME]
        assert isinstance(field, TextField)
        return field

    def offer_procedures(self, among: Sequence[Findable]) -> None:
        """Offer these procedures, the most used first."""
        self._among = among
        self._find()

    def show(self, procedure: Procedure | None, code: str = "") -> None:
        """Show a procedure as picked; only its code where the catalogue does not have it.

        Letters stay: they may have been typed before the catalogue was read.
        """
        self._picked = procedure
        self._picked_words = plain(f"{procedure.name}  ({procedure.code})" if procedure else code)
        self._find()

    def clear(self) -> None:
        """Forget the letters, since another form begins."""
        self.search.value = ""

    def complain(self, sentence: str) -> None:
        """Show what there is to say about the choice."""
        if sentence != self._complaint:
            self._complaint = sentence
            self.reshape()

    def enter(self) -> None:
        """Pick by the letters as they are now; an empty field keeps what is picked."""
        query = self.search.value
        if not query.strip() and self._picked is not None:
            self.step(1)
            return
        found = find(query, self._among, SHOWN_MAX)
        if not found:
            self.app.bell()
            return
        at = self._marked if found == self._found else 0
        self.post_message(self.Picked(self, found[at]))
        self.search.value = ""
        self._find()
        self.step(1)

    def leave(self, step: int, *, by_arrow: bool) -> None:
        """Go through the list that is open by arrows, else to the next field."""
        at = self._marked + step
        if by_arrow and self.is_open and 0 <= at < len(self._found):
            self._marked = at
            self.reshape()
        else:
            go_on(self, step)

    def changed(self, used: Field) -> None:
        """Search as it is typed."""
        del used
        self._find()

    def _find(self) -> None:
        self._found, self._marked = find(self.search.value, self._among, SHOWN_MAX), 0
        self.reshape()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - as in Widget
        """Open the list, or close it."""
        super().watch_has_focus(has_focus)
        self.reshape()

    @property
    def is_open(self) -> bool:
        """Whether the procedures that were found are shown."""
        has_letters = bool(self.search.value.strip())
        return self.has_focus and (has_letters or self._picked is None)

    def lines_in_use(self) -> tuple[int, int]:
        """The letters with all that they name."""
        lines = self.lines(self.size.width)
        at = next((number for number, one in enumerate(lines) if one.row is not None), 0)
        return at, len(lines) - at

    def laid_out(self, width: int) -> list[Line]:
        """What is picked, the letters, what they name, what there is to say."""
        picked = wrapped(self._picked_words, width - 2) if self._picked_words else []
        lines = [Line(words=f" {words}", style="strong") for words in picked]
        lines += super().laid_out(width)
        if self.is_open:
            room = max(40, width - 2)
            found = [self._found_line(at, one, room) for at, one in enumerate(self._found)]
            lines += [Line(words=f" {one}") for one in found or [f"  {self._nothing}"]]
        if self._complaint:
            lines += sentence_lines(self._complaint, width, "error")
        return lines

    def _found_line(self, place: int, one: Procedure, width: int) -> str:
        mark = MARK if place == self._marked else " " * len(MARK)
        field_width = _FIELD_WIDTH if width >= _WIDE else _FIELD_WIDTH_NARROW
        room = width - len(MARK) - _CODE_WIDTH - field_width - 2
        name, area = filled(plain(one.name), room), cut(plain(one.field), field_width)
        return f"{mark}{filled(one.code, _CODE_WIDTH)}{name}  {area}"
