"""Connections to the encrypted file, straight through its driver."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import sqlcipher3.dbapi2 as sqlcipher

from desk.store.folder import hindrance

BUSY_SECONDS = 10
DriverError: type[Exception] = sqlcipher.DatabaseError
DriverOperationalError: type[Exception] = sqlcipher.OperationalError


def connect(database: Path, key: bytes) -> sqlite3.Connection:
    """A connection under a raw key, with the pragmas that durability needs.

    Where nothing can be written it only reads, and writing is refused as `read_only`.
    """
    try:
        return _durable(_opened(str(database), key))
    except DriverOperationalError:
        if not _is_all_in_one_file(database) or hindrance(database.parent) != "read_only":
            raise
    # SQLite wants to write before it reads, unless it is told that nobody writes.
    return _opened(f"{database.absolute().as_uri()}?immutable=1", key, is_uri=True)


def _is_all_in_one_file(database: Path) -> bool:
    """Whether no commit lies in the log only: read as it lies, the file would lack it."""
    log = database.with_name(f"{database.name}-wal")
    return not log.exists() or log.stat().st_size == 0


def _opened(name: str, key: bytes, *, is_uri: bool = False) -> sqlite3.Connection:
    connection = sqlcipher.connect(
        name, check_same_thread=False, isolation_level=None, timeout=BUSY_SECONDS, uri=is_uri
    )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # A wrong key would otherwise write over the officer's screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection  # type: ignore[no-any-return]  # the driver has no types


def _durable(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a receipt handed over the counter must survive a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


@dataclass
class Bare:
    """One connection that threads take in turn; made at first use, and again after `close`."""

    database: Path
    key: bytes = field(repr=False)
    _lock: Lock = field(default_factory=Lock)
    _connection: sqlite3.Connection | None = None

    @contextmanager
    def turn(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread."""
        with self._lock:
            if self._connection is None:
                self._connection = connect(self.database, self.key)
            yield self._connection

    def close(self) -> None:
        """Close it."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
