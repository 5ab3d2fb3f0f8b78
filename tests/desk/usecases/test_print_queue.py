"""The print queue: what a printer says becomes the job's state, and the journal tells it once."""

from pathlib import Path

import pytest

from desk.store.tables import PrintJob
from desk.usecases.lists import dossier_by_id
from desk.usecases.print_jobs import (
    Job,
    job_by_id,
    jobs_of,
    print_waiting,
    recover_jobs,
    tell_paper,
    tell_partly,
)
from desk.usecases.print_queue import (
    Queue,
    follow_jobs,
    give_up_job,
    queue,
    queue_page,
    retry_job,
)
from desk.usecases.receive import Accepted, receive_dossier
from printing.spool import (
    PLAIN,
    FailureReason,
    InDoubt,
    JobState,
    Order,
    Progress,
    SendFailed,
    Sent,
    Stage,
    Transport,
)
from tests.desk.office import Office, complete_form, open_office


class Printer(Transport):
    """Takes everything, and says of its jobs what the test lets it say."""

    def __init__(self) -> None:
        self.answer: type[Sent | InDoubt] = Sent
        self.progress = Progress(Stage.WAITING)
        self.sent: list[str] = []
        self.cancelled: list[str] = []
        self.refusal: FailureReason | None = None

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        self.sent.append(name)
        where = f"ipp://may/printers/q#{len(self.sent)}"
        order.opened(where)
        return Sent(where, is_followed=True) if self.answer is Sent else InDoubt(where)

    def ask(self, where: str) -> Progress:
        return self.progress

    def cancel(self, where: str) -> FailureReason | None:
        self.cancelled.append(where)
        return self.refusal


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


@pytest.fixture
def printer() -> Printer:
    return Printer()


def printed(office: Office, printer: Printer) -> Job:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    return print_waiting(office.desk, printer, "lan")[-1]


def told(office: Office, job: Job) -> list[str]:
    """The prints that the journal tells of."""
    state = dossier_by_id(office.desk, job.dossier)
    assert state is not None
    return [one.kind for one in state.timeline if one.kind.startswith("slip.")]


def followed(office: Office, printer: Printer, job: Job, stage: Stage, *reasons: str) -> Job:
    printer.progress = Progress(stage, reasons)
    follow_jobs(office.desk, printer)
    return job_by_id(office.desk, job.id)


def test_a_job_is_recorded_when_its_printer_is_done_and_only_then(
    office: Office, printer: Printer
) -> None:
    job = printed(office, printer)
    assert (job.state, job.is_followed, told(office, job)) == (JobState.SENT, True, [])
    halted = followed(office, printer, job, Stage.HALTED, "media-empty-error")
    assert (halted.state, halted.problem) == (JobState.SENT, "media-empty-error")
    done = followed(office, printer, job, Stage.DONE)
    assert (done.state, done.problem, done.is_followed) == (JobState.PRINTED, "", False)
    assert told(office, job) == ["slip.printed"]
    assert follow_jobs(office.desk, printer) == ()
    tell_paper(job.id, office.desk, "lan", came_out=True)
    assert told(office, job) == ["slip.printed"]


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        (Stage.NEVER_BEGUN, JobState.FAILED),
        (Stage.BROKEN_OFF, JobState.UNKNOWN),
        (Stage.LOST, JobState.UNKNOWN),
        (Stage.SILENT, JobState.SENT),
    ],
)
def test_what_a_printer_does_not_finish_is_never_taken_for_printed(
    office: Office, printer: Printer, stage: Stage, state: JobState
) -> None:
    job = printed(office, printer)
    assert followed(office, printer, job, stage).state is state
    assert told(office, job) == []


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        (Stage.WAITING, JobState.SENT),
        (Stage.HALTED, JobState.SENT),
        (Stage.DONE, JobState.PRINTED),
        (Stage.NEVER_BEGUN, JobState.FAILED),
        (Stage.BROKEN_OFF, JobState.UNKNOWN),
        (Stage.LOST, JobState.UNKNOWN),
        (Stage.SILENT, JobState.UNKNOWN),
    ],
)
def test_after_a_crash_the_printer_answers_where_it_can(
    office: Office, printer: Printer, stage: Stage, state: JobState
) -> None:
    printer.answer = InDoubt
    job = printed(office, printer)
    assert (job.state, job.is_followed) == (JobState.UNKNOWN, True)
    assert recover_jobs(office.desk) == (job,)
    assert followed(office, printer, job, stage).state is state


