"""Papers that may be out or not: the desk asks by itself, and takes no answer by chance."""

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens import print_asking, print_questions
from desk.screens.desk import DeskScreen
from desk.screens.reception import ReceptionScreen
from desk.store.tables import PrintJob
from desk.texts import prints as words
from desk.texts.questions import HELD
from desk.usecases.print_answers import tell_paper
from desk.usecases.print_jobs import _take
from desk.usecases.print_queue import queue_page
from desk.widgets.unasked import Unasked
from printing.spool import PLAIN, InDoubt, JobState, Order, Progress, Stage, Transport
from tests.desk.screens.desk_shell import screen_of
from tests.desk.screens.printing import Halting
from tests.desk.screens.shell import seen
from tests.desk.shell_office import CARD, Shop, received, settle, shop, signed_in, until
from tests.desk.widgets.keys import type_in_one_read
from tests.printing.reading import texts

SILENT = Progress(Stage.SILENT, ("unreachable",))


def crashed(folder: Path) -> Shop:
    """A counter whose desk died while it handed a receipt to the printer."""
    counter = shop(folder)
    desk = counter.desk()
    received(desk, "Nguyễn Thị Hoa")
    _take(1, desk, "lan")
    desk.store.close()
    return counter


async def asked(pilot: Pilot[Any]) -> str:
    """Wait for the question that nobody called."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Unasked))
    return str(pilot.app.screen.query_one(".question", Static).content)


async def test_a_print_cut_off_by_a_crash_is_asked_about_at_the_start(tmp_path: Path) -> None:
    counter = crashed(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        assert "Không rõ giấy đã ra chưa" in await asked(pilot)
        await pilot.press("f7", "2")
        await settle(pilot)
        assert len(list(counter.home.paper.glob("*.pdf"))) == 1


async def test_paper_that_came_out_in_part_is_reprinted_with_the_stamp(tmp_path: Path) -> None:
    counter = crashed(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await asked(pilot)
        await pilot.press("f7", "3")
        await settle(pilot)
        [paper] = counter.home.paper.glob("*.pdf")
        assert "BẢN IN LẠI LẦN 1" in texts(paper.read_bytes())[0]


async def test_what_is_typed_blindly_answers_nothing(tmp_path: Path) -> None:
    counter = crashed(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await asked(pilot)
        await pilot.press("2", "1", "down", "enter", "tab", "3")
        assert "F7: trả lời · Esc: để sau" in seen(pilot.app)
        await pilot.press("f7")
        assert "Số hoặc ↑ ↓ Enter: chọn" in seen(pilot.app)
        assert isinstance(pilot.app.screen, Unasked)
        await pilot.press("escape")
        await settle(pilot)
        [job] = queue_page(counter.desk(), 0, 9)
        assert job.state is JobState.UNKNOWN


async def test_no_question_comes_up_over_a_form_and_it_is_asked_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = threading.Event()
    monkeypatch.setattr(
        print_questions, "take_answer", lambda *_: "" if written.wait(20) else "never"
    )
    printer = Halting()
    counter = shop(tmp_path, transport=printer)
    desk = counter.desk()
    first, second = (received(desk, name) for name in ("Nguyễn Thị Hoa", "Trần Văn Nam"))
    async with counter.app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        await settle(pilot)
        tray = screen_of(pilot).tray
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReceptionScreen))
        await settle(pilot)
        await pilot.press("tab", "0", "9")
        printer.progress = Progress(Stage.BROKEN_OFF)
        tray.follow()
        await until(pilot, lambda: words.ASKED_LATER[:30] in seen(pilot.app))
        await pilot.press("2", "1")
        await until(pilot, lambda: "0921" in seen(pilot.app))
        await pilot.press("escape")
        assert first.code in await asked(pilot)
        # While a slow disk takes the answer, the next form is opened.
        await pilot.press("f7", "4", "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReceptionScreen))
        written.set()
        await until(pilot, lambda: not tray._is_asking)
        assert isinstance(pilot.app.screen, ReceptionScreen)
        await pilot.press("escape")
        assert second.code in await asked(pilot)


async def test_whose_card_came_during_a_question_is_served_before_the_next_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At the pace of tests, not at that of people.
    monkeypatch.setattr(print_asking, "SCAN_SECONDS", 2.0)
    counter = shop(tmp_path)
    desk = counter.desk()
    first, second = (received(desk, name) for name in ("Nguyễn Thị Hoa", "Trần Văn Nam"))
    for job in (1, 2):
        _take(job, desk, "lan")
    desk.store.close()
    async with counter.app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        assert first.code in await asked(pilot)
        type_in_one_read(pilot.app, f"{CARD}\r", gap=0.002)
        await until(pilot, lambda: HELD in seen(pilot.app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReceptionScreen))
        await until(pilot, lambda: words.ASKED_LATER[:30] in seen(pilot.app))
        assert "Phạm Văn Bình" in seen(pilot.app)
        await pilot.press("escape")
        # Of the first the officer has said: later.
        assert second.code in await asked(pilot)
        await pilot.press("f7", "4")
        await settle(pilot)
        screen_of(pilot).tray.ask()
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_what_broke_off_is_asked_about_once_that_can_be_kept_and_what_goes_on_is_not(
    tmp_path: Path,
) -> None:
    counter = shop(tmp_path)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await settle(pilot)
        desk, tray = screen_of(pilot)._desk, screen_of(pilot).tray
        with desk.store.write() as session:
            session.get_one(PrintJob, 1).state = JobState.SENDING.value
        desk.sending.append(1)
        tray.print_soon()
        await settle(pilot)
        assert queue_page(desk, 0, 9)[0].state is JobState.SENDING
        desk.sending.remove(1)
        tray.print_soon()
        assert "Không rõ giấy đã ra chưa" in await asked(pilot)


async def test_pages_that_no_printer_ever_had_are_printed_anew_and_nobody_is_asked(
    tmp_path: Path,
) -> None:
    printer = Halting()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await until(pilot, lambda: printer.sent == 1)
        await settle(pilot)
        desk, tray = screen_of(pilot)._desk, screen_of(pilot).tray
        with desk.store.write() as session:
            session.get_one(PrintJob, 1).state = JobState.UNKNOWN.value
        printer.progress = Progress(Stage.EMPTY)
        tray.ask()
        await until(pilot, lambda: printer.sent == 2)
        assert not isinstance(pilot.app.screen, Unasked)


async def put_off(pilot: Pilot[Any]) -> None:
    """Wait for the question, and say nothing of the paper yet."""
    await asked(pilot)
    await pilot.press("f7", "4")
    await settle(pilot)


class CutOff(Transport):
    """A line that breaks while pages are on it, and a printer that says what the test lets it."""

    def __init__(self) -> None:
        self.sent = 0
        self.progress = SILENT

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> InDoubt:
        self.sent += 1
        where = f"ipp://may/q#{self.sent}"
        if self.sent == 3:
            # No printer can be asked afterwards.
            return InDoubt()
        order.opened(where)
        return InDoubt(where)

    def ask(self, where: str) -> Progress:
        return self.progress


async def test_a_paper_that_was_put_off_is_asked_about_again_once_it_is_in_doubt_anew(
    tmp_path: Path,
) -> None:
    printer = CutOff()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await put_off(pilot)
        desk, tray = screen_of(pilot)._desk, screen_of(pilot).tray
        for look in (tray.follow, tray.ask):
            printer.progress = Progress(Stage.PRINTING)
            look()
            await until(pilot, lambda: queue_page(desk, 0, 9)[0].state is JobState.SENT)
            await settle(pilot)
            printer.progress = Progress(Stage.BROKEN_OFF)
            tray.follow()
            await put_off(pilot)
            printer.progress = SILENT
            assert tell_paper(queue_page(desk, 0, 9)[0], desk, "lan", came_out=False)
            tray.print_soon()
            await put_off(pilot)
        assert printer.sent == 3
        tray.ask()
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
