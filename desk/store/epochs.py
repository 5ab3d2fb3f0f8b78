"""Lives of the journal: a new one begins when the store was restored, copied or rolled back.

A new epoch issues no number until it has a band of its own: whatever the life before issued after
this store's moment is unknown here, and a number must never be issued twice.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from sqlalchemy import update
from sqlmodel import Session, col, delete

from desk.store.journal import Fact, append, counter_of
from desk.store.tables import Counter, Ordinal, PrintJob, Series
from schemas.codes import Band
from schemas.entries import EpochOpened, Previous

Reason = Literal["restored", "rolled_back", "cloned", "forked"]
EPOCH_MIN = 2**31
EPOCH_BYTES = 6
UNFINISHED = ("queued", "sending")


def open_epoch(
    session: Session,
    reason: Reason,
    *,
    instance: str,
    now: datetime,
    random_bytes: Callable[[int], bytes],
) -> int:
    """Begin another life of the journal, chained to the one before; answers its epoch."""
    counter = counter_of(session)
    assert counter.head_digest is not None, "a journal begins with its own opening"
    previous = Previous(epoch=counter.epoch, seq=counter.head_seq, digest=counter.head_digest)
    counter.epoch = EPOCH_MIN + int.from_bytes(random_bytes(EPOCH_BYTES), "big")
    counter.head_seq, counter.acked_seq = 0, 0
    counter.slot, counter.band, counter.alarm = 0, "", ""
    counter.instance = instance
    session.add(counter)
    session.flush()
    opened = EpochOpened(reason=reason, previous=previous)
    fact = Fact(kind="epoch.opened", body=opened, happened=now, officer="")
    append(session, [fact], now=now, random_bytes=random_bytes)
    _ask_for_papers(session)
    return counter.epoch


def _ask_for_papers(session: Session) -> None:
    """Nobody knows any more whether these came out: an officer is asked."""
    doubtful = update(PrintJob).where(col(PrintJob.state).in_(UNFINISHED))
    session.execute(doubtful.values(state="unknown"))


def are_numbers_frozen(counter: Counter) -> bool:
    """Whether this epoch may issue no numbers: it has no band, or a copy of us is at work."""
    return not counter.band or bool(counter.alarm)


def take_band(session: Session, counter: Counter, band: Band) -> None:
    """Take the band that was granted to this epoch; once it has one, nothing changes it."""
    if counter.band:
        return
    counter.slot, counter.band = band.slot, band.model_dump_json()
    session.add(counter)
    # Another slot counts from its own beginning; the dates remain, since dates only rise.
    session.execute(update(Ordinal).values(last=0))
    session.execute(delete(Series))
