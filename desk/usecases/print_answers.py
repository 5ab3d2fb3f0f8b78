"""What an officer saw at the printer: each word is one transaction.

It is about a job as it stood when it was asked about. A question stays open for as long as somebody
walks to the printer, and meanwhile the printer may have told: then the word is not taken, and None
is returned.
"""

from sqlmodel import Session

from desk.store.tables import PrintJob
from desk.usecases.desk import Desk
from desk.usecases.print_jobs import (
    Job,
    add_reprint,
    job_by_id,
    move,
    record_printed,
    row_if_still,
)
from desk.usecases.print_recalls import Said, called_back
from printing.spool import JobEvent, JobState


def tell_paper(asked: Job, desk: Desk, officer: str, *, came_out: bool) -> Job | None:
    """Take in whether the paper of a job came out; if not, it is queued once more."""
    with desk.store.write() as session:
        row = row_if_still(session, asked)
        if row is None:
            return None
        if came_out:
            _take_word(session, desk, row, JobEvent.SEEN, officer)
        else:
            if asked.state is not JobState.FAILED:
                _take_word(session, desk, row, JobEvent.MISSED, officer)
            move(row, JobEvent.RETRIED)
    desk.written()
    return job_by_id(desk, asked.id)


def tell_partly(asked: Job, reason: str, desk: Desk, officer: str) -> Job | None:
    """Take in that only some of the paper came out: it counts as printed, and is reprinted.

    What came out may be in a citizen's hand, so the whole print that follows carries the stamp.
    """
    with desk.store.write() as session:
        row = row_if_still(session, asked)
        if row is None:
            return None
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
