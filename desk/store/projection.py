"""The dossiers as they stand, derived from the journal and the feed.

A dossier's view is the fold of its confirmed entries, then of our own unconfirmed ones in order,
with predicted outcomes. Whatever is kept here can be thrown away and made again: see `rebuild`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session, select

from desk.store import words
from desk.store.journal import Written
from desk.store.prepared import Prepared
from desk.store.sources import Source, all_sources, read_sources, source_of
from desk.store.tables import Citizen, CodeClaim, DossierRow, table
from schemas.dossiers import Dossier, Outcome, fold
from schemas.journal import Entry
from schemas.judge import judge
from schemas.people import Applicant, Person
from schemas.shape import written
from schemas.wire import FeedRow

_ROWS, _CITIZENS, _CLAIMS = table(DossierRow), table(Citizen), table(CodeClaim)
_NUMBERED = [column.name for column in _ROWS.c]
_COLUMNS = [name for name in _NUMBERED if name != "row"]
_HELD = select(_ROWS.c.row, _ROWS.c.pending, _ROWS.c.state, _ROWS.c.confirmed)
_FIND = Prepared(_HELD.where(_ROWS.c.id == bindparam("id")))
_CLAIMANTS = Prepared(
    _HELD.join(_CLAIMS, _CLAIMS.c.dossier == _ROWS.c.id).where(
        _CLAIMS.c.code == bindparam("code"), _ROWS.c.rank > 0
    )
)
_WAITING_FOR_CODES = (
    select(_ROWS.c.id)
    .distinct()
    .join(_CLAIMS, _CLAIMS.c.dossier == _ROWS.c.id)
    .where(_CLAIMS.c.code.in_(bindparam("codes", expanding=True)), _ROWS.c.pending > 0)
)
_WAITING = select(_ROWS.c.id).where(_ROWS.c.pending > 0)
_MAKE = Prepared(insert(_ROWS).values({name: bindparam(name) for name in _COLUMNS}))
_MAKE_NUMBERED = Prepared(insert(_ROWS).values({name: bindparam(name) for name in _NUMBERED}))
_CHANGE = Prepared(
    update(_ROWS)
    .where(_ROWS.c.row == bindparam("number"))
    .values({name: bindparam(name) for name in _COLUMNS})
)
_LAST = select(_ROWS.c.row, _ROWS.c.state).order_by(_ROWS.c.row.desc()).limit(1)
_REMOVE = Prepared(delete(_ROWS).where(_ROWS.c.row == bindparam("number")))
_RENUMBER = Prepared(
    update(_ROWS).where(_ROWS.c.row == bindparam("number")).values(row=bindparam("free"))
)
_OF_THESE = _CLAIMS.c.dossier.in_(bindparam("dossiers", expanding=True))
_CLAIMED = select(_CLAIMS.c.code).where(_OF_THESE)
_DISCLAIM = delete(_CLAIMS).where(_OF_THESE)
_CLAIM = Prepared(
    upsert(_CLAIMS)
    .values(code=bindparam("code"), dossier=bindparam("dossier"))
    .on_conflict_do_nothing()
)
_KNOWN = upsert(_CITIZENS).values({name: bindparam(name) for name in ("key", "person", "at")})
_REMEMBER = Prepared(
    _KNOWN.on_conflict_do_update(
        index_elements=["key"],
        set_={"person": _KNOWN.excluded.person, "at": _KNOWN.excluded.at},
        where=_CITIZENS.c.at <= _KNOWN.excluded.at,
    )
)


class _Held(NamedTuple):
    """A dossier's row, as far as folding needs it."""

    row: int
    pending: int
    state: str
    confirmed: str | None


@dataclass(frozen=True)
class Shown:
    """A dossier as its row holds it."""

    state: Dossier
    """With our own pending entries folded in."""
    confirmed: str | None
    """Without them, as JSON; None when nothing is confirmed, or nothing pending."""
    pending: int


def show_own(session: Session, entries: Sequence[Written]) -> None:
    """Fold freshly appended entries of ours into the dossiers they are about."""
    for one in entries:
        if one.entry.dossier is None:
            continue
        row = _row(session, one.entry.dossier)
        state = _visible(row)
        confirmed = _confirmed_text(row)
        shown = _predict(session, state, one.entry)
        _keep(session, row, Shown(shown, confirmed, (row.pending if row else 0) + 1))


