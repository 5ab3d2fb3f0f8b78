"""Slots and their bands: each granted to one epoch of one counter, and to no other at a time.

A slot is granted again only when no fresh one is left, to the one whose epoch ended longest ago,
long enough that nothing may still be dated by it, and drained as far as its successor knows. Dates
keep the codes apart then, and the turn keeps slips and register volumes apart.

An epoch ends when its counter opens a newer one, whether or not that goes on from it: the life of a
disk that goes back every night ends each morning. It ends again whenever another goes on from it,
as all of those do from the image's own, and whenever an entry of it still arrives.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from sqlmodel import Session, col, select

from schemas.codes import SLOTS, TURNS, Band, band_of_slot
from schemas.shape import written
from sync.centre.tables import BandGrant, Counter, CounterHead, StoredEntry, Unit

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
    lives = _lives(session, unit)
    ends = {counter: _ends(heads) for counter, heads in lives.items()}
    until = written(now - timedelta(days=IDLE_DAYS))
    ended = [
        (end, grant)
        for grant in grants
        if grant.slot in SLOTS and grant.turn + 1 in TURNS and grant.counter in lives
        if (end := _end_of(grant, ends[grant.counter], lives[grant.counter])) and end <= until
    ]
    for _, grant in sorted(ended, key=lambda one: one[0]):
        if _newest_arrival(session, grant, lives[grant.counter]) <= until:
            return grant
    return None


def _lives(session: Session, unit: str) -> dict[str, list[CounterHead]]:
    """The epochs of each counter in the order they were opened; none while it has an alarm."""
    welcome = select(Counter).where(Counter.unit == unit, Counter.alarm == "")
    newest = {one.counter: one.epoch for one in session.exec(welcome)}
    heads = session.exec(select(CounterHead).where(CounterHead.unit == unit)).all()
    lives: dict[str, list[CounterHead]] = {counter: [] for counter in newest}
    # Whatever the clock did, the newest is the one that the counter is in.
    for head in sorted(
        heads, key=lambda one: (one.epoch == newest.get(one.counter), one.opened_at)
    ):
        lives.get(head.counter, []).append(head)
    return lives


def _ends(lives: Sequence[CounterHead]) -> dict[int, str]:
    """When the epochs of a counter ended; empty of one that goes on or is not drained."""
    ends = {head.epoch: after.opened_at for head, after in pairwise(lives)}
    ends |= {head.epoch: "" for head in lives[-1:]}
    seqs = {head.epoch: head.seq for head in lives}
    for head in lives:
        before = head.previous_epoch
        if before is not None and ends.get(before):
            is_drained = (head.previous_seq or 0) <= seqs[before]
            ends[before] = max(ends[before], head.opened_at) if is_drained else ""
    return ends


def _end_of(grant: BandGrant, ends: Mapping[int, str], lives: Iterable[CounterHead]) -> str:
    if grant.epoch in ends:
        return ends[grant.epoch]
    # Granted by voucher, and never heard of: the next life tells that it is over.
    return next((head.opened_at for head in lives if head.opened_at > grant.granted_at), "")


def _newest_arrival(session: Session, grant: BandGrant, lives: Iterable[CounterHead]) -> str:
    """When the newest entry of a grant's epoch came; empty where none did."""
    seq = next((head.seq for head in lives if head.epoch == grant.epoch), 0)
    wanted = select(StoredEntry.received_at).where(
        StoredEntry.unit == grant.unit,
        StoredEntry.counter == grant.counter,
        StoredEntry.epoch == grant.epoch,
        StoredEntry.seq == seq,
    )
    return session.exec(wanted).first() or ""


def bands_of(session: Session, unit: str, counter: str) -> dict[int, tuple[Band, ...]]:
    """The bands of a counter, by epoch."""
    wanted = select(BandGrant).where(BandGrant.unit == unit, BandGrant.counter == counter)
    found: dict[int, tuple[Band, ...]] = {}
    for grant in session.exec(wanted.order_by(col(BandGrant.slot))):
        band = band_of_slot(grant.slot, grant.turn)
        found[grant.epoch] = (*found.get(grant.epoch, ()), band)
    return found
