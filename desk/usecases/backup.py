"""Backups of a counter: a copy made while work goes on, verified, sealed for the province too.

A backup is one file: a line of JSON that says what it is, and the store as it lies on the disk,
encrypted with the store's own key. That key stands in the line, sealed for the province: whoever
holds the province's key opens the backup where the counter's own key is lost. The installation's
name is never part of it, so whatever is made from a backup knows that it is a copy.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desk.store.backup import copy_database, is_sound, opened_copy
from desk.store.home import Home
from desk.store.journal import counter_of
from desk.store.store import StoreError
from desk.usecases.desk import Desk
from desk.usecases.verify import verify
from schemas.backups import BackupLabel, seal_key

PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class BackedUp:
    """The backup lies there, whole and verified."""

    epoch: int
    seq: int
    for_province: bool
    """False while no key of the province has come with the settings."""


Problem = Literal["exists", "unwritable", "unsound"]


@dataclass(frozen=True)
class NotBackedUp:
    """There is no backup."""

    reason: Problem


def back_up(path: Path, home: Home, desk: Desk) -> BackedUp | NotBackedUp:
    """Write a backup into a new file; it is there whole and verified, or not at all."""
    if path.exists():
        return NotBackedUp("exists")
    copy = path.with_name(f"{path.name}.{desk.random_bytes(4).hex()}.db")
    made = copy.with_suffix(".part")
    try:
        copy_database(home.database, home.key(), copy)
        if not _is_whole(copy, home.key(), desk):
            return NotBackedUp("unsound")
        label = _label(desk, home.key(), copy)
        _join(label, copy, made)
        made.rename(path)
        return BackedUp(label.epoch, label.seq, bool(label.sealed_key))
    except (OSError, StoreError):
        return NotBackedUp("unwritable")
    finally:
        for one in (copy, made):
            one.unlink(missing_ok=True)


def _is_whole(copy: Path, key: bytes, desk: Desk) -> bool:
    """Whether a copy opens, lies as it was written, and holds whole chains and projections."""
    if not is_sound(copy, key):
        return False
    with opened_copy(copy, key) as store:
        return not verify(Desk(store, desk.now, desk.random_bytes))


def _label(desk: Desk, key: bytes, copy: Path) -> BackupLabel:
    with opened_copy(copy, key) as store, store.read() as session:
        counter = counter_of(session)
        public = str(desk.references.settings(session).get("bundle_key", ""))
    return BackupLabel(
        counter=counter.counter,
        epoch=counter.epoch,
        seq=counter.head_seq,
        at=desk.now(),
        sealed_key=seal_key(public, key, desk.random_bytes),
        sha256=digest_of(copy),
    )


def digest_of(path: Path) -> str:
    """What a file holds, by its SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _join(label: BackupLabel, copy: Path, made: Path) -> None:
    with made.open("xb") as out, copy.open("rb") as source:
        made.chmod(0o600)
        out.write(label.model_dump_json().encode() + b"\n")
        while part := source.read(PIECE_BYTES):
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
