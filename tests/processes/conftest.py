"""A centre of its own for every test, ended whatever happens."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.store.home import Home
from desk.store.store import open_store
from desk.usecases.enrol import change_centre
from tests.processes.forks import Forks, running_forks
from tests.processes.running import CentreProcess, DeskProcess


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """Where processes come from that cost little to start."""
    if sys.platform == "win32":
        pytest.skip("processes are forked")
    with running_forks() as made:
        yield made


def centre_in(home: Path, forks: Forks) -> CentreProcess:
    """A centre on an SQLite home."""
    return CentreProcess(forks, home, f"sqlite:///{home / 'centre.sqlite'}")


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Path:
    """The homes of a centre with the demo unit and of its counter Q1, with reference data."""
    folder = tmp_path_factory.mktemp("enrolled")
    centre = centre_in(folder / "centre", forks)
    centre.run("seed-demo")
    try:
        centre.start()
        DeskProcess(folder / "desk", forks).enrol(centre)
    finally:
        centre.kill()
    return folder


@pytest.fixture
def centre(tmp_path: Path, enrolled: Path, forks: Forks) -> Iterator[CentreProcess]:
    """A running centre with the demo unit, ended whatever happens."""
    made = centre_in(Path(shutil.copytree(enrolled / "centre", tmp_path / "centre")), forks)
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def desk(tmp_path: Path, enrolled: Path, centre: CentreProcess, forks: Forks) -> DeskProcess:
    """Counter Q1, enrolled and with its reference data."""
    made = DeskProcess(Path(shutil.copytree(enrolled / "desk", tmp_path / "desk")), forks)
    store = open_store(Home(made.home))
    change_centre(store, centre.url)
    store.close()
    return made
