"""A home on a full disk, or one that is only to be read: said in words, and nothing is lost."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static
from typer.testing import CliRunner

from desk.commands import app
from desk.program import make_app
from desk.store.driver import connect
from desk.store.engine import engine_of
from desk.store.folder import StoreError, disk_failures, hindrance
from desk.store.home import Home
from desk.store.journal import counter_of
from desk.store.store import SCHEMA_VERSION, open_store
from desk.texts.home import SHUT
from desk.usecases.receive import Accepted, receive_dossier
from tests.desk.disks import Disk, small_disk, without_overrides
from tests.desk.office import Office, complete_form, open_office
from tests.desk.shell_office import settle

FAR = "http://127.0.0.1:9"
NEEDS_WRITING = (
    ("receive", "--file", "form.json"),
    ("sync", "--once"),
    ("rebuild",),
    ("centre", FAR),
    ("voucher", "0000-0000"),
    ("shift", "open", "--as", "lan"),
    ("void", "1001", "--as", "lan", "--reason", "x"),
)
"""Of the counter's commands, one for each way into a home."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


def closed_office(path: Path) -> Office:
    """A counter with one dossier that is unsent; its program ended in order."""
    office = open_office(path)
    with office.desk.store.write() as session:
        counter = counter_of(session)
        counter.url = FAR
        session.add(counter)
    assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
    office.desk.store.close()
    return office


def killed(office: Office) -> None:
    """Leave the store as a program does that is killed: its last commit in the log only."""
    child = os.fork()
    if child == 0:
        connection = connect(office.home.database, office.home.key())
        connection.execute("UPDATE counter SET feed_position = 7")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def run(home: Home, *words: str) -> tuple[int, str]:
    """A command's exit code and what it said; it may end in no other way."""
    done = CliRunner().invoke(app, [*words, "--home", str(home.path)])
    assert done.exception is None or isinstance(done.exception, SystemExit), words
    return done.exit_code, done.output.strip()


def found(home: Home) -> dict[str, str]:
    """Level by code of what `desk doctor` finds."""
    told: dict[str, Any] = json.loads(run(home, "doctor", "--json")[1])
    return {one["code"]: one["level"] for one in told["findings"]}


def said_at_the_start(home: Home) -> str:
    """What the first screen of the program says."""
    started = make_app(home.path)

    async def look() -> str:
        async with started.run_test() as pilot:
            await settle(pilot)
            return str(started.screen.query_one("#said", Static).content)

    return asyncio.run(look())


def refuses(home: Home, why: str) -> None:
    """Whatever would write says why it does not."""
    for words in NEEDS_WRITING:
        assert run(home, *words) == (1, SHUT[why]), words


def test_on_a_full_disk_everything_says_so_and_goes_on_once_there_is_room(disk: Disk) -> None:
    office = closed_office(disk.path)
    filling = disk.fill()
    refuses(office.home, "full")
    assert "ổ đĩa đầy" in run(office.home, "test-page")[1]
    for words in (("status",), ("verify",), ("voucher",), ("export-bundle", "x")):
        assert run(office.home, *words) == (1, SHUT["full"]), words
    codes = found(office.home)
    assert (codes["store_full"], codes["disk_full"]) == ("wrong", "wrong")
    assert "Giữ nguyên máy" not in run(office.home, "doctor")[1]
    assert said_at_the_start(office.home) == SHUT["full"]
    filling.unlink()
    assert run(office.home, "verify")[0] == 0
    assert found(office.home)["store_whole"] == "well"


def test_a_home_that_was_closed_is_read_where_nothing_can_be_written(
    disk: Disk, tmp_path: Path
) -> None:
    office = closed_office(disk.path)
    disk.turn("ro")
    only_read(office, tmp_path)


def test_a_home_whose_program_was_killed_is_read_too(disk: Disk, tmp_path: Path) -> None:
    office = closed_office(disk.path)
    killed(office)
    disk.turn("ro")
    assert [one.name for one in office.home.path.glob("desk.db-*")] != []
    only_read(office, tmp_path)
    with open_store(office.home).read() as session:
        assert counter_of(session).feed_position == 7


def test_a_folder_without_the_right_to_write_is_said(tmp_path: Path) -> None:
    office = closed_office(tmp_path)
    office.home.path.chmod(0o555)
    with without_overrides():
        refuses(office.home, "read_only")
        assert SHUT["read_only"] in run(office.home, "status")[1]
        assert found(office.home)["store_read_only"] == "wrong"
    office.home.path.chmod(0o700)
    (office.home.path / "key").chmod(0o000)
    with without_overrides():
        assert run(office.home, "status") == (1, SHUT["read_only"])
        assert found(office.home)["store_read_only"] == "wrong"


def only_read(office: Office, elsewhere: Path) -> None:
    """What must be read is read, with a word that nothing is written; all else says why not."""
    home = office.home
    refuses(home, "read_only")
    status, said = run(home, "status")
    assert (status, SHUT["read_only"] in said) == (0, True)
    assert run(home, "verify")[0] == 0
    assert run(home, "test-page") == (1, SHUT["read_only"])
    assert run(home, "backup", str(elsewhere / "sao-luu"))[0] == 0
    codes = found(home)
    assert (codes["store_read_only"], codes["store_whole"]) == ("wrong", "well")
    assert codes["unsent_shut"] == "watch"
    assert "prints" not in codes
    assert said_at_the_start(home) == SHUT["read_only"]


def test_a_log_that_cannot_be_read_along_is_never_left_out(disk: Disk) -> None:
    office = closed_office(disk.path)
    killed(office)
    (office.home.path / "desk.db-shm").unlink()
    disk.turn("ro")
    assert run(office.home, "status") == (1, SHUT["read_only"])
    disk.turn("rw")
    store = open_store(office.home)
    with store.read() as session:
        assert counter_of(session).feed_position == 7
    store.close()


def test_an_older_store_waits_for_a_disk_that_can_be_written(disk: Disk) -> None:
    home = Home(disk.path)
    engine = engine_of(home.database, home.key())
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    engine.dispose()
    disk.turn("ro")
    with pytest.raises(StoreError, match="read_only"):
        open_store(home)


def test_a_restore_onto_a_full_disk_changes_nothing(disk: Disk, tmp_path: Path) -> None:
    office = closed_office(disk.path)
    copy = tmp_path / "sao-luu"
    assert run(office.home, "backup", str(copy))[0] == 0
    filling = disk.fill()
    assert run(office.home, "restore", str(copy)) == (1, SHUT["full"])
    filling.unlink()
    assert run(office.home, "verify")[0] == 0


def test_an_enrolment_where_nothing_can_be_written_is_one_sentence(disk: Disk) -> None:
    disk.turn("ro")
    home = Home(disk.path / "new")
    assert run(home, "enrol", FAR, "code", "--name", "Q1") == (1, SHUT["read_only"])


def test_what_is_no_fault_of_the_disk_is_not_said_to_be_one(tmp_path: Path) -> None:
    office = closed_office(tmp_path)
    (office.home.path / "lock").unlink(missing_ok=True)
    (office.home.path / "lock").mkdir()
    status, said = run(office.home, "sync", "--once")
    assert (status, said.startswith("Không mở được dữ liệu")) == (1, True)
    assert hindrance(office.home.path) == ""
    assert list(office.home.path.glob(".thu-ghi*")) == []
    with pytest.raises(StoreError, match="failed"), disk_failures():
        raise IsADirectoryError
