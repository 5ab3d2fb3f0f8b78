"""Serves as `desk-centre` does, with a database that syncs as SQLite does by NORMAL."""

import sqlite3
from typing import Any

from sqlalchemy import Engine, event

import sync.centre.store
from sync.centre.__main__ import main

sqlite = sync.centre.store._sqlite


def sync_weakly(connection: sqlite3.Connection, _: object) -> None:
    """A connection that does not wait for the disk at a COMMIT."""
    connection.execute("PRAGMA synchronous = NORMAL")


def sqlite_weakly(url: str) -> Engine:
    """The database with such connections."""
    engine = sqlite(url)
    event.listen(engine, "connect", sync_weakly)
    return engine


store: Any = sync.centre.store
store._sqlite = sqlite_weakly
main()
