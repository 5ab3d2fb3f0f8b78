"""The desk screen and its printer: what was printed, what failed, what nobody knows."""

from pathlib import Path

from textual.widgets import Static

from desk.widgets.choice import Choice
from printing.spool import PLAIN, Order, SendFailed, Sent, Transport
from tests.desk.screens.desk_shell import busy_day, said, status
from tests.desk.shell_office import (
    received,
    settle,
    shop,
    signed_in,
    until,
)


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


async def test_a_failed_print_is_told_and_f8_prints_it_again(tmp_path: Path) -> None:
    printer = BrokenPrinter()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        await settle(pilot)
        assert status(pilot)[3] == "1 giấy cần xem lại (F8)"
        printer.is_mended = True
        await pilot.press("f8")
        await pilot.pause()
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await pilot.press("1")
        await settle(pilot)
        assert len(printer.sent) == 1


async def test_a_print_cut_off_by_a_crash_is_asked_about_at_the_start(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    received(desk, "Nguyễn Thị Hoa")
    from desk.usecases.print_jobs import _take

    _take(1, desk)
    desk.store.close()
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        question = str(pilot.app.screen.query_one(".question", Static).content)
        assert "Giấy đã ra chưa?" in question
        await pilot.press("2")
        await settle(pilot)
        assert len(list(counter.home.paper.glob("*.pdf"))) == 1


async def test_f8_with_nothing_in_doubt_says_so(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: said(pilot) == "Không có giấy nào cần xem lại.")
