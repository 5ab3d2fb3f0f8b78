"""What only the centre can know of an entry: who wrote it, when it came, what is in force.

A concern flags an entry and never parks it. Counters hear of it with the outcome.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session, select

from schemas.calendars import in_hanoi
from schemas.dossiers import Case
from schemas.entries import Received, body_of
from schemas.journal import Entry
from schemas.shape import written
from sync.centre.counters import Caller
from sync.centre.reference import OF_ALL_UNITS, officers_of
from sync.centre.tables import ReferenceHead, ReferenceVersion

Concerns = Callable[[Entry], tuple[Case, ...]]


@dataclass(frozen=True)
class InForce:
    """The procedures of the newest catalogue, and the day it began to count."""

    version: int
    published_on: date
    procedures: frozenset[str]


def unconcerned(_: Entry) -> tuple[Case, ...]:
    """Nothing is known against any entry."""
    return ()


def concerns_of(session: Session, caller: Caller, epoch: int, entries: Iterable[Entry]) -> Concerns:
    """What the centre has against the entries of one push; reads what that takes."""
    held = tuple(entries)
    of_all = _of_all(caller, epoch)
    disabled = _disabled(session, caller.unit, {entry.officer for entry in held})
    catalogue = _in_force(session) if any(_is_reception(entry) for entry in held) else None

    def concerns(entry: Entry) -> tuple[Case, ...]:
        found = [*of_all]
        if entry.officer in disabled:
            found.append(Case(code="disabled_officer", params=_recorded(entry)))
        found += _retired(catalogue, entry)
        return tuple(found)

    return concerns


def _of_all(caller: Caller, epoch: int) -> list[Case]:
    """What holds for a push as a whole."""
    found = []
    if caller.is_revoked:
        found.append(Case(code="revoked_counter", params={"writer": caller.counter}))
    if epoch != caller.epoch:
        found.append(Case(code="late_epoch", params={"writer": caller.counter}))
    return found


def _recorded(entry: Entry) -> dict[str, str]:
    return {"account": entry.officer, "recorded": written(entry.at)}


def _disabled(session: Session, unit: str, accounts: set[str]) -> frozenset[str]:
    """The accounts that may no longer sign in.

    Whatever they recorded and when: the clock of a desk that was away for long proves nothing.
    """
    known = {officer.account: officer.active for officer in officers_of(session, unit)}
    return frozenset(one for one in accounts if not known.get(one, True))


def _is_reception(entry: Entry) -> bool:
    return entry.kind == "dossier.received"


def _retired(catalogue: InForce | None, entry: Entry) -> list[Case]:
    """A reception for a procedure that was no longer in force on its day."""
    body = body_of(entry)
    if catalogue is None or not isinstance(body, Received):
        return []
    before = in_hanoi(entry.happened).date() < catalogue.published_on
    if before or body.procedure in catalogue.procedures:
        return []
    params = {
        "procedure": body.procedure,
        "catalogue": str(catalogue.version),
        "since": catalogue.published_on.isoformat(),
    }
    return [Case(code="retired_procedure", params=params)]


# A catalogue is megabytes of text; its versions are never edited, so each is read once.
_READ: WeakKeyDictionary[Engine, InForce] = WeakKeyDictionary()


def _in_force(session: Session) -> InForce | None:
    wanted = select(ReferenceHead.version).where(
        ReferenceHead.unit == OF_ALL_UNITS, ReferenceHead.name == "catalogue"
    )
    version = session.exec(wanted).one_or_none()
    engine = session.get_bind().engine
    known = _READ.get(engine)
    if not version or (known is not None and known.version == version):
        return known if version else None
    row = session.get_one(ReferenceVersion, (OF_ALL_UNITS, "catalogue", version))
    content = json.loads(row.content)
    known = InForce(
        version=version,
        published_on=date.fromisoformat(content["published_on"]),
        procedures=frozenset(one["code"] for one in content["procedures"]),
    )
    _READ[engine] = known
    return known
