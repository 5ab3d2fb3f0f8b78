"""The dossier screen: everything known, and what was printed of it."""

from pathlib import Path
from uuid import UUID

import pytest
from textual.pilot import Pilot

from desk.screens import dossier_prints
from desk.screens.dossier import DossierScreen
from desk.screens.reception import ReceptionScreen
from desk.store.tables import PrintJob
from desk.usecases.drafts import new_form
from desk.usecases.print_jobs import jobs_of, print_waiting, recover_jobs
from desk.usecases.print_queue import follow_jobs
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.widgets.choice import Ask, Choice
from desk.widgets.typing_input import TypingInput
from printing.spool import FolderTransport, JobState, Progress, Stage
from schemas.reception import ReceptionForm
from tests.desk.office import AN, LAN, Office, complete_form, lacking_form, open_office
from tests.desk.screens.printing import Halting
from tests.desk.screens.shell import Shell, seen, settle
from tests.desk.shell_office import until


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = open_office(tmp_path)
    made.home.paper.mkdir()
    return made


def received(office: Office, form: ReceptionForm | None = None) -> UUID:
    answer = receive_dossier(form or complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    print_waiting(office.desk, FolderTransport(office.home.paper), LAN.account)
    return answer.id


def dossier_screen(office: Office, dossier: UUID) -> DossierScreen:
    return DossierScreen(desk=office.desk, officer=LAN, dossier=dossier, print_soon=office.printer)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_facts_timeline_and_prints_are_shown_in_words(office: Office) -> None:
    screen = dossier_screen(office, received(office))
    async with Shell(screen).run_test(size=(100, 50)) as pilot:
        await settle(pilot)
        shown = seen(pilot.app)
    for words in (
        "000.17.22.H02-200302-1001",
        "đã tiếp nhận",
        "Nguyễn Văn An",
        "17:00 thứ Năm, 05/03/2020",
        "quyển Q1-01/2020, số 1",
        "Tiếp nhận hồ sơ",
        "In giấy tiếp nhận",
        "chờ gửi",
        "đã ghi tệp PDF",
    ):
        assert words in shown


async def test_a_reprint_has_a_reason_and_a_number(office: Office) -> None:
    dossier = received(office)
    async with Shell(dossier_screen(office, dossier)).run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "f6", "enter")
        assert "Ghi lý do in lại" in seen(pilot.app)
        assert isinstance(pilot.app.screen.focused, TypingInput)
        pilot.app.screen.focused.paste("công dân làm mất")
        await press(pilot, "enter")
        assert "BẢN IN LẠI LẦN 1" in seen(pilot.app)
    assert office.printer.asked == 1
    again = jobs_of(office.desk, dossier)[-1]
    assert (again.copy_number, again.state) == (1, JobState.QUEUED)


async def test_a_paper_at_its_printer_is_followed_and_is_no_reprint_before_it_is_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At the pace of tests, not at that of people.
    monkeypatch.setattr(dossier_prints, "AT_PRINTER_SECONDS", 0.1)
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    printer = Halting()
    print_waiting(office.desk, printer, LAN.account)
    follow_jobs(office.desk, printer)
    async with Shell(dossier_screen(office, answer.id)).run_test() as pilot:
        await until(pilot, lambda: "chưa ra: hết giấy" in seen(pilot.app))
        await press(pilot, "f6")
        assert "chưa chắc đã ra giấy" in seen(pilot.app)
        printer.progress = Progress(Stage.DONE)
        follow_jobs(office.desk, printer)
        await until(pilot, lambda: "máy in báo đã xong" in seen(pilot.app))
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, Ask)


@pytest.mark.parametrize(
    ("key", "meanwhile", "state", "said"),
    [
        ("1", "unknown", JobState.CONFIRMED, "đã in"),
        ("2", "unknown", JobState.QUEUED, "đang chờ in"),
        ("3", "unknown", JobState.CONFIRMED, "đang chờ in"),
        # Its printer had it out by itself: another original would be a second one.
        ("2", "printed", JobState.PRINTED, "không được ghi, vì nay đã khác: máy in báo đã xong"),
    ],
)
async def test_an_unknown_print_is_answered_for(
    office: Office, key: str, meanwhile: str, state: JobState, said: str
) -> None:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    with office.desk.store.write() as session:
        job = session.get(PrintJob, answer.job)
        assert job is not None
        job.state = JobState.SENDING.value
    recover_jobs(office.desk)
    async with Shell(dossier_screen(office, answer.id)).run_test() as pilot:
        await settle(pilot)
        assert "CHƯA RÕ GIẤY ĐÃ RA" in seen(pilot.app)
        # No reprint of what may not be out: the record would tell of it, and of no print before.
        await press(pilot, "f6")
        assert "chưa chắc đã ra giấy" in seen(pilot.app)
        await press(pilot, "f7")
        assert isinstance(pilot.app.screen, Choice)
        with office.desk.store.write() as session:
            session.get_one(PrintJob, answer.job).state = meanwhile
        await press(pilot, key)
        assert said in " ".join(seen(pilot.app).split())
    [job_now] = [one for one in jobs_of(office.desk, answer.id) if one.id == answer.job]
    assert job_now.state is state


async def test_a_form_on_a_slip_is_resumed_from_here(office: Office) -> None:
    requested = request_supplement(lacking_form(office), Telling(reason="Thiếu"), office.desk)
    assert isinstance(requested, Requested)
    beneath = ReceptionScreen(
        desk=office.desk,
        officer=LAN,
        form=new_form(office.desk, LAN.account),
        print_soon=office.printer,
    )
    async with Shell(beneath).run_test() as pilot:
        await settle(pilot)
        pilot.app.push_screen(dossier_screen(office, requested.id))
        await settle(pilot)
        assert "chờ bổ sung" in seen(pilot.app)
        await press(pilot, "f8")
        assert pilot.app.screen is beneath
        assert beneath.form.slip == requested.number


async def test_texts_of_people_are_never_markup(office: Office) -> None:
    person = AN.model_copy(update={"name": "[/] $x [red]", "address": "ễ" * 200})
    form = complete_form(office, person).model_copy(
        update={"note": "[/b]", "confirmed": ("submitter.name:name_unusual",)}
    )
    async with Shell(dossier_screen(office, received(office, form))).run_test() as pilot:
        await settle(pilot)
        assert "[/] $x [red]" in seen(pilot.app)


async def test_an_unknown_dossier_says_so(office: Office) -> None:
    screen = dossier_screen(office, UUID(int=1))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        assert "Quầy này không có hồ sơ đó" in seen(pilot.app)
