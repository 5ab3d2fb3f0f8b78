"""A hundred citizens during an outage, with the power failing twice: nothing is lost or doubled."""

import signal
import subprocess
import threading
from itertools import islice
from pathlib import Path

import pytest

from tests.processes.paper import (
    journal_at_the_centre,
    journal_at_the_desk,
    ordinals,
    said,
    write_form,
    write_forms,
)
from tests.processes.running import SECONDS_MAX, CentreProcess, DeskProcess, environment

pytestmark = pytest.mark.slow


def killed_after(driver: subprocess.Popen[str], count: int) -> list[str]:
    """The codes that were said before the process was ended in the midst of the next dossier."""
    assert driver.stdout is not None
    lines = list(islice(driver.stdout, count))
    driver.send_signal(signal.SIGKILL)
    rest, _ = driver.communicate()
    lines += rest.splitlines(keepends=True)
    return [said(line)["code"] for line in lines if line.endswith("\n")]


def test_a_hundred_dossiers_of_an_outage_arrive_once_and_in_order(
    centre: CentreProcess, desk: DeskProcess, tmp_path: Path
) -> None:
    centre.kill()
    forms = tmp_path / "forms"
    ids = write_forms(forms, 100)
    early = killed_after(desk.drive(forms), 23)
    early += [code for code in killed_after(desk.drive(forms), 61) if code not in early]
    driver = desk.drive(forms)
    told, _ = driver.communicate(timeout=SECONDS_MAX)
    lines = [said(line) for line in told.splitlines()]
    assert driver.returncode == 0
    assert [line["id"] for line in lines] == [str(one) for one in ids]
    # Whoever left with a receipt before the power failed has that very code.
    assert early == [line["code"] for line in lines][: len(early)]
    assert [line["created"] for line in lines].index(True) >= 61

    desk.sync(expected=1)
    assert desk.status()["unsent"] > 100
    centre.start()
    desk.sync()

    listed = centre.dossiers()
    assert [line["id"] for line in listed] == [str(one) for one in ids]
    assert [line["code"] for line in listed] == [line["code"] for line in lines]
    assert ordinals(listed) == list(range(1001, 1101))
    assert journal_at_the_centre(centre.home) == journal_at_the_desk(desk.home)
    assert desk.status()["unsent"] == 0
    desk.assert_whole()
    centre.assert_whole()


def test_a_centre_that_is_killed_in_the_midst_of_pushes_has_each_entry_once(
    centre: CentreProcess, desk: DeskProcess, tmp_path: Path
) -> None:
    forms = tmp_path / "forms"
    write_forms(forms, 60)
    desk.drive(forms).communicate(timeout=SECONDS_MAX)
    for _ in range(2):
        pushing = subprocess.Popen(
            ["python", "-m", "desk", "sync", "--once"], env=environment(desk.home)
        )
        wait_until_written(centre, pushing)
        centre.kill()
        pushing.communicate(timeout=SECONDS_MAX)
        held = journal_at_the_centre(centre.home)
        assert held == journal_at_the_desk(desk.home)[: len(held)]
        centre.start()
    desk.sync()
    assert journal_at_the_centre(centre.home) == journal_at_the_desk(desk.home)
    desk.assert_whole()
    centre.assert_whole()


def wait_until_written(centre: CentreProcess, pushing: subprocess.Popen[bytes]) -> None:
    """Wait until the centre begins to write, or there is nothing more to wait for."""
    log = centre.home / "centre.sqlite-wal"
    before = log.stat().st_mtime_ns
    pause = threading.Event()
    while pushing.poll() is None and log.stat().st_mtime_ns == before:
        pause.wait(0.002)


def test_the_commands_receive_once_and_deliver(
    centre: CentreProcess, desk: DeskProcess, tmp_path: Path
) -> None:
    file = write_form(tmp_path / "form.json", 1)
    first, again = desk.receive(file), desk.receive(file)
    assert first["created"]
    assert again == first | {"created": False}
    assert Path(first["pdf"]).read_bytes().startswith(b"%PDF")
    desk.sync()
    assert [line["code"] for line in centre.dossiers()] == [first["code"]]
    status = desk.status()
    assert (status["counter"], status["line"], status["unsent"]) == ("000.17.22.H02/Q1", "up", 0)
    assert status["dossiers"] == 1
