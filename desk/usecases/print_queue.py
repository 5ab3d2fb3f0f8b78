"""The print queue: every job, and what printers say of theirs.

A printer is asked outside of any transaction; only what it changes is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from sqlalchemy import func
from sqlmodel import col, select

from desk.store.tables import PrintJob
from desk.usecases.desk import Desk
from desk.usecases.print_jobs import (
    Job,
    job_by_id,
    job_of,
    light,
    move,
    record_printed,
    row_if_still,
    row_of,
    surfaced,
    take_back_all,
)
from desk.usecases.print_recalls import as_text, is_doubled, recalls_in
from desk.usecases.print_troubles import FOLLOWED, RECALLED, newest_problems
from printing.hindrances import PASSED_OVER, is_passed_over, passed_over
from printing.spool import (
    FailureReason,
    JobEvent,
    JobState,
    Progress,
    Stage,
    Transport,
)

_ASKS = (JobState.UNKNOWN.value, JobState.FAILED.value)
_IN_DOUBT = col(PrintJob.state) == JobState.UNKNOWN.value
_UNDER_WAY = (JobState.QUEUED.value, JobState.SENDING.value)
_OVER = {Stage.EMPTY, Stage.DONE, Stage.NEVER_BEGUN, Stage.BROKEN_OFF, Stage.LOST}

_MEANS: dict[tuple[JobState, Stage], tuple[JobEvent, ...]] = {
    (JobState.SENT, Stage.DONE): (JobEvent.COMPLETED,),
    (JobState.SENT, Stage.NEVER_BEGUN): (JobEvent.REFUSED,),
    (JobState.SENT, Stage.BROKEN_OFF): (JobEvent.INTERRUPTED,),
    (JobState.SENT, Stage.LOST): (JobEvent.INTERRUPTED,),
    (JobState.SENT, Stage.EMPTY): (JobEvent.INTERRUPTED,),
    (JobState.UNKNOWN, Stage.WAITING): (JobEvent.DELIVERED,),
    (JobState.UNKNOWN, Stage.PRINTING): (JobEvent.DELIVERED,),
    (JobState.UNKNOWN, Stage.HALTED): (JobEvent.DELIVERED,),
    (JobState.UNKNOWN, Stage.DONE): (JobEvent.COMPLETED,),
    (JobState.UNKNOWN, Stage.NEVER_BEGUN): (JobEvent.MISSED,),
    (JobState.UNKNOWN, Stage.EMPTY): (JobEvent.MISSED, JobEvent.RETRIED),
}
"""What a printer's word makes of a job; where nothing stands, the job stays what it is."""
_NOTHING_OUT = {JobState.FAILED: JobEvent.SURFACED, JobState.DROPPED: JobEvent.SURFACED}
"""What is asked about again once some of it is out after all."""


@dataclass(frozen=True)
class Queue:
    """How many jobs there are."""

    count: int
    asks: int
    """Failed, or in doubt."""
    under_way: int
    """Waiting for us or for a printer."""


def follow_jobs(desk: Desk, transport: Transport) -> tuple[Job, ...]:
    """Ask the printers about every job that they have; those that stand otherwise afterwards."""
    changed: list[Job] = []
    silent: set[str] = set()
    for job in followed_jobs(desk):
        if job.state is JobState.SENDING:
            # Its pages are on their way; until they are there, it looks as if none were to come.
            continue
        printer = job.place.rpartition("#")[0]
        if printer in silent:
            # One that does not answer is waited for once, not once a job.
            continue
        progress = transport.ask(job.place)
        if progress.stage is Stage.SILENT:
            silent.add(printer)
        if progress.stage is Stage.EMPTY:
            # Nothing of it can come out any more, so it may safely be sent anew.
            transport.cancel(job.place)
        now = take_in(job, progress, desk)
        if now != job:
            changed.append(now)
    changed += _take_back(desk, transport, silent)
    return (*changed, *_look_at_passed_over(desk, transport))


def _take_back(desk: Desk, transport: Transport, silent: set[str]) -> Iterator[Job]:
    """Take back what is answered for, now that printers may answer; the jobs it says more of."""
    for job in recalled_jobs(desk):
        asked = tuple(one for one in job.recalls if one.is_open and one.printer not in silent)
        if not asked:
            continue
        told = take_back_all(asked, transport)
        silent |= {was.printer for was, now in told.items() if was == now}
        if all(was == now for was, now in told.items()):
            continue
        surfaced(job.id, told, desk, _NOTHING_OUT)
        desk.written()
        yield job_by_id(desk, job.id)


def recalled_jobs(desk: Desk) -> tuple[Job, ...]:
    """The jobs of which printers may still hold, or brought out, what is answered for.

    Newest first: taking back the one in front would let the printer begin the next.
    """
    with desk.store.read() as session:
        query = select(PrintJob).where(RECALLED).order_by(col(PrintJob.id).desc())
        return tuple(job_of(row) for row in session.exec(query.options(*light())))


def forget_recalls(job: Job, desk: Desk) -> Job:
    """Take in that an officer has seen to what printers held of a job as it was shown."""
    with desk.store.write() as session:
        row = row_of(session, job.id)
        left = tuple(one for one in recalls_in(row.recalls) if one not in job.recalls)
        row.recalls = as_text(left)
    desk.written()
    return job_by_id(desk, job.id)


def _look_at_passed_over(desk: Desk, transport: Transport) -> Iterator[Job]:
    """See whether printers that were passed over would be taken now; the jobs that tell of it."""
    for job in passed_over_jobs(desk):
        was = passed_over(job.problem)
        now = transport.hindrance(job.form, cast("FailureReason", was)) or ""
        if now == was:
            continue
        told = job.problem[: job.problem.index(PASSED_OVER)]
        with desk.store.write() as session:
            row = row_of(session, job.id)
            if row.problem == job.problem:
                row.problem = f"{told}{PASSED_OVER} {now}".strip()
        desk.written()
        yield job_by_id(desk, job.id)


