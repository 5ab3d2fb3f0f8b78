"""What the centre tells a counter at the beginning of a session, and learns of it."""

from datetime import datetime

from sqlmodel import Session

from schemas.wire import Me
from sync.centre.counters import Caller, head_of
from sync.centre.epochs import is_suspect, kept_since, raise_alarm, standings
from sync.centre.feed import Greeting
from sync.centre.tables import Counter


def meet(session: Session, caller: Caller, greeting: Greeting, met: str, *, now: datetime) -> Me:
    """What the centre knows of a counter; `met` is the incarnation that it met last."""
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
        alarm="clone" if counter.alarm else "",
        kept=kept_since(session, caller.unit, met, greeting.incarnation),
    )


def is_news(session: Session, caller: Caller, told: int | None) -> bool:
    """Whether what the caller says of itself has to be written down: see `note`."""
    counter = session.get_one(Counter, (caller.unit, caller.counter))
    is_other = bool(caller.instance) and caller.instance != counter.instance
    return is_other or (not counter.alarm and is_suspect(session, caller, told))


def note(session: Session, caller: Caller, told: int | None) -> None:
    """Remember which installation speaks, and raise the alarm if there are two."""
    if is_suspect(session, caller, told):
        raise_alarm(session, caller)
    if caller.instance:
        counter = session.get_one(Counter, (caller.unit, caller.counter))
        counter.instance = caller.instance
        session.add(counter)
