"""Slots and their bands: each granted to one epoch of one counter, and to no other at a time.

A slot is granted again only when no fresh one is left, to the one whose epoch ended longest ago,
long enough that nothing may still be dated by it, and drained as far as its successor knows. Dates
keep the codes apart then, and the turn keeps slips and register volumes apart.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from schemas.codes import SLOTS, TURNS, Band, band_of_slot
from schemas.shape import written
from sync.centre.tables import BandGrant, CounterHead, Unit

IDLE_DAYS = 60
"""A desk dates nothing further ahead of what it knows than two weeks."""


def grant_slot(
    session: Session, unit: str, counter: str, epoch: int, *, now: datetime
) -> BandGrant | None:
    """The slot of an epoch, granted now if it has none; None when none can be granted."""
    # The unit's row orders grants, so that no two epochs are given one slot.
    session.exec(select(Unit).where(Unit.unit == unit).with_for_update()).one()
    grants = session.exec(select(BandGrant).where(BandGrant.unit == unit)).all()
    own = next((one for one in grants if (one.counter, one.epoch) == (counter, epoch)), None)
    if own is not None:
        return own
    taken = {one.slot for one in grants}
    fresh: int | None = next((slot for slot in SLOTS if slot not in taken), None)
    if fresh is not None:
        grant = BandGrant(unit=unit, slot=fresh, counter="", epoch=0, granted_at="")
    else:
        again = _longest_idle(session, unit, grants, now)
        if again is None:
            return None
        grant = again
        grant.turn += 1
    grant.counter, grant.epoch, grant.granted_at = counter, epoch, written(now)
    session.add(grant)
    session.flush()
    return grant


def _longest_idle(
    session: Session, unit: str, grants: Iterable[BandGrant], now: datetime
) -> BandGrant | None:
    heads = session.exec(select(CounterHead).where(CounterHead.unit == unit)).all()
    ends = {(one.counter, one.epoch): one.seq for one in heads}
    closed: dict[tuple[str, int], str] = {}
    undrained = set()
    for one in heads:
        if one.previous_epoch is None:
            continue
        before = (one.counter, one.previous_epoch)
        closed[before] = max(closed.get(before, ""), one.opened_at)
        if (one.previous_seq or 0) > ends.get(before, 0):
            undrained.add(before)
    until = written(now - timedelta(days=IDLE_DAYS))
    idle = [
        (closed[key], grant)
        for grant in grants
        if (key := (grant.counter, grant.epoch)) in closed
        and key not in undrained
        and closed[key] <= until
        and grant.slot in SLOTS
        and grant.turn + 1 in TURNS
    ]
    return min(idle, key=lambda one: one[0])[1] if idle else None


def bands_of(session: Session, unit: str, counter: str) -> dict[int, tuple[Band, ...]]:
    """The bands of a counter, by epoch."""
    wanted = select(BandGrant).where(BandGrant.unit == unit, BandGrant.counter == counter)
    found: dict[int, tuple[Band, ...]] = {}
    for grant in session.exec(wanted.order_by(col(BandGrant.slot))):
        band = band_of_slot(grant.slot, grant.turn)
        found[grant.epoch] = (*found.get(grant.epoch, ()), band)
    return found
