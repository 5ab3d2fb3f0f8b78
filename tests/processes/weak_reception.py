"""Receives as `reception_driver.py` does, with a store that syncs as SQLite does by NORMAL."""

import runpy
import sqlite3
from pathlib import Path

import desk.store.driver
import desk.store.engine

connect = desk.store.driver.connect


def connect_weakly(database: Path, key: bytes) -> sqlite3.Connection:
    """A connection that does not wait for the disk at a COMMIT."""
    made = connect(database, key)
    made.execute("PRAGMA synchronous = NORMAL")
    return made


for module in (desk.store.driver, desk.store.engine):
    setattr(module, "connect", connect_weakly)  # noqa: B010  # the engine's is not its own
runpy.run_path(str(Path(__file__).with_name("reception_driver.py")))
