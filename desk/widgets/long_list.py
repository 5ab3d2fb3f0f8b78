"""A list of any length that holds only the pages it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.segment import Segment
from textual import events, work
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from desk.widgets.cells import filled, plain
from desk.widgets.columns import MARK, Column, laid_out

PAGE_ROWS = 64
PAGES_KEPT = 32


@dataclass(frozen=True)
class Row:
    """One row: the id it is known by, its cells, and a word for how it looks."""

    key: str
    cells: tuple[str, ...]
    style: str = ""
    """One of `LongList.STYLES`; the cells must say the same in words."""


Fetch = Callable[[int, int], Sequence[Row]]
"""Gives the rows from an offset on, at most so many; called in a thread."""


@dataclass
class Pages:
    """The pages of one content that are at hand, oldest first."""

    rows: dict[int, Sequence[Row]] = field(default_factory=dict)

    def row(self, index: int) -> Row | None:
        """The row at an index, None while its page is not here."""
        page = self.rows.get(index // PAGE_ROWS, ())
        return page[index % PAGE_ROWS] if index % PAGE_ROWS < len(page) else None

    def keep(self, number: int, rows: Sequence[Row]) -> None:
        """Put a page in, and the oldest out when there are too many."""
        self.rows.pop(number, None)
        self.rows[number] = rows
        while len(self.rows) > PAGES_KEPT:
            del self.rows[next(iter(self.rows))]


class LongList(ScrollView, can_focus=True):
    """Rows under a heading, with a cursor; pages are fetched in a thread as they are seen.

    `show` gives it a content, `reload` says that the content has changed. Before the first `show`
    it is blank; with no rows it says `empty`. Only the newest content is ever drawn.
    """

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a row, or the row under the cursor was clicked."""

        long_list: "LongList"
        key: str

        @property
        def control(self) -> "LongList":
            """The list, for `on` with a selector."""
            return self.long_list

    @dataclass
    class Moved(Message):
        """The cursor stands on another row; None while that row is on its way."""

        long_list: "LongList"
        row: Row | None

        @property
        def control(self) -> "LongList":
            """The list, for `on` with a selector."""
            return self.long_list

    @dataclass
    class _Fetched(Message):
        content: int
        page: int
        rows: Sequence[Row]

    STYLES: ClassVar[frozenset[str]] = frozenset({"strong", "quiet", "warning", "error"})
    COMPONENT_CLASSES = {
        "long-list--header",
        "long-list--cursor",
        *(f"long-list--{style}" for style in STYLES),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Lên", show=False, id="list.up"),
        Binding("down", "move(1)", "Xuống", show=False, id="list.down"),
        Binding("pageup", "turn(-1)", "Trang trước", show=False, id="list.page-up"),
        Binding("pagedown", "turn(1)", "Trang sau", show=False, id="list.page-down"),
        Binding("home", "go(0)", "Đầu danh sách", show=False, id="list.first"),
        Binding("end", "go(-1)", "Cuối danh sách", show=False, id="list.last"),
        Binding("enter", "choose", "Mở", id="list.choose", tooltip="Mở dòng đang chọn"),
    ]
    count: reactive[int] = reactive(0, init=False)
    """How many rows there are."""
    cursor: reactive[int] = reactive(0, init=False)
    """The index of the row under the cursor."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "Không có dòng nào.",
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._fetch: Fetch | None = None
        self._pages, self._old = Pages(), Pages()
        self._content = 0
        self._fetching: int | None = None
        self._choosing = False
        self._held: str | None = None
        """The key that the cursor follows into a content that is on its way."""

    def show(self, fetch: Fetch, count: int) -> None:
        """Show another content from its first row on."""
        self._fetch, self.cursor, self._pages, self._old = fetch, 0, Pages(), Pages()
        self.scroll_to(y=0, animate=False)
        self.reload(count)

    def reload(self, count: int) -> None:
        """Fetch the rows again; the old ones stay in sight until theirs come, nothing blinks.

        With the focus the cursor stays on its row, wherever among the first rows and those about
        it that one is now; else it keeps its place, as far as that exists.
        """
        self._content += 1
        drawn = self.drawn if self.is_attached and self.screen.focused is self else None
        for number, rows in self._pages.rows.items():
            self._old.keep(number, rows)
        self._pages = Pages()
        self._fetching, self._choosing = None, False
        self.set_reactive(LongList.count, count)
        self.virtual_size = Size(1, count + 1)
        self.cursor = self._clamped(self.cursor)
        self._held = drawn.key if drawn else None
        self._fetch_what_is_seen()
        self.refresh()

    @property
    def row(self) -> Row | None:
        """The row under the cursor, None when there is none or it is on its way."""
        return self._pages.row(self.cursor) if self.count else None

    @property
    def drawn(self) -> Row | None:
        """The row that is seen under the cursor, though a newer one may be on its way."""
        return (self.row or self._old.row(self.cursor)) if self.count else None

    def _clamped(self, index: int) -> int:
        return max(0, min(index, self.count - 1))

    def action_move(self, rows: int) -> None:
        """Move the cursor by so many rows."""
        self.cursor = self._clamped(self.cursor + rows)

    def action_turn(self, pages: int) -> None:
        """Move the cursor by so many screens."""
        self.action_move(pages * max(1, self._rows_seen - 1))

    def action_go(self, index: int) -> None:
        """Move the cursor to a row, counted from the end if negative."""
        self.cursor = self._clamped(index if index >= 0 else self.count + index)

    def action_choose(self) -> None:
        """Choose the row under the cursor, once it is here."""
        self._choosing = self.row is None and self.count > 0
        if self.row is not None:
            self.post_message(self.Chosen(self, self.row.key))

    def on_click(self, event: events.Click) -> None:
        """Move to the row that was clicked; a click on the row under the cursor chooses it."""
        index = event.y - 1 + self.scroll_offset.y
        if event.y == 0 or index >= self.count:
            return
        if index == self.cursor:
            self.action_choose()
        self.cursor = index

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows, scroll, and say where the cursor is."""
        self._choosing = False
        if self._held is not None:
            self._held = self.drawn.key if self.drawn else None
        self._refresh_row(old)
        self._refresh_row(new)
        first = self.scroll_offset.y
        if new < first:
            self.scroll_to(y=new, animate=False)
        elif new >= first + self._rows_seen:
            self.scroll_to(y=new - self._rows_seen + 1, animate=False)
        self.post_message(self.Moved(self, self.row))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch what came into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._fetch_what_is_seen()

    def on_resize(self) -> None:
        """Keep the cursor in sight, and fetch what came into sight."""
        self.watch_cursor(self.cursor, self.cursor)
        self._fetch_what_is_seen()

    def _refresh_row(self, index: int) -> None:
        y = index + 1 - self.scroll_offset.y
        self.refresh(Region(0, y, self.size.width, 1))

    @property
    def _rows_seen(self) -> int:
        return max(1, self.size.height - 1)

    def _fetch_what_is_seen(self) -> None:
        """Start fetching the first page in sight that is not here; one at a time."""
        if self._fetch is None or self._fetching is not None or not self.is_attached:
            return
        first = max(0, self.scroll_offset.y)
        seen = {index // PAGE_ROWS for index in (first, first + self._rows_seen, self.cursor)}
        if self._held is not None:
            seen |= self._pages_about()
        for page in sorted(seen - self._pages.rows.keys()):
            if page * PAGE_ROWS < self.count:
                self._fetching = page
                self._fetch_page(self._fetch, self._content, page)
                return

    def _pages_about(self) -> set[int]:
        """Where a row is looked for: what asks for somebody goes up, and rows come and go."""
        page = self.cursor // PAGE_ROWS
        about = {0, max(0, page - 1), page, page + 1}
        return {one for one in about if one * PAGE_ROWS < self.count}

    def _follow_held(self) -> None:
        """Go where the row under the cursor is now; stay where none of the pages has it."""
        for page in sorted(self._pages_about() & self._pages.rows.keys()):
            keys = [row.key for row in self._pages.rows[page]]
            if self._held in keys:
                index, self._held = page * PAGE_ROWS + keys.index(self._held), None
                is_choosing, self.cursor = self._choosing, self._clamped(index)
                self._choosing = is_choosing
                return
        if self._pages_about() <= self._pages.rows.keys():
            self._held = None

    @work(thread=True, group="long-list")
    def _fetch_page(self, fetch: Fetch, content: int, page: int) -> None:
        rows = fetch(page * PAGE_ROWS, PAGE_ROWS)
        self.post_message(self._Fetched(content, page, tuple(rows)))

    def on_long_list__fetched(self, event: _Fetched) -> None:
        """Keep a page that belongs to what is shown now."""
        event.stop()
        if event.content != self._content:
            return
        self._fetching = None
        self._pages.keep(event.page, event.rows)
        is_settled = self._held is None
        if self._held is not None:
            self._follow_held()
        self.refresh()
        is_here = self.cursor // PAGE_ROWS == event.page or not is_settled
        if self._held is None and is_here:
            self.post_message(self.Moved(self, self.row))
            if self._choosing:
                self.action_choose()
        self._fetch_what_is_seen()

    def render_line(self, y: int) -> Strip:
        """The heading, a row, or the sentence for an empty list."""
        width = self.scrollable_content_region.width
        index = self.scroll_offset.y + y - 1
        if y == 0:
            text, style = self._heading(width), "header"
        elif index < self.count:
            text, style = self._row_text(index, width)
        else:
            is_empty = y == 1 and self._fetch is not None
            text, style = (f"  {self._empty}" if is_empty else ""), "quiet"
        own = self.rich_style
        if style:
            own += self.get_component_rich_style(f"long-list--{style}", partial=True)
        if self.has_focus and 0 <= index == self.cursor < self.count and y > 0:
            own += self.get_component_rich_style("long-list--cursor", partial=True)
        return Strip([Segment(filled(text, width), own)], width)

    def _heading(self, width: int) -> str:
        titles = [column.title for column in self._columns]
        return " " * len(MARK) + laid_out(self._columns, titles, width - len(MARK))

    def _row_text(self, index: int, width: int) -> tuple[str, str]:
        mark = MARK if index == self.cursor else " " * len(MARK)
        row = self._pages.row(index) or self._old.row(index)
        if row is None:
            return mark + "…", "quiet"
        cells = [plain(cell) for cell in row.cells]
        style = row.style if row.style in self.STYLES else ""
        return mark + laid_out(self._columns, cells, width - len(MARK)), style
