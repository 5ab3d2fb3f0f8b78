"""A centre of its own for every test, ended whatever happens."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.running import CentreProcess, DeskProcess


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a centre with the demo unit."""
    made = CentreProcess(tmp_path_factory.mktemp("seeded") / "centre")
    made.prepare()
    return made.home


@pytest.fixture
def centre(tmp_path: Path, seeded: Path) -> Iterator[CentreProcess]:
    """A running centre with the demo unit, ended whatever happens."""
    made = CentreProcess(Path(shutil.copytree(seeded, tmp_path / "centre")))
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def desk(tmp_path: Path, centre: CentreProcess) -> DeskProcess:
    """Counter Q1, enrolled and with its reference data."""
    made = DeskProcess(tmp_path / "desk")
    made.enrol(centre)
    return made
