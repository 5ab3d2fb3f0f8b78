"""The two modals: what they answer, and what a scan does to them."""

from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import Event
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from desk.texts.questions import HELD, KEYS, PAUSE_FIRST, UNOPENED_KEYS
from desk.widgets.choice import Ask, Choice, Option
from desk.widgets.scan_box import ScanTap
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput
from desk.widgets.unasked import Unasked
from tests.desk.shell_office import until
from tests.desk.widgets.keys import type_in_one_read

APP_CSS = Path(__file__).parents[3] / "desk" / "app.tcss"
SCAN = "001099012345|x|Nguyễn Văn An|||\r"
OPTIONS = [Option("one", "Người nộp [/]", "Lan"), Option("two", "Chủ hồ sơ"), Option("3", "Khác")]
NOTHING = "chưa trả lời"
ESCAPE = "\x1b[27u"


class Asking(App[None]):
    CSS_PATH = APP_CSS

    def __init__(self, modal: ModalScreen[str | None]) -> None:
        super().__init__()
        self.modal = modal
        self.answer: str | None = NOTHING
        self.scans: list[tuple[str, str | None]] = []
        self.tap = ScanTap(lambda text: "|" in text)

    def compose(self) -> ComposeResult:
        yield Button()

    async def on_mount(self) -> None:
        self.screen.query_one(Button).focus()
        await self.push_screen(self.modal, self.keep)

    def keep(self, answer: str | None) -> None:
        self.answer = answer

    def on_scanned(self, event: Scanned) -> None:
        self.scans.append((event.text, self.answer))

    async def on_event(self, event: Event) -> None:
        if not self.tap.takes(event, self):
            await super().on_event(event)

    def shown(self) -> str:
        return "\n".join(str(line.content) for line in self.screen.query(Static))


async def answer_to(modal: ModalScreen[str | None], *keys: str) -> str | None:
    app = Asking(modal)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
    return app.answer


def choice(**how: Any) -> Choice:
    return Choice("Thẻ vừa quét là của ai?", OPTIONS, title="[/] Đã quét", **how)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["2"], "two"),
        (["9"], NOTHING),
        (["enter"], "one"),
        (["down", "enter"], "two"),
        (["up", "enter"], "3"),
        (["escape"], None),
    ],
)
async def test_a_choice_is_made_by_digit_arrows_or_left_by_escape(
    keys: list[str], answer: str | None
) -> None:
    assert await answer_to(choice(), *keys) == answer


async def test_without_a_start_enter_decides_nothing_until_an_arrow_marks_one() -> None:
    assert await answer_to(choice(start=None), "enter") == NOTHING
    assert await answer_to(choice(start=None), "down", "enter") == "one"
    assert await answer_to(choice(start=None), "up", "enter") == "3"


async def scan(pilot: Pilot[None], app: Asking) -> None:
    await pilot.pause()
    type_in_one_read(app, SCAN, gap=0.005)
    await pilot.pause()


async def test_a_scan_chooses_nothing_and_goes_on_once_after_the_answer() -> None:
    app = Asking(choice())
    async with app.run_test(size=(80, 24)) as pilot:
        await scan(pilot, app)
        await scan(pilot, app)
        assert app.screen is app.modal
        assert HELD in app.shown()
        assert (app.answer, app.scans) == (NOTHING, [])
        await pilot.press("2")
        await pilot.pause()
        assert app.scans == [(SCAN.strip(), "two")]


async def test_a_second_scan_of_what_is_asked_about_is_the_same_question() -> None:
    app = Asking(choice(about=SCAN.strip()))
    async with app.run_test(size=(80, 24)) as pilot:
        await scan(pilot, app)
        assert HELD not in app.shown()
        await pilot.press("escape")
        await pilot.pause()
        assert (app.answer, app.scans) == (None, [])


