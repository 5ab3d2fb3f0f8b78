"""Cases: what the centre and the counters disagree about, until an officer decides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from uuid import UUID

from sqlmodel import Session, col, select

from desk.rules.cases import Offer, followers, is_overtaken, is_untouched, offers
from desk.rules.told import told_of
from desk.store.journal import Fact, append
from desk.store.loose import loose_case, loose_cases
from desk.store.projection import show_own, state_of
from desk.store.tables import CodeClaim, DossierRow, Feed, Journal
from desk.texts.cases import NO_DOSSIER
from desk.texts.writers import Writers
from desk.usecases.desk import Desk
from desk.usecases.writers import writers_of
from schemas.clashes import brought
from schemas.dossiers import CODE_TAKEN, Decision, Dossier, Moment, OpenCase
from schemas.entries import CaseSettled, body_of
from schemas.journal import Entry, read_entry
from schemas.shape import Shape, written

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
    state: Dossier
    """The dossier as it stands."""
    writers: Writers
    """Who is of this counter's unit."""
    here: Shape | None = None
    """What was recorded, whole; None of a kind that this release does not know."""
    there: Shape | None = None
    """What stands against it; of what came with a snapshot, as far as the dossier tells."""
    other: Moment | None = None
    """The same in one line."""
    newest: Moment | None = None
    """What brought the dossier where it is, if that is neither of the two."""
    owner: str = ""
    """Whose dossier has the code, of a code that is taken."""

    @property
    def is_loose(self) -> bool:
        """The entry is about no dossier; `dossier` is its own id then."""
        return self.dossier == self.open.entry

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """What may be decided; reckoned for the case that somebody looks at."""
        return offers(self.state, self.open, self.writers)

    @property
    def is_overtaken(self) -> bool:
        """The entry could change nothing any more: the dossier has gone on, or has it all."""
        return is_overtaken(self.state, self.open)

    @property
    def is_said_twice(self) -> bool:
        """The step in the way is the same one, and said all that the entry says."""
        is_same = self.other is not None and self.other.kind == self.recorded.kind
        is_newest = self.newest is None and is_untouched(self.state, self.open)
        return is_same and is_newest and self.is_overtaken

    @property
    def waiting(self) -> tuple[Moment, ...]:
        """What the same counter recorded upon it, and what follows the decision."""
        return followers(self.state, self.open)


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
    """The open cases known here, also of entries about no dossier; what waits longest first."""
    query = (
        select(DossierRow)
        .where(DossierRow.cases > 0)
        .order_by(col(DossierRow.row))
        .limit(CASES_MAX)
    )
    with desk.store.read() as session:
        states = [Dossier.model_validate_json(row.state) for row in session.exec(query)]
        found = _at_hand(session, desk, [*states, *loose_cases(session)])
    return tuple(sorted(found, key=lambda one: one.recorded.happened))


def cases_of(dossier: UUID, desk: Desk) -> tuple[CaseAtHand, ...]:
    """The open cases of one dossier, in the order in which they were opened."""
    with desk.store.read() as session:
        state = state_of(session, dossier)
        return tuple(_at_hand(session, desk, [state])) if state else ()


def settle_case(
    dossier: UUID, entry: UUID, *, decision: Decision, reason: str, desk: Desk, officer: str
) -> Settled | NotSettled:
    """Record an officer's decision about the case that an entry opened, in one transaction.

    Idempotent: a case that is decided already gives the decision that stands.
    """
    with desk.store.write() as session:
        state = state_of(session, dossier) or loose_case(session, dossier)
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


def _at_hand(session: Session, desk: Desk, states: Iterable[Dossier]) -> list[CaseAtHand]:
    found = [(state, one, _against(state, one)) for state in states for one in state.cases]
    wanted = {one.entry for _, one, _ in found} | {other.id for _, _, other in found if other}
    entries, writers = _entries(session, wanted), writers_of(session, desk)
    return [_whole(session, entries, writers, state, one, other) for state, one, other in found]


def _whole(
    session: Session,
    entries: Mapping[UUID, Entry],
    writers: Writers,
    state: Dossier,
    one: OpenCase,
    other: Moment | None,
) -> CaseAtHand:
    moment = _moment(state, one.entry)
    query = select(DossierRow.applicant, DossierRow.title)
    shown = session.exec(query.where(DossierRow.id == str(state.id))).one_or_none()
    applicant, title = shown or ("", NO_DOSSIER)
    return CaseAtHand(
        dossier=state.id,
        code=state.code or next(iter(state.claimed_codes), None),
        applicant=applicant,
        title=title,
        open=one,
        recorded=moment,
        settlable=moment.rank is not None,
        state=state,
        writers=writers,
        here=_said(entries, state, moment),
        there=_said(entries, state, other) if other else None,
        other=other,
        newest=_newest(state, one, other),
        owner=_owner(session, state, one),
    )


def _against(state: Dossier, one: OpenCase) -> Moment | None:
    """The step that a case names: who did what when."""
    named = {key: one.case.params.get(key, "") for key in ("other", "counter", "happened")}
    for moment in reversed(state.timeline):
        said = (moment.kind, moment.counter, written(moment.happened))
        if moment.id != one.entry and said == tuple(named.values()):
            return moment
    return None


def _owner(session: Session, state: Dossier, one: OpenCase) -> str:
    """The applicant of the dossier that has the code."""
    code = one.case.params.get("code", "")
    if one.case.code != CODE_TAKEN or not code:
        return ""
    query = (
        select(DossierRow.applicant)
        .join(CodeClaim, col(CodeClaim.dossier) == col(DossierRow.id))
        .where(CodeClaim.code == code, DossierRow.id != str(state.id))
    )
    return session.exec(query.order_by(col(DossierRow.rank))).first() or ""


def _entries(session: Session, wanted: Iterable[UUID]) -> dict[UUID, Entry]:
    """Entries whole, from the feed or from our own journal."""
    names = [str(one) for one in wanted]
    foreign = select(Feed.text).where(col(Feed.id).in_(names), Feed.text != "")
    own = select(Journal.text).where(col(Journal.id).in_(names))
    read = [read_entry(text) for text in (*session.exec(foreign), *session.exec(own))]
    return {entry.id: entry for entry in read}


def _said(entries: Mapping[UUID, Entry], state: Dossier, moment: Moment) -> Shape | None:
    """What an entry says; a snapshot brings none, but a dossier that tells what they said."""
    entry = entries.get(moment.id) or next(_parked(state, moment.id), None)
    return body_of(entry) if entry else told_of(state, moment)


def _parked(state: Dossier, entry: UUID) -> Iterator[Entry]:
    return (Entry.model_validate(raw) for raw in state.parked if raw["id"] == str(entry))


def _newest(state: Dossier, one: OpenCase, other: Moment | None) -> Moment | None:
    newest = brought(state) if one.parked else None
    known = {one.entry, other.id if other else None}
    return None if newest is None or newest.id in known else newest


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
    if decision not in {one.answer for one in offers(state, case)}:
        return NotSettled("no_such_choice")
    if case.parked and not reason.strip():
        return NotSettled("reason_missing")
    return None


def _record(session: Session, desk: Desk, state: Dossier, body: CaseSettled, officer: str) -> None:
    now = desk.now()
    dossier = None if state.id == body.entry else state.id
    fact = Fact("case.settled", body, now, officer, dossier, state.home)
    entries = append(session, [fact], now=now, random_bytes=desk.random_bytes)
    show_own(session, entries)
