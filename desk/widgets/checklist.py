"""The check-list of papers: what came, how many, and what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from desk.widgets.checklist_lines import Line, heading, lines_of
from desk.widgets.key_order import acted, bound_keys, go_on, hand_on_scan, handed_on
from desk.widgets.pace import Marks
from desk.widgets.scanned import Mangled, Scanned
from desk.widgets.ticking import COLUMNS, counted, marked_wrong, toggled
from schemas.procedures import Paper
from schemas.reception import TickedPaper

SECOND_DIGIT_SECONDS = 1.0
"""A digit that comes later begins another number."""


class Checklist(ScrollView, can_focus=True):
    """Papers with their marks and counts, worked by keys.

    Space ticks, `!` marks as wrong and asks for words (`FlawRequested`; answer by `mark_wrong`),
    digits and + - change the count in the column that Left and Right choose. Enter goes down, and
    from the last paper to the next field. Every change is posted as `Changed` with all rows.
    """

    @dataclass
    class Changed(Message):
        """The officer changed something."""

        checklist: "Checklist"
        rows: tuple[TickedPaper, ...]

        @property
        def control(self) -> "Checklist":
            """The check-list, for `on` with a selector."""
            return self.checklist

    @dataclass
    class FlawRequested(Message):
        """A paper was marked as wrong: somebody has to ask what is wrong with it."""

        checklist: "Checklist"
        row: TickedPaper

        @property
        def control(self) -> "Checklist":
            """The check-list, for `on` with a selector."""
            return self.checklist

    COMPONENT_CLASSES = {
        "checklist--header",
        "checklist--cursor",
        "checklist--missing",
        "checklist--complete",
        "checklist--quiet",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Đủ", id="papers.tick", tooltip="Đánh dấu đủ, hoặc bỏ dấu"),
        Binding("exclamation_mark", "flaw", "Sai/thiếu", key_display="!", id="papers.flaw"),
        Binding("left", "column(-1)", "Cột trước", show=False, id="papers.left"),
        Binding("right", "column(1)", "Cột sau", show=False, id="papers.right"),
        Binding("plus", "add(1)", "Thêm", show=False, id="papers.more"),
        Binding("minus", "add(-1)", "Bớt", show=False, id="papers.fewer"),
        Binding("up", "move(-1)", "Lên", show=False, id="papers.up"),
        Binding("down,enter", "move(1)", "Xuống", show=False, id="papers.down"),
        Binding("tab", "leave(1)", "Mục sau", show=False, id="papers.forth"),
        Binding("shift+tab", "leave(-1)", "Mục trước", show=False, id="papers.back"),
        Binding("pageup", "move(-10)", "Trang trước", show=False, id="papers.page-up"),
        Binding("pagedown", "move(10)", "Trang sau", show=False, id="papers.page-down"),
        Binding("home", "go(0)", "Giấy tờ đầu", show=False, id="papers.first"),
        Binding("end", "go(-1)", "Giấy tờ cuối", show=False, id="papers.last"),
    ]

    def __init__(
        self,
        rows: Sequence[TickedPaper] = (),
        *,
        asked: Mapping[str, Paper] | None = None,
        empty: str = "Thủ tục này không yêu cầu giấy tờ.",
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.empty = empty
        """What stands where no paper is; shown with the next papers."""
        self._marks = Marks[tuple[tuple[TickedPaper, ...], int, int]]()
        self._column = 0
        self._digit_at = float("-inf")
        self._lines: list[Line] = []
        self._rows: tuple[TickedPaper, ...] = ()
        self._at = 0
        self._keys = bound_keys(self)
        self.show(rows, asked or {})

    def show(self, rows: Sequence[TickedPaper], asked: Mapping[str, Paper]) -> None:
        """Show papers; `asked` are the catalogue's, by key, for the counts of a tick.

        The cursor stays where it is as long as the papers are the same ones.
        """
        is_same = [row.key for row in rows] == [row.key for row in self._rows]
        self._rows = tuple(rows)
        self._asked = dict(asked)
        self._at = self._at if is_same else 0
        self._marks.forget()
        self._lay_out()
        self._scroll_to_cursor()

    @property
    def rows(self) -> tuple[TickedPaper, ...]:
        """The papers as they stand."""
        return self._rows

    @property
    def row(self) -> TickedPaper | None:
        """The paper under the cursor."""
        return self._rows[self._at] if self._rows else None

    def mark_wrong(self, key: str, flaw: str) -> None:
        """Note what is wrong with a paper, in the officer's words."""
        self._replace(key, lambda paper: marked_wrong(paper, flaw))

    def _replace(self, key: str, change: Callable[[TickedPaper], TickedPaper]) -> None:
        rows = tuple(change(row) if row.key == key else row for row in self._rows)
        if rows != self._rows:
            self._rows = rows
            self._lay_out()
            self.post_message(self.Changed(self, rows))

    async def _on_key(self, event: events.Key) -> None:
        if handed_on(self, event):
            return
        self._marks.keep(event, (self._rows, self._at, self._column))
        if event.key.isdecimal() and len(event.key) == 1:
            self._type_digit(int(event.key), event.time)
        elif event.key in self._keys:
            action, argument = self._keys[event.key]
            self._digit_at = float("-inf")
            action(argument)
        else:
            await acted(self, event)
            return
        event.stop()
        event.prevent_default()

    def on_scanned(self, event: Scanned | Mangled) -> None:
        """Take back what the keys of a scan did to the papers."""
        hand_on_scan(self, event)
        before = self._marks.before(event.first_key) if event.was_typed else None
        if before is not None:
            rows, self._at, self._column = before
            is_changed, self._rows = rows != self._rows, rows
            self._lay_out()
            if is_changed:
                self.post_message(self.Changed(self, rows))

    on_mangled = on_scanned

    def action_tick(self, _argument: int = 0) -> None:
        """Tick the paper under the cursor, or take the tick back."""
        if self.row is not None:
            key = self.row.key
            self._replace(key, lambda paper: toggled(paper, self._asked.get(key)))

    def action_flaw(self, _argument: int = 0) -> None:
        """Mark the paper under the cursor as wrong, and have somebody ask for the words."""
        if self.row is not None:
            self._replace(self.row.key, marked_wrong)
            self.post_message(self.FlawRequested(self, self.row))

    def action_column(self, step: int) -> None:
        """Choose the column that digits go to."""
        self._column = max(0, min(self._column + step, len(COLUMNS) - 1))
        self._lay_out()

    def action_add(self, step: int) -> None:
        """Change the count in the chosen column by one."""
        if self.row is not None:
            self._count(getattr(self.row, COLUMNS[self._column]) + step)

    def _type_digit(self, digit: int, at: float) -> None:
        """Begin a count, or go on with one whose first digit came just before."""
        if self.row is None:
            return
        goes_on = at - self._digit_at <= SECOND_DIGIT_SECONDS
        held = getattr(self.row, COLUMNS[self._column]) if goes_on else 0
        self._digit_at = at if not goes_on else float("-inf")
        self._count(held * 10 + digit)

    def _count(self, count: int) -> None:
        if self.row is not None:
            self._replace(self.row.key, lambda row: counted(row, COLUMNS[self._column], count))

    def action_move(self, step: int) -> None:
        """Move the cursor; past either end it goes on to the neighbouring field."""
        if step == 1 and self._at + 1 >= len(self._rows):
            self.action_leave(1)
        elif step == -1 and self._at == 0:
            self.action_leave(-1)
        else:
            self.action_go(max(0, self._at + step))

    def action_leave(self, step: int) -> None:
        """Go to the next or the previous field."""
        go_on(self, step)

    def action_go(self, index: int) -> None:
        """Move the cursor to a paper, the last one for -1."""
        last = len(self._rows) - 1
        self._at = max(0, last if index < 0 else min(index, last))
        self._lay_out()
        self._scroll_to_cursor()

    def on_resize(self) -> None:
        """Wrap the names anew."""
        self._lay_out()
        self._scroll_to_cursor()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._lines = lines_of(self._rows, width, at=self._at, column=self._column)
        self.virtual_size = Size(1, len(self._lines) + 1)
        self.refresh()

    def _scroll_to_cursor(self) -> None:
        places = [place for place, line in enumerate(self._lines) if line.row == self._at]
        seen = max(1, self.size.height - 1)
        if not self.is_attached:
            return
        if places and places[0] < self.scroll_offset.y:
            self.scroll_to(y=places[0], animate=False)
        elif places and places[-1] >= self.scroll_offset.y + seen:
            self.scroll_to(y=places[-1] - seen + 1, animate=False)

    def render_line(self, y: int) -> Strip:
        """The heading, or one line of a paper."""
        width = self.scrollable_content_region.width
        place = self.scroll_offset.y + y - 1
        line = Line(text="", row=-1)
        if y == 0:
            line = Line(text=heading(width), row=-1, style="header")
        elif place < len(self._lines):
            line = self._lines[place]
        elif y == 1:
            line = Line(text=f"  {self.empty}", row=-1, style="quiet")
        style = self.rich_style
        if line.style:
            style += self.get_component_rich_style(f"checklist--{line.style}", partial=True)
        if self.has_focus and line.row == self._at:
            style += self.get_component_rich_style("checklist--cursor", partial=True)
        return Strip([Segment(line.text, style)]).adjust_cell_length(width, style)
