"""Restoring a counter from a backup: nothing that only this home has is given up for it."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlmodel import Session, col, select

from desk.store.backup import is_sound
from desk.store.epochs import open_epoch
from desk.store.folder import disk_failures
from desk.store.home import Home
from desk.store.journal import counter_of
from desk.store.lives import is_unsent
from desk.store.scan_tables import Scan
from desk.store.store import StoreError, open_store
from desk.store.tables import Journal
from desk.usecases.backup import PIECE_BYTES, digest_of
from desk.usecases.desk import Desk
from desk.usecases.verify import verify
from schemas.backups import LABEL_BYTES_MAX, BackupLabel, read_label
from schemas.journal import read_entry

_PASSING = frozenset({"full", "read_only", "busy"})
"""Says nothing of a store; what it holds can be read once that has passed."""
_WHOLE_SCANS = select(Scan.sha256).where(Scan.problem != "wrong_hash")
"""Files whose content is not spoilt here, as far as anybody looked."""


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
    scans: int = 0
    """How many unsent files it lacks."""


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
    and file that the centre may still lack. `recovery_key` is what the province unsealed, where the
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
    return digest_of(database) == label.sha256


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
        held = _held_by(home)
        with store.write() as session:
            refusal = _refusal(session, held) if held else None
            if refusal is not None:
                return refusal
            _offer(session, held.scans if held else ())
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


@dataclass(frozen=True)
class _Held:
    """What a home has that the centre may still lack."""

    counter: str
    entries: frozenset[str]
    scans: frozenset[str]


def _held_by(home: Home) -> _Held | None:
    """What would be lost; None of a store that does not open: it is kept aside all the same."""
    if not home.database.exists():
        return None
    try:
        store = open_store(home)
        try:
            with store.read() as session:
                lacking = session.exec(_WHOLE_SCANS.where(Scan.state != "sent"))
                return _Held(
                    counter_of(session).counter, frozenset(_unsent(session)), frozenset(lacking)
                )
        finally:
            store.close()
    except StoreError as error:
        if str(error) in _PASSING:
            raise
        return None


def _refusal(session: Session, held: _Held) -> NotRestored | None:
    """Why a backup may not take the place of what is held."""
    if counter_of(session).counter != held.counter:
        return NotRestored("other_counter")
    entries = held.entries.difference(session.exec(select(Journal.id)).all())
    scans = held.scans.difference(session.exec(_WHOLE_SCANS).all())
    if entries or scans:
        return NotRestored("unsent", len(entries), len(scans))
    return None


def _offer(session: Session, scans: Collection[str]) -> None:
    """Put files on their way: the centre may have lost them since the backup was made."""
    for sha256 in scans:
        scan = session.get_one(Scan, sha256)
        scan.state, scan.problem = "waiting", ""
        session.add(scan)


def _unsent(session: Session) -> list[str]:
    """The ids of what the centre may still lack; the opening of an epoch is no loss."""
    query = select(Journal.text).where(is_unsent(counter_of(session)))
    entries = [read_entry(text) for text in session.exec(query.order_by(col(Journal.place)))]
    return [str(one.id) for one in entries if one.kind != "epoch.opened"]
