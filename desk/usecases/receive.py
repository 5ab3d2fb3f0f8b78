"""Receiving a dossier: the one act that everything else serves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from desk.rules.fees import charges, fees_asked
from desk.rules.reception import blocking, doubts, promise_doubt, promised
from desk.rules.repeating import is_begun
from desk.store.journal import Fact, Written, append, counter_of
from desk.store.prepared import Prepared
from desk.store.projection import show_own, state_of
from desk.store.references import case_of, procedure_of
from desk.store.tables import Counter, Draft, Journal, PrintJob, table
from desk.usecases.desk import Desk, local_date
from desk.usecases.numbers import date_doubts, take_code, take_register_line
from desk.usecases.print_values import receipt_job
from desk.usecases.repeating import may_repeat, settlement
from schemas.calendars import Calendar
from schemas.deadlines import NotPromised
from schemas.dossiers import Dossier
from schemas.entries import Promised, Received
from schemas.journal import read_entry
from schemas.people import Doubt
from schemas.procedures import Case, Catalogue, Procedure
from schemas.reception import FeeTaken, ReceptionForm
from schemas.shape import Shape

_OWN_RECEPTIONS = Prepared(
    core_select(table(Journal).c.text)
    .where(table(Journal).c.dossier == bindparam("dossier"))
    .where(table(Journal).c.kind == "dossier.received")
    .order_by(table(Journal).c.place)
)
_DROP_DRAFT = Prepared(delete(table(Draft)).where(table(Draft).c.id == bindparam("dossier")))


@dataclass(frozen=True)
class Accepted:
    """The dossier is durably recorded."""

    id: UUID
    code: str
    promised: Promised | None
    created: bool
    """False when it had been accepted before: the same answer again."""
    job: int | None
    """The print job of its receipt; None when none is due."""


@dataclass(frozen=True)
class Refused:
    """Nothing was recorded; what stands in the way."""

    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class _Chosen:
    catalogue: Catalogue
    calendar: Calendar
    procedure: Procedure
    case: Case
    home: str | None
    """The unit that minted the dossier's id, when it was known here before."""
    code: str | None
    """The code that a dossier submitted online has already (article 12.3a)."""
    settled: tuple[Fact, ...] = ()
    """The decision about the reception that this one repeats."""
    paid: tuple[FeeTaken, ...] = ()
    """What was taken with that one."""


def receive_dossier(form: ReceptionForm, desk: Desk) -> Accepted | Refused:
    """Record a dossier with its code, register line, fees and print job, in one transaction.

    Idempotent on the form's id: a second call gives the first one's answer with `created` False.
    """
    now = desk.now()
    with desk.store.write() as session:
        known = _received_before(session, form)
        if known is not None:
            return known
        state = state_of(session, form.id)
        if form.instead_of is not None and not may_repeat(state, form.instead_of):
            return not_receivable(state)
        if state is not None and not is_begun(state):
            return not_receivable(state)
        counter = counter_of(session)
        chosen = _choose(form, session, desk, now, state)
        if isinstance(chosen, Refused):
            return chosen
        answer = _record(form, session, desk, counter, chosen, now)
    if isinstance(answer, Accepted):
        desk.written()
    return answer


def not_receivable(state: Dossier | None) -> Refused:
    """Why a dossier cannot be received any more: it was, or it came to an end otherwise."""
    is_received = state is not None and state.received is not None
    return Refused((Doubt("id", "already_received" if is_received else "not_waiting", "error"),))


def received_before(form: ReceptionForm, desk: Desk) -> Accepted | None:
    """The answer that a form was given before; None for one that is new."""
    with desk.store.read() as session:
        return _received_before(session, form)


def _received_before(session: Session, form: ReceptionForm) -> Accepted | None:
    """The first answer again, whatever became of the dossier since; its receipt is handed out.

    Of a form that repeats a reception: the answer to that form, if it was given.
    """
    texts = [text for (text,) in _OWN_RECEPTIONS.rows(session, {"dossier": str(form.id)})]
    own = [read_entry(text) for text in texts]
    if form.instead_of is not None:
        place = next((at for at, one in enumerate(own) if one.id == form.instead_of), None)
        state = state_of(session, form.id)
        is_open = may_repeat(state, form.instead_of)
        own = [] if is_open else own[-1:] if place is None else own[place + 1 :]
    if not own:
        return None
    body = Received.model_validate(own[0].body)
    job = select(PrintJob.id).where(
        PrintJob.dossier == str(form.id),
        PrintJob.form == "receipt",
        PrintJob.entry == str(own[0].id),
    )
    return Accepted(
        id=form.id,
        code=body.code,
        promised=body.promised,
        created=False,
        job=session.exec(job.order_by(col(PrintJob.id))).first(),
    )