def confirm(session: Session, rows: Iterable[FeedRow]) -> None:
    """Fold confirmed entries into their dossiers and predict our pending ones anew."""
    by_dossier: dict[UUID, list[tuple[Entry, FeedRow]]] = defaultdict(list)
    for row in rows:
        entry = Entry.model_validate(row.entry)
        if entry.dossier is not None:
            by_dossier[entry.dossier].append((entry, row))
    for dossier, confirmed in by_dossier.items():
        _confirm_one(session, dossier, confirmed)
    entries = [entry for confirmed in by_dossier.values() for entry, _ in confirmed]
    received = [one.body.get("code") for one in entries if one.kind == "dossier.received"]
    _predict_claims_anew(session, received)


def rebuild(session: Session) -> None:
    """Throw every projection away and make it again from journal, feed and snapshot."""
    for derived in (_ROWS, _CLAIMS, _CITIZENS):
        session.execute(delete(derived))
    words.forget_all_words(session)
    number = 1
    for sources in all_sources(session):
        shown = [one for one in (_shown(session, source) for source in sources.values()) if one]
        numbered = list(enumerate(shown, start=number))
        number += len(numbered)
        _make_rows(session, numbered)
    # What is expected of a claimed code depends on other dossiers, which were not all there yet.
    for waiting in session.connection().execute(_WAITING).scalars().all():
        _confirm_one(session, UUID(waiting), ())


def show(session: Session, dossiers: Iterable[UUID]) -> None:
    """Make some dossiers' projections from the beginning."""
    codes: list[str] = []
    for dossier, source in read_sources(session, list(dossiers)).items():
        shown, row = _shown(session, source), _row(session, dossier)
        if shown is not None:
            _keep(session, row, shown)
            codes += shown.state.claimed_codes
        elif row is not None:
            _take_off(session, row.row)
    _predict_claims_anew(session, codes)


def show_less(session: Session, dossiers: Sequence[UUID]) -> None:
    """The same of dossiers that may have fewer entries than before, or none."""
    names = {"dossiers": [str(one) for one in dossiers]}
    codes = session.connection().execute(_CLAIMED, names).scalars().all()
    session.connection().execute(_DISCLAIM, names)
    show(session, dossiers)
    _predict_claims_anew(session, codes)


def _take_off(session: Session, number: int) -> None:
    """Remove a row; the last one takes its number, since there are as many as the last one says."""
    last = session.connection().execute(_LAST).one()
    words.forget_words(session, number)
    _REMOVE.run(session, {"number": number})
    if last.row != number:
        words.forget_words(session, last.row)
        _RENUMBER.run(session, {"number": last.row, "free": number})
        words.keep_words(session, number, Dossier.model_validate_json(last.state))


def is_shown(session: Session, confirmed: Dossier) -> bool:
    """Whether a dossier is shown just so, with nothing of ours on top."""
    row = _row(session, confirmed.id)
    return row is not None and not row.pending and row.state == confirmed.model_dump_json()


def fold_confirmed(session: Session, dossier: UUID) -> Dossier | None:
    """The fold of everything confirmed of a dossier, from the snapshot or from its first entry."""
    return source_of(session, dossier).confirmed_state()


def _confirm_one(
    session: Session, dossier: UUID, confirmed: Sequence[tuple[Entry, FeedRow]]
) -> None:
    row = _row(session, dossier)
    held = _confirmed_text(row)
    state = Dossier.model_validate_json(held) if held else None
    if state is not None and _come_late(state, confirmed):
        show(session, [dossier])
        return
    for entry, feed_row in confirmed:
        if state is not None and feed_row.rank <= state.rank:
            # A snapshot that was taken later has it already.
            continue
        outcome = Outcome(kind=feed_row.outcome, case=feed_row.case)
        state = fold(state, entry, outcome, feed_row.rank)
    pending = source_of(session, dossier).pending_entries()
    shown = _standing(session, state, pending)
    if shown is not None:
        _keep(session, _row(session, dossier), shown)


def _come_late(state: Dossier, confirmed: Sequence[tuple[Entry, FeedRow]]) -> bool:
    """Whether entries belong before what we have: an heir is told the beginning of what it knew."""
    known = {moment.id for moment in state.timeline}
    return any(row.rank < state.rank and entry.id not in known for entry, row in confirmed)


def _predict_claims_anew(session: Session, codes: Sequence[object]) -> None:
    """Codes that were confirmed for one dossier may be claimed by pending entries of others."""
    if codes:
        found = session.connection().execute(_WAITING_FOR_CODES, {"codes": codes})
        for waiting in found.scalars().all():
            _confirm_one(session, UUID(waiting), ())


def _shown(session: Session, source: Source) -> Shown | None:
    return _standing(session, source.confirmed_state(), source.pending_entries())


def _standing(
    session: Session, confirmed: Dossier | None, pending: Sequence[Entry]
) -> Shown | None:
    state = predicted(session, confirmed, pending)
    if state is None:
        return None
    kept = confirmed.model_dump_json() if confirmed and pending else None
    return Shown(state, kept, len(pending))


