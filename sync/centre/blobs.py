"""Attached files: taken in parts, resumed at the byte, and checked before they count.

Entries never wait for their files: a dossier whose `scan.attached` came first is pending until the
file is here. Parts lie in the database, so that several processes may take them.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from schemas.scans import SCAN_BYTES_MAX, media_type_of
from schemas.shape import written
from sync.centre.blob_tables import Blob, BlobPart
from sync.centre.refusals import RefusedError
from sync.centre.tables import StoredDossier, StoredEntry, Unit


@dataclass(frozen=True)
class BlobName:
    """Which file of which unit."""

    unit: str
    sha256: str


@dataclass(frozen=True)
class BlobAt:
    """How much of a file is here."""

    offset: int = 0
    is_checked: bool = False
    problem: str = ""
    """Why what came was thrown away, as a stable code."""


def blob_at(session: Session, name: BlobName) -> BlobAt:
    """How much of a file is here; nothing for one that nobody has sent."""
    row = session.get(Blob, (name.unit, name.sha256))
    return _at(row) if row else BlobAt()


def take_part(
    session: Session, name: BlobName, size: int, start: int, content: bytes, *, now: datetime
) -> BlobAt:
    """Take the next part of a file; a part of a file that is here already changes nothing.

    Raises:
        RefusedError: 413 `too_big`, 409 `offset` with the one to go on from, 422 `wrong_type`.
    """
    if not 0 < size <= SCAN_BYTES_MAX or start + len(content) > size:
        raise RefusedError(413, "too_big", {"what": "blob"})
    row = _locked(session, name, size)
    if row.checked_at is not None:
        return _at(row)
    if row.size_bytes != size:
        # Whoever began it was wrong about its length, or is now: the digest will tell.
        _forget(session, row, size)
    if start != row.received_bytes:
        raise RefusedError(409, "offset", {"offset": str(row.received_bytes)})
    if start == 0 and media_type_of(content) is None:
        raise RefusedError(422, "wrong_type")
    return _taken(session, row, content, now)


def _taken(session: Session, row: Blob, content: bytes, now: datetime) -> BlobAt:
    if content:
        session.add(
            BlobPart(unit=row.unit, sha256=row.sha256, start=row.received_bytes, content=content)
        )
    row.received_bytes += len(content)
    session.add(row)
    session.flush()
    if row.received_bytes < row.size_bytes:
        return _at(row)
    if _digest(session, BlobName(row.unit, row.sha256)) != row.sha256:
        _forget(session, row, row.size_bytes)
        return BlobAt(problem="wrong_hash")
    row.checked_at = written(now)
    session.add(row)
    return _at(row)


def _at(row: Blob) -> BlobAt:
    return BlobAt(row.received_bytes, row.checked_at is not None)


def _locked(session: Session, name: BlobName, size: int) -> Blob:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    # The row has to be there before it can be locked; whoever comes second waits for the first.
    first = dialect.insert(Blob).values(
        unit=name.unit, sha256=name.sha256, size_bytes=size, received_bytes=0
    )
    session.connection().execute(first.on_conflict_do_nothing())
    wanted = select(Blob).where(Blob.unit == name.unit, Blob.sha256 == name.sha256)
    return session.exec(wanted.with_for_update()).one()


def _forget(session: Session, row: Blob, size: int) -> None:
    parts = delete(BlobPart).where(
        col(BlobPart.unit) == row.unit, col(BlobPart.sha256) == row.sha256
    )
    session.execute(parts)
    row.size_bytes, row.received_bytes = size, 0
    session.add(row)
    session.flush()


def _digest(session: Session, name: BlobName) -> str:
    made = hashlib.sha256()
    for part in content_of(session, name):
        made.update(part)
    return made.hexdigest()


def content_of(session: Session, name: BlobName) -> list[bytes]:
    """The parts of a file, in order."""
    wanted = (
        select(BlobPart.content)
        .where(BlobPart.unit == name.unit, BlobPart.sha256 == name.sha256)
        .order_by(col(BlobPart.start))
    )
    return list(session.exec(wanted))


def pending_scans(session: Session, unit: str) -> dict[UUID, tuple[str, ...]]:
    """Digests of attached files that are not here yet, by dossier.

    A file lies with the unit whose counter attached it, which may be another than the dossier's.
    """
    here = _checked(session, [unit])
    # Only states that have any scan are read.
    wanted = select(StoredDossier.id, StoredDossier.state).where(
        StoredDossier.unit == unit, col(StoredDossier.state).contains('"sha256"')
    )
    found = {}
    for dossier, state in session.exec(wanted):
        scans = [one["sha256"] for one in json.loads(state or "{}").get("scans", ())]
        missing = [one for one in dict.fromkeys(scans) if one not in here]
        if missing:
            elsewhere = _checked(session, _others_at(session, unit, dossier))
            found[dossier] = tuple(one for one in missing if one not in elsewhere)
    return {dossier: missing for dossier, missing in found.items() if missing}


def _checked(session: Session, units: list[str]) -> set[str]:
    checked = col(Blob.checked_at).is_not(None)
    return set(session.exec(select(Blob.sha256).where(col(Blob.unit).in_(units), checked)))


def _others_at(session: Session, unit: str, dossier: UUID) -> list[str]:
    """Units other than a dossier's whose counters wrote of it."""
    wanted = select(StoredEntry.counter).where(
        StoredEntry.unit == unit, StoredEntry.dossier == dossier
    )
    writers = {counter.partition("/")[0] for counter in session.exec(wanted.distinct())}
    return sorted(writers - {unit})


def count_pending(session: Session) -> int:
    """How many attached files of all units are not here yet."""
    units = session.exec(select(Unit.unit)).all()
    return sum(len(names) for unit in units for names in pending_scans(session, unit).values())
