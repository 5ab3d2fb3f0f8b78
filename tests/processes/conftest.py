"""A centre of its own for every test, ended whatever happens."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.store.home import Home
from desk.store.store import open_store
from desk.usecases.enrol import change_centre
from tests.processes.running import CentreProcess, DeskProcess


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The homes of a centre with the demo unit and of its counter Q1, with reference data."""
    folder = tmp_path_factory.mktemp("enrolled")
    centre = CentreProcess(folder / "centre")
    centre.prepare()
    try:
        centre.start()
        DeskProcess(folder / "desk").enrol(centre)
    finally:
        centre.kill()
    return folder


@pytest.fixture
def centre(tmp_path: Path, enrolled: Path) -> Iterator[CentreProcess]:
    """A running centre with the demo unit, ended whatever happens."""
    made = CentreProcess(Path(shutil.copytree(enrolled / "centre", tmp_path / "centre")))
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def desk(tmp_path: Path, enrolled: Path, centre: CentreProcess) -> DeskProcess:
    """Counter Q1, enrolled and with its reference data."""
    made = DeskProcess(Path(shutil.copytree(enrolled / "desk", tmp_path / "desk")))
    store = open_store(Home(made.home))
    change_centre(store, centre.url)
    store.close()
    return made
