"""The print queue: what a printer says becomes the job's state, and the journal tells it once."""

from pathlib import Path
from typing import Any

import pytest

from desk.screens.print_questions import take_answer, take_reason
from desk.store.store import StoreError
from desk.store.tables import PrintJob
from desk.usecases.lists import dossier_by_id
from desk.usecases.print_acts import drop_job, drop_unseen, print_anew
from desk.usecases.print_answers import tell_paper, tell_partly
from desk.usecases.print_jobs import Job, job_by_id, jobs_of, print_waiting, recover_jobs, reprint
from desk.usecases.print_queue import (
    Queue,
    doubtful_count,
    doubtful_jobs,
    follow_jobs,
    is_open,
    queue,
    queue_page,
)
from desk.usecases.print_troubles import NO_TROUBLE, PrintTrouble
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.status import standing
from printing.spool import (
    PLAIN,
    FailureReason,
    FolderTransport,
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
from tests.printing.reading import texts


class Printer(Transport):
    """Takes everything, and says of its jobs what the test lets it say."""

    def __init__(self) -> None:
        self.answer: type[Sent | InDoubt] = Sent
        self.progress = Progress(Stage.WAITING)
        self.sent: list[str] = []
        self.cancelled: list[str] = []
        self.refusal: FailureReason | None = None
        self.passed_over: FailureReason | None = None

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        self.sent.append(name)
        where = f"ipp://may/printers/q#{len(self.sent)}"
        order.opened(where)
        if self.answer is InDoubt:
            return InDoubt(where)
        return Sent(where, is_followed=True, passed_over=self.passed_over)

    def ask(self, where: str) -> Progress:
        return self.progress

    def cancel(self, where: str) -> FailureReason | None:
        self.cancelled.append(where)
        return self.refusal

    def hindrance(self, form: str, was: FailureReason) -> FailureReason | None:
        return self.passed_over


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
    assert tell_paper(done, office.desk, "lan", came_out=True)
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
    assert recover_jobs(office.desk) == ()
    assert doubtful_jobs(office.desk) == (job,)
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


class Asked(Printer):
    """Its jobs are asked about while their pages are on their way, when it has none of them yet."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.progress = Progress(Stage.EMPTY)

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        sent = super().send(name, pdf, order)
        assert follow_jobs(self.office.desk, self) == ()
        return sent


def test_a_job_whose_pages_are_on_their_way_is_not_taken_for_one_without_pages(
    office: Office,
) -> None:
    printer = Asked(office)
    assert printed(office, printer).state is JobState.SENT
    assert printer.cancelled == []


def fill_disk(*_: object) -> None:
    raise StoreError("full")


def test_paper_that_came_out_in_part_counts_once_and_is_reprinted(
    office: Office, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = printed(office, printer)
    asked = followed(office, printer, job, Stage.BROKEN_OFF)
    assert asked.state is JobState.UNKNOWN
    with monkeypatch.context() as broken:
        # Both are recorded, or neither: nobody would ask about a seen one again.
        broken.setattr("printing.reprint.stamp", fill_disk)
        with pytest.raises(StoreError):
            tell_partly(asked, "ra một phần", office.desk, "lan")
    assert job_by_id(office.desk, job.id).state is JobState.UNKNOWN
    again = tell_partly(asked, "ra một phần", office.desk, "lan")
    assert again is not None
    assert (again.copy_number, again.state) == (1, JobState.QUEUED)
    print_waiting(office.desk, printer, "lan")
    followed(office, printer, again, Stage.DONE)
    assert told(office, job) == ["slip.printed", "slip.reprinted"]


@pytest.mark.parametrize("answer", ["seen", "missed", "partly"])
def test_what_is_said_of_a_print_that_has_moved_on_since_it_was_asked_about_changes_nothing(
    office: Office, printer: Printer, answer: str
) -> None:
    printer.answer = InDoubt
    asked = printed(office, printer)
    # The printer answers while the officer walks there and back.
    queued = followed(office, printer, asked, Stage.EMPTY)
    assert "đang chờ in" in take_answer(asked, answer, office.desk, "lan")
    assert jobs_of(office.desk, asked.dossier) == (queued,)
    printer.answer = Sent
    print_waiting(office.desk, printer, "lan")
    done = followed(office, printer, asked, Stage.DONE)
    assert "máy in báo đã xong" in take_answer(asked, answer, office.desk, "lan")
    assert jobs_of(office.desk, asked.dossier) == (done,)
    assert told(office, asked) == ["slip.printed"]


def test_what_is_said_of_one_try_neither_drops_nor_reprints_the_next(
    office: Office, printer: Printer
) -> None:
    printer.answer = InDoubt
    asked = printed(office, printer)
    followed(office, printer, asked, Stage.EMPTY)
    [now] = print_waiting(office.desk, printer, "lan")
    assert (asked.state, now.state) == (JobState.UNKNOWN, JobState.UNKNOWN)
    cancelled = tuple(printer.cancelled)
    assert drop_unseen(asked, office.desk, printer) is None
    assert "câu trả lời không được ghi" in take_reason(asked, "mất", office.desk)
    assert jobs_of(office.desk, asked.dossier) == (now,)
    assert tuple(printer.cancelled) == cancelled


@pytest.mark.parametrize(
    ("stage", "dropped", "anew", "record"),
    [
        (Stage.NEVER_BEGUN, JobState.DROPPED, JobState.QUEUED, []),
        (Stage.BROKEN_OFF, JobState.UNKNOWN, JobState.UNKNOWN, []),
        (Stage.LOST, JobState.UNKNOWN, JobState.UNKNOWN, []),
        (Stage.HALTED, JobState.SENT, JobState.SENT, []),
        (Stage.DONE, JobState.PRINTED, JobState.PRINTED, ["slip.printed"]),
    ],
)
def test_what_is_taken_back_is_an_original_again_only_if_no_page_was_begun(
    office: Office, printer: Printer, stage: Stage, dropped: JobState, anew: JobState, record: Any
) -> None:
    jobs = [printed(office, printer) for _ in range(2)]
    # The printer ends it, or had ended it already and does not cancel what is over.
    printer.progress = Progress(stage)
    printer.refusal = "other" if stage is Stage.DONE else None
    answers = (
        drop_job(jobs[0].id, office.desk, printer),
        print_anew(jobs[1].id, office.desk, printer),
    )
    assert [one.state for one in answers if isinstance(one, Job)] == [dropped, anew]
    assert printer.cancelled == [job.place for job in jobs]
    assert [told(office, job) for job in jobs] == [record, record]


def test_a_job_in_doubt_is_dropped_once_an_officer_saw_that_nothing_came_out(
    office: Office, printer: Printer
) -> None:
    job = printed(office, printer)
    followed(office, printer, job, Stage.BROKEN_OFF)
    assert drop_job(job.id, office.desk, printer) == job_by_id(office.desk, job.id)
    dropped = drop_unseen(job_by_id(office.desk, job.id), office.desk, printer)
    assert isinstance(dropped, Job)
    assert (dropped.state, told(office, job)) == (JobState.DROPPED, [])
    again = print_anew(job.id, office.desk, printer)
    assert isinstance(again, Job)
    assert (again.state, again.copy_number) == (JobState.QUEUED, 0)
    print_waiting(office.desk, printer, "lan")
    followed(office, printer, again, Stage.DONE)
    assert told(office, job) == ["slip.printed"]


def test_a_reprint_that_was_dropped_leaves_its_number_to_the_next(
    office: Office, printer: Printer
) -> None:
    job = followed(office, printer, printed(office, printer), Stage.DONE)
    dropped, wanted = (reprint(job, "mất", office.desk) for _ in range(2))
    assert dropped is not None
    drop_job(dropped, office.desk, printer)
    again = reprint(job, "ướt", office.desk)
    numbers = {one.id: one.copy_number for one in jobs_of(office.desk, job.dossier)}
    assert (numbers[wanted or 0], numbers[again or 0]) == (2, 1)
    # Wanted after all: by now it is the third.
    assert print_anew(dropped, office.desk, printer) == job_by_id(office.desk, dropped)
    third = job_by_id(office.desk, dropped)
    assert (third.copy_number, third.name[-12:]) == (3, "in-lai-3.pdf")
    with office.desk.store.read() as session:
        row = session.get(PrintJob, dropped)
        assert row is not None
        assert row.pages is not None
        assert "BẢN IN LẠI LẦN 3" in texts(row.pages)[0]


def test_what_was_delivered_is_never_dropped_or_sent_again(office: Office) -> None:
    office.home.paper.mkdir()
    folder = FolderTransport(office.home.paper)
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    [job] = print_waiting(office.desk, folder, "lan")
    assert drop_job(job.id, office.desk, folder) == job
    assert print_anew(job.id, office.desk, folder) == job
    assert drop_unseen(job, office.desk, folder) == job
    assert told(office, job) == ["slip.printed"]


def test_a_job_that_its_printer_keeps_is_not_dropped(office: Office, printer: Printer) -> None:
    job = printed(office, printer)
    printer.refusal = "unreachable"
    assert drop_job(job.id, office.desk, printer) == "unreachable"
    printer.refusal, printer.progress = None, Progress(Stage.SILENT)
    assert print_anew(job.id, office.desk, printer) == "unreachable"
    assert job_by_id(office.desk, job.id) == job


def test_what_hinders_the_printer_stands_on_the_line_until_it_is_over(
    office: Office, printer: Printer
) -> None:
    jobs = [printed(office, printer) for _ in range(2)]
    assert standing(office.desk).print_trouble == NO_TROUBLE
    followed(office, printer, jobs[0], Stage.PRINTING, "toner-low-report")
    assert standing(office.desk).print_trouble == PrintTrouble("toner-low-report")
    followed(office, printer, jobs[0], Stage.HALTED, "toner-low-report", "media-empty-error")
    stuck = PrintTrouble("media-empty-error toner-low-report", stuck=2)
    assert standing(office.desk).print_trouble == stuck
    followed(office, printer, jobs[0], Stage.NEVER_BEGUN)
    assert standing(office.desk).print_trouble == PrintTrouble("never_begun")


def test_a_printer_that_was_passed_over_is_told_until_it_would_be_taken(
    office: Office, printer: Printer
) -> None:
    printer.passed_over = "stopped"
    job = printed(office, printer)
    followed(office, printer, job, Stage.HALTED, "door-open-error")
    assert standing(office.desk).print_trouble == PrintTrouble("door-open-error", stuck=1)
    followed(office, printer, job, Stage.DONE)
    assert standing(office.desk).print_trouble == PrintTrouble("fallback stopped")
    assert is_open(office.desk)
    printer.passed_over = "not_accepting"
    [changed] = follow_jobs(office.desk, printer)
    assert changed.problem == "fallback not_accepting"
    printer.passed_over = None
    [changed] = follow_jobs(office.desk, printer)
    assert (changed.problem, changed.state) == ("fallback", JobState.PRINTED)
    assert standing(office.desk).print_trouble == NO_TROUBLE
    assert not is_open(office.desk)


def test_the_queue_shows_first_what_asks_for_somebody(office: Office, printer: Printer) -> None:
    states = ("confirmed", "failed", "sent", "sent", "unknown", "confirmed")
    jobs = [printed(office, printer) for _ in states]
    with office.desk.store.write() as session:
        for job, state in zip(jobs, states, strict=True):
            row = session.get(PrintJob, job.id)
            assert row is not None
            row.state, row.is_followed = state, job is jobs[3]
    assert queue(office.desk) == Queue(count=6, asks=2, under_way=1)
    assert [one.id for one in doubtful_jobs(office.desk)] == [jobs[4].id]
    assert [doubtful_count(office.desk, but=one) for one in (None, 1, jobs[4].id)] == [1, 1, 0]
    order = [jobs[place].id for place in (4, 1, 3, 5, 2, 0)]
    assert [one.id for one in queue_page(office.desk, 0, 64)] == order
    pages = [queue_page(office.desk, offset, 2) for offset in (0, 2, 4, 6)]
    assert [one.id for page in pages for one in page] == order


def test_a_folder_is_never_asked(office: Office) -> None:
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
