"""Opening the encrypted store: transactions, and the schema's version.

SQLAlchemy is loaded by the first transaction, not by opening.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from desk.store.driver import BUSY_SECONDS, Bare, DriverError, DriverOperationalError
from desk.store.folder import StoreError, disk_failures, hindrance
from desk.store.home import Home

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

__all__ = ["SCHEMA_VERSION", "Changes", "Store", "StoreError", "open_store"]

SCHEMA_VERSION = 12
"""Version that this release reads; migrations carry older stores to it."""


@dataclass
class Changes:
    """Counts what this process changed, for whoever keeps parsed copies."""

    references: int = 0


@dataclass(frozen=True)
class Store:
    """The counter's store; each use case takes one session, and so one transaction."""

    database: Path
    key: bytes = field(repr=False)
    looks_only: bool = False
    """Another process holds the home, so nothing is written from here."""
    changes: Changes = field(default_factory=Changes)
    _making: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)
    _next: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)
    _turn: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    @property
    def engine(self) -> "Engine":
        """The connections that sessions take theirs from; the first two threads get the same."""
        with self._making:
            return self._engine

    @cached_property
    def _engine(self) -> "Engine":
        from desk.store.engine import engine_of

        return engine_of(self.database, self.key)

    @cached_property
    def _bare(self) -> Bare:
        return Bare(self.database, self.key)

    @contextmanager
    def write(self) -> "Iterator[Session]":
        """One transaction that has the store for itself; committed durably when the block ends.

        Raises:
            StoreError: nothing was written (`full`, `busy`, `read_only`, `damaged`, `taken`).
        """
        if self.looks_only:
            raise StoreError("taken")
        from sqlalchemy.exc import DatabaseError, OperationalError

        from desk.store.engine import writing

        # Prepared statements meet the driver's own errors.
        operational = (OperationalError, DriverOperationalError)
        with (
            self._taking_turns(),
            _failures(self.database.parent, operational, (DatabaseError, DriverError)),
            writing(self.engine) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        """The store to one thread, then to whoever has waited.

        SQLite lets waiters look now and then: beside a thread that writes on and on they find it
        busy again and again.
        """
        with self._next:
            is_ours = self._turn.acquire(timeout=BUSY_SECONDS)
        if not is_ours:
            raise StoreError("busy")
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def read(self) -> "Iterator[Session]":
        """One consistent view; nothing written in it is kept.

        Raises:
            StoreError: it cannot be read (`damaged` and the like).
        """
        from sqlalchemy.exc import DatabaseError, OperationalError

        from desk.store.engine import reading

        operational = (OperationalError, DriverOperationalError)
        named = _failures(self.database.parent, operational, (DatabaseError, DriverError))
        with named, reading(self.engine) as session:
            yield session

    @contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection, each statement a transaction; for `front`.

        Raises:
            StoreError: as `write`.
        """
        named = _failures(self.database.parent, (DriverOperationalError,), (DriverError,))
        with named, self._bare.turn() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._bare.close()
        if "_engine" in self.__dict__:
            self._engine.dispose()


@contextmanager
def _failures(
    home: Path, operational: tuple[type[Exception], ...], database: tuple[type[Exception], ...]
) -> Iterator[None]:
    """Name what the disk or another process did; a fault of ours stays what it is."""
    try:
        yield
    except operational as error:
        raise StoreError(_reason(error, home)) from None
    except database as error:
        if _reason(error, home) != "damaged":
            raise
        raise StoreError("damaged") from None


def open_store(home: Home, *, looks_only: bool = False) -> Store:
    """Open the store of a home, made or migrated if need be, by whoever holds it.

    Raises:
        StoreError: the key does not fit (`wrong_key`), a newer release wrote it (`too_new`), or the
            disk does not let us (`full`, `read_only` and the like).
    """
    with disk_failures():
        is_keyless = home.database.exists() and not home.has_key()
    if is_keyless:
        # A new key would open nothing, and hide that the old one is gone.
        raise StoreError("wrong_key")
    store = Store(home.database, home.key(), looks_only)
    try:
        with store.bare() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except StoreError:
        store.close()
        raise
    except DriverError:
        store.close()
        raise StoreError("wrong_key") from None
    if version > SCHEMA_VERSION:
        store.close()
        raise StoreError("too_new")
    if version < SCHEMA_VERSION and looks_only:
        store.close()
        raise StoreError("taken")
    if version < SCHEMA_VERSION:
        _carry_over(store)
    return store


def _carry_over(store: Store) -> None:
    from sqlalchemy.exc import DatabaseError, OperationalError

    from desk.store.migrate import migrate

    try:
        with _failures(store.database.parent, (OperationalError,), (DatabaseError,)):
            migrate(store.engine)
    except StoreError:
        store.close()
        raise


_REASONS = {5: "busy", 6: "busy", 8: "read_only", 11: "damaged", 13: "full"}
"""By SQLite's own result codes: SQLITE_BUSY, LOCKED, READONLY, CORRUPT, FULL."""
_OF_THE_DISK = frozenset({10, 14})
"""SQLITE_IOERR and CANTOPEN: all it says when it finds no room, or no right, to begin at all."""


def _reason(error: Exception, home: Path) -> str:
    code: int = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) & 0xFF
    if code in _OF_THE_DISK:
        return hindrance(home) or "failed"
    return _REASONS.get(code, "failed")
