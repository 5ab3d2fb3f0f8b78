"""The lives of a counter's journal: opened by their first entry, closed by the next one's.

A counter that was restored, copied or rolled back opens a new epoch at its desk and sends it like
anything else. The centre takes any epoch that goes on from one it knows, wherever in it: what the
counter wrote is a fact. Two lives that go on side by side, or two installations in one life, are an
alarm that both of them hear, until a person has ended one.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from schemas.entries import EpochOpened, Previous, body_of
from schemas.journal import Head
from schemas.shape import written
from schemas.wire import EpochStanding
from sync.centre.counters import Caller
from sync.centre.ranking import Arrival
from sync.centre.refusals import RefusedError
from sync.centre.slots import bands_of, grant_slot
from sync.centre.tables import Counter, CounterHead, Restoration

_log = logging.getLogger("desk-centre")
CLONE = "clone"
BEHIND = "behind"
"""Alarm of a counter that has read what this centre lacks: it was restored without a word."""


def locked_head(
    session: Session, caller: Caller, epoch: int, arrivals: Sequence[Arrival], *, now: datetime
) -> CounterHead:
    """The head of an epoch, locked; opened now if the first arrival opens it.

    Raises:
        RefusedError: 409 `epoch`; the epoch is neither known nor opened here.
    """
    head = _head(session, caller, epoch)
    if head is None:
        # Whoever opens an epoch holds its counter, and finds what another did meanwhile.
        _locked_counter(session, caller)
        head = _head(session, caller, epoch)
    if head is None:
        return _opened(session, caller, epoch, arrivals, now)
    return head


def _head(session: Session, caller: Caller, epoch: int) -> CounterHead | None:
    wanted = select(CounterHead).where(
        CounterHead.unit == caller.unit,
        CounterHead.counter == caller.counter,
        CounterHead.epoch == epoch,
    )
    return session.exec(wanted.with_for_update()).one_or_none()


def _locked_counter(session: Session, caller: Caller) -> Counter:
    wanted = select(Counter).where(Counter.unit == caller.unit, Counter.counter == caller.counter)
    return session.exec(wanted.with_for_update()).one()


def _opened(
    session: Session, caller: Caller, epoch: int, arrivals: Sequence[Arrival], now: datetime
) -> CounterHead:
    counter = _locked_counter(session, caller)
    previous = _previous(arrivals)
    known = previous and session.get(CounterHead, (caller.unit, caller.counter, previous.epoch))
    if previous is None or known is None:
        raise RefusedError(409, "epoch", {"epoch": str(counter.epoch)})
    head = CounterHead(
        unit=caller.unit,
        counter=caller.counter,
        epoch=epoch,
        previous_epoch=previous.epoch,
        previous_seq=previous.seq,
        opened_at=written(now),
        instance=caller.instance,
    )
    session.add(head)
    counter.epoch = epoch
    session.add(counter)
    session.flush()
    grant_slot(session, caller.unit, caller.counter, epoch, now=now)
    return head


def _previous(arrivals: Sequence[Arrival]) -> Previous | None:
    """What an opening entry says it goes on from, if the batch begins with one."""
    if not arrivals or arrivals[0].entry.seq != 1:
        return None
    body = body_of(arrivals[0].entry)
    if not isinstance(body, EpochOpened) or body.previous is None:
        return None
    return body.previous if arrivals[0].entry.prev == body.previous.digest else None


def standings(session: Session, caller: Caller) -> tuple[EpochStanding, ...]:
    """Every epoch of a counter, in the order in which they were opened."""
    bands = bands_of(session, caller.unit, caller.counter)
    wanted = (
        select(CounterHead)
        .where(CounterHead.unit == caller.unit, CounterHead.counter == caller.counter)
        .order_by(col(CounterHead.opened_at), col(CounterHead.epoch))
    )
    return tuple(
        EpochStanding(
            epoch=head.epoch,
            head=Head(seq=head.seq, digest=head.digest),
            previous=head.previous_epoch,
            bands=bands.get(head.epoch, ()),
        )
        for head in session.exec(wanted)
    )


def is_suspect(session: Session, caller: Caller, told: int | None) -> bool:
    """Whether two installations write as this counter; `told` is the epoch that the caller is in.

    A caller in a closed epoch is a restored or revived disk as long as the newest epoch goes on
    from there; where that goes on from elsewhere, this caller's own life was cut off by another.
    """
    newest = session.get(CounterHead, (caller.unit, caller.counter, caller.epoch))
    counter = session.get(Counter, (caller.unit, caller.counter))
    assert newest is not None
    assert counter is not None
    if told is None or told == caller.epoch:
        return told is not None and _is_other(newest, caller.instance)
    is_known = session.get(CounterHead, (caller.unit, caller.counter, told)) is not None
    is_settled = newest.opened_at <= counter.settled_at
    return is_known and newest.previous_epoch != told and not is_settled


def _is_other(head: CounterHead, instance: str) -> bool:
    return bool(instance and head.instance and instance != head.instance)


def raise_alarm(session: Session, caller: Caller) -> None:
    """Tell every installation of this counter that there is another one."""
    counter = session.get_one(Counter, (caller.unit, caller.counter))
    if counter.alarm != CLONE:
        _log.error("two installations write as %s: see counters, settle-clone", caller.counter)
    counter.alarm = CLONE
    session.add(counter)


def settle_alarm(session: Session, name: str, *, now: datetime) -> None:
    """A person has ended one of the two installations; the other goes on.

    Raises:
        RefusedError: 404 `unknown_counter`.
    """
    counter = counter_named(session, name)
    counter.alarm, counter.settled_at = "", written(now)
    session.add(counter)
    newest = session.get_one(CounterHead, (counter.unit, name, counter.epoch))
    newest.instance = ""
    session.add(newest)


def counter_named(session: Session, name: str) -> Counter:
    """A counter by its full id.

    Raises:
        RefusedError: 404 `unknown_counter`.
    """
    found = session.exec(select(Counter).where(Counter.counter == name)).one_or_none()
    if found is None:
        raise RefusedError(404, "unknown_counter")
    return found


def kept_since(session: Session, unit: str, met: str, incarnation: str) -> int | None:
    """Up to which rank a counter that met an earlier incarnation may keep its ranks; None: all."""
    if not met or met == incarnation:
        return None
    wanted = select(Restoration).where(Restoration.unit == unit)
    rows = session.exec(wanted.order_by(col(Restoration.number))).all()
    since = [one.number for one in rows if one.incarnation == met]
    if not since:
        return 0
    return min(one.position for one in rows if one.number >= max(since))
