"""The counter's own facts, which are about no dossier: reading them and adding one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from desk.rules.counter_day import Note
from desk.store.journal import Fact, append
from desk.store.tables import Journal
from desk.usecases.desk import Desk
from desk.usecases.recording import Hand
from schemas.entries import body_of
from schemas.journal import read_entry
from schemas.shape import Shape


def notes(session: Session, *kinds: str, since: int = 0) -> tuple[Note, ...]:
    """All of some kinds that we know of, from a place of the journal on, in its order."""
    # Entries without a dossier are few, and its index finds them.
    query = select(Journal.place, Journal.text).where(
        col(Journal.dossier).is_(None), col(Journal.kind).in_(kinds), col(Journal.place) >= since
    )
    rows = session.exec(query.order_by(col(Journal.place))).all()
    read = (_read(place, text) for place, text in rows)
    return tuple(one for one in read if one is not None)


def notes_since(session: Session, opened: str, *kinds: str) -> tuple[Note, ...]:
    """The newest of a kind that opens something, and what followed it; empty before the first."""
    newest = select(Journal.place).where(col(Journal.dossier).is_(None), Journal.kind == opened)
    place = session.exec(newest.order_by(col(Journal.place).desc()).limit(1)).first()
    return () if place is None else notes(session, opened, *kinds, since=place)


def note_by_id(session: Session, entry: UUID | None) -> Note | None:
    """One of our own entries by its id."""
    query = select(Journal.place, Journal.text).where(Journal.id == str(entry))
    found = session.exec(query).first()
    return _read(*found) if found else None


def note(session: Session, desk: Desk, kind: str, body: Shape, hand: Hand) -> UUID:
    """Add one in the caller's transaction; answers its entry's id."""
    now = desk.now()
    fact = Fact(kind, body, hand.happened or now, hand.officer, id=hand.id)
    (entry,) = append(session, [fact], now=now, random_bytes=desk.random_bytes)
    return entry.entry.id


def happened(hand: Hand, now: datetime) -> datetime:
    """When what a hand records happened."""
    return hand.happened or now


def _read(place: int | None, text: str) -> Note | None:
    entry = read_entry(text)
    body = body_of(entry)
    if place is None or body is None:
        return None
    return Note(entry.id, place, entry.kind, entry.officer, entry.happened, body)