def passed_over_jobs(desk: Desk) -> tuple[Job, ...]:
    """Of each form the newest job, where its own printer was passed over and still would be."""
    with desk.store.read() as session:
        found = [number for number, problem in newest_problems(session) if passed_over(problem)]
        query = select(PrintJob).where(col(PrintJob.id).in_(found)).options(*light())
        return tuple(job_of(row) for row in session.exec(query))


def followed_jobs(desk: Desk) -> tuple[Job, ...]:
    """The jobs whose printer still has to say what became of them, oldest first."""
    with desk.store.read() as session:
        query = select(PrintJob).where(FOLLOWED).order_by(col(PrintJob.id))
        return tuple(job_of(row) for row in session.exec(query.options(*light())))


def doubtful_jobs(desk: Desk) -> tuple[Job, ...]:
    """Jobs of which nobody knows whether paper came out, oldest first."""
    with desk.store.read() as session:
        query = select(PrintJob).where(_IN_DOUBT).order_by(col(PrintJob.id))
        return tuple(job_of(row) for row in session.exec(query.options(*light())))


def doubtful_count(desk: Desk, *, but: int | None) -> int:
    """How many those are, without one job."""
    with desk.store.read() as session:
        query = select(func.count()).where(_IN_DOUBT, col(PrintJob.id) != but)
        return session.exec(query).one()


def is_open(desk: Desk) -> bool:
    """Whether a printer still has something to say."""
    is_to_go = any(one.is_open for job in recalled_jobs(desk) for one in job.recalls)
    return bool(is_to_go or followed_jobs(desk) or passed_over_jobs(desk))


def take_in(job: Job, progress: Progress, desk: Desk) -> Job:
    """Write down what a printer said, if it says anything new."""
    events = _MEANS.get((job.state, progress.stage), ())
    problem = _problem(job, progress)
    if not events and problem == job.problem and progress.stage not in _OVER:
        return job
    with desk.store.write() as session:
        row = row_if_still(session, job)
        if row is None or not row.is_followed:
            # The officer was faster.
            return job_of(row_of(session, job.id))
        for event in events:
            move(row, event)
        row.problem = problem
        row.is_followed = progress.stage not in _OVER
        if progress.stage is Stage.DONE:
            record_printed(session, desk, row, row.officer)
    desk.written()
    return job_by_id(desk, job.id)


def _problem(job: Job, progress: Progress) -> str:
    """What hinders the job now."""
    match progress.stage:
        case Stage.BROKEN_OFF | Stage.NEVER_BEGUN | Stage.LOST:
            return progress.stage.value
        case Stage.EMPTY:
            return ""
        case _:
            kept = (
                job.problem[job.problem.index(PASSED_OVER) :] if is_passed_over(job.problem) else ""
            )
            return " ".join(filter(None, (*progress.reasons, kept)))


def queue(desk: Desk) -> Queue:
    """How many jobs there are, and how many ask for somebody."""
    with desk.store.read() as session:
        counts = select(PrintJob.state, func.count()).group_by(PrintJob.state)
        states = dict(session.exec(counts).all())
        followed = select(PrintJob.id, PrintJob.state).where(FOLLOWED)
        counted = {*_ASKS, *_UNDER_WAY}
        at_printers = sum(state not in counted for _, state in session.exec(followed))
        recalled = session.exec(select(PrintJob.state, PrintJob.recalls).where(RECALLED))
        doubled = sum(is_doubled(recalls) and state not in _ASKS for state, recalls in recalled)
    waiting = sum(states.get(state, 0) for state in _UNDER_WAY)
    asks = sum(states.get(state, 0) for state in _ASKS) + doubled
    return Queue(sum(states.values()), asks, waiting + at_printers)


def queue_page(desk: Desk, offset: int, limit: int) -> tuple[Job, ...]:
    """A stretch of all jobs: those that ask for somebody, those under way, the others newest first.

    Pages stay in the store; a list shows none of them.
    """
    with desk.store.read() as session:
        loud = select(PrintJob.id, PrintJob.state).where(
            col(PrintJob.state).in_((*_ASKS, *_UNDER_WAY))
        )
        first = sorted(session.exec(loud).all(), key=lambda one: (one[1] not in _ASKS, -_id(one)))
        followed = session.exec(select(PrintJob.id, PrintJob.state).where(FOLLOWED)).all()
        recalled = select(PrintJob.id, PrintJob.recalls).where(RECALLED)
        doubled = [one for one in session.exec(recalled).all() if is_doubled(one[1])]
        open_ones = (*sorted(doubled, key=_newest), *first, *sorted(followed, key=_newest))
        ids = list(dict.fromkeys(map(_id, open_ones)))
        chosen = ids[offset : offset + limit]
        rows = {
            row.id: job_of(row)
            for row in session.exec(
                select(PrintJob).where(col(PrintJob.id).in_(chosen)).options(*light())
            )
        }
        page = [rows[one] for one in chosen if one in rows]
        if len(page) < limit:
            rest = select(PrintJob).where(col(PrintJob.id).not_in(ids)).options(*light())
            rest = rest.order_by(col(PrintJob.id).desc()).offset(max(0, offset - len(ids)))
            page += [job_of(row) for row in session.exec(rest.limit(limit - len(page)))]
    return tuple(page)


def _id(one: tuple[int | None, str]) -> int:
    assert one[0] is not None
    return one[0]


def _newest(one: tuple[int | None, str]) -> int:
    return -_id(one)
