"""Print jobs: rendered after the commit, handed to the transport, and remembered in every state.

Nothing here can undo or hide a dossier: a job only ever changes its own state.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count, takewhile
from typing import Any
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from desk.store.journal import Fact, append
from desk.store.projection import show_own
from desk.store.tables import DossierRow, PrintJob
from desk.usecases.desk import Desk
from desk.usecases.print_recalls import (
    Recall,
    as_text,
    recalls_in,
    taken_back,
)
from printing.hindrances import LEFT, PASSED_OVER, UNREACHED, is_passed_over, told_by_printer
from printing.spool import (
    InDoubt,
    JobEvent,
    JobState,
    Order,
    SendFailed,
    Sent,
    Stage,
    Transport,
    advance,
)
from schemas.codes import read_slip, slip_number
from schemas.dossiers import Dossier
from schemas.entries import SlipPrinted
from schemas.shape import written


@dataclass(frozen=True)
class Job:
    """A print job as screens show it."""

    id: int
    dossier: UUID
    form: str
    name: str
    state: JobState
    problem: str
    """What hinders it: codes of ours, or what its printer says, with spaces between."""
    copy_number: int
    made_at: str
    place: str
    is_followed: bool
    """Its printer still has to say what became of it."""
    recalls: tuple[Recall, ...] = ()
    """What printers may still hold of it, or brought out, although it was answered for."""

    @property
    def is_file(self) -> bool:
        """Whether it was written into a folder, where no paper comes out."""
        return "://" not in self.place and self.place.endswith(".pdf")

    @property
    def code(self) -> str:
        """The citizen's code, or the number of a slip, as printed; the paper's name begins so."""
        parts = self.name.removesuffix(".pdf").split("-")
        code = "-".join(takewhile(lambda part: not part.islower(), parts))
        slip = read_slip(code)
        return slip_number(slip.slot, slip.year, slip.number) if slip else code

    @property
    def is_only_file(self) -> bool:
        """Whether it is a file because its printer was passed over, and so perhaps on no paper."""
        is_written = self.is_file and self.state is JobState.SENT
        return is_written and is_passed_over(self.problem)

    @property
    def is_held(self) -> bool:
        """Whether its printer may still bring it out, for all that is known."""
        is_handed_over = self.state in {JobState.SENT, JobState.UNKNOWN} and not self.is_file
        return is_handed_over and (self.is_followed or not self.problem)

    @property
    def surplus(self) -> tuple[Recall, ...]:
        """What came out although it was answered for, beside another print."""
        return tuple(one for one in self.recalls if not one.is_open)

    @property
    def needs_eyes(self) -> bool:
        """Whether only a person can say if the paper came out."""
        if self.state is JobState.SENT:
            is_lost_sight_of = not {*UNREACHED, LEFT}.isdisjoint(self.problem.split())
            return not self.is_file and (not self.is_followed or is_lost_sight_of)
        return self.state in {JobState.UNKNOWN, JobState.PRINTED}


def print_waiting(desk: Desk, transport: Transport, officer: str) -> tuple[Job, ...]:
    """Print every queued job, oldest first; the jobs as they stand afterwards."""
    with desk.store.read() as session:
        query = select(PrintJob.id).where(PrintJob.state == JobState.QUEUED.value)
        queued = list(session.exec(query.order_by(col(PrintJob.id))))
    return tuple(print_job(one, desk, transport, officer) for one in queued if one is not None)


def print_job(job: int, desk: Desk, transport: Transport, officer: str) -> Job:
    """Render a queued job, keep its pages, and hand them to the transport."""
    # Once for each caller: who comes second must not take the first one's word back.
    desk.sending.append(job)
    try:
        return _print(job, desk, transport, officer)
    finally:
        desk.sending.remove(job)


def _print(job: int, desk: Desk, transport: Transport, officer: str) -> Job:
    before = job_by_id(desk, job)
    held = _take(job, desk, officer)
    if held is None:
        return job_by_id(desk, job)
    if before.recalls:
        told = take_back_all(before.recalls, transport)
        # What its printer has forgotten, an officer has just looked for.
        told |= {was: None for was, now in told.items() if now and now.came_out is Stage.LOST}
        if surfaced(job, told, desk, {JobState.SENDING: JobEvent.INTERRUPTED}):
            return job_by_id(desk, job)
    elif before.place:
        # Whoever asked for it anew wants one print: what an earlier try left behind goes.
        transport.cancel(before.place)
    pages = held.pages or _rendered(held)
    with desk.store.write() as session:
        row_of(session, job).pages = pages

    def opened(where: str) -> None:
        # Kept before any page leaves: after a crash the printer is asked, not the officer.
        with desk.store.write() as session:
            row = row_of(session, job)
            row.place, row.is_followed = where, True

    hindered = tuple(told_by_printer(before.problem).split())
    order = Order(form=held.form, opened=opened, taken_from=before.place, taken_for=hindered)
    answer = transport.send(held.name, pages, order)
    with desk.store.write() as session:
        _keep_answer(session, desk, row_of(session, job), answer)
    desk.written()
    return job_by_id(desk, job)


def _take(job: int, desk: Desk, officer: str) -> PrintJob | None:
    """Mark a job as being sent; None when it is not waiting (somebody else took it)."""
    with desk.store.write() as session:
        row = row_of(session, job)
        if row.state != JobState.QUEUED.value:
            return None
        move(row, JobEvent.STARTED)
        row.officer, row.problem, row.place, row.is_followed = officer, "", "", False
        return row


Told = dict[Recall, Recall | None]
"""What printers told of recalls, and what is left of each."""


def take_back_all(recalls: Iterable[Recall], transport: Transport) -> Told:
    """Take back what is open of these."""
    return {one: taken_back(one, transport) for one in recalls if one.is_open}


def surfaced(job: int, told: Told, desk: Desk, nothing_out: Mapping[JobState, JobEvent]) -> bool:
    """Keep what is left of a job's recalls; whether it is out after all, and so not to be sent.

    That, only in states in which nothing else of it can be out. Otherwise what came out is a
    second one, and stays to be told.
    """
    with desk.store.write() as session:
        row = row_of(session, job)
        now = (told.get(one, one) for one in recalls_in(row.recalls))
        left = tuple(one for one in now if one is not None)
        out = next((one.came_out for one in left if one.came_out), None)
        event = nothing_out.get(JobState(row.state))
        if out is None or event is None:
            row.recalls = as_text(left)
            return False
        move(row, event)
        row.recalls = as_text(tuple(one for one in left if one.is_open))
        row.problem = out.value
        if out is Stage.DONE:
            move(row, JobEvent.COMPLETED)
            row.problem = ""
            record_printed(session, desk, row, row.officer)
    desk.written()
    return True


def _rendered(job: PrintJob) -> bytes:
    from printing.forms import render
    from printing.reprint import stamp

    pages = render(job.form, job.version, json.loads(job.values))
    return stamp(pages, job.copy_number) if job.copy_number else pages


def _keep_answer(
    session: Session, desk: Desk, row: PrintJob, answer: Sent | SendFailed | InDoubt
) -> None:
    match answer:
        case SendFailed(reason=reason):
            move(row, JobEvent.REFUSED)
            row.problem, row.is_followed = reason, False
        case InDoubt(where=where):
            move(row, JobEvent.INTERRUPTED)
            row.place, row.is_followed = where, bool(where)
        case Sent(where=where, is_followed=is_followed, passed_over=passed_over):
            move(row, JobEvent.DELIVERED)
            row.place, row.is_followed = where, is_followed
            row.problem = f"{PASSED_OVER} {passed_over}" if passed_over else ""
            if not is_followed:
                record_printed(session, desk, row, row.officer)


def move(row: PrintJob, event: JobEvent) -> None:
    """Let a job take a step."""
    row.state = advance(JobState(row.state), event).value


def record_printed(session: Session, desk: Desk, row: PrintJob, officer: str) -> None:
    """Write into the journal that the form went to paper, once per job however often it is sent."""
    if row.is_recorded:
        return
    row.is_recorded = True
    kind = "slip.reprinted" if row.copy_number else "slip.printed"
    body = SlipPrinted(
        form=row.form, version=row.version, copy_number=row.copy_number, reason=row.reason
    )
    now = desk.now()
    dossier = UUID(row.dossier)
    query = select(DossierRow.state).where(DossierRow.id == row.dossier)
    home = Dossier.model_validate_json(session.exec(query).one()).home
    fact = Fact(kind=kind, body=body, happened=now, officer=officer, dossier=dossier, home=home)
    show_own(session, append(session, [fact], now=now, random_bytes=desk.random_bytes))


def reprint(job: Job, reason: str, desk: Desk) -> int | None:
    """Queue another print of a job's kept pages, stamped with its number; the new job's id.

    None where the job stands otherwise than it was asked about: it may be no reprint any more.
    """
    with desk.store.write() as session:
        row = row_if_still(session, job)
        return None if row is None else add_reprint(session, desk, row, reason)


def add_reprint(session: Session, desk: Desk, row: PrintJob, reason: str) -> int:
    """The same as part of a transaction."""
    first, number = _next_copy(session, row)
    again = PrintJob(
        dossier=first.dossier,
        entry=first.entry,
        form=first.form,
        version=first.version,
        values=first.values,
        name=_reprint_name(first, number),
        state=JobState.QUEUED.value,
        copy_number=number,
        reason=reason,
        made_at=written(desk.now()),
        pages=_stamped(first, number),
    )
    session.add(again)
    session.flush()
    assert again.id is not None
    return again.id


def renumber(session: Session, row: PrintJob) -> None:
    """Give a dropped reprint that is wanted after all the number that is due by now."""
    if not row.copy_number:
        return
    first, number = _next_copy(session, row)
    row.copy_number, row.name = number, _reprint_name(first, number)
    row.pages = _stamped(first, number)


def _next_copy(session: Session, asked: PrintJob) -> tuple[PrintJob, int]:
    """The first print, and the number that no reprint of it has; what was dropped has none.

    Always from the first print: a reprint of a reprint would carry two stamps.
    """
    query = select(PrintJob).where(PrintJob.dossier == asked.dossier, PrintJob.entry == asked.entry)
    printed = session.exec(query.order_by(col(PrintJob.id))).all()
    taken = {one.copy_number for one in printed if one.state != JobState.DROPPED.value}
    return printed[0], next(one for one in count(1) if one not in taken)


def _reprint_name(first: PrintJob, number: int) -> str:
    return f"{first.name.removesuffix('.pdf')}-in-lai-{number}.pdf"


def _stamped(first: PrintJob, number: int) -> bytes | None:
    """The kept pages with the reprint's mark; a job that was never rendered is rendered later."""
    if first.pages is None:
        return None
    from printing.reprint import stamp

    return stamp(first.pages, number)


