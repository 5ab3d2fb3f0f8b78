"""Cases: what the centre and the counters disagree about, until an officer decides."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from desk.store.journal import Fact, append
from desk.store.projection import show_own, state_of
from desk.store.tables import DossierRow
from desk.texts.cases import Decision, choices
from desk.usecases.desk import Desk
from schemas.dossiers import Dossier, Moment, OpenCase
from schemas.entries import CaseSettled

CASES_MAX = 200
"""Dossiers with cases that are listed at once."""


@dataclass(frozen=True)
class CaseAtHand:
    """One open case with what the screen shows beside it."""

    dossier: UUID
    code: str | None
    applicant: str
    title: str
    open: OpenCase
    recorded: Moment
    """The entry that the case is about."""
    settlable: bool
    """False while the centre has not confirmed the entry: the case is only expected."""


@dataclass(frozen=True)
class Settled:
    """The decision is durably recorded."""

    dossier: UUID
    entry: UUID
    decision: Decision
    created: bool
    """False when it had been decided before: what was decided then."""


@dataclass(frozen=True)
class NotSettled:
    """Nothing was recorded, and why."""

    why: Literal["no_such_case", "not_confirmed", "no_such_choice", "reason_missing"]


def open_cases(desk: Desk) -> tuple[CaseAtHand, ...]:
    """The open cases of all dossiers known here; those that wait longest first."""
    query = (
        select(DossierRow)
        .where(DossierRow.cases > 0)
        .order_by(col(DossierRow.row))
        .limit(CASES_MAX)
    )
    with desk.store.read() as session:
        rows = session.exec(query).all()
        found = [one for row in rows for one in _of_row(row)]
    return tuple(sorted(found, key=lambda one: one.recorded.happened))


def cases_of(dossier: UUID, desk: Desk) -> tuple[CaseAtHand, ...]:
    """The open cases of one dossier, in the order in which they were opened."""
    with desk.store.read() as session:
        row = session.exec(select(DossierRow).where(DossierRow.id == str(dossier))).first()
        return tuple(_of_row(row)) if row else ()


def settle_case(
    dossier: UUID, entry: UUID, *, decision: Decision, reason: str, desk: Desk, officer: str
) -> Settled | NotSettled:
    """Record an officer's decision about the case that an entry opened, in one transaction.

    Idempotent: a case that is decided already gives the decision that stands.
    """
    with desk.store.write() as session:
        state = state_of(session, dossier)
        found = _found(state, entry)
        if state is None or isinstance(found, Settled):
            return found if isinstance(found, Settled) else NotSettled("no_such_case")
        refusal = _refusal(state, found, decision, reason)
        if refusal is not None:
            return refusal
        body = CaseSettled(entry=entry, decision=decision, reason=reason.strip())
        _record(session, desk, state, body, officer)
    desk.written()
    return Settled(dossier, entry, decision, created=True)


def _of_row(row: DossierRow) -> list[CaseAtHand]:
    state = Dossier.model_validate_json(row.state)
    return [
        CaseAtHand(
            dossier=state.id,
            code=state.code or next(iter(state.claimed_codes), None),
            applicant=row.applicant or _said_of(state, one.entry, "applicant", "name"),
            title=row.title or _said_of(state, one.entry, "procedure_name"),
            open=one,
            recorded=_moment(state, one.entry),
            settlable=_moment(state, one.entry).rank is not None,
        )
        for one in state.cases
    ]


def _said_of(state: Dossier, entry: UUID, *path: str) -> str:
    """What the body of a parked reception says, while the dossier itself says nothing yet."""
    said: Any = next((raw["body"] for raw in state.parked if raw["id"] == str(entry)), {})
    for name in path:
        said = said.get(name) if isinstance(said, dict) else None
    return said if isinstance(said, str) else ""


def _moment(state: Dossier, entry: UUID) -> Moment:
    """The line of the timeline that an entry is; every case was opened by one."""
    return next(one for one in state.timeline if one.id == entry)


def _found(state: Dossier | None, entry: UUID) -> OpenCase | Settled | None:
    if state is None:
        return None
    case = next((one for one in state.cases if one.entry == entry), None)
    return case or _before(state, entry)


def _before(state: Dossier, entry: UUID) -> Settled | None:
    """What was decided of this entry already."""
    for moment in state.timeline:
        is_it = moment.kind == "case.settled" and moment.words.get("entry") == str(entry)
        if is_it and moment.outcome != "parked":
            decision: Decision = "apply" if moment.words.get("decision") == "apply" else "set_aside"
            return Settled(state.id, entry, decision, created=False)
    return None


def _refusal(
    state: Dossier, case: OpenCase | None, decision: Decision, reason: str
) -> NotSettled | None:
    if case is None:
        return NotSettled("no_such_case")
    if _moment(state, case.entry).rank is None:
        return NotSettled("not_confirmed")
    if decision not in dict(choices(case)):
        return NotSettled("no_such_choice")
    if case.parked and not reason.strip():
        return NotSettled("reason_missing")
    return None


def _record(session: Session, desk: Desk, state: Dossier, body: CaseSettled, officer: str) -> None:
    now = desk.now()
    fact = Fact("case.settled", body, now, officer, state.id, state.home)
    entries = append(session, [fact], now=now, random_bytes=desk.random_bytes)
    show_own(session, entries)
