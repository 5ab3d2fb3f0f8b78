"""Copies of the encrypted store, made while it is in use, and whether they are sound."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from desk.store.driver import connect
from desk.store.store import Store, StoreError

PAGES_AT_ONCE = 256


def copy_database(database: Path, key: bytes, copy: Path) -> None:
    """Copy a store as it stands at one moment, under the same key; writers go on meanwhile.

    Raises:
        StoreError: it could not be read or written.
    """
    try:
        with closing(connect(database, key)) as source, closing(_connect(copy, key)) as target:
            source.backup(target, pages=PAGES_AT_ONCE)
            # The copy is one file: nothing of it may lie in a log beside it.
            target.execute("PRAGMA journal_mode = DELETE")
    except sqlcipher.Error:
        raise StoreError("failed") from None


def is_sound(database: Path, key: bytes) -> bool:
    """Whether a store opens with a key and every page of it lies as it was written."""
    try:
        with closing(_connect(database, key)) as connection:
            damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            checked = connection.execute("PRAGMA quick_check").fetchall()
    except sqlcipher.Error:
        return False
    return not damaged and checked == [("ok",)]


@contextmanager
def opened_copy(database: Path, key: bytes) -> Iterator[Store]:
    """A copy as a store; nothing lies beside it afterwards."""
    store = Store(database, key)
    try:
        yield store
    finally:
        store.close()


def _connect(database: Path, key: bytes) -> Any:
    connection = sqlcipher.connect(str(database), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection
