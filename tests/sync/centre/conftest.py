"""Every test of the centre runs on SQLite and on PostgreSQL, there with two API processes."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.centre.store import Store, open_store
from tests.sync.centre.databases import PostgresServer, running_postgres
from tests.sync.centre.desks import Centre, Desk


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the schema."""
    path = tmp_path_factory.mktemp("template") / "centre.sqlite"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the session; where there must be one, its absence is a failure."""
    starting = running_postgres()
    try:
        server = starting.__enter__()
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}")
    yield server
    starting.__exit__(None, None, None)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    if request.param == "sqlite":
        path = tmp_path / "centre.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        opened = open_store(f"sqlite:///{path}")
        yield opened
        opened.close()
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        server.empty()
        opened = open_store(server.url)
        yield opened
        opened.close()


@pytest.fixture
def processes(store: Store) -> int:
    """How many API processes answer by turns; what is of one process asks for one."""
    return 2 if store.engine.dialect.name == "postgresql" else 1


@pytest.fixture
def centre(store: Store, processes: int, request: pytest.FixtureRequest) -> Iterator[Centre]:
    """A centre with one unit."""
    beside = None
    if processes == 2:
        beside = open_store(request.getfixturevalue("postgres").url)
    made = Centre(store, beside=beside)
    made.add_unit()
    yield made
    if beside is not None:
        beside.close()


@pytest.fixture
async def desk(centre: Centre) -> Desk:
    """Counter Q1 of the unit."""
    return await centre.enrol()
