"""Print jobs: remembered in every state; nothing of printing undoes a dossier."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk.store.tables import PrintJob
from desk.usecases.desk import Desk
from desk.usecases.lists import dossier_by_id
from desk.usecases.print_answers import tell_paper
from desk.usecases.print_jobs import Job, jobs_of, print_waiting, recover_jobs, reprint
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.verify import verify
from printing.spool import PLAIN, FolderTransport, JobState, Order, SendFailed, Transport
from tests.desk.office import Office, complete_form, open_office


class NoPaper(Transport):
    """A printer that takes nothing."""

    def __init__(self) -> None:
        self.offered: list[str] = []

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> SendFailed:
        """Refuse."""
        assert pdf.startswith(b"%PDF")
        self.offered.append(name)
        return SendFailed("disk_full")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = open_office(tmp_path)
    made.home.paper.mkdir()
    return made


def received(office: Office) -> Accepted:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    return answer


def print_all(office: Office) -> tuple[Job, ...]:
    return print_waiting(office.desk, FolderTransport(office.home.paper), "lan")


def test_a_receipt_goes_to_the_folder_once(office: Office) -> None:
    answer = received(office)
    [job] = print_all(office)
    assert job.state is JobState.SENT
    assert [one.name for one in office.home.paper.glob("*.pdf")] == [job.name]
    assert answer.code in job.name
    assert print_all(office) == ()
    assert verify(office.desk) == ()


def test_a_printer_that_fails_changes_only_the_job(office: Office) -> None:
    answer = received(office)
    [job] = print_waiting(office.desk, NoPaper(), "lan")
    assert (job.state, job.problem) == (JobState.FAILED, "disk_full")
    state = dossier_by_id(office.desk, answer.id)
    assert state is not None
    assert state.code == answer.code
    assert told_out(office, job, came_out=False) is JobState.QUEUED
    assert print_all(office)[0].state is JobState.SENT


def told_out(office: Office, job: Job, *, came_out: bool) -> JobState | None:
    """How a job stands after an officer's word; None if that was not taken."""
    told = tell_paper(job, office.desk, "lan", came_out=came_out)
    return told.state if told else None


def test_a_reprint_is_numbered_and_recorded_with_its_reason(office: Office) -> None:
    answer = received(office)
    [first] = print_all(office)
    reprint(first, "mất", office.desk)
    reprint(first, "ướt", office.desk)
    print_all(office)
    assert [one.copy_number for one in jobs_of(office.desk, answer.id)] == [0, 1, 2]
    state = dossier_by_id(office.desk, answer.id)
    assert state is not None
    assert [one.words.get("reason") for one in state.timeline[-2:]] == ["mất", "ướt"]


def half_sent(office: Office) -> None:
    answer = received(office)
    with office.desk.store.write() as session:
        row = session.get(PrintJob, answer.job)
        assert row is not None
        row.state = JobState.SENDING.value


def interrupted(office: Office) -> Job:
    half_sent(office)
    [job] = recover_jobs(office.desk)
    return job


def test_a_job_cut_off_while_sending_is_asked_about(office: Office) -> None:
    assert interrupted(office).state is JobState.UNKNOWN


class Meanwhile(list[int]):
    """What this process has in hand; while one thread looks, another is as quick."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._other: list[Desk] = [desk]

    def __contains__(self, job: object) -> bool:
        if self._other:
            assert len(recover_jobs(self._other.pop())) == 1
        return super().__contains__(job)


def test_of_two_threads_one_takes_up_what_was_cut_off(office: Office) -> None:
    half_sent(office)
    assert recover_jobs(replace(office.desk, sending=Meanwhile(office.desk))) == ()


def test_paper_that_was_seen_is_recorded(office: Office) -> None:
    job = interrupted(office)
    assert told_out(office, job, came_out=True) is JobState.CONFIRMED
    state = dossier_by_id(office.desk, job.dossier)
    assert state is not None
    assert state.timeline[-1].kind == "slip.printed"


def test_paper_that_was_missed_is_queued_again(office: Office) -> None:
    job = interrupted(office)
    assert told_out(office, job, came_out=False) is JobState.QUEUED
    assert print_all(office)[0].state is JobState.SENT
