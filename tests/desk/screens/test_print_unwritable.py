"""A store that cannot be written: the tray and the print queue say it, and the desk stays open."""

from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from sqlalchemy import event
from textual.app import App
from textual.pilot import Pilot

from desk.screens import print_tray
from desk.screens.print_tray import PrintTray
from desk.store.store import Store
from desk.texts.doubts import STORE_TROUBLE
from desk.texts.line import STORE
from desk.usecases.office import Office, Opened, open_doors
from desk.usecases.print_jobs import row_of
from desk.usecases.print_queue import Queue, queue, queue_page
from printing.spool import PLAIN, JobState, Order, Progress, SendFailed, Sent, Stage
from tests.desk.screens.desk_shell import screen_of, status
from tests.desk.screens.printing import Halting
from tests.desk.screens.shell import seen
from tests.desk.screens.test_print_asking import crashed
from tests.desk.shell_office import received, settle, shop, signed_in, until

STUCK = "Giấy in còn nguyên trong hàng"
SAID = STORE_TROUBLE["read_only"][:30]


class Shutting(Halting):
    """A printer whose second job fills the disk, as the last page is out."""

    is_shut = False

    def guard(self, store: Store) -> None:
        """Keep every connection of a store from writing while the disk is shut."""
        event.listen(store.engine, "checkout", self._hand_out)

    def _hand_out(self, connection: Connection, *_of_the_pool: object) -> None:
        connection.execute(f"PRAGMA query_only = {self.is_shut:d}")

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed:
        told = super().send(name, pdf, order)
        self.is_shut = self.sent == 2
        return told


async def a_printer_has_news(pilot: Pilot[Any], printer: Shutting) -> None:
    """It cannot be kept, and is said, though nothing waits to be printed; then it can."""
    await settle(pilot)
    printer.is_shut, printer.progress = True, Progress(Stage.DONE)
    tray = screen_of(pilot).tray
    tray.follow()
    await until(pilot, lambda: SAID in seen(pilot.app))
    tray.print_soon()
    await settle(pilot)
    assert STORE in status(pilot)
    printer.progress = Progress(Stage.HALTED)
    await settle(pilot)
    printer.is_shut = False
    await until(pilot, lambda: STORE not in status(pilot))
    await unsaid(pilot)


async def unsaid(pilot: Pilot[Any]) -> None:
    """Take away what was said, so that it can be seen to be said once more."""
    pilot.app.clear_notifications()
    await until(pilot, lambda: SAID not in seen(pilot.app))


async def test_the_desk_stays_open_and_goes_on_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At the pace of tests, not at that of people.
    monkeypatch.setattr(print_tray, "LOOK_SECONDS_MAX", 0.2)
    printer = Shutting()
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        printer.guard(counter.store)
        tray, app = screen_of(pilot).tray, pilot.app
        await a_printer_has_news(pilot, printer)
        for name in ("Trần Văn Nam", "Lê Thị Bích Ngọc"):
            received(counter.desk(), name)
        tray.print_soon()
        await until(pilot, lambda: SAID in seen(app) and STORE in status(pilot))
        await unsaid(pilot)
        printer.progress = Progress(Stage.DONE)
        tray.ask()
        await until(pilot, lambda: SAID in seen(app))
        await unsaid(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: "đang chờ in" in seen(app) and STUCK in seen(app))
        await pilot.press("f5")
        await until(pilot, lambda: SAID in seen(app) and STUCK not in seen(app))
        assert printer.sent == 2
        printer.is_shut = False
        tray.follow()
        await until(pilot, lambda: printer.sent == 3)
        desk = counter.desk()
        await until(pilot, lambda: queue(desk) == Queue(3, 0, 0) and SAID not in seen(app))
        await pilot.press("escape")
        await until(pilot, lambda: STORE not in status(pilot))
    assert {one.state for one in queue_page(desk, 0, 9)} == {JobState.PRINTED}


async def test_what_the_last_session_could_not_write_is_not_told_to_the_next(
    tmp_path: Path,
) -> None:
    desk = shop(tmp_path).desk()
    received(desk, "Nguyễn Thị Hoa")
    desk.unwritten["Followed"] = "full"
    app: App[None] = App()
    async with app.run_test() as pilot:
        tray = PrintTray(desk=desk, transport=Halting(), officer="lan")
        await pilot.app.mount(tray)
        await until(pilot, lambda: tray._timer is not None)
        assert tray.trouble == ""


def test_a_job_left_half_sent_does_not_keep_the_desk_shut(tmp_path: Path) -> None:
    desk = crashed(tmp_path).desk()
    shut = Shutting()
    shut.is_shut = True
    shut.guard(desk.store)
    opened = open_doors(lambda: Office(desk, shut, lambda: pytest.fail("nobody asks the centre")))
    assert isinstance(opened, Opened)
    assert [one.state for one in queue_page(desk, 0, 9)] == [JobState.SENDING]
    shut.is_shut = False
    with desk.store.write() as session:
        row_of(session, 1).is_followed = True
    # Opened at its printer when it broke off: still one paper.
    assert queue(desk) == Queue(count=1, asks=0, under_way=1)
