"""The centre's database: SQLite in a file of the home, or PostgreSQL.

A writing session takes SQLite's write lock when it begins and holds row locks on PostgreSQL; a
reading session sees one moment of the database throughout.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, exc, inspect, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, text

from sync.centre.refusals import RefusedError

SCHEMA = "0008"
"""The newest migration."""
BUSY_SECONDS_MAX = 30
POOL_CONNECTIONS = 20
LINE_SETTINGS = {
    "connect_timeout": "10",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
"""A database whose machine is gone is given up in half a minute; left alone, the system waits for a
quarter of an hour, and every place for a push waits with it. An address may say otherwise."""


@dataclass(frozen=True)
class Store:
    """The two ways into one database."""

    engine: Engine
    reader: Engine
    writer: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment."""
        with Session(self.reader) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in one transaction; leaving it without an exception means COMMIT returned."""
        with Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What is raised when the database cannot do it now, though nothing is wrong with what.

        Full disk, restart, lost line, a statement ended from outside, a read-only copy; of the
        driver itself as well, since rows are copied past SQLAlchemy.
        """
        raw = self.engine.dialect.loaded_dbapi
        own = (exc.OperationalError, exc.InterfaceError, exc.InternalError, exc.TimeoutError)
        return (*own, raw.OperationalError, raw.InterfaceError, raw.InternalError)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def database_url(home: Path, database: str | None) -> str:
    """The URL of a centre's database: the one given, else a file of the home."""
    return database or f"sqlite:///{home / 'centre.sqlite'}"


def can_keep(text: str) -> bool:
    """Whether every database of ours keeps a text: PostgreSQL none with a zero character.

    JSON escapes it, so an entry's own text is always kept.
    """
    return "\0" not in text


def open_store(url: str) -> Store:
    """Open the database at its newest schema, making or migrating it as needed.

    Raises:
        RefusedError: 409 `newer_schema`; a newer release has written it.
    """
    engine = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)
    try:
        _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    return Store(
        engine=engine,
        reader=engine.execution_options(**isolation),
        writer=engine.execution_options(is_writer=True),
    )


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    assert path, "an SQLite database is a file"
    Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Made before SQLite does, so that nobody else can read it; its WAL takes the same mode.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    # hide_parameters: an error's text quotes them, and they hold names and numbers of persons.
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=POOL_CONNECTIONS,
        max_overflow=POOL_CONNECTIONS,
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS_MAX},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    # FULL: an entry the centre acknowledged must survive a power cut.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("is_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _postgresql(url: str) -> Engine:
    chosen = make_url(url)
    if chosen.drivername in {"postgresql", "postgres"}:
        chosen = chosen.set(drivername="postgresql+psycopg")
    chosen = chosen.set(query=LINE_SETTINGS | chosen.query)
    return create_engine(
        chosen,
        hide_parameters=True,
        pool_size=POOL_CONNECTIONS,
        max_overflow=POOL_CONNECTIONS,
        pool_pre_ping=True,
    )


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        if _version(connection) == SCHEMA:
            return
    with engine.execution_options(is_writer=True).begin() as connection:
        start_alone(connection)
        if _version(connection) != SCHEMA:
            upgrade(connection)


def start_alone(connection: Connection) -> None:
    """Wait until no other process is starting; none starts before this transaction has ended.

    Two that start together must not both make the tables, nor what a new centre begins with.
    """
    if connection.dialect.name == "postgresql":
        # A writer of SQLite is alone anyway.
        connection.execute(text("SELECT pg_advisory_xact_lock(37201902)"))


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the schema up to a step, within the connection's transaction.

    Raises:
        RefusedError: 409 `newer_schema`.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError:
        raise RefusedError(409, "newer_schema") from None
