"""The desk screen and its printer: what was printed, what failed, what nobody knows."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens.print_line import PrintLine
from desk.screens.print_queue import PrintQueueScreen
from desk.screens.reception import ReceptionScreen
from desk.store.tables import PrintJob
from desk.texts.prints import NOTHING_TO_ANSWER
from desk.texts.questions import HELD
from desk.usecases.print_jobs import print_waiting
from desk.usecases.print_queue import follow_jobs, queue_page
from desk.usecases.printers import open_printers
from desk.widgets.unasked import Unasked
from printing.spool import (
    PLAIN,
    JobState,
    Order,
    Progress,
    SendFailed,
    Sent,
    Stage,
    Transport,
)
from tests.desk.screens.desk_shell import busy_day, screen_of, status
from tests.desk.screens.printing import Halting, asked, in_queue
from tests.desk.screens.shell import seen
from tests.desk.shell_office import CARD, Shop, received, settle, shop, signed_in, still, until
from tests.desk.widgets.keys import type_in_one_read
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
        self.tried = 0
        self.sent: list[str] = []

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed:
        assert pdf
        self.tried += 1
        if not self.is_mended:
            return SendFailed("disk_full")
        self.sent.append(name)
        return Sent("Canon LBP")


async def test_a_failed_print_is_told_and_sent_again_from_the_queue(tmp_path: Path) -> None:
    printer = BrokenPrinter()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        await settle(pilot)
        await until(pilot, lambda: "Ổ đĩa đầy: 1 giấy cần xem lại (F8)" in status(pilot))
        await pilot.press("f8")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PrintQueueScreen)
        await until(pilot, lambda: "ổ đĩa đầy" in seen(pilot.app))
        await until(pilot, lambda: "Xóa bớt tệp trên máy" in seen(pilot.app))
        await pilot.press("f6")
        await until(pilot, lambda: printer.tried == 2)
        await settle(pilot)
        # What was said of F6 is over with the next failure.
        await until(pilot, lambda: "Xóa bớt tệp trên máy" in seen(pilot.app))
        printer.is_mended = True
        await pilot.press("f6")
        await until(pilot, lambda: "đã gửi máy in" in seen(pilot.app))
        assert len(printer.sent) == 1


async def test_a_halted_printer_is_told_in_words_and_goes_on_from_the_queue(tmp_path: Path) -> None:
    printer = Halting()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await settle(pilot)
        screen_of(pilot).tray.follow()
        await until(pilot, lambda: "Hết giấy: 1 giấy chưa ra (F8)" in status(pilot))
        await pilot.press("f8")
        await until(pilot, lambda: "chưa ra: hết giấy" in seen(pilot.app))
        await until(pilot, lambda: "Nạp giấy" in seen(pilot.app))
        await pilot.press("f7")
        await until(pilot, lambda: NOTHING_TO_ANSWER in seen(pilot.app))
        # A printer that is gone for good will not answer: then the officer may.
        printer.progress = Progress(Stage.SILENT, ("unreachable",))
        await pilot.press("f8")
        await asked(pilot, "000.17.22.H02-200302-1001\nBỏ")
        await pilot.press("2")
        await until(pilot, lambda: "Khi máy trả lời, bấm F8 lần nữa" in seen(pilot.app))
        await pilot.press("f5")
        await until(pilot, lambda: "Không làm được: máy in không trả lời" in seen(pilot.app))
        printer.progress = Progress(Stage.HALTED)
        await pilot.press("f5")
        await until(pilot, lambda: "máy in báo đã xong" in seen(pilot.app))
        assert printer.asked_for == ["resume ipp://may/printers/quay01#1 receipt"]


async def test_a_card_that_came_during_a_question_opens_the_form_after_it(
    tmp_path: Path,
) -> None:
    counter = shop(tmp_path)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await in_queue(pilot, "đã ghi tệp PDF")
        await pilot.press("f6")
        await asked(pilot, "Vì sao in lại")
        type_in_one_read(pilot.app, f"{CARD}\r", gap=0.002)
        await until(pilot, lambda: HELD in seen(pilot.app))
        await pilot.press(*"mờ", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReceptionScreen))
        await settle(pilot)
        assert "Phạm Văn Bình" in seen(pilot.app)
    assert sorted(one.copy_number for one in queue_page(counter.desk(), 0, 9)) == [0, 1]


def says(panel: Static, words: str) -> bool:
    return str(panel.content) == words


async def test_the_number_says_how_its_paper_fares_until_it_is_out(tmp_path: Path) -> None:
    printer = Halting()
    counter = shop(tmp_path, transport=printer)
    desk = counter.desk()
    app: App[None] = App()
    async with app.run_test() as pilot:
        panel = PrintLine()
        await pilot.app.mount(panel)
        job = received(desk, "Nguyễn Thị Hoa").job
        assert job is not None
        panel.watch_job(job, "đang in", desk)
        for stage, words in (
            (Stage.WAITING, "Giấy tiếp nhận đang in."),
            (Stage.HALTED, "GIẤY CHƯA RA: hết giấy. Nạp giấy rồi đóng khay; máy in tự in tiếp."),
            (Stage.DONE, "Giấy tiếp nhận: máy in báo đã xong."),
        ):
            printer.progress = Progress(stage, ("media-empty-error",) * (stage is Stage.HALTED))
            print_waiting(desk, printer, "lan")
            follow_jobs(desk, printer)
            panel.look()
            await until(pilot, partial(says, panel, words))
            assert panel.has_class("-bad") is (stage is Stage.HALTED)


async def test_f9_prints_the_test_page_and_says_how_it_fares(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    (counter.home.path / "desk.toml").write_text('[forms.test-page]\npaper = "A4"\n')
    counter.transport = open_printers(counter.home)
    async with counter.app().run_test() as pilot:
        await in_queue(pilot, "Quầy này chưa in giấy nào")
        await pilot.press("f9")
        await until(pilot, lambda: "Trang in thử đã gửi tới" in seen(pilot.app))
        [paper] = counter.home.paper.glob("trang-in-thu-*.pdf")
        # Composed for the paper that the settings have for it, not a smaller page set on it.
        assert "TRANG IN THỬ" in texts(paper.read_bytes())[0]
        assert "2020 · A4" in texts(paper.read_bytes())[0]


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
        rows[-1].copy_number = 1
    desk.store.close()
    return counter


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_print_queue_looks_calm(
    tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    counter = troubled(tmp_path)

    async def prepare(pilot: Pilot[Any]) -> None:
        await signed_in(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Unasked))
        await pilot.press("f7", "escape")
        await settle(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: "Xem đã ra mấy tờ" in seen(pilot.app))
        pilot.app.clear_notifications()
        await still(pilot)

    assert snap_compare(counter.app(), terminal_size=size, run_before=prepare)
