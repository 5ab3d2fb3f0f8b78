"""What an officer does about a print job: let its printer go on, print it anew, or not at all.

An original is only ever made again when its printer says that no page was begun, or an officer
that no sheet came out; everything else is a reprint, with its number, stamp and reason.
"""

from desk.usecases.desk import Desk
from desk.usecases.print_jobs import (
    Job,
    is_still,
    job_by_id,
    job_of,
    move,
    renumber,
    row_if_still,
    row_of,
)
from desk.usecases.print_queue import follow_jobs, take_in
from printing.hindrances import in_the_way, told_by_printer
from printing.spool import FailureReason, JobEvent, JobState, Stage, Transport, can

_TAKEN_BACK = frozenset({JobState.SENT, JobState.UNKNOWN})
_GONE = frozenset({None, "not_found", "other"})
"""What a printer answers that no longer holds a job, or has ended it."""


def resume_printing(job: int | None, desk: Desk, transport: Transport) -> FailureReason | None:
    """Let the job's printers go on, the passed over one too; why not, if none was stopped."""
    asked = job_by_id(desk, job) if job is not None else None
    refused = transport.resume(asked.place if asked else "", asked.form if asked else "")
    follow_jobs(desk, transport)
    return refused


def take_back(job: int, desk: Desk, transport: Transport) -> Job | FailureReason:
    """Take a job back from its printer, and see what it had come to; why not, if it keeps it.

    Failed: no page was begun. In doubt: some paper may be out. Printed: it was too late.
    """
    return _taken_back(job_by_id(desk, job), desk, transport)


def _taken_back(asked: Job, desk: Desk, transport: Transport) -> Job | FailureReason:
    if not asked.is_followed or asked.state not in _TAKEN_BACK:
        return asked
    refused = transport.cancel(asked.place)
    if refused not in _GONE:
        assert refused is not None
        return refused
    progress = transport.ask(asked.place)
    if progress.stage is Stage.SILENT:
        return "unreachable"
    return _still_known(take_in(asked, progress, desk), asked, desk)


def _still_known(taken: Job, asked: Job, desk: Desk) -> Job:
    """A job taken back, with what had hindered it: the next try does not go there again."""
    told = [code for code in told_by_printer(asked.problem).split() if in_the_way([code])]
    if not told or taken.state not in {JobState.FAILED, JobState.UNKNOWN}:
        return taken
    with desk.store.write() as session:
        row = row_of(session, taken.id)
        if row.state == taken.state.value:
            row.problem = " ".join((taken.problem, *told))
        return job_of(row)


def drop_job(job: int, desk: Desk, transport: Transport) -> Job | FailureReason:
    """Do without a paper, as far as none of it is out; the job as it stands afterwards."""
    taken = take_back(job, desk, transport)
    return taken if isinstance(taken, str) else _stepped(job, JobEvent.GIVEN_UP, desk)


def drop_unseen(asked: Job, desk: Desk, transport: Transport) -> Job | FailureReason | None:
    """Do without a paper in doubt of which the officer says that no sheet came out.

    None, and its printer keeps it, where the job stands otherwise than it was asked about.
    """
    now = job_by_id(desk, asked.id)
    if not is_still(now, asked):
        return None
    taken = _taken_back(now, desk, transport)
    if isinstance(taken, str):
        return taken
    with desk.store.write() as session:
        row = row_if_still(session, taken)
        if row is None:
            return None
        if taken.state is JobState.UNKNOWN:
            move(row, JobEvent.MISSED)
        if can(JobState(row.state), JobEvent.GIVEN_UP):
            move(row, JobEvent.GIVEN_UP)
            row.is_followed = False
        dropped = job_of(row)
    desk.written()
    return dropped


def print_anew(job: int, desk: Desk, transport: Transport) -> Job | FailureReason:
    """Queue an original anew, as far as none of it is out; the job as it stands afterwards."""
    taken = take_back(job, desk, transport)
    return taken if isinstance(taken, str) else _stepped(job, JobEvent.RETRIED, desk)


def _stepped(job: int, event: JobEvent, desk: Desk) -> Job:
    """Take a step if it can be taken still: a printer, or the tray, may have been faster."""
    with desk.store.write() as session:
        row = row_of(session, job)
        if can(JobState(row.state), event):
            if row.state == JobState.DROPPED.value:
                renumber(session, row)
            move(row, event)
            row.is_followed = False
        stepped = job_of(row)
    desk.written()
    return stepped