def test_a_job_whose_pages_never_left_is_sent_again_without_asking_anybody(
    office: Office, printer: Printer
) -> None:
    printer.answer = InDoubt
    job = printed(office, printer)
    assert followed(office, printer, job, Stage.EMPTY).state is JobState.QUEUED
    assert printer.cancelled
    printer.answer = Sent
    print_waiting(office.desk, printer, "lan")
    followed(office, printer, job, Stage.DONE)
    assert told(office, job) == ["slip.printed"]


def test_paper_that_came_out_in_part_counts_once_and_is_reprinted(
    office: Office, printer: Printer
) -> None:
    job = printed(office, printer)
    assert followed(office, printer, job, Stage.BROKEN_OFF).state is JobState.UNKNOWN
    again = tell_partly(job.id, "ra một phần", office.desk, "lan")
    assert (again.copy_number, again.state) == (1, JobState.QUEUED)
    print_waiting(office.desk, printer, "lan")
    followed(office, printer, again, Stage.DONE)
    assert told(office, job) == ["slip.printed", "slip.reprinted"]


def test_a_job_sent_anew_is_first_taken_back_from_its_printer(
    office: Office, printer: Printer
) -> None:
    job = printed(office, printer)
    assert retry_job(job.id, office.desk, printer, "lan") is None
    assert job.place in printer.cancelled
    assert job_by_id(office.desk, job.id).state is JobState.QUEUED
    again = print_waiting(office.desk, printer, "lan")[0]
    assert again.place != job.place


def test_a_job_that_its_printer_keeps_is_not_dropped(office: Office, printer: Printer) -> None:
    job = printed(office, printer)
    printer.refusal = "unreachable"
    assert give_up_job(job.id, office.desk, printer, "lan") == "unreachable"
    assert job_by_id(office.desk, job.id) == job
    printer.refusal = "not_found"
    assert give_up_job(job.id, office.desk, printer, "lan") is None
    assert job_by_id(office.desk, job.id).state is JobState.DROPPED


def test_the_queue_shows_first_what_asks_for_somebody(office: Office, printer: Printer) -> None:
    states = ("confirmed", "failed", "sent", "sent", "unknown", "confirmed")
    jobs = [printed(office, printer) for _ in states]
    with office.desk.store.write() as session:
        for job, state in zip(jobs, states, strict=True):
            row = session.get(PrintJob, job.id)
            assert row is not None
            row.state, row.is_followed = state, job is jobs[3]
    assert queue(office.desk) == Queue(count=6, asks=2, under_way=1)
    order = [jobs[place].id for place in (4, 1, 3, 5, 2, 0)]
    assert [one.id for one in queue_page(office.desk, 0, 64)] == order
    pages = [queue_page(office.desk, offset, 2) for offset in (0, 2, 4, 6)]
    assert [one.id for page in pages for one in page] == order


def test_a_folder_is_never_asked(office: Office) -> None:
    from printing.spool import FolderTransport

    office.home.paper.mkdir()
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    transport = FolderTransport(office.home.paper)
    print_waiting(office.desk, transport, "lan")
    [job] = jobs_of(office.desk, answer.id)
    assert (job.state, job.is_followed, told(office, job)) == (
        JobState.SENT,
        False,
        ["slip.printed"],
    )
