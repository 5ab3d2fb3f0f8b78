"""A power cut leaves of a disk what was synced: FULL keeps what was said, and NORMAL would not."""

import os
import shutil
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from desk import machine
from desk.store.home import Home
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.lists import all_page
from desk.usecases.verify import verify
from tests.desk.office import open_office
from tests.processes.paper import said, write_forms
from tests.processes.running import DRIVER

HERE = Path(__file__).parent
WEAK = HERE / "weak_reception.py"
ROOT = HERE.parents[1]
RECEPTIONS = 5


@pytest.fixture(scope="module")
def lying_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that keeps the shadows; where there must be a compiler, its absence fails."""
    compiler = shutil.which("cc")
    if not sys.platform.startswith("linux"):
        pytest.skip("what is preloaded into a process is a matter of Linux here")
    if compiler is None:
        assert not os.environ.get("CI"), "a compiler is missing"
        pytest.skip("there is no C compiler here")
    made = tmp_path_factory.mktemp("lying") / "lying_disk.so"
    words = ("-shared", "-fPIC", "-O1", "-o", str(made), str(HERE / "lying_disk.c"))
    subprocess.run([compiler, *words], check=True)
    return made


def codes_after_a_power_cut(driver: Path, library: Path, folder: Path) -> tuple[set[str], set[str]]:
    """The codes that citizens were told before the power failed, and those on the disk then."""
    office = open_office(folder)
    office.desk.store.close()
    forms = folder / "forms"
    write_forms(forms, RECEPTIONS * 20)
    disk, left = office.home.path, folder / "left"
    shutil.copytree(disk, left)
    lying = {"LD_PRELOAD": str(library), "DISK": str(disk.resolve()), "SHADOWS": str(left)}
    process = subprocess.Popen(
        [sys.executable, str(driver), str(disk), str(forms)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | lying,
    )
    assert process.stdout is not None
    told = {said(line)["code"] for line in islice(process.stdout, RECEPTIONS)}
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    told |= {said(line)["code"] for line in rest.splitlines(keepends=True) if line.endswith("\n")}
    assert RECEPTIONS <= len(told) < RECEPTIONS * 20
    desk = Desk(open_store(Home(left)), machine.now, machine.random_bytes)
    held = {line.code for line in all_page(desk, 0, 1000) if line.code}
    assert verify(desk) == (), "either way, what is there is whole"
    desk.store.close()
    return told, held


@pytest.mark.slow
def test_every_code_that_was_said_is_on_the_disk_that_a_power_cut_leaves(
    lying_disk: Path, tmp_path: Path
) -> None:
    told, held = codes_after_a_power_cut(DRIVER, lying_disk, tmp_path)
    assert told <= held


@pytest.mark.slow
def test_without_full_synchronisation_codes_that_were_said_would_be_gone(
    lying_disk: Path, tmp_path: Path
) -> None:
    told, held = codes_after_a_power_cut(WEAK, lying_disk, tmp_path)
    assert told - held
