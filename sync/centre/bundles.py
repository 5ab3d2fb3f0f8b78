"""Taking a bundle that was carried here by hand: checked whole, then taken like any push."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

import orjson
from sqlmodel import Session, select

from schemas.scans import is_digest
from sync.bundle import BundleError, Piece, check_bundle, pieces_of, read_label
from sync.centre.answers import shaped
from sync.centre.blobs import BlobName, blob_at, take_part
from sync.centre.counters import Caller
from sync.centre.ingest import Push, read_arrivals, take
from sync.centre.keys import bundle_private_key
from sync.centre.refusals import RefusedError
from sync.centre.store import Store
from sync.centre.tables import Counter, Token


@dataclass(frozen=True)
class Imported:
    """What a bundle held."""

    counter: str
    entries: int
    scans: int
    pending: int
    """Files of it that did not come to their end."""


@dataclass
class _File:
    """The file whose parts follow."""

    name: BlobName
    size: int
    at: int = 0


def import_bundle(file: BinaryIO, store: Store, *, now: datetime) -> Imported:
    """Take a bundle; whatever of it is here already changes nothing.

    Raises:
        RefusedError: 422 with the bundle's own code, or as for a push; a refused bundle leaves
            nothing, an outage midway leaves a beginning that the next try goes on from.
    """
    try:
        caller, private = _writer(file, store)
        return _take_all(file, private, caller, store, now)
    except BundleError as error:
        raise RefusedError(422, f"bundle_{error}") from None


def _writer(file: BinaryIO, store: Store) -> tuple[Caller, bytes]:
    """Who wrote it, once all of it was checked."""
    counter = read_label(file).counter
    with store.reading() as session:
        private = bundle_private_key(session)
        found = session.exec(select(Counter).where(Counter.counter == counter)).one_or_none()
        tokens = session.exec(select(Token).where(Token.counter == counter)).all()
    if private is None:
        raise BundleError("other_centre")
    check_bundle(file, private, [one.hash for one in tokens])
    assert found is not None, "a counter whose token signed it is one of ours"
    revoked = all(one.revoked_at is not None for one in tokens)
    return Caller(found.unit, found.counter, found.epoch, is_revoked=revoked), private


def _take_all(
    file: BinaryIO, private: bytes, caller: Caller, store: Store, now: datetime
) -> Imported:
    entries, begun, pending = 0, 0, 0
    current: _File | None = None
    for piece in pieces_of(file, private):
        with store.writing() as session:
            match piece.kind:
                case "entries":
                    entries += _take_entries(session, piece, caller, now)
                case "file":
                    current = _begin(piece, caller)
                    begun += 1
                    pending += not blob_at(session, current.name).is_checked
                case "part" if current is not None:
                    pending -= _take_stretch(session, piece, current, now)
                case _:
                    raise RefusedError(422, "bundle_damaged")
    return Imported(caller.counter, entries, begun, pending)


def _take_entries(session: Session, piece: Piece, caller: Caller, now: datetime) -> int:
    push = shaped(Push, _json(piece))
    arrivals = read_arrivals(caller, push)
    take(session, caller, push.epoch, arrivals, now=now)
    return len(arrivals)


def _begin(piece: Piece, caller: Caller) -> _File:
    told = _json(piece)
    if not is_digest(str(told.get("sha256"))) or not isinstance(told.get("size_bytes"), int):
        raise RefusedError(422, "bundle_damaged")
    return _File(BlobName(caller.unit, told["sha256"]), told["size_bytes"])


def _take_stretch(session: Session, piece: Piece, file: _File, now: datetime) -> int:
    """Take what is new of a part; how many files came to their end by it: one or none."""
    here = blob_at(session, file.name)
    start, file.at = file.at, file.at + len(piece.content)
    if here.is_checked or here.offset < start or here.offset > file.at:
        return 0
    new = piece.content[here.offset - start :]
    return int(take_part(session, file.name, file.size, here.offset, new, now=now).is_checked)


def _json(piece: Piece) -> dict[str, Any]:
    told = orjson.loads(piece.content)
    assert isinstance(told, dict), "a counter that we know wrote it"
    return told
