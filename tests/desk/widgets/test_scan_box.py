"""One scan, one message with its own text, whatever has the focus."""

import asyncio
import unicodedata
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.events import Event, Paste
from textual.screen import Screen
from textual.widgets import Button

from desk.widgets.checklist import Checklist
from desk.widgets.fields import Spec
from desk.widgets.form_rows import rows_of
from desk.widgets.form_section import FormSection
from desk.widgets.form_sheet import FormSheet
from desk.widgets.scan_box import ScanBox, ScanTap
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput
from schemas.reception import TickedPaper
from tests.desk.widgets.input_methods import SENTENCE, TELEX, WAYS, Step, strokes, typed
from tests.desk.widgets.keys import type_in_one_read

APP_CSS = Path(__file__).parents[3] / "desk" / "app.tcss"
CARD = "001099012345|012345678|Nguyễn Văn An|01021999|Nam|Thôn 1, xã Tân Tiến|15032021"
CODE = "000.17.22.H02-190603-0001"
HAND = 0.15
"""Seconds between the keys of a fast typist."""


def is_scan(text: str) -> bool:
    return text.count("|") >= 5 or text.startswith("000.")


class Desk(App[None]):
    CSS_PATH = APP_CSS

    def __init__(self, **box: Any) -> None:
        super().__init__()
        self.box = box
        self.scans: list[str] = []
        self.heard = asyncio.Event()
        self.pressed = 0
        self.tap = ScanTap(is_scan)

    def compose(self) -> ComposeResult:
        yield ScanBox(**self.box)
        yield TypingInput("trước", id="name", select_on_focus=False)
        yield Checklist([TickedPaper(key="a", name="Tờ khai"), TickedPaper(key="b", name="Ảnh")])
        yield Button("Xong")

    async def on_event(self, event: Event) -> None:
        if not self.tap.takes(event, self):
            await super().on_event(event)

    @on(Scanned)
    def keep(self, event: Scanned) -> None:
        self.scans.append(event.text)
        self.heard.set()

    @on(Button.Pressed)
    def count(self) -> None:
        self.pressed += 1


@asynccontextmanager
async def scanned(
    keys: str, *, into: str = "ScanBox", gap: float = 0.003
) -> AsyncGenerator[Desk, None]:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(into).focus()
        await pilot.pause()
        type_in_one_read(app, keys, gap=gap)
        await pilot.pause()
        yield app


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


class Form(Desk):
    """The same with a form: fields of a line, of a few values, and of several lines."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        rows = [[Spec("name", ""), Spec("gender", "", options=(("", "—"), ("male", "nam")))]]
        yield FormSheet(FormSection(rows_of([*rows, [Spec("note", "", lines=3)]])))

    def on_mount(self) -> None:
        self.mangled = 0
        self.places = (ScanBox, "#name", Checklist, Button, "name", "gender", "note")

    def on_mangled(self) -> None:
        self.mangled += 1

    def go_to(self, place: Any) -> None:
        if place in self.section.fields:
            self.section.go_to(place)
        else:
            self.screen.query_one(place).focus()

    @property
    def section(self) -> FormSection:
        return self.screen.query_one(FormSection)

    @property
    def standing(self) -> tuple[Any, ...]:
        box, name = self.screen.query(TypingInput).results(TypingInput)
        papers = self.screen.query_one(Checklist)
        written = (box.value, box.selection, name.value, name.selection, self.section.texts)
        return (*written, papers.rows, papers.row, self.section.name_in_use, self.screen.focused)


def rewritten(step: Step) -> str:
    """A card as it arrives when an input method takes the scanner for a hand."""
    return CARD.replace("Nguyễn Văn An", typed(TELEX, step))


async def test_a_card_that_an_input_method_rewrites_leaves_nothing_anywhere() -> None:
    app, at = Form(), 0.0
    async with app.run_test(size=(80, 24)) as pilot:
        app.section.fill({"name": "Lê An", "note": "Ghi chú cũ"})
        ways = cycle(WAYS.values())
        for place in app.places:
            app.go_to(place)
            await pilot.pause()
            before = app.standing
            for number, step in enumerate(islice(ways, 2)):
                at += 9.0
                type_in_one_read(app, rewritten(step) + "\r" * (number % 2), at=at, gap=0.002)
                type_in_one_read(app, "\r" * (number % 2 == 0), at=at + 0.9)
                await pilot.pause()
                assert app.standing == before
        assert (app.scans, app.mangled) == ([], 2 * len(app.places))


async def test_a_hand_with_an_input_method_is_no_scanner_even_with_bars() -> None:
    app, at = Form(), 0.0
    async with app.run_test(size=(80, 24)) as pilot:
        ways = cycle(WAYS.values())
        for place in ("#name", "note"):
            app.go_to(place)
            for step in islice(ways, 5):
                type_in_one_read(app, "\x15", at=at)  # Ctrl+U empties a line.
                for stroke in ["x|||||", *strokes(TELEX, step)]:
                    at += 0.06
                    type_in_one_read(app, stroke, at=at)
                await pilot.pause()
                wanted = f"x|||||{SENTENCE}"
                field = app.screen.query_one("#name", TypingInput).value
                assert wanted == (field if place == "#name" else app.section.texts["note"])
        assert (app.scans, app.mangled) == ([], 0)


def test_a_scan_does_not_show_its_text_in_logs() -> None:
    assert CARD[:12] not in repr(Scanned(CARD))
