"""Appending to the journal: the only way that a fact gets into the store."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy import select as core_select
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from desk.store.folder import StoreError
from desk.store.prepared import Prepared
from desk.store.tables import Counter, DossierRow, Journal, table
from schemas.ids import uuid7
from schemas.journal import (
    ENTRY_BYTES_MAX,
    BrokenEntryError,
    Entry,
    Head,
    TooLargeEntryError,
    sealed,
    trusted_entry,
)
from schemas.shape import Shape, written

PLACE_BYTES = 256
"""Room for another place in the chain: an entry may have to be written again in a later epoch."""
_ROWS = table(DossierRow)
_RANK = Prepared(core_select(_ROWS.c.rank).where(_ROWS.c.id == bindparam("id")))
_COUNTER = select(Counter)
_APPEND = Prepared(
    insert(table(Journal)).values(
        {name: bindparam(name) for name in ("epoch", "seq", "id", "dossier", "kind", "text")}
    )
)
_ADVANCE = Prepared(
    update(table(Counter)).values(
        head_seq=bindparam("seq"), head_digest=bindparam("last"), newest_at=bindparam("newest")
    )
)


@dataclass(frozen=True)
class Fact:
    """What happened, before it has its place in the chain."""

    kind: str
    body: Shape
    happened: datetime
    officer: str
    dossier: UUID | None = None
    home: str | None = None
    """The unit that minted the dossier's id; ours when None."""
    v: int = 1
    id: UUID | None = None
    """The entry's id, where it was made before, as a form opened; a new one when None."""


@dataclass(frozen=True)
class Written:
    """An entry with the text it was first written as."""

    entry: Entry
    text: str


def counter_of(session: Session) -> Counter:
    """The row that says which counter this is."""
    return session.exec(_COUNTER).one()


def append(
    session: Session,
    facts: Iterable[Fact],
    *,
    now: datetime,
    random_bytes: Callable[[int], bytes],
    counter: Counter | None = None,
) -> tuple[Written, ...]:
    """Append facts to the chain, in order; the caller's transaction makes them durable.

    `counter` spares a query where the caller has read it in this transaction.

    Raises:
        StoreError: `too_big` or `odd_text`: what somebody typed is no entry, and nothing is stored.
    """
    own = counter or counter_of(session)
    entries = []
    for fact in facts:
        text, mapping = _sealed(_fields(session, own, fact, now, random_bytes))
        entry = trusted_entry(mapping)
        entries.append(Written(entry, text))
        # The statement below writes them; the object only has to agree with it.
        set_committed_value(own, "head_seq", entry.seq)
        set_committed_value(own, "head_digest", entry.digest)
    set_committed_value(own, "newest_at", max(own.newest_at, written(now)))
    _APPEND.run_all(session, (_row(one) for one in entries))
    _ADVANCE.run(session, {"seq": own.head_seq, "last": own.head_digest, "newest": own.newest_at})
    return tuple(entries)


def _sealed(fields: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    try:
        text, mapping = sealed(fields)
    except TooLargeEntryError:
        raise StoreError("too_big") from None
    except BrokenEntryError:
        raise StoreError("odd_text") from None
    if len(text.encode()) > ENTRY_BYTES_MAX - PLACE_BYTES:
        raise StoreError("too_big")
    return text, mapping


def append_again(session: Session, entry: Entry) -> Written:
    """Append an entry's facts once more, with its id, at the end of the epoch we are in."""
    own = counter_of(session)
    fields = entry.model_dump(mode="json", exclude={"digest"}) | {
        "epoch": own.epoch,
        "seq": own.head_seq + 1,
        "prev": own.head_digest,
        "happened": written(entry.happened),
        "at": written(entry.at),
    }
    text, mapping = sealed(fields)
    again = Written(trusted_entry(mapping), text)
    _APPEND.run(session, _row(again))
    own.head_seq, own.head_digest = again.entry.seq, again.entry.digest
    session.add(own)
    session.flush()
    return again


def head_of(session: Session) -> Head:
    """The newest entry of our journal."""
    counter = counter_of(session)
    return Head(seq=counter.head_seq, digest=counter.head_digest)


def _fields(
    session: Session,
    counter: Counter,
    fact: Fact,
    now: datetime,
    random_bytes: Callable[[int], bytes],
) -> Mapping[str, Any]:
    return {
        "counter": counter.counter,
        "epoch": counter.epoch,
        "seq": counter.head_seq + 1,
        "id": str(fact.id or uuid7(now, random_bytes)),
        "dossier": str(fact.dossier) if fact.dossier else None,
        "home": fact.home or counter.unit,
        "kind": fact.kind,
        "v": fact.v,
        "happened": written(fact.happened),
        "at": written(now),
        "skew_ms": counter.skew_ms,
        "officer": fact.officer,
        "base": _base(session, fact.dossier),
        "body": fact.body.model_dump(mode="json"),
        "prev": counter.head_digest,
    }


def _base(session: Session, dossier: UUID | None) -> int | None:
    """The rank of the dossier's newest confirmed entry that the officer could see."""
    if dossier is None:
        return None
    known = _RANK.rows(session, {"id": str(dossier)})
    return (known[0][0] or None) if known else None


def _row(one: Written) -> dict[str, Any]:
    entry = one.entry
    return {
        "epoch": entry.epoch,
        "seq": entry.seq,
        "id": str(entry.id),
        "dossier": str(entry.dossier) if entry.dossier else None,
        "kind": entry.kind,
        "text": one.text,
    }


def settle_push(session: Session, epoch: int, seq: int, outcome: Mapping[str, Any]) -> None:
    """Keep what the centre answered of one pushed entry."""
    session.execute(
        update(Journal)
        .where(col(Journal.epoch) == epoch, col(Journal.seq) == seq)
        .values(outcome=json.dumps(outcome))
    )
