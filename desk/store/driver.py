"""Connections to the encrypted file, straight through its driver."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import sqlcipher3.dbapi2 as sqlcipher

BUSY_SECONDS = 10
DriverError: type[Exception] = sqlcipher.DatabaseError
DriverOperationalError: type[Exception] = sqlcipher.OperationalError


def connect(database: Path, key: bytes) -> sqlite3.Connection:
    """A connection under a raw key, with the pragmas that durability needs."""
    connection = sqlcipher.connect(
        str(database), check_same_thread=False, isolation_level=None, timeout=BUSY_SECONDS
    )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # A wrong key would otherwise write over the officer's screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL: a receipt handed over the counter must survive a power cut.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection  # type: ignore[no-any-return]  # the driver has no types


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
