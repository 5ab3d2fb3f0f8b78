"""After the centre was restored from a backup: a new incarnation, and what witnesses return.

Ranks that were given after the backup was made are void, and may by now be given again. Every unit
remembers where its feed ended in the backup, so a counter that met the earlier incarnation knows
which of its ranks still stand. Counters send again what is theirs from the head that the centre
tells; what they hold of others they return as witnesses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from schemas.journal import BrokenEntryError, read_entry, received_text, trusted_entry
from schemas.shape import written
from schemas.wire import BATCH_ENTRIES_MAX, Witness
from sync.centre.counters import Caller
from sync.centre.epochs import BEHIND
from sync.centre.ingest import take
from sync.centre.own_counter import Hand, lock_unit
from sync.centre.ranking import Arrival
from sync.centre.refusals import RefusedError
from sync.centre.regained import write_again
from sync.centre.store import can_keep
from sync.centre.tables import (
    Centre,
    Counter,
    CounterHead,
    Restoration,
    StoredEntry,
    UnitHead,
    Witnessed,
)

INCARNATION_BYTES = 16


@dataclass(frozen=True)
class Returned:
    """What witnesses brought: how many entries are kept, and whose feeds have grown."""

    entries: int
    units: frozenset[str]


def begin_incarnation(
    session: Session, *, now: datetime, random_bytes: Callable[[int], bytes]
) -> str:
    """Say that this database is a backup's: answers the new incarnation."""
    centre = session.get(Centre, 1, with_for_update=True)
    before = centre.incarnation if centre else ""
    centre = centre or Centre(incarnation="")
    for head in session.exec(select(UnitHead)).all():
        wanted = select(Restoration.number).where(Restoration.unit == head.unit)
        number = max(session.exec(wanted).all(), default=0) + 1
        # Where a counter noticed it first, the centre has given ranks anew: none is certain.
        position = 0 if _forget_alarms(session, head.unit) else head.position
        session.add(
            Restoration(
                unit=head.unit,
                number=number,
                incarnation=before,
                position=position,
                restored_at=written(now),
            )
        )
    centre.incarnation = random_bytes(INCARNATION_BYTES).hex()
    session.add(centre)
    return centre.incarnation


def _forget_alarms(session: Session, unit: str) -> bool:
    """End what counters noticed of a restore that is told only now; whether any did."""
    wanted = select(Counter).where(Counter.unit == unit, Counter.alarm == BEHIND)
    found = session.exec(wanted).all()
    for counter in found:
        counter.alarm = ""
        session.add(counter)
    return bool(found)


def take_witness(session: Session, caller: Caller, sent: Witness, hand: Hand) -> Returned:
    """Keep entries of others that this centre lacks, and rank those that go on from what it has.

    What stands beside the journal of the centre's own counter is written once more. Only a centre
    that was restored does either: any other knows what it was sent.

    Raises:
        RefusedError: 413 `too_big`, 422 `broken_entry`.
    """
    if len(sent.entries) > BATCH_ENTRIES_MAX:
        raise RefusedError(413, "too_big", {"what": "entries"})
    arrivals = [_arrival(place, mapping) for place, mapping in enumerate(sent.entries)]
    arrivals.sort(key=lambda one: (one.entry.counter, one.entry.epoch, one.entry.seq))
    lock_unit(session, caller.unit)
    kept = sum(_keep(session, caller, arrival, hand.now) for arrival in arrivals)
    session.flush()
    restored = select(Restoration).where(Restoration.unit == caller.unit).limit(1)
    if session.exec(restored).first() is None:
        return Returned(kept, frozenset())
    counters = {arrival.entry.counter for arrival in arrivals}
    units = _rank_all(session, caller.unit, counters, hand.now)
    entries = [arrival.entry for arrival in arrivals]
    return Returned(kept, units | write_again(session, caller.unit, entries, hand))


def _arrival(place: int, mapping: dict[str, object]) -> Arrival:
    try:
        arrival = Arrival(trusted_entry(mapping), received_text(mapping))
    except BrokenEntryError:
        arrival = None
    if arrival is None or not can_keep(arrival.entry.counter):
        # A counter of ours has no such name.
        raise RefusedError(422, "broken_entry", {"place": str(place)})
    return arrival


def _keep(session: Session, caller: Caller, arrival: Arrival, now: datetime) -> bool:
    """Keep an entry as a witness's word, unless the writer's own is here."""
    entry = arrival.entry
    key = (caller.unit, entry.counter, entry.epoch, entry.seq)
    own = session.get(StoredEntry, key)
    if own is not None and own.digest == entry.digest:
        return False
    if session.get(Witnessed, (*key, entry.digest)) is not None:
        return False
    session.add(
        Witnessed(
            unit=caller.unit,
            counter=entry.counter,
            epoch=entry.epoch,
            seq=entry.seq,
            digest=entry.digest,
            text=arrival.text,
            witness=caller.counter,
            received_at=written(now),
        )
    )
    return True


def _rank_all(session: Session, unit: str, counters: set[str], now: datetime) -> frozenset[str]:
    units: frozenset[str] = frozenset()
    for counter in sorted(counters):
        row = session.get(Counter, (unit, counter))
        if row is None:
            # A writer of another unit: its own counters return it there.
            continue
        for epoch in _epochs(session, unit, counter):
            writer = Caller(unit, counter, row.epoch)
            units |= _rank(session, writer, epoch, now)
    return units


def _epochs(session: Session, unit: str, counter: str) -> list[int]:
    wanted = select(Witnessed.epoch).where(Witnessed.unit == unit, Witnessed.counter == counter)
    return sorted(set(session.exec(wanted)))


def _rank(session: Session, writer: Caller, epoch: int, now: datetime) -> frozenset[str]:
    """Take the run of witnessed entries that goes on from the head, as if their writer sent it."""
    head = session.get(CounterHead, (writer.unit, writer.counter, epoch))
    run = _run(session, writer, epoch, head.seq if head else 0, head.digest if head else None)
    if not run:
        return frozenset()
    return take(session, writer, epoch, run, now=now).units


def _run(
    session: Session, writer: Caller, epoch: int, seq: int, digest: str | None
) -> Sequence[Arrival]:
    wanted = (
        select(Witnessed)
        .where(
            Witnessed.unit == writer.unit,
            Witnessed.counter == writer.counter,
            Witnessed.epoch == epoch,
            col(Witnessed.seq) > seq,
        )
        .order_by(col(Witnessed.seq))
        .limit(BATCH_ENTRIES_MAX)
    )
    run: list[Arrival] = []
    for row in session.exec(wanted):
        arrival = _read(row.text)
        follows = arrival.entry.prev == digest or arrival.entry.seq == 1
        if row.seq != seq + 1 or not follows:
            break
        run.append(arrival)
        seq, digest = row.seq, row.digest
    return run


def _read(text: str) -> Arrival:
    return Arrival(read_entry(text), text)
