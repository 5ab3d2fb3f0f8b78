"""One scan, one message with its own text, whatever has the focus."""

import asyncio
import unicodedata
from typing import ClassVar

import pytest
from textual import on
from textual.app import ComposeResult
from textual.events import Paste
from textual.screen import Screen

from desk.widgets.checklist import Checklist
from desk.widgets.scan_box import ScanBox
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput
from tests.desk.widgets.keys import type_in_one_read
from tests.desk.widgets.scan_desk import CARD, CODE, HAND, Desk, scanned


async def test_three_scans_in_one_read_give_three_texts_and_an_empty_box() -> None:
    async with scanned("một\rhai\rba\r") as app:
        assert app.scans == ["một", "hai", "ba"]
        assert app.screen.query_one(ScanBox).value == ""


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"])
async def test_every_line_end_of_scanners_ends_a_scan_once(end: str) -> None:
    async with scanned(f"{CARD}{end}{CODE}{end}") as app:
        assert app.scans == [CARD, CODE]


async def test_a_decomposed_scan_arrives_composed() -> None:
    async with scanned(unicodedata.normalize("NFD", CARD) + "\r") as app:
        assert app.scans == [CARD]


async def test_an_empty_line_is_no_scan() -> None:
    async with scanned("\r \r") as app:
        assert app.scans == []


@pytest.mark.parametrize(
    ("pasted", "scans", "left"),
    [
        (f"{CARD}\n{CODE}\r\n", [CARD, CODE], ""),
        (f"{CARD}\n{CODE}", [CARD, CODE], ""),
        (CODE, [], CODE),
    ],
)
async def test_a_paste_is_one_scan_for_each_line(pasted: str, scans: list[str], left: str) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.post_message(Paste(pasted))
        await pilot.pause()
        assert app.scans == scans
        assert app.screen.query_one(ScanBox).value == left


async def test_a_tab_ends_what_is_no_scan_by_its_text_too_and_leaves_an_empty_box() -> None:
    async with scanned("Nguyễn Văn An\t") as app:
        assert app.scans == ["Nguyễn Văn An"]
        assert app.screen.focused is app.screen.query_one(ScanBox)
    async with scanned("\t") as app:
        assert app.screen.focused is app.screen.query_one("#name")


@pytest.mark.parametrize("end", ["", "\r", "\r\n", "\t"])
async def test_a_scan_that_is_pasted_over_a_field_stays_out_of_it(end: str) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.screen.query_one("#name").focus()
        await pilot.pause()
        type_in_one_read(app, f"\x1b[200~{CARD}\r\n{CODE}\x1b[201~{end}")
        await pilot.pause()
        assert app.scans == [CARD, CODE]
        assert app.screen.query_one("#name", TypingInput).value == "trước"
        assert app.screen.focused is app.screen.query_one("#name")


async def test_text_that_is_pasted_is_no_scan() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.screen.query_one("#name").focus()
        await pilot.pause()
        app.post_message(Paste(f"{CARD}\nvà hơn nữa"))
        await pilot.pause()
        assert app.scans == []


async def test_a_scan_under_which_the_screen_changes_leaves_no_half_behind() -> None:
    class Above(Screen[None]):
        scans: ClassVar[list[str]] = []

        def compose(self) -> ComposeResult:
            yield TypingInput("sau", id="above", select_on_focus=False)

        @on(Scanned)
        def keep(self, event: Scanned) -> None:
            event.stop()
            self.scans.append(event.text)

    app = Desk()
    async with app.run_test() as pilot:
        type_in_one_read(app, "lan", at=0.0, gap=HAND)
        type_in_one_read(app, CARD[:30], at=5.0, gap=0.001)
        await pilot.pause()
        await app.push_screen(Above())
        await pilot.pause()
        type_in_one_read(app, CARD[30:] + "\r", at=5.05, gap=0.001)
        await pilot.pause()
        assert (Above.scans, app.scans) == ([CARD], [])
        assert app.screen.query_one("#above", TypingInput).value == "sau"
        await app.pop_screen()
        assert app.screen.query_one(ScanBox).value == "lan"


async def test_what_was_typed_before_the_focus_came_with_a_scan_stays() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        type_in_one_read(app, "lan", at=0.0, gap=HAND)
        await pilot.pause()
        app.screen.query_one("Button").focus()
        await pilot.pause()
        type_in_one_read(app, CARD, at=5.0, gap=0.001)
        app.screen.query_one(ScanBox).focus()
        await pilot.pause()
        type_in_one_read(app, "\r", at=5.1)
        await pilot.pause()
        assert app.scans == [CARD]
        assert app.screen.query_one(ScanBox).value == "lan"


async def test_a_scan_is_cut_at_five_thousand_characters() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.post_message(Paste("x" * 6_000 + "\n"))
        await pilot.pause()
        assert [len(text) for text in app.scans] == [5_000]


async def test_a_scan_into_a_field_is_taken_back_and_reaches_the_screen() -> None:
    async with scanned(CARD + "\r", into="#name") as app:
        app_field = app.screen.query_one("#name", TypingInput)

        assert app.scans == [CARD]
        assert (app_field.value, app_field.cursor_position) == ("trước", 5)
        assert app_field is app.screen.focused


