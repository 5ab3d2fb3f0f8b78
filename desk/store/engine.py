"""SQLAlchemy over the encrypted file: what nearly every use case reads and writes through.

Importing it takes longer than the rest of a start together, so nothing before the desk screen
does; see `front`.
"""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

from desk.store.driver import connect


def engine_of(database: Path, key: bytes) -> Engine:
    """The connections to an encrypted database."""
    # The path must stand in the URL: without it SQLAlchemy takes the pool of in-memory databases.
    engine = create_engine(
        f"sqlite:///{database}",
        module=sqlcipher,
        creator=lambda: connect(database, key),
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Session:
    """A session whose transaction has the store for itself."""
    return Session(engine, expire_on_commit=False)


def reading(engine: Engine) -> Session:
    """A session that sees one consistent view."""
    return Session(engine.execution_options(reader=True), expire_on_commit=False)


def _begin(connection: Connection) -> None:
    reader = connection.get_execution_options().get("reader", False)
    # IMMEDIATE: two writers that both read first would otherwise refuse each other at the end.
    connection.exec_driver_sql("BEGIN" if reader else "BEGIN IMMEDIATE")
