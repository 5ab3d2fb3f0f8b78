"""The desk screen and its printer: what was printed, what failed, what nobody knows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select
from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens.print_queue import PrintQueueScreen
from desk.store.tables import PrintJob
from desk.texts.prints import NOTHING_TO_ANSWER
from desk.widgets.choice import Choice
from printing.spool import (
    PLAIN,
    FailureReason,
    JobState,
    Order,
    Progress,
    SendFailed,
    Sent,
    Stage,
    Transport,
)
from tests.desk.screens.desk_shell import busy_day, screen_of, status
from tests.desk.screens.shell import seen
from tests.desk.shell_office import Shop, received, settle, shop, signed_in, still, until
from tests.printing.reading import texts


async def test_what_waits_for_the_printer_is_printed_after_signing_in(tmp_path: Path) -> None:
    counter = busy_day(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await settle(pilot)
        assert len(list(counter.home.paper.glob("*.pdf"))) == 4


class BrokenPrinter(Transport):
    """Refuses until it is mended."""

    def __init__(self) -> None:
        self.is_mended = False
        self.sent: list[str] = []

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed:
        assert pdf
        if not self.is_mended:
            return SendFailed("disk_full")
        self.sent.append(name)
        return Sent(name)


async def test_a_failed_print_is_told_and_sent_again_from_the_queue(tmp_path: Path) -> None:
    printer = BrokenPrinter()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        await settle(pilot)
        await until(pilot, lambda: "1 giấy cần xem lại (F8)" in status(pilot))
        printer.is_mended = True
        await pilot.press("f8")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PrintQueueScreen)
        await until(pilot, lambda: "ổ đĩa đầy" in seen(pilot.app))
        await until(pilot, lambda: "Xoá bớt tệp trên máy" in seen(pilot.app))
        await pilot.press("f6")
        await until(pilot, lambda: "đã gửi máy in" in seen(pilot.app))
        assert len(printer.sent) == 1


async def test_a_print_cut_off_by_a_crash_is_asked_about_at_the_start(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    received(desk, "Nguyễn Thị Hoa")
    from desk.usecases.print_jobs import _take

    _take(1, desk, "lan")
    desk.store.close()
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        question = str(pilot.app.screen.query_one(".question", Static).content)
        assert "Không rõ giấy đã ra chưa" in question
        await pilot.press("2")
        await settle(pilot)
        assert len(list(counter.home.paper.glob("*.pdf"))) == 1


async def test_paper_that_came_out_in_part_is_reprinted_with_the_stamp(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    received(desk, "Nguyễn Thị Hoa")
    from desk.usecases.print_jobs import _take

    _take(1, desk, "lan")
    desk.store.close()
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("3")
        await settle(pilot)
        [paper] = counter.home.paper.glob("*.pdf")
        assert "BẢN IN LẠI LẦN 1" in texts(paper.read_bytes())[0]


class Halting(Transport):
    """A printer that waits for paper, then is stopped, as the test says."""

    def __init__(self) -> None:
        self.progress = Progress(Stage.HALTED, ("media-empty-error",))
        self.sent = 0
        self.asked_for: list[str] = []

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed:
        self.sent += 1
        where = f"ipp://may/printers/quay01#{self.sent}"
        order.opened(where)
        return Sent(where, is_followed=True)

    def ask(self, where: str) -> Progress:
        return self.progress

    def cancel(self, where: str) -> FailureReason | None:
        self.asked_for.append("cancel")
        return "unreachable" if self.progress.stage is Stage.SILENT else None

    def resume(self, where: str) -> None:
        self.asked_for.append("resume")
        self.progress = Progress(Stage.DONE)


async def in_queue(pilot: Pilot[Any], words: str) -> None:
    await signed_in(pilot)
    await settle(pilot)
    await pilot.press("f8")
    await until(pilot, lambda: words in seen(pilot.app))


async def test_a_halted_printer_is_told_in_words_and_goes_on_from_the_queue(tmp_path: Path) -> None:
    printer = Halting()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await settle(pilot)
        screen_of(pilot).tray.follow()
        await pilot.press("f8")
        await until(pilot, lambda: "đã gửi máy in: hết giấy" in seen(pilot.app))
        await until(pilot, lambda: "Nạp giấy" in seen(pilot.app))
        await pilot.press("f7")
        await until(pilot, lambda: NOTHING_TO_ANSWER in seen(pilot.app))
        # A printer that is gone for good will not answer: then the officer may.
        printer.progress = Progress(Stage.SILENT, ("unreachable",))
        await pilot.press("f8")
        await until(pilot, lambda: "Nếu máy hỏng hẳn" in seen(pilot.app))
        await until(pilot, lambda: "đã gửi máy in: máy in không" in seen(pilot.app))
        await until(pilot, lambda: problem_looked_at(pilot) == "unreachable")
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("4")
        await pilot.press("f5")
        await until(pilot, lambda: "máy in báo đã xong" in seen(pilot.app))
        assert printer.asked_for == ["cancel", "resume"]


async def test_a_job_is_taken_back_and_dropped(tmp_path: Path) -> None:
    printer = Halting()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await in_queue(pilot, "đã gửi máy in")
        await until(pilot, lambda: problem_looked_at(pilot) is not None)
        await pilot.press("f8")
        await until(pilot, lambda: "đã bỏ, không in" in seen(pilot.app))
        assert printer.asked_for == ["cancel"]
        await pilot.press("f6")
        await until(pilot, lambda: printer.sent == 2)


def problem_looked_at(pilot: Pilot[Any]) -> str | None:
    """What hinders the job under the cursor; None while it is not read."""
    screen = pilot.app.screen
    assert isinstance(screen, PrintQueueScreen)
    return screen._job.problem if screen._job else None


async def test_f9_prints_the_test_page_and_says_how_it_fares(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    async with counter.app().run_test() as pilot:
        await in_queue(pilot, "Quầy này chưa in giấy nào")
        await pilot.press("f9")
        await until(pilot, lambda: "Trang in thử đã gửi tới" in seen(pilot.app))
        [paper] = counter.home.paper.glob("trang-in-thu-*.pdf")
        assert "TRANG IN THỬ" in texts(paper.read_bytes())[0]


PROBLEMS = (
    (JobState.SENT, "media-empty-error door-open-error", 1),
    (JobState.FAILED, "unreachable", 0),
    (JobState.UNKNOWN, "broken_off", 0),
    (JobState.PRINTED, "", 0),
)


def troubled(folder: Path) -> Shop:
    """A day on which the printer did everything that printers do."""
    counter = busy_day(folder, transport=Halting())
    desk = counter.desk()
    with desk.store.write() as session:
        rows = session.exec(select(PrintJob).order_by(col(PrintJob.id))).all()
        for row, (state, problem, is_followed) in zip(rows, PROBLEMS, strict=True):
            row.state, row.problem, row.is_followed = state.value, problem, bool(is_followed)
            row.place = f"ipp://127.0.0.1:631/printers/quay01#{row.id}"
    desk.store.close()
    return counter


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_print_queue_looks_calm(
    tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    counter = troubled(tmp_path)

    async def prepare(pilot: Pilot[Any]) -> None:
        await signed_in(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("4")
        await settle(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: "Xem đã ra mấy tờ" in seen(pilot.app))
        pilot.app.clear_notifications()
        await still(pilot)

    assert snap_compare(counter.app(), terminal_size=size, run_before=prepare)
