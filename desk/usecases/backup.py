"""Backups of a counter: a copy made while work goes on, verified, sealed for the province too.

A backup is one file: a line of JSON that says what it is, and the store as it lies on the disk,
encrypted with the store's own key. That key stands in the line, sealed for the province: whoever
holds the province's key opens the backup where the counter's own key is lost. The installation's
name is never part of it, so whatever is made from a backup knows that it is a copy.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlmodel import Session, col, select

from desk.store.backup import copy_database, is_sound, opened_copy
from desk.store.epochs import open_epoch
from desk.store.folder import disk_failures
from desk.store.home import Home
from desk.store.journal import counter_of
from desk.store.lives import is_unsent
from desk.store.store import Store, StoreError, open_store
from desk.store.tables import Journal
from desk.usecases.desk import Desk
from desk.usecases.verify import verify
from schemas.backups import LABEL_BYTES_MAX, BackupLabel, read_label, seal_key
from schemas.journal import read_entry

PIECE_BYTES = 1024 * 1024
_PASSING = frozenset({"full", "read_only", "busy"})
"""Says nothing of a store; what it holds can be read once that has passed."""


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
        sha256=_digest(copy),
    )


def _digest(path: Path) -> str:
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


@dataclass(frozen=True)
class Restored:
    """The home is the backup's, in a new epoch, with no numbers until that has a band."""

    counter: str
    epoch: int
    unsent: int
    kept: str = ""
    """Where what the home held before is kept; empty when it held nothing."""


RestoreProblem = Literal[
    "unreadable", "damaged", "no_key", "wrong_key", "other_counter", "unsent", "too_new"
]


@dataclass(frozen=True)
class NotRestored:
    """The home is as it was."""

    reason: RestoreProblem
    count: int = 0
    """How many unsent entries the backup lacks."""


def restore(
    path: Path,
    home: Home,
    *,
    recovery_key: bytes | None,
    now: Callable[[], datetime],
    random_bytes: Callable[[int], bytes],
) -> Restored | NotRestored:
    """Make a home from a backup, verified first; the home has to be held.

    What the home held before is moved aside, never deleted, and only if the backup has every entry
    that the centre may still lack. `recovery_key` is what the province unsealed, where the
    counter's own key is lost.

    Raises:
        StoreError: the disk does not let us; the home is as it was, or a second try goes on.
    """
    try:
        label, start = _read_label(path)
    except (OSError, ValueError):
        return NotRestored("unreadable")
    staged = Home(home.path / f"phuc-hoi-{random_bytes(4).hex()}")
    try:
        with disk_failures():
            staged.path.mkdir(parents=True)
            is_unpacked = _unpack(path, start, label, staged.database)
        if not is_unpacked:
            return NotRestored("damaged")
        key = _key(home, staged.database, recovery_key)
        if key is None:
            return NotRestored("wrong_key" if recovery_key else "no_key")
        staged.keep_key(key)
        return _begin(staged, home, now, random_bytes)
    except StoreError as error:
        if str(error) in _PASSING:
            raise
        return NotRestored("too_new" if str(error) == "too_new" else "damaged")
    finally:
        staged.clear()


def _read_label(path: Path) -> tuple[BackupLabel, int]:
    with path.open("rb") as file:
        line = file.readline(LABEL_BYTES_MAX)
    return read_label(line), len(line)


def _unpack(path: Path, start: int, label: BackupLabel, database: Path) -> bool:
    with path.open("rb") as source, database.open("xb") as out:
        source.seek(start)
        while part := source.read(PIECE_BYTES):
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    return _digest(database) == label.sha256


def _key(home: Home, database: Path, recovery_key: bytes | None) -> bytes | None:
    """The key that opens a backup: the counter's own, else the one that the province unsealed."""
    own = home.key() if home.has_key() else None
    return next((one for one in (own, recovery_key) if one and is_sound(database, one)), None)


def _begin(
    staged: Home, home: Home, now: Callable[[], datetime], random_bytes: Callable[[int], bytes]
) -> Restored | NotRestored:
    store = open_store(staged)
    try:
        desk = Desk(store, now, random_bytes)
        if verify(desk):
            return NotRestored("damaged")
        refusal = _refusal(store, home)
        if refusal is not None:
            return refusal
        with store.write() as session:
            epoch = open_epoch(
                session,
                "restored",
                instance=home.instance(),
                now=now(),
                random_bytes=random_bytes,
            )
            counter = counter_of(session).counter
            unsent = len(_unsent(session))
    finally:
        store.close()
    kept = home.replace_store(staged, aside=random_bytes(4).hex())
    return Restored(counter, epoch, unsent, str(kept or ""))


def _refusal(backup: Store, home: Home) -> NotRestored | None:
    """What a home has that would be lost: a store that does not open is kept aside all the same."""
    if not home.database.exists():
        return None
    try:
        held = open_store(home)
    except StoreError as error:
        if str(error) in _PASSING:
            raise
        return None
    try:
        with held.read() as session:
            counter, unsent = counter_of(session).counter, _unsent(session)
    except StoreError as error:
        if str(error) in _PASSING:
            raise
        return None
    finally:
        held.close()
    with backup.read() as session:
        if counter_of(session).counter != counter:
            return NotRestored("other_counter")
        known = set(session.exec(select(Journal.id)))
    lacking = [one for one in unsent if one not in known]
    return NotRestored("unsent", len(lacking)) if lacking else None


def _unsent(session: Session) -> list[str]:
    """The ids of what the centre may still lack; the opening of an epoch is no loss."""
    query = select(Journal.text).where(is_unsent(counter_of(session)))
    entries = [read_entry(text) for text in session.exec(query.order_by(col(Journal.place)))]
    return [str(one.id) for one in entries if one.kind != "epoch.opened"]
