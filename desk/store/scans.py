"""Attached files in the store: kept in parts under its encryption, and handed out in stretches."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from desk.store.scan_tables import Scan, ScanPart
from desk.store.store import Store
from desk.store.tables import table
from schemas.scans import PART_BYTES
from schemas.shape import written
from sync.replica import WaitingScan

_PARTS = table(ScanPart)
PARTS_AT_ONCE = 4
"""A mebibyte a transaction: whoever records an entry meanwhile waits no longer than for that."""


@dataclass(frozen=True)
class StoreScans:
    """Implements `sync.replica.ScanStore` on a store."""

    store: Store

    def waiting_scans(self) -> Sequence[WaitingScan]:
        """Files that are to be sent, oldest first."""
        query = select(Scan.sha256, Scan.size_bytes).where(Scan.state == "waiting")
        with self.store.read() as session:
            rows = session.exec(query.order_by(col(Scan.made_at)))
            return [WaitingScan(sha256, size) for sha256, size in rows]

    def scan_part(self, sha256: str, start: int, size: int) -> bytes:
        """A stretch of a file's content."""
        first, last = start // PART_BYTES, (start + size - 1) // PART_BYTES
        query = (
            core_select(_PARTS.c.content)
            .where(_PARTS.c.sha256 == sha256, _PARTS.c.place.between(first, last))
            .order_by(_PARTS.c.place)
        )
        with self.store.read() as session:
            joined = b"".join(session.connection().execute(query).scalars())
        skipped = start - first * PART_BYTES
        return joined[skipped : skipped + size]

    def is_sound(self, sha256: str) -> bool:
        """Whether the content kept here is what its digest was made for."""
        made = hashlib.sha256()
        for part in self.parts(sha256):
            made.update(part)
        return made.hexdigest() == sha256

    def parts(self, sha256: str) -> Iterator[bytes]:
        """A file's content, a stretch at a time."""
        at = 0
        while part := self.scan_part(sha256, at, PART_BYTES):
            yield part
            at += len(part)

    def scan_sent(self, sha256: str) -> None:
        """The centre has it, checked."""
        self._becomes(sha256, "sent", "")

    def scan_refused(self, sha256: str, problem: str) -> None:
        """The centre does not take it; kept, and shown."""
        self._becomes(sha256, "refused", problem)

    def _becomes(self, sha256: str, state: str, problem: str) -> None:
        with self.store.write() as session:
            row = session.get_one(Scan, sha256)
            row.state, row.problem = state, problem
            session.add(row)

    def keep_parts(self, sha256: str, content: bytes) -> None:
        """Write a file's content down before anything refers to it; again, it changes nothing.

        Parts that an attachment left behind when it broke off are cleared away first: one
        attachment at a time.
        """
        with self.store.write() as session:
            known_scan = session.get(Scan, sha256)
            if known_scan is not None and known_scan.state != "refused":
                return
            known = select(Scan.sha256)
            session.execute(delete(ScanPart).where(col(ScanPart.sha256).not_in(known)))
        step = PART_BYTES * PARTS_AT_ONCE
        for start in range(0, len(content), step):
            with self.store.write() as session:
                _keep(session, sha256, start // PART_BYTES, content[start : start + step])


def _keep(session: Session, sha256: str, first: int, stretch: bytes) -> None:
    for at in range(0, len(stretch), PART_BYTES):
        place = first + at // PART_BYTES
        session.merge(ScanPart(sha256=sha256, place=place, content=stretch[at : at + PART_BYTES]))


def scans_left(session: Session) -> dict[str, int]:
    """How many files the centre does not have, by their state."""
    query = select(Scan.state, func.count()).where(col(Scan.state).in_(("waiting", "refused")))
    return dict(session.exec(query.group_by(Scan.state)).all())


def note_scan(session: Session, sha256: str, size: int, media_type: str, *, now: datetime) -> None:
    """Put a file whose parts are kept on its way; one that was sent is offered once more."""
    known = session.get(Scan, sha256)
    if known is None:
        known = Scan(sha256=sha256, size_bytes=size, media_type=media_type, made_at=written(now))
    known.state, known.problem = "waiting", ""
    session.add(known)


def offer_again(session: Session) -> None:
    """Put every file that was sent on its way once more: what the centre has it need not take."""
    session.execute(update(Scan).where(col(Scan.state) == "sent").values(state="waiting"))


def offer_refused(session: Session) -> None:
    """Put files whose kind a centre did not know on their way once more: a later release may."""
    refused = (col(Scan.state) == "refused", col(Scan.problem) == "wrong_type")
    session.execute(update(Scan).where(*refused).values(state="waiting", problem=""))
