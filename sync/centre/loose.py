"""Parked entries that are about no dossier: no state carries their cases, so the feed does.

Whoever settles one writes a settlement that is about no dossier either.
"""

from uuid import UUID

from sqlmodel import Session, col, func, select

from schemas.entries import CaseSettled, body_of
from schemas.journal import read_entry
from sync.centre.tables import IS_PARKED, StoredEntry

_IS_LOOSE = (IS_PARKED, col(StoredEntry.dossier).is_(None), col(StoredEntry.position).is_not(None))
_SETTLEMENT = '"kind":"case.settled"'


def loose_cases(session: Session, unit: str) -> list[StoredEntry]:
    """The open ones in a unit's feed, in its order; relayed ones wait at their home as well."""
    wanted = select(StoredEntry).where(StoredEntry.unit == unit, *_IS_LOOSE)
    found = session.exec(wanted.order_by(col(StoredEntry.position))).all()
    settled = _settled(session, unit, found[0].position or 0) if found else frozenset()
    return [row for row in found if row.id not in settled]


def loose_count(session: Session) -> int:
    """How many are open at their homes, of all units."""
    wanted = select(StoredEntry.unit, func.count()).where(*_IS_LOOSE)
    units = session.exec(wanted.group_by(col(StoredEntry.unit))).all()
    found = (row for unit, _ in units for row in loose_cases(session, unit))
    return sum(not row.relayed for row in found)


def _settled(session: Session, unit: str, after: int) -> frozenset[UUID]:
    """The entries that settlements about no dossier decided."""
    wanted = select(StoredEntry.text).where(
        StoredEntry.unit == unit,
        col(StoredEntry.dossier).is_(None),
        col(StoredEntry.position) > after,
        StoredEntry.outcome != "parked",
        col(StoredEntry.text).contains(_SETTLEMENT),
    )
    bodies = (body_of(read_entry(text)) for text in session.exec(wanted))
    return frozenset(body.entry for body in bodies if isinstance(body, CaseSettled))
