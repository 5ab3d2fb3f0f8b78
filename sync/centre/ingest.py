"""Takes a counter's entries: all of a batch in one transaction, or nothing of it.

The head of the counter's epoch is locked first, so identical pushes at the same moment follow one
another, and the second finds the first's results. A batch that does not fit on the head changes
nothing. Whatever fits is stored, also what nobody here understands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlmodel import Session, col, select

from schemas.dossiers import Case
from schemas.journal import (
    ENTRY_BYTES_MAX,
    INTEGER_MAX,
    BrokenEntryError,
    Head,
    canonical,
    received_text,
    trusted_entry,
)
from schemas.shape import Shape
from schemas.wire import BATCH_ENTRIES_MAX, Result
from sync.centre.concerns import concerns_of
from sync.centre.counters import Caller
from sync.centre.epochs import locked_head
from sync.centre.ranking import Arrival, rank_arrivals
from sync.centre.refusals import RefusedError
from sync.centre.tables import CounterHead, StoredEntry


class Push(Shape):
    """Entries of one epoch, in seq order, as first written."""

    request: str = ""
    epoch: int = Field(ge=0, le=INTEGER_MAX)
    entries: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Taken:
    """What a push came to, and which units' feeds have grown by it."""

    head: Head
    results: tuple[Result, ...]
    units: frozenset[str] = frozenset()


def read_arrivals(caller: Caller, push: Push) -> list[Arrival]:
    """The entries of a push, each checked against its own digest and against who sends it.

    Raises:
        RefusedError: there are too many, one is too large, or one is not the caller's.
    """
    if len(push.entries) > BATCH_ENTRIES_MAX:
        raise RefusedError(413, "too_big", {"what": "entries"})
    arrivals = [_arrival(place, mapping) for place, mapping in enumerate(push.entries)]
    for place, arrival in enumerate(arrivals):
        entry = arrival.entry
        if (entry.counter, entry.epoch) != (caller.counter, push.epoch):
            raise RefusedError(422, "foreign_entry", {"place": str(place)})
        if entry.seq != arrivals[0].entry.seq + place or entry.seq < 1:
            raise RefusedError(422, "unordered", {"place": str(place)})
    return arrivals


def _arrival(place: int, mapping: dict[str, Any]) -> Arrival:
    try:
        text = received_text(mapping)
        return Arrival(trusted_entry(mapping), text)
    except BrokenEntryError:
        if _is_too_big(mapping):
            raise RefusedError(413, "too_big", {"what": "entry"}) from None
        raise RefusedError(422, "broken_entry", {"place": str(place)}) from None


def _is_too_big(mapping: dict[str, Any]) -> bool:
    try:
        return len(canonical(mapping)) > ENTRY_BYTES_MAX
    except BrokenEntryError:
        return False


def take(
    session: Session, caller: Caller, epoch: int, arrivals: Sequence[Arrival], *, now: datetime
) -> Taken:
    """Store what is new of a batch, rank it, and answer for all of it; idempotent.

    Raises:
        RefusedError: 409 `epoch`, `gap` or `fork`; nothing is stored then.
    """
    head = locked_head(session, caller, epoch, arrivals, now=now)
    if arrivals and arrivals[0].entry.seq > head.seq + 1:
        raise RefusedError(409, "gap", _params(head))
    known = [arrival for arrival in arrivals if arrival.entry.seq <= head.seq]
    results = _known_results(session, caller, head, known)
    fresh = arrivals[len(known) :]
    _check_chain(head, fresh)
    if not fresh:
        return Taken(Head(seq=head.seq, digest=head.digest), results)
    opened = fresh[0].entry.seq == 1
    writer = replace(caller, epoch=epoch) if opened else caller
    concerns = concerns_of(session, writer, epoch, [arrival.entry for arrival in fresh])
    ranked = rank_arrivals(session, caller.unit, fresh, now=now, concerns=concerns)
    head.seq, head.digest = fresh[-1].entry.seq, fresh[-1].entry.digest
    session.add(head)
    return Taken(Head(seq=head.seq, digest=head.digest), (*results, *ranked.results), ranked.units)


def _params(head: CounterHead, **more: str) -> dict[str, str]:
    return {"head_seq": str(head.seq), "head_digest": head.digest or "", **more}


def _known_results(
    session: Session, caller: Caller, head: CounterHead, known: Sequence[Arrival]
) -> tuple[Result, ...]:
    if not known:
        return ()
    rows = session.exec(
        select(StoredEntry.seq, StoredEntry.digest, StoredEntry.outcome, StoredEntry.case)
        .where(
            StoredEntry.unit == caller.unit,
            StoredEntry.counter == caller.counter,
            StoredEntry.epoch == head.epoch,
            StoredEntry.seq >= known[0].entry.seq,
            StoredEntry.seq <= known[-1].entry.seq,
        )
        .order_by(col(StoredEntry.seq))
    ).all()
    assert len(rows) == len(known), "the centre has every entry up to the head"
    for arrival, (seq, digest, _, _) in zip(known, rows, strict=True):
        if arrival.entry.digest != digest:
            raise RefusedError(409, "fork", _params(head, seq=str(seq)))
    return tuple(
        Result.model_validate(
            {
                "seq": seq,
                "outcome": outcome,
                "case": Case.model_validate_json(case) if case else None,
            }
        )
        for seq, _, outcome, case in rows
    )


def _check_chain(head: CounterHead, fresh: Sequence[Arrival]) -> None:
    # A first entry may name the end of the epoch before; what it names is not this epoch's chain.
    before = head.digest
    for arrival in fresh:
        if arrival.entry.seq > 1 and arrival.entry.prev != before:
            raise RefusedError(409, "fork", _params(head, seq=str(arrival.entry.seq)))
        before = arrival.entry.digest
