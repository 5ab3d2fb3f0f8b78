"""Originals in the print queue: dropped, printed anew, or out a second time."""

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from desk.screens import print_queue
from desk.screens.print_tray import PrintTray
from desk.store.tables import PrintJob
from desk.texts.prints import ONLY_A_FILE
from desk.usecases.desk import Desk
from desk.usecases.lists import dossier_by_id
from desk.usecases.print_jobs import Job, job_by_id, print_waiting
from desk.usecases.print_queue import queue_page
from desk.widgets.notice import Notice
from printing.spool import (
    PLAIN,
    FolderTransport,
    JobState,
    Order,
    Progress,
    SendFailed,
    Sent,
    Stage,
    Transport,
)
from tests.desk.screens.printing import Halting, asked, in_queue
from tests.desk.screens.shell import seen
from tests.desk.shell_office import received, settle, shop, until
from tests.desk.widgets.keys import type_in_one_read
from tests.printing.reading import texts


class LateLook:
    """Reads jobs for the line above the list; one read is held up by a busy machine."""

    def __init__(self) -> None:
        self.held = 0
        self.go = threading.Event()

    def __call__(self, desk: Desk, job: int) -> Job:
        read = job_by_id(desk, job)
        if job == self.held:
            self.held = 0
            self.go.wait(20)
        return read


def stands(desk: Desk, state: JobState) -> None:
    """Let the first job stand otherwise, as if a printer had told."""
    with desk.store.write() as session:
        session.get_one(PrintJob, 1).state = state.value


async def asked_again_if_it_moves_on(pilot: Pilot[Any], desk: Desk) -> None:
    """Answer what is no longer so, and come back to the question as it was."""
    await asked(pilot, "H02-200302-1001", "đã ra tờ nào chưa")
    stands(desk, JobState.CONFIRMED)
    await pilot.press("1")
    await until(pilot, lambda: "nay đã khác" in " ".join(seen(pilot.app).split()))
    stands(desk, JobState.UNKNOWN)
    await pilot.press("f8")
    await asked(pilot, "H02-200302-1001", "đã ra tờ nào chưa")


async def test_dropping_asks_once_by_the_code_and_paper_that_may_be_out_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = LateLook()
    monkeypatch.setattr(print_queue, "job_by_id", look)
    printer = Halting(begun=1)
    counter = shop(tmp_path, transport=printer)
    desk = counter.desk()
    for name in ("Nguyễn Thị Hoa", "Trần Văn Nam"):
        received(desk, name)
    # In their order, which two threads of the tray need not keep: the first is the one begun.
    print_waiting(desk, printer, "lan")
    async with counter.app().run_test() as pilot:
        await in_queue(pilot, "200302-1002")
        await pilot.press("f8")
        await asked(pilot, "H02-200302-1002")
        # Whoever hits Enter keeps it.
        await pilot.press("enter", "f8")
        await asked(pilot, "H02-200302-1002")
        await pilot.press("2")
        await until(pilot, lambda: "Đã bỏ 000.17.22.H02-200302-1002" in seen(pilot.app))
        # 1001 is above now; the cursor stays with what it was on, and says what became of it.
        await until(pilot, lambda: "▸ 09:00 02/03  Tiếp nhận     200302-1002" in seen(pilot.app))
        assert "Đã bỏ 000.17.22.H02-200302-1002" in seen(pilot.app)
        look.held = 1
        await pilot.press("up", "f8")
        await asked(pilot, "H02-200302-1001")
        await pilot.press("2")
        # Begun, so that the paper is asked for.
        await asked_again_if_it_moves_on(pilot, desk)
        await pilot.press("1")
        await until(pilot, lambda: "Đã bỏ 000.17.22.H02-200302-1001" in seen(pilot.app))
        # A look from before the drop does not take the answer away.
        look.go.set()
        await settle(pilot)
        assert "Đã bỏ 000.17.22.H02-200302-1001" in seen(pilot.app)
        await pilot.press("f6")
        await until(pilot, lambda: printer.sent == 3)
    assert [(one.state, one.copy_number) for one in queue_page(desk, 0, 9)] == [
        (JobState.SENT, 0),
        (JobState.DROPPED, 0),
    ]