def predicted(
    session: Session, confirmed: Dossier | None, pending: Sequence[Entry]
) -> Dossier | None:
    """The dossier with our own pending entries folded in, with the outcomes we expect."""
    state = confirmed
    for entry in pending:
        state = _predict(session, state, entry)
    return state


def _predict(session: Session, state: Dossier | None, entry: Entry) -> Dossier:
    code = entry.body.get("code")
    owner = _code_owner(session, code) if isinstance(code, str) else None
    return fold(state, entry, judge(state, entry, owner), None)


def _code_owner(session: Session, code: str) -> UUID | None:
    """The dossier with the first confirmed claim to a code: whom the centre gave it to."""
    claims = []
    for row in (_Held(*one) for one in _CLAIMANTS.rows(session, {"code": code})):
        state = Dossier.model_validate_json(_confirmed_text(row) or row.state)
        claims += [
            (moment.rank, state.id)
            for moment in state.timeline
            if moment.rank is not None and moment.words.get("code") == code
        ]
    return min(claims)[1] if claims else None


def state_of(session: Session, dossier: UUID) -> Dossier | None:
    """A dossier as it stands, our pending entries included."""
    return _visible(_row(session, dossier))


def _row(session: Session, dossier: UUID) -> _Held | None:
    found = _FIND.rows(session, {"id": str(dossier)})
    return _Held(*found[0]) if found else None


def _visible(row: _Held | None) -> Dossier | None:
    return Dossier.model_validate_json(row.state) if row else None


def _confirmed_text(row: _Held | None) -> str | None:
    """The confirmed state; a row without pending entries holds it as its state."""
    if row is None:
        return None
    return row.confirmed if row.pending else row.state


def _keep(session: Session, row: _Held | None, shown: Shown) -> None:
    if row is None:
        number = _MAKE.run(session, _columns(shown))
    else:
        number = row.row
        _CHANGE.run(session, _columns(shown) | {"number": number})
        words.forget_words(session, number)
    _index(session, [(number, shown)])


def _make_rows(session: Session, numbered: Sequence[tuple[int, Shown]]) -> None:
    """Make many rows at once, in a table that has none of these numbers."""
    rows = ({"row": number, **_columns(shown)} for number, shown in numbered)
    _MAKE_NUMBERED.run_all(session, rows)
    _index(session, numbered)


def _columns(shown: Shown) -> dict[str, object]:
    state = shown.state
    received, registered, draft = state.received or state.on_paper(), state.registered, state.draft
    procedure = received.procedure if received else draft.procedure if draft else ""
    who = received.applicant if received else draft.applicant_or_submitter() if draft else None
    promised = state.promised or (received.promised if received else None)
    received_at = state.received_at or _recorded_at(state)
    return {
        "id": str(state.id),
        "code": state.code,
        "status": state.status,
        "procedure": procedure,
        "title": received.procedure_name
        if received
        else registered.procedure_name
        if registered
        else "",
        "applicant": who.name if who else "",
        "counter": state.counter,
        "received_at": written(received_at) if received_at else None,
        "promised_at": written(promised.due) if promised else None,
        "rank": state.rank,
        "pending": shown.pending,
        "cases": len(state.cases),
        "state": state.model_dump_json(),
        "confirmed": shown.confirmed,
    }


def _recorded_at(state: Dossier) -> datetime | None:
    """When what is only on paper was received, as its citizen was told."""
    if state.on_paper() is None:
        return None
    receptions = (one for one in reversed(state.timeline) if one.kind == "dossier.received")
    return next((one.happened for one in receptions), None)


def _index(session: Session, numbered: Sequence[tuple[int, Shown]]) -> None:
    """Make dossiers findable: by every code printed for them, by their slips, by their words."""
    claims: list[dict[str, str]] = []
    citizens: list[dict[str, str]] = []
    for _, shown in numbered:
        state = shown.state
        claims += [{"code": code, "dossier": str(state.id)} for code in words.printed_for(state)]
        if state.received_at:
            citizens += _remembered(words.people_of(state), written(state.received_at))
    _CLAIM.run_all(session, claims)
    words.keep_all_words(session, ((number, shown.state) for number, shown in numbered))
    _REMEMBER.run_all(session, citizens)


def _remembered(people: Sequence[Applicant], at: str) -> list[dict[str, str]]:
    return [
        {"key": key, "person": person.model_dump_json(), "at": at}
        for person in people
        if isinstance(person, Person)
        for key in {person.number, person.phone}
        if key
    ]


def outcome_text(row: FeedRow) -> str:
    """An outcome as the feed table keeps it."""
    case = row.case.model_dump(mode="json") if row.case else None
    return json.dumps({"kind": row.outcome, "case": case})
