"""Writing what is unsent into a bundle for the centre; nothing leaves the outbox by it."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import func
from sqlmodel import Session, col, select

from desk.store.journal import counter_of
from desk.store.lives import is_unsent
from desk.store.replica import unsent_count
from desk.store.scans import StoreScans
from desk.store.tables import Counter, Journal
from desk.usecases.desk import Desk
from schemas.shape import written
from sync.bundle import Piece, write_bundle

ENTRIES_AT_ONCE = 200
PIECE_BYTES = 768 * 1024
"""Entries are gathered up to this; one may be a quarter of a mebibyte."""


@dataclass(frozen=True)
class Exported:
    """The bundle is written, durably."""

    entries: int
    scans: int


@dataclass(frozen=True)
class NotExported:
    """There is no bundle: `no_key`, `nothing`, `exists` or `unwritable`."""

    reason: str


def export_bundle(path: Path, desk: Desk) -> Exported | NotExported:
    """Write everything unsent into a new file; it is there whole, or not at all."""
    scans = StoreScans(desk.store)
    with desk.store.read() as session:
        counter = counter_of(session)
        key = str(desk.references.settings(session).get("bundle_key", ""))
        unsent = unsent_count(session)
    files = scans.waiting_scans()
    if not key:
        return NotExported("no_key")
    if not unsent and not files:
        return NotExported("nothing")
    if path.exists():
        return NotExported("exists")
    try:
        _write(path, counter, bytes.fromhex(key), desk)
    except OSError:
        return NotExported("unwritable")
    return Exported(unsent, len(files))


def _write(path: Path, counter: Counter, key: bytes, desk: Desk) -> None:
    made = path.with_name(f"{path.name}.{desk.random_bytes(4).hex()}")
    try:
        with made.open("xb") as out:
            _fill(out, counter, key, desk)
            out.flush()
            os.fsync(out.fileno())
        made.rename(path)
    finally:
        made.unlink(missing_ok=True)


def _fill(out: BinaryIO, counter: Counter, key: bytes, desk: Desk) -> None:
    write_bundle(
        out,
        _pieces(counter, desk),
        counter=counter.counter,
        token_digest=hashlib.sha256(counter.token.encode()).hexdigest(),
        centre_key=key,
        at=written(desk.now()),
        random_bytes=desk.random_bytes,
    )


def _pieces(counter: Counter, desk: Desk) -> Iterator[Piece]:
    with desk.store.read() as session:
        for epoch in _epochs(session, counter):
            for texts in _batches(_unsent(session, counter, epoch)):
                said = f'{{"epoch":{epoch},"entries":[{",".join(texts)}]}}'
                yield Piece("entries", said.encode())
    scans = StoreScans(desk.store)
    for scan in scans.waiting_scans():
        named = {"sha256": scan.sha256, "size_bytes": scan.size_bytes}
        yield Piece("file", json.dumps(named).encode())
        for part in scans.parts(scan.sha256):
            yield Piece("part", part)


def _epochs(session: Session, counter: Counter) -> list[int]:
    """The epochs with unsent entries, what is left of closed ones first."""
    query = select(Journal.epoch).where(is_unsent(counter)).group_by(col(Journal.epoch))
    return list(session.exec(query.order_by(func.min(Journal.place))))


def _unsent(session: Session, counter: Counter, epoch: int) -> Iterator[str]:
    query = (
        select(Journal.text)
        .where(is_unsent(counter), Journal.epoch == epoch)
        .order_by(col(Journal.seq))
    )
    yield from session.exec(query).yield_per(ENTRIES_AT_ONCE)


def _batches(texts: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == ENTRIES_AT_ONCE or size > PIECE_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text.encode())
    if batch:
        yield batch