async def test_a_question_under_a_typing_hand_waits_for_its_pause_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desk.widgets.choice.REST_SECONDS", 600.0)  # The words stay to be read.
    start = monotonic()
    app = Asking(choice(while_typing=True))
    async with app.run_test(size=(80, 24)) as pilot:
        for at, keys in ((0.2, "2"), (0.8, "\t3"), (1.4, "\x1b[B\r"), (2.0, "1")):
            type_in_one_read(app, keys, at=start + at)
            await pilot.pause()
            assert (app.answer, PAUSE_FIRST in app.shown()) == (NOTHING, True)
        monkeypatch.setattr("desk.widgets.choice.REST_SECONDS", 0.01)
        type_in_one_read(app, "1", at=start + 2.6)
        await until(pilot, lambda: KEYS in app.shown())
        type_in_one_read(app, "\t\r", at=start + 3.4)
        await pilot.pause()
    assert app.answer == "two"


async def test_a_question_that_comes_up_by_itself_is_not_put_off_by_an_escape_on_its_way() -> None:
    start = monotonic()
    app = Asking(Unasked("Giấy đã ra chưa?", OPTIONS))
    async with app.run_test(size=(80, 24)) as pilot:
        for at, answer in ((0.2, NOTHING), (0.8, NOTHING), (1.6, None)):
            type_in_one_read(app, ESCAPE, at=start + at)
            await pilot.pause()
            assert app.answer == answer


async def test_a_card_that_is_kept_hides_no_key_that_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Asking(Unasked("Giấy đã ra chưa?", OPTIONS))
    async with app.run_test(size=(80, 24)) as pilot:
        await scan(pilot, app)
        assert f"{HELD}\n{UNOPENED_KEYS}" in app.shown()
        await pilot.press("f7")
        assert f"{HELD}\n{KEYS}" in app.shown()
    monkeypatch.setattr("desk.widgets.choice.REST_SECONDS", 600.0)  # The words stay to be read.
    app = Asking(choice(while_typing=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await scan(pilot, app)
        assert f"{HELD}\n{PAUSE_FIRST}" in app.shown()


async def test_the_keys_of_a_long_question_stay_in_the_smallest_terminal() -> None:
    options = [Option(str(one), "Lan", "ở đâu") for one in range(12)]
    modal = Choice("Thẻ vừa quét là của ai? " * 12, options)
    app = Asking(modal)
    async with app.run_test(size=(80, 24)) as pilot:
        for lines in (1, 2):
            await pilot.pause()
            inside = modal.query_one(".dialog").content_region
            assert modal.hint_line.region.height == lines
            assert modal.hint_line.region.bottom <= inside.bottom
            modal.action_move(-1 if lines == 1 else 1)
            await pilot.pause()
            mark = modal.query_one(".option.-cursor").region
            assert modal.options_box.region.contains_region(mark)
            await scan(pilot, app)


async def test_a_question_answers_with_the_text_once_it_is_right() -> None:
    app = Asking(Ask("Sai điều gì?", check=lambda text: "" if text else "Hãy ghi điều cần sửa."))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "enter")
        assert "Hãy ghi điều cần sửa." in app.shown()
        type_in_one_read(app, "mờ\r")
        await pilot.pause()

    assert app.answer == "mờ"


async def test_a_question_is_left_by_escape() -> None:
    assert await answer_to(Ask("Sai điều gì?"), "a", "escape") is None


async def test_a_scan_into_a_question_is_taken_back_and_kept() -> None:
    app = Asking(Ask("Sai điều gì?", value="mờ", select_on_focus=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await scan(pilot, app)
        assert app.screen.query_one(TypingInput).value == "mờ"
        assert HELD in app.shown()
        await pilot.press("escape")
        await pilot.pause()
        assert app.scans == [(SCAN.strip(), None)]


async def test_further_lines_of_an_answer_begin_under_its_first_word() -> None:
    option = Option("one", "Lấy lần tiếp nhận ở quầy Q1 " * 2, "Hồ sơ thành «đã tiếp nhận»; " * 3)
    app = Asking(Choice("Của ai?", [option]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = app.screen.query_one(".option", Static)
        rows = [strip.text[1:] for strip in line.render_lines(line.size.region)]
    assert len(rows) > 3
    assert rows[0].startswith("▸ 1. Lấy")
    assert all(row[:5].isspace() and not row[5].isspace() for row in rows[1:])
