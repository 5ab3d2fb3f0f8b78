"""The migrations make the tables the code works with, and opening is safe at any time."""

import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import text

import sync.centre.blob_tables
import sync.centre.succession  # noqa: F401  (their tables)
from sync.centre.store import (
    LINE_SETTINGS,
    SCHEMA,
    Store,
    _postgresql,
    database_url,
    open_store,
)
from sync.centre.tables import Record


def test_the_migrations_make_exactly_the_tables_of_the_code(store: Store) -> None:
    with store.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": is_no_partition}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Record.metadata) == []
        assert context.get_current_revision() == SCHEMA


def is_no_partition(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or name is None or not name.rpartition("_")[2].isdigit()


def test_a_file_is_durable_and_for_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = open_store(database_url(home, None))
    with store.writing() as session:
        settings = [
            session.connection().scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    store.close()
    assert settings == ["wal", 2, 1]
    assert (home / "centre.sqlite").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700


def test_a_writer_holds_the_write_lock_from_its_beginning(tmp_path: Path) -> None:
    store = open_store(database_url(tmp_path, None))
    beside = sqlite3.connect(tmp_path / "centre.sqlite", timeout=0, isolation_level=None)
    with store.writing() as session:
        session.connection().execute(text("SELECT 1"))
        try:
            beside.execute("BEGIN IMMEDIATE")
            locked = False
        except sqlite3.OperationalError:
            locked = True
    beside.close()
    store.close()
    assert locked


def test_a_database_whose_machine_is_gone_is_given_up_soon_unless_its_address_says_otherwise() -> (
    None
):
    given, said = (
        _postgresql(f"postgresql://h/d{query}").url.query for query in ("", "?connect_timeout=3")
    )
    assert given == LINE_SETTINGS
    assert said == {**LINE_SETTINGS, "connect_timeout": "3"}


def test_an_address_of_postgresql_is_read_as_people_write_it() -> None:
    assert database_url(Path("/home"), "postgresql://h/d") == "postgresql://h/d"