def recover_jobs(desk: Desk) -> tuple[Job, ...]:
    """Jobs whose sending broke off, with the program or by a full disk, are asked about."""
    is_sent = col(PrintJob.state) == JobState.SENDING.value
    with desk.store.read() as session:
        if all(job in desk.sending for job in session.exec(select(PrintJob.id).where(is_sent))):
            return ()
    with desk.store.write() as session:
        # Looked at once more: another thread may have been as quick, or have sent it meanwhile.
        rows = session.exec(select(PrintJob).where(is_sent).options(*light()))
        broken_off = [row for row in rows if row.id not in desk.sending]
        for row in broken_off:
            move(row, JobEvent.INTERRUPTED)
        return tuple(map(job_of, broken_off))


def jobs_of(desk: Desk, dossier: UUID) -> tuple[Job, ...]:
    """The print jobs of a dossier, oldest first."""
    with desk.store.read() as session:
        query = select(PrintJob).where(PrintJob.dossier == str(dossier)).options(*light())
        return tuple(job_of(row) for row in session.exec(query.order_by(col(PrintJob.id))))


def light() -> Any:
    """A row without its pages and values, which are most of it."""
    return defer(PrintJob.pages), defer(PrintJob.values)  # type: ignore[arg-type]  # columns


def job_by_id(desk: Desk, job: int) -> Job:
    """One print job as it stands."""
    with desk.store.read() as session:
        return job_of(row_of(session, job))


def row_of(session: Session, job: int) -> PrintJob:
    """The row of a job."""
    return session.exec(select(PrintJob).where(PrintJob.id == job)).one()


def row_if_still(session: Session, job: Job) -> PrintJob | None:
    """The row of a job that stands as it was read; None where a printer or an officer was faster.

    What somebody said of a job is only kept in the transaction that looked.
    """
    row = row_of(session, job.id)
    return row if is_still(job_of(row), job) else None


def is_still(now: Job, job: Job) -> bool:
    """Whether a job is at the same printer, and as far, as it was read."""
    return (now.state, now.place) == (job.state, job.place)


def job_of(row: PrintJob) -> Job:
    """A row as screens show it."""
    assert row.id is not None
    return Job(
        id=row.id,
        dossier=UUID(row.dossier),
        form=row.form,
        name=row.name,
        state=JobState(row.state),
        problem=row.problem,
        copy_number=row.copy_number,
        made_at=row.made_at,
        place=row.place,
        is_followed=row.is_followed,
        recalls=recalls_in(row.recalls),
    )
