"""Appending to the journal: the only way that a fact gets into the store."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from desk.store.tables import Counter, DossierRow, Journal
from schemas.ids import uuid7
from schemas.journal import Entry, Head, read_entry, seal
from schemas.shape import Shape, written


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


@dataclass(frozen=True)
class Written:
    """An entry with the text it was first written as."""

    entry: Entry
    text: str


def counter_of(session: Session) -> Counter:
    """The row that says which counter this is."""
    return session.exec(select(Counter)).one()


def append(
    session: Session,
    facts: Iterable[Fact],
    *,
    now: datetime,
    random_bytes: Callable[[int], bytes],
) -> tuple[Written, ...]:
    """Append facts to the chain, in order; the caller's transaction makes them durable."""
    counter = counter_of(session)
    entries = []
    for fact in facts:
        text = seal(_fields(session, counter, fact, now, random_bytes))
        entry = read_entry(text)
        counter.head_seq, counter.head_digest = entry.seq, entry.digest
        entries.append(Written(entry, text))
    counter.newest_at = max(counter.newest_at, written(now))
    session.add(counter)
    session.execute(insert(Journal), [_row(one) for one in entries])
    return tuple(entries)


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
        "id": str(uuid7(now, random_bytes)),
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
    query = select(DossierRow.rank).where(col(DossierRow.id) == str(dossier))
    return session.exec(query).one_or_none() or None


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
