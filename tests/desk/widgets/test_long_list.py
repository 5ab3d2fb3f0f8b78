"""A list of any length: pages, cursor, and what it shows."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult

from desk.widgets.columns import Column, laid_out, widths
from desk.widgets.long_list import PAGE_ROWS, PAGES_KEPT, Fetch, LongList, Row
from tests.desk.widgets.keys import settle

APP_CSS = Path(__file__).parents[3] / "desk" / "app.tcss"
MILLION = 1_000_000
COLUMNS = (Column("Mã", 10), Column("Tên"), Column("Thủ tục", share=2, from_width=100))


def rows(offset: int, limit: int) -> Sequence[Row]:
    return [Row(f"k{n}", (f"mã {n}", f"tên {n} [/]", "khai sinh")) for n in span(offset, limit)]


def span(offset: int, limit: int) -> range:
    return range(offset, min(offset + limit, MILLION))


class Listing(App[None]):
    CSS_PATH = APP_CSS

    def __init__(self, fetch: Fetch = rows, count: int = MILLION) -> None:
        super().__init__()
        self.fetch, self.count = fetch, count
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield LongList(COLUMNS, empty="Hôm nay chưa có hồ sơ.")

    def on_mount(self) -> None:
        self.listing.show(self.fetch, self.count)

    @property
    def listing(self) -> LongList:
        return self.screen.query_one(LongList)

    @on(LongList.Chosen)
    def keep(self, event: LongList.Chosen) -> None:
        self.chosen.append(event.key)

    def lines(self) -> list[str]:
        return [self.listing.render_line(y).text for y in range(self.listing.size.height)]


async def test_the_ends_of_a_million_rows_are_one_key_away() -> None:
    app = Listing()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.lines()[1].startswith("▸ mã 0 ")
        await pilot.press("end")
        await settle(pilot)
        assert app.lines()[-1].startswith("▸ mã 999999")
        await pilot.press("enter", "home", "down", "enter")
        await settle(pilot)

    assert app.chosen == ["k999999", "k1"]


async def test_only_pages_in_sight_are_fetched_and_few_are_kept() -> None:
    asked: list[int] = []

    def noted(offset: int, limit: int) -> Sequence[Row]:
        asked.append(offset)
        return rows(offset, limit)

    app = Listing(noted)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert asked == [0]
        for page in range(1, PAGES_KEPT + 10):
            app.listing.action_go(page * PAGE_ROWS * 3)
            await settle(pilot)
        assert len(app.listing._pages.rows) <= PAGES_KEPT
        assert app.listing.row == rows(app.listing.cursor, 1)[0]


async def test_enter_on_a_row_that_is_still_on_its_way_chooses_it_when_it_comes() -> None:
    gate = threading.Event()

    def slow(offset: int, limit: int) -> Sequence[Row]:
        assert gate.wait(10)
        return rows(offset, limit)

    app = Listing(slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "enter")
        assert (app.listing.cursor, app.chosen) == (2, [])
        assert app.lines()[3].startswith("▸ …")
        gate.set()
        await settle(pilot)

    assert app.chosen == ["k2"]


async def test_rows_of_an_older_content_are_never_shown() -> None:
    gate = threading.Event()

    def older(offset: int, limit: int) -> Sequence[Row]:
        assert gate.wait(10)
        return [Row("old", ("cũ",))] * limit

    app = Listing(older)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.listing.show(rows, 3)
        gate.set()
        await settle(pilot)
        assert "cũ" not in "\n".join(app.lines())
        assert app.lines()[3].startswith("  mã 2")


async def test_reloading_does_not_blink() -> None:
    app = Listing()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.listing.reload(MILLION)
        assert app.lines()[1].startswith("▸ mã 0 ")


async def test_reloading_keeps_the_cursor_as_far_as_it_exists() -> None:
    app = Listing()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "down")
        app.listing.reload(MILLION)
        assert app.listing.cursor == 3
        app.listing.reload(2)
        await settle(pilot)
        assert app.listing.cursor == 1
        assert [line for line in app.lines() if "mã" in line][-1].startswith("▸ mã 1")


async def test_the_cursor_stays_on_its_row_when_rows_come_before_it_and_before_their_page() -> None:
    before = 0

    def shifted(offset: int, limit: int) -> Sequence[Row]:
        return [Row(f"k{n - before}", (f"mã {n - before}",)) for n in span(offset, limit)]

    app = Listing(shifted)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "down")
        await settle(pilot)
        for before in (1, PAGE_ROWS + 5, 0):
            app.listing.reload(MILLION)
            # Twice at once, as news come.
            app.listing.reload(MILLION)
            assert app.listing.drawn == Row("k3", ("mã 3",))
            await settle(pilot)
            assert (app.listing.cursor, app.listing.row) == (before + 3, Row("k3", ("mã 3",)))
            assert [line[:7] for line in app.lines() if line.startswith("▸")] == ["▸ mã 3 "]


async def test_without_the_focus_the_cursor_keeps_its_place() -> None:
    before = 0

    def shifted(offset: int, limit: int) -> Sequence[Row]:
        return [Row(f"k{n - before}", (f"mã {n - before}",)) for n in span(offset, limit)]

    app = Listing(shifted)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.set_focus(None)
        before = 1
        app.listing.reload(MILLION)
        await settle(pilot)
        assert (app.listing.cursor, app.listing.row) == (0, Row("k-1", ("mã -1",)))


async def test_an_empty_list_says_so() -> None:
    app = Listing(count=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "end", "pagedown")
        assert app.lines()[1].strip() == "Hôm nay chưa có hồ sơ."

    assert app.chosen == []


async def test_pages_turn_and_the_cursor_stays_in_sight() -> None:
    app = Listing()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown", "pagedown", "pageup", "up")
        await settle(pilot)
        assert app.listing.cursor == 21
        assert sum(line.startswith("▸") for line in app.lines()) == 1


async def test_a_click_moves_and_a_click_on_the_cursor_chooses() -> None:
    app = Listing()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(LongList, offset=(5, 3))
        assert (app.listing.cursor, app.chosen) == (2, [])
        await pilot.click(LongList, offset=(5, 3))
        await pilot.pause()

    assert app.chosen == ["k2"]


@pytest.mark.parametrize(("width", "is_shown"), [(80, False), (120, True)])
async def test_columns_come_and_go_with_the_width(width: int, *, is_shown: bool) -> None:
    app = Listing()
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        assert ("Thủ tục" in app.lines()[0]) is is_shown
        assert all(cell_len(line) <= width for line in app.lines())


@given(st.integers(20, 200), st.lists(st.text(max_size=40), max_size=3))
def test_every_row_fills_its_width(total: int, cells: list[str]) -> None:
    shown = [width for width in widths(COLUMNS, total) if width]

    assert sum(shown) + 2 * (len(shown) - 1) == total
    assert cell_len(laid_out(COLUMNS, [" ".join(cell.split()) for cell in cells], total)) == total
