"""What the centre tells a counter at the beginning of a session, and learns of it."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from schemas.dossiers import FOLD_VERSION
from schemas.wire import Me, Seen
from sync.centre.counters import Caller, head_of
from sync.centre.epochs import BEHIND, CLONE, is_suspect, kept_since, raise_alarm, standings
from sync.centre.feed import Greeting, has_seen_us
from sync.centre.incarnation import held_incarnation, incarnation_of
from sync.centre.tables import Counter, Restoration

_log = logging.getLogger("desk-centre")


@dataclass(frozen=True)
class Past:
    """What a counter remembers of the centre."""

    met: str
    """The incarnation that it met last."""
    seen: Seen | None
    """How far it has read its unit's feed."""


def meet(
    session: Session, caller: Caller, greeting: Greeting, past: Past | None, *, now: datetime
) -> Me:
    """What the centre knows of a counter, and up to where what that remembers still stands."""
    epochs = standings(session, caller)
    newest = next(one for one in epochs if one.epoch == caller.epoch)
    counter = session.get_one(Counter, (caller.unit, caller.counter))
    return Me(
        request=greeting.request,
        incarnation=greeting.incarnation,
        epoch=caller.epoch,
        head=head_of(session, caller, caller.epoch),
        bands=newest.bands,
        time=now,
        epochs=epochs,
        alarm="clone" if counter.alarm == CLONE else "",
        behind=counter.alarm == BEHIND,
        fold=FOLD_VERSION,
        kept=_kept(session, caller, past, greeting.incarnation),
    )


def _kept(session: Session, caller: Caller, past: Past | None, incarnation: str) -> int | None:
    kept = kept_since(session, caller.unit, past.met if past else "", incarnation)
    if not kept or past is None or past.seen is None or past.seen.position > kept:
        return kept
    # A restore that nobody told of may have gone before the one that was told.
    return kept if has_seen_us(session, caller.unit, past.seen) else 0


def is_news(session: Session, caller: Caller, told: int | None, past: Past | None) -> bool:
    """Whether what the caller says of itself has to be written down: see `note`."""
    incarnation = incarnation_of(session)
    counter = session.get_one(Counter, (caller.unit, caller.counter))
    is_other = bool(caller.instance) and caller.instance != counter.instance
    is_doubted = is_behind(session, caller, past, incarnation) != (counter.alarm == BEHIND)
    is_doubted = is_doubted and _tells(session, caller, past, incarnation)
    is_clone = counter.alarm != CLONE and is_suspect(session, caller, told)
    return is_other or is_doubted or is_clone


def note(session: Session, caller: Caller, told: int | None, past: Past | None) -> None:
    """Remember which installation speaks, and raise the alarm if something cannot be."""
    # Held, since an alarm of the life before would outlast the restore that is to end it.
    incarnation = held_incarnation(session)
    counter = session.get_one(Counter, (caller.unit, caller.counter))
    if is_behind(session, caller, past, incarnation):
        if not counter.alarm:
            _log.error("%s has read what is not here: restored? then run restored", caller.counter)
        counter.alarm = counter.alarm or BEHIND
    elif counter.alarm == BEHIND and _tells(session, caller, past, incarnation):
        counter.alarm = ""
    session.add(counter)
    session.flush()
    if is_suspect(session, caller, told):
        raise_alarm(session, caller)
    if caller.instance:
        counter.instance = caller.instance
        session.add(counter)


def is_behind(session: Session, caller: Caller, past: Past | None, incarnation: str) -> bool:
    """Whether the centre lacks what it told the caller, and nobody said that it was restored.

    In this very incarnation; or in one that it knows nothing of, which began after the backup.
    """
    if past is None or past.seen is None:
        return False
    if past.met != incarnation:
        return not _was_restored(session, caller.unit)
    return not has_seen_us(session, caller.unit, past.seen)


def _tells(session: Session, caller: Caller, past: Past | None, incarnation: str) -> bool:
    """Whether a caller told of this life of the centre; who says nothing ends no alarm."""
    if past is None or past.seen is None:
        return False
    return past.met == incarnation or not _was_restored(session, caller.unit)


def _was_restored(session: Session, unit: str) -> bool:
    wanted = select(Restoration.number).where(Restoration.unit == unit).limit(1)
    return session.exec(wanted).first() is not None
