"""Units whose dossiers others work on: one that was merged into another, or split.

The home of a dossier never changes: its code and its ranks are printed and kept. An heir is party
to all that happens to it instead. Its feed carries what the home had ranked of dossiers that are
not long closed, once, and from then on a copy of every entry that is ranked there; see `ranking`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Field, Session, col, select

from schemas.shape import written
from schemas.statuses import CLOSED
from sync.centre.batches import among, insert_rows
from sync.centre.refusals import RefusedError
from sync.centre.states import Kept, dossiers_of, kept_dossiers
from sync.centre.tables import Record, StoredDossier, StoredEntry, UnitHead, table_of
from sync.centre.units import known_unit

KEPT_FOR = timedelta(days=90)
"""Dossiers that were closed before are only looked up."""
AT_ONCE = 1_000
Placed = tuple[int, str, Kept]
"""A dossier with its first place in a feed, and its home."""


class Succession(Record, table=True):
    """That a unit works on the dossiers of another."""

    unit: str = Field(primary_key=True, foreign_key="unit.unit")
    heir: str = Field(primary_key=True, foreign_key="unit.unit")
    begun_at: str


def heirs_of(session: Session, units: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Who else works on the dossiers of some units; most have nobody."""
    wanted = select(Succession).where(col(Succession.unit).in_(units))
    found: dict[str, set[str]] = defaultdict(set)
    for row in session.exec(wanted):
        found[row.unit].add(row.heir)
    return {unit: frozenset(heirs) for unit, heirs in found.items()}


def inherited(session: Session, heir: str) -> list[str]:
    """The units whose dossiers a unit works on beside its own."""
    wanted = select(Succession.unit).where(Succession.heir == heir)
    return list(session.exec(wanted.order_by(col(Succession.unit))))


def inherited_dossiers(
    session: Session, heir: str, homes: Collection[str], *, after: int, limit: int | None
) -> list[Placed]:
    """Dossiers of others in a unit's feed, by their first place in it after a position."""
    if not homes:
        return []
    places = _places(session, heir, after)
    found: list[Placed] = []
    for home in homes:
        wanted = select(StoredDossier.id).where(StoredDossier.unit == home, _among(session, places))
        first = sorted(session.exec(wanted), key=places.__getitem__)[:limit]
        rows = kept_dossiers(session, home, _among(session, first)) if first else []
        found += ((places[row.id], home, row) for row in rows)
    return found


def _places(session: Session, heir: str, after: int) -> dict[UUID, int]:
    place = func.min(_PLACE)
    wanted = (
        select(StoredEntry.dossier, place)
        .where(StoredEntry.unit == heir, col(StoredEntry.relayed).is_(True), _PLACE.is_not(None))
        .group_by(col(StoredEntry.dossier))
        .having(place > after)
    )
    rows = session.exec(wanted).all()
    return {dossier: first for dossier, first in rows if dossier is not None and first is not None}


def _among(session: Session, dossiers: Collection[UUID]) -> ColumnElement[bool]:
    return among(session.connection(), StoredDossier.id, dossiers)


def add_heir(session: Session, unit: str, heir: str, *, now: datetime) -> int:
    """Let a unit work on another's dossiers; how many it was handed. Done again, nothing changes.

    What the unit had inherited itself goes on to the heir, and on to the heir's own.

    Raises:
        RefusedError: 404 `unknown_unit`, 422 `own_heir`.
    """
    givers = [unit, *inherited(session, unit)]
    takers = [heir, *heirs_of(session, [heir]).get(heir, ())]
    for name in (unit, heir):
        known_unit(session, name)
    if set(givers) & set(takers):
        raise RefusedError(422, "own_heir")
    _lock(session, {*givers, *takers})
    return sum(_begin(session, old, new, now) for old in givers for new in takers)


def _lock(session: Session, units: Iterable[str]) -> None:
    # In the order of their names, as everybody does.
    for name in sorted(units):
        session.exec(select(UnitHead.unit).where(UnitHead.unit == name).with_for_update()).one()


def _begin(session: Session, unit: str, heir: str, now: datetime) -> int:
    if session.get(Succession, (unit, heir)) is not None:
        return 0
    session.add(Succession(unit=unit, heir=heir, begun_at=written(now)))
    session.flush()
    dossiers = _kept(session, unit, now)
    _copy(session, unit, heir, dossiers)
    return len(dossiers)


def _kept(session: Session, unit: str, now: datetime) -> frozenset[UUID]:
    """The dossiers of a unit that a counter keeps: open ones, and what was closed lately."""
    rows = kept_dossiers(session, unit)
    some = (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
    return frozenset(
        one.id
        for page in some
        for one in dossiers_of(session, unit, page)
        if one.status not in CLOSED or now - one.timeline[-1].happened <= KEPT_FOR
    )


def _copy(session: Session, unit: str, heir: str, dossiers: frozenset[UUID]) -> None:
    """Bring all that was ranked of these dossiers into the heir's feed, in the order of ranks."""
    held = set(session.exec(_in_feed(heir).where(col(StoredEntry.relayed)).with_only_columns(_ID)))
    ranked = _in_feed(unit).where(col(StoredEntry.relayed).is_(False)).order_by(_PLACE)
    entries = session.exec(ranked).yield_per(AT_ONCE)
    rows = [one.model_dump() for one in entries if one.dossier in dossiers and one.id not in held]
    head = session.get_one(UnitHead, heir)
    first = head.position + 1
    copies = [
        row | {"unit": heir, "position": place, "relayed": True}
        for place, row in enumerate(rows, start=first)
    ]
    insert_rows(session.connection(), table_of(StoredEntry), copies)
    moved = update(UnitHead).where(col(UnitHead.unit) == heir)
    session.connection().execute(moved.values(position=head.position + len(rows)))
    session.expire(head)


_ID, _PLACE = col(StoredEntry.id), col(StoredEntry.position)


def _in_feed(unit: str) -> Any:
    return select(StoredEntry).where(StoredEntry.unit == unit, _PLACE.is_not(None))
