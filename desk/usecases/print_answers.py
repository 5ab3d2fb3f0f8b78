"""What an officer saw at the printer, or asks for: each word is one transaction."""

from sqlmodel import Session

from desk.store.tables import PrintJob
from desk.usecases.desk import Desk
from desk.usecases.print_jobs import Job, add_reprint, job_by_id, move, record_printed, row_of
from desk.usecases.print_recalls import Said, called_back
from printing.spool import JobEvent, JobState


def tell(job: int, event: JobEvent, desk: Desk, officer: str) -> Job:
    """Take in what an officer saw at the printer, or asks for: seen, missed, retried."""
    with desk.store.write() as session:
        _take_word(session, desk, row_of(session, job), event, officer)
    desk.written()
    return job_by_id(desk, job)


def tell_paper(job: int, desk: Desk, officer: str, *, came_out: bool) -> Job:
    """Take in whether the paper of a job came out; if not, it is queued once more."""
    if came_out:
        return tell(job, JobEvent.SEEN, desk, officer)
    with desk.store.write() as session:
        row = row_of(session, job)
        if row.state != JobState.FAILED.value:
            _take_word(session, desk, row, JobEvent.MISSED, officer)
        move(row, JobEvent.RETRIED)
    desk.written()
    return job_by_id(desk, job)


def tell_partly(job: int, reason: str, desk: Desk, officer: str) -> Job:
    """Take in that only some of the paper came out: it counts as printed, and is reprinted.

    What came out may be in a citizen's hand, so the whole print that follows carries the stamp.
    """
    with desk.store.write() as session:
        row = row_of(session, job)
        _take_word(session, desk, row, JobEvent.SEEN, officer, said="partly")
        again = add_reprint(session, desk, row, reason)
    desk.written()
    return job_by_id(desk, again)


def _take_word(
    session: Session,
    desk: Desk,
    row: PrintJob,
    event: JobEvent,
    officer: str,
    *,
    said: Said | None = None,
) -> None:
    """Let an officer's word move a job; what its printer may still hold is to be taken back."""
    move(row, event)
    if row.is_followed and row.place:
        said = said or ("seen" if event is JobEvent.SEEN else "missed")
        row.recalls = called_back(row.recalls, row.place, said)
    # An officer who looked knows more than the printer will ever say.
    row.is_followed = False
    if event is JobEvent.SEEN:
        record_printed(session, desk, row, officer)
