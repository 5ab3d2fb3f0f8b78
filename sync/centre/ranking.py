"""Gives every entry its rank and outcome at its home unit, and keeps the dossiers that follow.

The heads of all units concerned are locked, in one order for everybody, before anything of them is
read: what is judged here is judged one batch after another within a unit, and a position is
visible only together with all positions before it.

An entry written at another unit than its dossier's home is ranked at home and kept with the
writer as *relayed*; both feeds carry it with the home's rank, and so do those of the home's heirs
(see `succession`). An entry of a home that this centre
does not know is ranked where it was written, and parked.

An entry whose id a feed concerned has with other facts is ranked like any other, parked, under the
id that `schemas.identity` gives it: whoever counts on it sees its case.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from schemas.dossiers import CODE_TAKEN, Case, Outcome
from schemas.identity import ID_TAKEN, other_id
from schemas.journal import Entry
from schemas.judge import ALSO, judge
from schemas.shape import written
from schemas.wire import Result
from sync.centre.concerns import Concerns, unconcerned
from sync.centre.ledgers import Ledger, open_ledger, seen_of, write_ledger
from sync.centre.places import place_of
from sync.centre.succession import heirs_of
from sync.centre.tables import Unit

CASE_UNKNOWN_HOME = "unknown_home"
CASE_UNJUDGEABLE = "unjudgeable"
"""Case of an entry over which this program fails; nobody else's entry waits for that."""
_log = logging.getLogger("desk-centre")


@dataclass(frozen=True)
class Arrival:
    """An entry with the text it was first written as."""

    entry: Entry
    text: str


@dataclass(frozen=True)
class Ranked:
    """The outcomes of a batch, and the units whose feeds carry it."""

    results: tuple[Result, ...]
    units: frozenset[str]


def rank_arrivals(
    session: Session,
    unit: str,
    arrivals: Sequence[Arrival],
    *,
    now: datetime,
    concerns: Concerns = unconcerned,
) -> Ranked:
    """Rank new entries of one counter of a unit, in their order."""
    known = _known_units(session, {arrival.entry.home for arrival in arrivals})
    homes = [arrival.entry.home if arrival.entry.home in known else unit for arrival in arrivals]
    heirs = heirs_of(session, set(homes))
    ledgers: dict[str, Ledger] = {}
    for name in sorted({unit, *homes}.union(*heirs.values())):
        entries = [
            arrival.entry
            for arrival, home in zip(arrivals, homes, strict=True)
            if name in (home, unit, *heirs.get(home, ()))
        ]
        ledgers[name] = open_ledger(session, name, entries)
    _see_others(session, ledgers.values(), arrivals)
    parties = {
        home: [ledgers[one] for one in sorted({unit, *heirs.get(home, ())} - {home})]
        for home in set(homes)
    }
    results = tuple(
        _rank(ledgers[unit], ledgers[home], parties[home], arrival, concerns)
        for arrival, home in zip(arrivals, homes, strict=True)
    )
    for ledger in ledgers.values():
        write_ledger(session, ledger, received_at=written(now))
    return Ranked(results, frozenset(ledgers))


def _known_units(session: Session, homes: set[str]) -> set[str]:
    # PostgreSQL takes no NUL in text, and no identifier has one.
    askable = [home for home in homes if "\0" not in home]
    return set(session.exec(select(Unit.unit).where(col(Unit.unit).in_(askable))))


def _see_others(session: Session, ledgers: Collection[Ledger], arrivals: Sequence[Arrival]) -> None:
    """Read also what was ranked already of entries whose ids belong to others."""
    taken = {
        other_id(arrival.entry)
        for arrival in arrivals
        if any(ledger.other_of(arrival.entry) for ledger in ledgers)
    }
    for ledger in ledgers if taken else ():
        ledger.seen |= seen_of(session, ledger.unit, taken)


def _rank(
    writer: Ledger, home: Ledger, parties: Sequence[Ledger], arrival: Arrival, concerns: Concerns
) -> Result:
    """One entry's rank and outcome; the ledgers of all who are told of it take note of it."""
    entry, text = arrival.entry, arrival.text
    again, holder = home.seen.get(entry.id), None
    if again is None or not again.says(entry):
        found = (ledger.other_of(entry) for ledger in (home, *parties))
        holder = next((one.entry for one in found if one is not None), None)
        again = home.seen.get(other_id(entry)) if holder is not None else None
    if again is not None:
        outcome = again.outcome
        writer.keep(entry, text, outcome, rank=again.rank)
    else:
        outcome, rank = _taken(home, arrival, concerns, holder)
        for party in parties:
            party.copy(entry, text, outcome, rank=rank)
    return Result(seq=entry.seq, outcome=outcome.kind, case=outcome.case)


def _taken(
    home: Ledger, arrival: Arrival, concerns: Concerns, holder: Entry | None
) -> tuple[Outcome, int]:
    """Judge and fold an entry at its home; parked is what cannot be judged, or not folded then.

    `holder` is the entry that its id belongs to, where that is another one.
    """
    entry, text = arrival.entry, arrival.text
    try:
        outcome = _told(_outcome(home, entry, concerns), entry, holder)
        return outcome, home.append(entry, text, outcome)
    except Exception as error:  # noqa: BLE001  # whatever it is: the rest of the batch goes on
        where = f"{entry.counter} {entry.epoch}/{entry.seq}"
        _log.error("%s: cannot judge %s, parked", place_of(error), where)
        parked = _parked(CASE_UNJUDGEABLE, kind=entry.kind, version=str(entry.v))
        outcome = _told(parked, entry, holder)
        return outcome, home.append(entry, text, outcome)


def _told(outcome: Outcome, entry: Entry, holder: Entry | None) -> Outcome:
    """An outcome that says whose id an entry has, if it is another's: parked in any case."""
    if holder is None:
        return outcome
    who = {
        "kind": entry.kind,
        "other": holder.kind,
        "counter": holder.counter,
        "officer": holder.officer,
        "happened": written(holder.happened),
    }
    case = outcome.case or Case(code=ID_TAKEN)
    # That its code is taken stays in front: nobody may apply what would give a code twice.
    codes = [ID_TAKEN, *(one for one in (case.code, *case.params.get(ALSO, "").split(",")) if one)]
    codes = sorted(dict.fromkeys(codes), key=lambda code: code != CODE_TAKEN)
    also = {ALSO: ",".join(codes[1:])} if codes[1:] else {}
    return _parked(codes[0], **(case.params | who | also))


def _outcome(home: Ledger, entry: Entry, concerns: Concerns) -> Outcome:
    if entry.home != home.unit:
        return _parked(CASE_UNKNOWN_HOME, home=entry.home)
    dossier = home.dossier(entry.dossier) if entry.dossier else None
    return judge(dossier, entry, home.owner(entry), concerns(entry))


def _parked(code: str, /, **params: str) -> Outcome:
    return Outcome(kind="parked", case=Case(code=code, params=params))