async def test_what_was_delivered_is_not_dropped_and_is_reprinted_with_stamp_and_reason(
    tmp_path: Path,
) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    received(desk, "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await in_queue(pilot, "đã ghi tệp PDF")
        await pilot.press("f7")
        await until(pilot, lambda: ONLY_A_FILE in seen(pilot.app))
        await pilot.press("f5")
        await until(pilot, lambda: "ghi thành tệp PDF, không qua máy in nào" in seen(pilot.app))
        await pilot.press("f8")
        await until(pilot, lambda: "đã ghi thành tệp PDF, không bỏ được nữa" in seen(pilot.app))
        await pilot.press("f6")
        await asked(pilot, "Vì sao in lại giấy tiếp nhận 000.17.22.H02-200302-1001?")
        # What the other key said is over.
        below = pilot.app.screen_stack[-2].query_one("#notice", Notice)
        assert "không bỏ được nữa" not in str(below.content)
        type_in_one_read(pilot.app, "mất\r")
        await until(pilot, lambda: len(list(counter.home.paper.glob("*.pdf"))) == 2)
        await until(pilot, lambda: "BẢN IN LẠI LẦN 1" in seen(pilot.app))
        await settle(pilot)
    papers = sorted(counter.home.paper.glob("*.pdf"), key=lambda one: "in-lai" in one.name)
    assert ["BẢN IN LẠI" in texts(one.read_bytes())[0] for one in papers] == [False, True]
    state = dossier_by_id(desk, queue_page(desk, 0, 1)[0].dossier)
    assert state is not None
    told = [(one.kind, one.words.get("reason")) for one in state.timeline[-2:]]
    assert told == [("slip.printed", ""), ("slip.reprinted", "mất")]


async def test_a_second_original_is_told_of_before_it_is_printed_and_until_it_is_taken_away(
    tmp_path: Path,
) -> None:
    printer = Halting(begun=1)
    counter = shop(tmp_path, transport=printer)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test(notifications=True) as pilot:
        await in_queue(pilot, "chưa ra: hết giấy")
        printer.progress = Progress(Stage.SILENT, ("unreachable",))
        tray = pilot.app.screen_stack[-2].query_one(PrintTray)
        tray.follow()
        await until(pilot, lambda: "máy in không trả lời" in seen(pilot.app))
        await pilot.press("f6")
        await until(pilot, lambda: "Nếu máy hỏng hẳn" in seen(pilot.app))
        await pilot.press("f7")
        await asked(pilot, "Trước khi trả lời, hãy hủy việc in ở máy đó")
        printer.passed_over = "unreachable"
        await pilot.press("2")
        await until(pilot, lambda: printer.sent == 2)
        await until(pilot, lambda: "Quay01 có thể còn giữ một bản" in seen(pilot.app))
        assert "Nếu máy hỏng hẳn" not in seen(pilot.app)
        # Four lines, and all of them are there.
        assert "tự rút việc in về" in seen(pilot.app)
        assert "dây có chặt không" in seen(pilot.app)
        printer.progress = Progress(Stage.DONE)
        tray.follow()
        await until(pilot, lambda: "XEM MÁY CŨ: IN THỪA?" in seen(pilot.app))
        await pilot.press("f7")
        await asked(pilot, "Quay01 trả lời rồi", "Lấy tờ thừa ở máy đó")
        await pilot.press("1")
        await until(pilot, lambda: "máy in báo đã xong" in seen(pilot.app))


class PassedOver(Transport):
    """A printer that is stopped at first, beside a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = FolderTransport(folder)
        self.is_mended = False
        self.sent: list[bytes] = []

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed:
        if self.is_mended:
            self.sent.append(pdf)
            return Sent("Canon LBP")
        written = self.folder.send(name, pdf, order)
        assert isinstance(written, Sent)
        return Sent(written.where, passed_over="stopped")


async def test_what_is_a_file_for_want_of_its_printer_is_printed_once_without_the_stamp(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "giay"
    folder.mkdir()
    printer = PassedOver(folder)
    counter = shop(tmp_path, transport=printer)
    desk = counter.desk()
    received(desk, "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await in_queue(pilot, "đã ghi tệp PDF")
        printer.is_mended = True
        await pilot.press("f6")
        await asked(pilot, "Đã có ai in tệp đó ra giấy chưa?")
        await pilot.press("1")
        await until(pilot, lambda: "đã gửi máy in" in seen(pilot.app))
        await pilot.press("f6")
        await asked(pilot, "Vì sao in lại")
    assert [one.read_bytes() for one in folder.glob("*.pdf")] == printer.sent
    state = dossier_by_id(desk, queue_page(desk, 0, 1)[0].dossier)
    assert state is not None
    assert [one.kind for one in state.timeline if "slip" in one.kind] == ["slip.printed"]
