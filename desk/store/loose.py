"""Parked entries that are about no dossier: the feed alone tells of them until they are settled.

Each is given as a dossier would be that has nothing but this entry, under the entry's own id, so
that whatever shows and decides the cases of dossiers does so with these.
"""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from desk.store.tables import Feed, Journal
from schemas.dossiers import Dossier, Moment, OpenCase, Outcome
from schemas.entries import CaseSettled, body_of
from schemas.identity import as_ranked
from schemas.journal import read_entry

_KIND_AT, _PARKED = 11, "parked"
"""Where an outcome's text, which is a JSON object, says its kind; read thus it costs least."""
_IS_LOOSE = col(Feed.dossier).is_(None)
_IS_PARKED = func.substr(Feed.outcome, _KIND_AT, len(_PARKED)) == _PARKED


def loose_cases(session: Session) -> list[Dossier]:
    """The open ones that the feed has brought, in its order."""
    query = (
        select(Feed.rank, Feed.outcome, Feed.text, Journal.text)
        .join(Journal, col(Journal.id) == col(Feed.id), isouter=True)
        .where(_IS_LOOSE, _IS_PARKED)
        .order_by(col(Feed.position))
    )
    rows = session.exec(query).all()
    settled = frozenset(_settled(session)) if rows else frozenset()
    found = [_alone(rank, outcome, text or own) for rank, outcome, text, own in rows]
    return [one for one in found if one.id not in settled]


def loose_case(session: Session, entry: UUID) -> Dossier | None:
    """The open one that an entry made."""
    return next((one for one in loose_cases(session) if one.id == entry), None)


def forget_loose(session: Session, position: int) -> None:
    """Make room for a snapshot, which brings what is open as of its position."""
    session.execute(delete(Feed).where(_IS_LOOSE, _IS_PARKED, col(Feed.position) <= position))


def _alone(rank: int, outcome: str, text: str) -> Dossier:
    told = Outcome.model_validate_json(outcome)
    assert told.case is not None, "what is parked has a case"
    entry = as_ranked(read_entry(text), told)
    moment = Moment(
        id=entry.id,
        rank=rank,
        kind=entry.kind,
        counter=entry.counter,
        officer=entry.officer,
        happened=entry.happened,
        outcome=told.kind,
    )
    case = OpenCase(entry=entry.id, counter=entry.counter, parked=True, case=told.case)
    return Dossier(
        id=entry.id,
        home=entry.home,
        rank=rank,
        timeline=(moment,),
        cases=(case,),
        parked=(entry.model_dump(mode="json"),),
    )


def _settled(session: Session) -> Iterator[UUID]:
    """What settlements decided, our own unconfirmed ones included."""
    ours = select(Journal.text).where(
        Journal.kind == "case.settled", col(Journal.dossier).is_(None), col(Journal.rank).is_(None)
    )
    confirmed = (
        select(Feed.text, Journal.text)
        .join(Journal, col(Journal.id) == col(Feed.id), isouter=True)
        .where(_IS_LOOSE, ~_IS_PARKED)
    )
    texts = (text or own for text, own in session.exec(confirmed))
    for text in (*session.exec(ours), *texts):
        body = body_of(read_entry(text)) if '"case.settled"' in text else None
        if isinstance(body, CaseSettled):
            yield body.entry
