"""The check-list by keys, and what it shows."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import on
from textual.app import App, ComposeResult

from desk.widgets.checklist import Checklist
from desk.widgets.checklist_lines import heading, lines_of
from desk.widgets.typing_input import TypingInput
from schemas.procedures import Paper
from schemas.reception import TickedPaper
from tests.desk.widgets.keys import type_in_one_read

APP_CSS = Path(__file__).parents[3] / "desk" / "app.tcss"
PAPERS = [
    TickedPaper(key="form", name="Tờ khai đăng ký khai sinh"),
    TickedPaper(key="birth", name="Giấy chứng sinh do cơ sở y tế nơi trẻ em sinh ra cấp [/]"),
    TickedPaper(key="card", name="Căn cước công dân", handling="presented"),
    TickedPaper(key="proxy", name="Văn bản ủy quyền", required=False),
]
ASKED = {"form": Paper(key="form", name="Tờ khai", originals=2)}


class Papers(App[None]):
    CSS_PATH = APP_CSS

    def __init__(self, rows: list[TickedPaper]) -> None:
        super().__init__()
        self.rows = rows
        self.changes: list[tuple[TickedPaper, ...]] = []
        self.asked_for: list[str] = []

    def compose(self) -> ComposeResult:
        yield Checklist(self.rows, asked=ASKED)
        yield TypingInput()

    @on(Checklist.Changed)
    def keep(self, event: Checklist.Changed) -> None:
        self.changes.append(event.rows)

    @on(Checklist.FlawRequested)
    def note(self, event: Checklist.FlawRequested) -> None:
        self.asked_for.append(event.row.key)
        event.checklist.mark_wrong(event.row.key, "mờ, không đọc được")

    def lines(self) -> list[str]:
        papers = self.screen.query_one(Checklist)
        return [papers.render_line(y).text for y in range(papers.size.height)]


@pytest.fixture
def app() -> Papers:
    return Papers(PAPERS)


async def test_space_ticks_with_the_counts_asked_for(app: Papers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")

    form = app.changes[-1][0]
    assert (form.state, form.originals) == ("ok", 2)
    assert len(app.changes) == 1


async def test_a_digit_goes_to_the_chosen_column(app: Papers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "right", "right", "3", "left", "plus", "plus", "minus")

    birth = app.changes[-1][1]
    assert (birth.state, birth.originals, birth.certified, birth.photocopies) == ("ok", 0, 1, 3)


async def test_two_quick_digits_are_one_number_and_a_late_one_begins_anew(app: Papers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        type_in_one_read(app, "12", at=1.0, gap=0.3)
        type_in_one_read(app, "4", at=9.0)
        await pilot.pause()

    assert [rows[0].originals for rows in app.changes] == [1, 12, 4]


async def test_an_exclamation_mark_marks_the_paper_and_asks_for_words(app: Papers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "!")
        await pilot.pause()
        shown = "\n".join(app.lines())

    assert app.asked_for == ["birth"]
    assert (app.changes[-1][1].state, app.changes[-1][1].flaw) == ("wrong", "mờ, không đọc được")
    assert "[!] THIẾU" in shown
    assert "→ mờ, không đọc được" in shown


async def test_presented_papers_say_so_and_take_no_counts(app: Papers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "up", "4")
        assert app.changes == []
        await pilot.press("space")
        assert any("[x] đủ" in line and "xuất trình" in line for line in app.lines())


async def test_what_is_missing_is_there_in_words(app: Papers) -> None:
    async with app.run_test(size=(80, 24)):
        shown = app.lines()

    assert sum("THIẾU" in line for line in shown) == 3
    assert sum("nếu có" in line for line in shown) == 1


async def test_enter_goes_down_and_from_the_last_paper_to_the_next_field(app: Papers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        type_in_one_read(app, " \r \r \r \rghi chú")
        await pilot.pause()
        assert app.screen.focused is app.screen.query_one(TypingInput)

    assert all(row.state == "ok" for row in app.changes[-1])


async def test_fifty_five_papers_scroll_with_the_cursor() -> None:
    app = Papers([TickedPaper(key=str(n), name=f"Giấy tờ {n} " + "dài " * 20) for n in range(55)])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        assert any("▸" in line and "Giấy tờ 54" in line for line in app.lines())
        await pilot.press("home")
        assert any("▸" in line and "Giấy tờ 0" in line for line in app.lines())


async def test_the_cursor_stays_when_the_same_papers_are_given_again(app: Papers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        papers = app.screen.query_one(Checklist)
        await pilot.press("down", "space")
        papers.show(app.changes[-1], ASKED)
        assert papers.row == app.changes[-1][1]
        papers.show(PAPERS[2:], ASKED)
        assert papers.row == PAPERS[2]


async def test_without_papers_a_sentence_says_so_and_keys_do_nothing() -> None:
    app = Papers([])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "!", "3", "plus", "right")
        assert "không yêu cầu giấy tờ" in app.lines()[1]

    assert app.changes == []


@pytest.mark.parametrize("width", [60, 79, 80, 120])
def test_lines_stay_within_the_width(width: int) -> None:
    long = TickedPaper(key="x", name="Đượm" * 60, state="wrong", flaw="[/] " + "mờ " * 60)

    lines = [line.text for line in lines_of([*PAPERS, long], width, at=1, column=2)]

    assert all(cell_len(text) <= width for text in [heading(width), *lines])
