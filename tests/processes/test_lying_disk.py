"""A power cut leaves of a disk what was synced: FULL keeps what was said, and NORMAL would not."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from desk import machine
from desk.store.home import Home
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.lists import all_page
from desk.usecases.verify import verify
from sync.centre.store import database_url
from sync.centre.store import open_store as open_centre_store
from sync.centre.tables import StoredEntry
from sync.centre.verifying import problems
from tests.builders import a_journal
from tests.desk.office import open_office
from tests.processes.paper import said, write_forms
from tests.processes.running import DRIVER
from tests.sync.centre.desks import Centre, push_body

HERE = Path(__file__).parent
WEAK = HERE / "weak_reception.py"
SERVING, SERVING_WEAKLY = ("-m", "sync.centre"), (str(HERE / "weak_centre.py"),)
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


def on_a_lying_disk(library: Path, disk: Path, left: Path, *words: str) -> "subprocess.Popen[str]":
    """A program whose files in a folder are also, as far as they were synced, in another one."""
    lying = {"LD_PRELOAD": str(library), "DISK": str(disk.resolve()), "SHADOWS": str(left)}
    return subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | lying,
    )


def codes_after_a_power_cut(driver: Path, library: Path, folder: Path) -> tuple[set[str], set[str]]:
    """The codes that citizens were told before the power failed, and those on the disk then."""
    office = open_office(folder)
    office.desk.store.close()
    forms = folder / "forms"
    write_forms(forms, RECEPTIONS * 20)
    disk, left = office.home.path, folder / "left"
    shutil.copytree(disk, left)
    process = on_a_lying_disk(library, disk, left, str(driver), str(disk), str(forms))
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


def heads_after_a_power_cut(
    words: tuple[str, ...], library: Path, folder: Path
) -> tuple[list[int], list[int]]:
    """The entries that the centre said it has before the power failed, and those on its disk."""
    disk, left = folder / "centre", folder / "left"
    centre = Centre(open_centre_store(database_url(disk, None)))
    centre.add_unit()
    desk = asyncio.run(centre.enrol())
    centre.store.close()
    shutil.copytree(disk, left)
    process = on_a_lying_disk(
        library, disk, left, *words, "serve", "--port", "0", "--home", str(disk)
    )
    assert process.stdout is not None
    told = []
    try:
        url = process.stdout.readline().split()[-1] + "/v1/counters/me/journal"
        with httpx.Client(headers=desk.headers, trust_env=False) as line:
            for text in a_journal(RECEPTIONS).texts:
                answer = line.post(url, content=push_body([text]))
                told.append(answer.json()["head"]["seq"])
    finally:
        process.kill()
        process.communicate()
    store = open_centre_store(database_url(left, None))
    with store.reading() as session:
        held = list(session.exec(select(StoredEntry.seq).order_by(col(StoredEntry.seq))))
        assert list(problems(session)) == [], "either way, what is there is whole"
    store.close()
    return told, held


@pytest.mark.slow
def test_every_entry_that_a_centre_took_is_on_the_disk_that_a_power_cut_leaves(
    lying_disk: Path, tmp_path: Path
) -> None:
    told, held = heads_after_a_power_cut(SERVING, lying_disk, tmp_path)
    assert told == held == list(range(1, RECEPTIONS + 1))


@pytest.mark.slow
def test_a_centre_without_full_synchronisation_would_lose_entries_that_it_took(
    lying_disk: Path, tmp_path: Path
) -> None:
    told, held = heads_after_a_power_cut(SERVING_WEAKLY, lying_disk, tmp_path)
    assert told == list(range(1, RECEPTIONS + 1))
    assert held == []