def _choose(
    form: ReceptionForm, session: Session, desk: Desk, now: datetime, state: Dossier | None
) -> _Chosen | Refused:
    catalogue = desk.references.catalogue(session)
    calendar = desk.references.calendar(session)
    if catalogue is None or calendar is None:
        return Refused((Doubt("procedure", "no_catalogue", "error"),))
    procedure = procedure_of(catalogue, form.procedure)
    case = case_of(procedure, form.case) if procedure else None
    standing = blocking(doubts(form, procedure, case, local_date(now)), form.confirmed)
    if standing or procedure is None or case is None:
        return Refused(tuple(standing))
    home, code = (state.home, state.code) if state else (None, None)
    settled = settlement(state, form, now)
    paid = state.fees if state and form.instead_of else ()
    return _Chosen(catalogue, calendar, procedure, case, home, code, settled, paid)


def _record(
    form: ReceptionForm,
    session: Session,
    desk: Desk,
    counter: Counter,
    chosen: _Chosen,
    now: datetime,
) -> Accepted | Refused:
    happened = form.happened or now
    on = local_date(happened)
    standing = date_doubts(session, counter, on, now)
    due = promised(form, chosen.case, chosen.calendar, happened)
    if isinstance(due, NotPromised):
        standing.append(promise_doubt(due))
    if standing or isinstance(due, NotPromised):
        return Refused(tuple(standing))
    code = chosen.code or take_code(session, counter, on)
    if code is None:
        return Refused((Doubt("code", "numbers_exhausted", "error"),))
    body = _body(form, chosen, code, due)
    body = body.model_copy(update={"register_line": take_register_line(session, counter, on.year)})
    facts = [*chosen.settled, *_facts(form, body, happened, chosen.home)]
    entries = append(session, facts, now=now, random_bytes=desk.random_bytes, counter=counter)
    show_own(session, entries)
    job = _receipt(form, session, desk, chosen, body, entries[len(chosen.settled)])
    _DROP_DRAFT.run(session, {"dossier": str(form.id)})
    return Accepted(id=form.id, code=code, promised=due, created=True, job=job)


def _body(form: ReceptionForm, chosen: _Chosen, code: str, due: Promised) -> Received:
    return Received(
        code=code,
        procedure=chosen.procedure.code,
        procedure_name=chosen.procedure.name,
        catalogue=chosen.catalogue.version,
        case=chosen.case.key,
        case_name=chosen.case.name if len(chosen.procedure.cases) > 1 else "",
        applicant=form.applicant_or_submitter(),
        submitter=form.submitter if form.applicant else None,
        papers=tuple(paper for paper in form.papers if paper.state == "ok"),
        sets=form.sets,
        channel=form.channel,
        delivery=form.delivery,
        promised=due,
        note=form.note,
        slip=form.slip,
    )


def _facts(form: ReceptionForm, body: Received, happened: datetime, home: str | None) -> list[Fact]:
    """What one acceptance writes into the journal: the reception, then each fee taken."""

    def fact(kind: str, what: Shape) -> Fact:
        return Fact(
            kind=kind,
            body=what,
            happened=happened,
            officer=form.officer,
            dossier=form.id,
            home=home,
        )

    fees = [fact("fee.collected", fee) for fee in form.fees if fee.amount_vnd > 0]
    return [fact("dossier.received", body), *fees]


def _receipt(
    form: ReceptionForm,
    session: Session,
    desk: Desk,
    chosen: _Chosen,
    body: Received,
    received: Written,
) -> int | None:
    """Queue the receipt; an immediate result needs none unless it is asked for (article 15.1đ)."""
    assert body.promised is not None
    same_day = local_date(body.promised.due) == local_date(received.entry.happened)
    if chosen.procedure.immediate and same_day and not form.wants_receipt:
        return None
    asked = fees_asked(chosen.case, form.channel)
    return receipt_job(
        session, desk, body, received.entry, charges(asked, (*chosen.paid, *form.fees))
    )
