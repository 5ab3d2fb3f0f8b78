"""The centre's own counter of every unit, `<unit>/C0`: departments and the portal write under it.

It keeps a journal like any other: chained, numbered, one epoch after another, taken by the same
code as a push. A centre with another incarnation was restored, so it begins a new epoch rather
than write other entries under numbers that counters may have seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from schemas.codes import CENTRE_COUNTER, CENTRE_SLOT
from schemas.entries import EpochOpened, Previous
from schemas.ids import uuid7
from schemas.journal import Entry, sealed, trusted_entry
from schemas.shape import Shape, written
from sync.centre.counters import Caller
from sync.centre.ingest import Taken, take
from sync.centre.ranking import Arrival
from sync.centre.refusals import RefusedError
from sync.centre.tables import BandGrant, Counter, CounterHead, Unit

FIRST_EPOCH = 1
_EPOCH_BYTES = 6


@dataclass(frozen=True)
class Hand:
    """Who writes at the centre, when, and in which life of the centre."""

    officer: str
    now: datetime
    random_bytes: Callable[[int], bytes]
    incarnation: str


@dataclass(frozen=True)
class OwnFact:
    """What happened, before it has its place in the chain."""

    kind: str
    body: Shape
    happened: datetime
    dossier: UUID | None
    base: int | None = None


@dataclass(frozen=True)
class Recorded:
    """Entries as they were written, and what became of them."""

    entries: tuple[Entry, ...]
    taken: Taken


def lock_unit(session: Session, unit: str) -> None:
    """Let nobody else write for a unit until this transaction ends; before any other lock.

    Raises:
        RefusedError: 404 `unknown_unit`.
    """
    wanted = select(Unit).where(Unit.unit == unit).with_for_update()
    if session.exec(wanted).one_or_none() is None:
        raise RefusedError(404, "unknown_unit")


def record(session: Session, unit: str, facts: Sequence[OwnFact], hand: Hand) -> Recorded:
    """Write facts into the journal of a unit's own counter, and rank them; all or nothing.

    The unit has to be locked.
    """
    caller, head = _opened(session, unit, hand)
    arrivals = _chained(caller, head, [_fields(unit, fact, hand) for fact in facts])
    taken = take(session, caller, caller.epoch, arrivals, now=hand.now)
    return Recorded(tuple(arrival.entry for arrival in arrivals), taken)


def repeat(session: Session, unit: str, entries: Sequence[Entry], hand: Hand) -> Taken:
    """Write the facts of entries once more, with their ids, at the end of the present epoch.

    The unit has to be locked.
    """
    caller, head = _opened(session, unit, hand)
    place = {"counter", "epoch", "seq", "prev", "digest"}
    fields = [entry.model_dump(mode="json", exclude=place) for entry in entries]
    return take(session, caller, caller.epoch, _chained(caller, head, fields), now=hand.now)


def _opened(session: Session, unit: str, hand: Hand) -> tuple[Caller, CounterHead]:
    """The own counter with its newest head, its journal begun in this life of the centre."""
    name = f"{unit}/{CENTRE_COUNTER}"
    counter = session.get(Counter, (unit, name))
    if counter is None:
        counter = _new_counter(session, unit, name, hand)
        opening = EpochOpened(reason="enrolled")
    elif counter.instance != hand.incarnation:
        opening = EpochOpened(reason="restored", previous=_next_epoch(session, counter, hand))
    else:
        return Caller(unit, name, counter.epoch), _head(session, counter)
    caller = Caller(unit, name, counter.epoch)
    head = _head(session, counter)
    previous = opening.previous.digest if opening.previous else None
    fields = _envelope(unit, "epoch.opened", opening, hand)
    take(session, caller, caller.epoch, _chained(caller, head, [fields], previous), now=hand.now)
    return caller, head


def _head(session: Session, counter: Counter) -> CounterHead:
    return session.get_one(CounterHead, (counter.unit, counter.counter, counter.epoch))


def _new_counter(session: Session, unit: str, name: str, hand: Hand) -> Counter:
    at = written(hand.now)
    counter = Counter(unit=unit, counter=name, instance=hand.incarnation, enrolled_at=at)
    session.add(counter)
    session.flush()
    session.add(CounterHead(unit=unit, counter=name, epoch=FIRST_EPOCH))
    session.add(
        BandGrant(unit=unit, slot=CENTRE_SLOT, counter=name, epoch=FIRST_EPOCH, granted_at=at)
    )
    session.flush()
    return counter


def _next_epoch(session: Session, counter: Counter, hand: Hand) -> Previous:
    """Begin another epoch; answers where the one before ended."""
    head = _head(session, counter)
    assert head.digest is not None
    counter.epoch = int.from_bytes(hand.random_bytes(_EPOCH_BYTES), "big") + FIRST_EPOCH + 1
    counter.instance = hand.incarnation
    session.add(counter)
    session.add(CounterHead(unit=counter.unit, counter=counter.counter, epoch=counter.epoch))
    grant = session.get_one(BandGrant, (counter.unit, CENTRE_SLOT))
    grant.epoch = counter.epoch
    session.add(grant)
    session.flush()
    return Previous(epoch=head.epoch, seq=head.seq, digest=head.digest)


def _chained(
    caller: Caller,
    head: CounterHead,
    fields: Sequence[dict[str, object]],
    previous: str | None = None,
) -> list[Arrival]:
    seq, digest = head.seq, head.digest or previous
    arrivals = []
    for one in fields:
        seq += 1
        place = {"counter": caller.counter, "epoch": caller.epoch, "seq": seq, "prev": digest}
        text, mapping = sealed(one | place)
        digest = mapping["digest"]
        arrivals.append(Arrival(trusted_entry(mapping), text))
    return arrivals


def _fields(unit: str, fact: OwnFact, hand: Hand) -> dict[str, object]:
    about = {
        "dossier": str(fact.dossier) if fact.dossier else None,
        "happened": written(fact.happened),
        "base": fact.base,
    }
    return _envelope(unit, fact.kind, fact.body, hand) | about


def _envelope(unit: str, kind: str, body: Shape, hand: Hand) -> dict[str, object]:
    at = written(hand.now)
    return {
        "id": str(uuid7(hand.now, hand.random_bytes)),
        "dossier": None,
        "home": unit,
        "kind": kind,
        "v": 1,
        "happened": at,
        "at": at,
        "skew_ms": 0,
        "officer": hand.officer,
        "base": None,
        "body": body.model_dump(mode="json"),
    }
