"""Opening the encrypted store: pragmas, transactions, and the schema's version."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session

from desk.store.home import Home

SCHEMA_VERSION = 4
"""Version that this release reads; migrations carry older stores to it."""
BUSY_SECONDS = 10


class StoreError(Exception):
    """The store cannot be opened or written; the text says why, as a stable code."""


@dataclass
class Changes:
    """Counts what this process changed, for whoever keeps parsed copies."""

    references: int = 0


@dataclass(frozen=True)
class Store:
    """The counter's store; each use case takes one session, and so one transaction."""

    engine: Engine
    changes: Changes = field(default_factory=Changes)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction that has the store for itself; committed durably when the block ends.

        Raises:
            StoreError: nothing was written (`full`, `busy`, `read_only`, `damaged`).
        """
        with _failures(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view; nothing written in it is kept.

        Raises:
            StoreError: it cannot be read (`damaged` and the like).
        """
        reader = self.engine.execution_options(reader=True)
        with _failures(), Session(reader, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _failures() -> Iterator[None]:
    """Name what the disk or another process did; a fault of ours stays what it is."""
    try:
        yield
    except OperationalError as error:
        raise StoreError(_reason(error)) from None
    except DatabaseError as error:
        if _reason(error) != "damaged":
            raise
        raise StoreError("damaged") from None


def open_store(home: Home) -> Store:
    """Open the store of a home, made or migrated if need be.

    Raises:
        StoreError: the key does not fit (`wrong_key`) or a newer release wrote it (`too_new`).
    """
    if home.database.exists() and not home.has_key():
        # A new key would open nothing, and hide that the old one is gone.
        raise StoreError("wrong_key")
    engine = engine_of(home.database, home.key())
    try:
        with engine.connect() as connection:
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    except OperationalError as error:
        engine.dispose()
        raise StoreError(_reason(error)) from None
    except DatabaseError:
        engine.dispose()
        raise StoreError("wrong_key") from None
    if version > SCHEMA_VERSION:
        engine.dispose()
        raise StoreError("too_new")
    if version < SCHEMA_VERSION:
        from desk.store.migrate import migrate

        migrate(engine)
    return Store(engine)


def engine_of(database: Path, key: bytes) -> Engine:
    """The connections to an encrypted database, each with the pragmas that durability needs."""

    def connect() -> sqlite3.Connection:
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

    # The path must stand in the URL: without it SQLAlchemy takes the pool of in-memory databases.
    engine = create_engine(
        f"sqlite:///{database}", module=sqlcipher, creator=connect, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    reader = connection.get_execution_options().get("reader", False)
    # IMMEDIATE: two writers that both read first would otherwise refuse each other at the end.
    connection.exec_driver_sql("BEGIN" if reader else "BEGIN IMMEDIATE")


def _reason(error: Any) -> str:
    text = str(error.orig).lower()
    known = {"full": "full", "locked": "busy", "readonly": "read_only", "malformed": "damaged"}
    return next((code for word, code in known.items() if word in text), "failed")
