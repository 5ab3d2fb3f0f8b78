"""Counters that wait for a person: which they are, wherever somebody looks after the centre."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from sync.centre.epochs import BEHIND, CLONE
from sync.centre.loose import loose_count
from sync.centre.slots import bands_of
from sync.centre.tables import BandGrant, Counter, CounterHead, Token

MEANINGS = {
    f"counters_{CLONE}": "Counters that two installations write as; `counters` says what to do.",
    f"counters_{BEHIND}": "Counters that have read what is not here; run restored.",
    "counters_no_band": "Counters whose newest epoch was granted no numbers.",
    "cases_without_dossier": "Parked entries that are about no dossier; an upgrade may judge them.",
}


@dataclass(frozen=True)
class EnrolledCounter:
    """A counter as its centre knows it."""

    unit: str
    counter: str
    epoch: int
    entries: int
    """Of all its epochs."""
    slots: tuple[int, ...]
    """Of its newest epoch; without one it gives no number."""
    alarm: str
    is_revoked: bool


def counters(session: Session, unit: str) -> Iterator[EnrolledCounter]:
    """The desks of a unit, by name; its own counter of the centre is none."""
    live = select(Token.counter).where(Token.unit == unit, col(Token.revoked_at).is_(None))
    welcome = set(session.exec(live))
    ends = select(CounterHead.counter, func.sum(CounterHead.seq)).where(CounterHead.unit == unit)
    entries = dict(session.exec(ends.group_by(col(CounterHead.counter))).all())
    desks = select(Token.counter).where(Token.unit == unit)
    wanted = select(Counter).where(Counter.unit == unit, col(Counter.counter).in_(desks))
    for row in session.exec(wanted.order_by(col(Counter.counter))).all():
        bands = bands_of(session, unit, row.counter).get(row.epoch, ())
        yield EnrolledCounter(
            unit=unit,
            counter=row.counter,
            epoch=row.epoch,
            entries=int(entries.get(row.counter, 0)),
            slots=tuple(band.slot for band in bands),
            alarm=row.alarm,
            is_revoked=row.counter not in welcome,
        )


def waiting_counts(session: Session) -> dict[str, int]:
    """How much there is of all that has a meaning above."""
    counters = {f"counters_{alarm}": count for alarm, count in _alarm_counts(session).items()}
    return counters | {"cases_without_dossier": loose_count(session)}


def _alarm_counts(session: Session) -> dict[str, int]:
    """How many counters there are with each alarm, and how many without numbers."""
    raised = select(Counter.alarm, func.count()).where(Counter.alarm != "")
    found = dict(session.exec(raised.group_by(col(Counter.alarm))).all())
    granted = (
        select(BandGrant.slot)
        .where(
            BandGrant.unit == Counter.unit,
            BandGrant.counter == Counter.counter,
            BandGrant.epoch == Counter.epoch,
        )
        .exists()
    )
    bandless = select(func.count()).select_from(Counter).where(~granted)
    return {CLONE: 0, BEHIND: 0} | found | {"no_band": session.exec(bandless).one()}