async def test_letters_typed_before_and_after_a_scan_stay_in_the_field() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.screen.query_one("#name").focus()
        type_in_one_read(app, " ab", at=0.0, gap=HAND)
        type_in_one_read(app, CARD + "\r", at=1.0, gap=0.01)
        type_in_one_read(app, CODE + "\r", at=1.9, gap=0.01)
        type_in_one_read(app, "cd", at=3.0, gap=HAND)
        await pilot.pause()
        assert app.scans == [CARD, CODE]
        assert app.screen.query_one("#name", TypingInput).value == "trước abcd"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"])
async def test_the_end_of_a_scan_does_not_move_the_focus(end: str) -> None:
    async with scanned(CARD + end, into="#name") as app:
        assert app.scans == [CARD]
        assert app.screen.focused is app.screen.query_one("#name")


async def test_a_scan_does_not_press_the_button_with_the_focus() -> None:
    async with scanned(CARD + "\r", into="Button") as app:
        assert (app.scans, app.pressed) == ([CARD], 0)


async def test_a_scan_leaves_the_papers_as_they_were() -> None:
    async with scanned(CARD + "\r", into="Checklist") as app:
        papers = app.screen.query_one(Checklist)

        assert app.scans == [CARD]
        assert [row.state for row in papers.rows] == ["absent", "absent"]
        assert papers.row is papers.rows[0]


@pytest.mark.parametrize(
    ("keys", "gap"),
    [
        (CARD, HAND),
        (CARD, 0.05),
        ("Nguyễn Văn An ở thôn 1", 0.001),
        ("000.17", 0.001),
    ],
    ids=["by hand", "too slow for a scanner", "no scan by its text", "too short"],
)
async def test_typing_is_never_taken_for_a_scan(keys: str, gap: float) -> None:
    async with scanned(keys + "\r", into="#name", gap=gap) as app:
        assert app.scans == []
        assert app.screen.query_one("#name", TypingInput).value == "trước" + keys


async def test_a_scan_that_is_read_in_two_halves_is_still_a_scan() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.screen.query_one("#name").focus()
        type_in_one_read(app, CARD[:30], at=0.0, gap=0.002)
        type_in_one_read(app, CARD[30:] + "\r", at=0.15, gap=0.002)
        await pilot.pause()
        assert app.scans == [CARD]


async def test_half_typed_text_in_the_box_stays_out_of_the_next_scan() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        type_in_one_read(app, "00", at=0.0, gap=HAND)
        type_in_one_read(app, CARD + "\r", at=5.0, gap=0.005)
        await pilot.pause()
        assert app.scans == [CARD]
        assert app.screen.query_one(ScanBox).value == "00"


@pytest.mark.parametrize(
    ("into", "scan"),
    [("ScanBox", CARD), ("ScanBox", CODE), ("#name", CODE), ("Checklist", CARD), ("Button", CODE)],
)
async def test_a_scan_without_an_end_is_one_and_its_late_end_does_nothing(
    into: str, scan: str
) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.screen.query_one(into).focus()
        await pilot.pause()
        type_in_one_read(app, scan, gap=0.003)
        async with asyncio.timeout(10):
            await app.heard.wait()
        type_in_one_read(app, "\r\n", at=0.9)
        await pilot.pause()
        papers, field = app.screen.query_one(Checklist), app.screen.query_one("#name", TypingInput)
        assert (app.scans, app.pressed) == ([scan], 0)
        assert (app.screen.query_one(ScanBox).value, field.value) == ("", "trước")
        assert [row.state for row in papers.rows] == ["absent", "absent"]
        assert (papers.row, app.screen.focused) == (papers.rows[0], app.screen.query_one(into))


@pytest.mark.parametrize("end", ["\r", "x"], ids=["a late end", "the next key"])
async def test_a_card_is_taken_back_before_what_comes_next(end: str) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.screen.query_one("#name").focus()
        await pilot.pause()
        type_in_one_read(app, CARD, at=0.0, gap=0.003)
        type_in_one_read(app, end, at=0.6)
        await pilot.pause()
        assert app.scans == [CARD]
        assert app.screen.query_one("#name", TypingInput).value == "trước" + end.strip()
        assert app.screen.focused is app.screen.query_one("#name")


async def test_a_code_that_is_read_in_two_halves_is_no_other_code() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        type_in_one_read(app, CODE, at=0.0, gap=0.002)
        type_in_one_read(app, "01\r", at=0.25, gap=0.002)
        await pilot.pause()
        assert app.scans == [f"{CODE}01"]


async def test_a_bar_in_what_is_no_scan_stays_where_it_was_typed() -> None:
    async with scanned("thôn 1 | thôn 2 | thôn 3\r", into="#name") as app:
        assert (app.scans, app.screen.focused) == ([], app.screen.query_one(Checklist))
        assert app.screen.query_one("#name", TypingInput).value == "trướcthôn 1 | thôn 2 | thôn 3"


def test_a_scan_does_not_show_its_text_in_logs() -> None:
    assert CARD[:12] not in repr(Scanned(CARD))
