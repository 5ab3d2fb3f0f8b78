"""The next citizen's form begins where a form begins, and says what became of the one before."""

from pathlib import Path
from typing import Any

from sqlmodel import select
from textual.pilot import Pilot

from desk.screens.news import News
from desk.screens.reception import ReceptionScreen
from desk.store.tables import PrintJob
from desk.texts.prints import LINE_UNKNOWN, OTHERS_UNKNOWN
from desk.usecases.line import LineStanding
from desk.widgets.scanned import Scanned
from printing.spool import JobState
from tests.desk.after_reception import received
from tests.desk.office import AN, CARD, Office, complete_form, open_office
from tests.desk.screens.filling_in import press, reception, scan, words
from tests.desk.screens.shell import Shell, seen, settle
from tests.desk.shell_office import until

CODE = "000.17.22.H02-200302-1001"
SECOND = "001087012345|012345678|Phạm Văn Bình|01021987|Nam|Thôn Mẫu, xã Bình Minh|05052019"
THIRD = "001190012345|012345679|Vũ Thị Hoa|01021990|Nữ|Thôn Mẫu, xã Bình Minh|05052019"
TOLD = f"Đã tiếp nhận {CODE} ({AN.name})."


async def accept_and_scan(pilot: Pilot[Any], screen: ReceptionScreen, *cards: str) -> None:
    """F2 and cards in one burst."""
    screen.action_accept()
    for card in cards:
        screen.post_message(Scanned(card))
    await settle(pilot)


async def test_the_next_form_shows_whose_card_was_read(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen.view.go_to({"note"})
        await settle(pilot)
        assert screen.view.scroll_offset.y > 0
        await press(pilot, "f2")
        assert screen.phase == "done"
        await scan(pilot, screen, CARD)
        assert (screen.phase, screen.view.scroll_offset.y) == ("form", 0)


async def test_the_next_form_begins_at_its_top_whatever_the_one_before_had_below(
    tmp_path: Path,
) -> None:
    office = open_office(tmp_path)
    screen = reception(office)
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await scan(pilot, screen, CARD)
        await scan(pilot, screen, SECOND)
        await press(pilot, "2")
        assert screen.form.applicant_or_submitter().name == "Phạm Văn Bình"
        await scan(pilot, screen, THIRD)
        await press(pilot, "3")
        assert (screen.form.submitter.name, screen.view.scroll_offset.y) == ("Vũ Thị Hoa", 0)
        assert "Vũ Thị Hoa" in seen(pilot.app)


async def test_a_card_in_the_same_burst_does_not_hide_what_was_accepted(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await accept_and_scan(pilot, screen, CARD, CARD)
        assert screen.phase == "form"
        notice = words(screen, "#notice").splitlines()
        assert notice == [TOLD, "Thẻ này đã là người nộp của hồ sơ đang nhập."]
        assert TOLD in seen(pilot.app)
        await press(pilot, "f2")
        assert "Chưa tiếp nhận được" in words(screen, "#notice")
        assert TOLD not in seen(pilot.app)
        await scan(pilot, screen, CARD)
        assert TOLD not in seen(pilot.app), "said once"


async def test_a_paper_that_does_not_come_out_is_told_on_the_next_form(
    tmp_path: Path,
) -> None:
    office = open_office(tmp_path)
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await accept_and_scan(pilot, screen, CARD)
        assert "Giấy của" not in seen(pilot.app)
        fares(office, JobState.FAILED, "disk_full")
        screen.paper_before.look()
        await settle(pilot)
        assert f"Giấy của {AN.name}: CHƯA IN ĐƯỢC: ổ đĩa đầy." in seen(pilot.app)
        assert TOLD in seen(pilot.app)
        fares(office, JobState.PRINTED, "")
        screen.paper_before.look()
        await settle(pilot)
        assert "Giấy của" not in seen(pilot.app)


async def test_papers_in_doubt_are_told_from_citizen_to_citizen_until_they_are_answered(
    tmp_path: Path,
) -> None:
    office = open_office(tmp_path)
    assert received(office).job == 1
    screen = reception(office, complete_form(office))
    app = Shell(screen)
    screen._news = news = News(app, LineStanding)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not screen.other_papers.display
        fares(office, JobState.UNKNOWN, "broken_off")
        await press(pilot, "f2")
        assert screen.phase == "done"
        assert OTHERS_UNKNOWN.format(count=1) in seen(pilot.app)
        await scan(pilot, screen, SECOND)
        assert screen.phase == "form"
        assert OTHERS_UNKNOWN.format(count=1) in seen(pilot.app)
        fares(office, JobState.CONFIRMED, "")
        fares(office, JobState.UNKNOWN, "lost", job=2)
        screen.paper_before.look()
        news.spread()
        await until(pilot, lambda: not screen.other_papers.display)
        assert LINE_UNKNOWN[:30] in seen(pilot.app), "the last one has a line of its own"
        assert not screen.other_papers.display


def fares(office: Office, state: JobState, problem: str, job: int = 1) -> None:
    with office.desk.store.write() as session:
        row = session.exec(select(PrintJob).where(PrintJob.id == job)).one()
        row.state, row.problem = state.value, problem
