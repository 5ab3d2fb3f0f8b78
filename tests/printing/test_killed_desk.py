"""The desk is killed while a real queue prints: afterwards there is one print, and one record."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from desk.settings import FILE_NAME
from desk.usecases.lists import dossier_by_id
from desk.usecases.print_jobs import Job, print_waiting, recover_jobs
from desk.usecases.print_queue import follow_jobs, queue_page
from desk.usecases.printers import open_printers
from desk.usecases.verify import verify
from desk.widgets.choice import Choice
from printing.spool import JobState
from tests.desk.screens.desk_shell import screen_of
from tests.desk.shell_office import Shop, settle, shop, signed_in
from tests.desk.shell_office import until as until_shown
from tests.printing.cups import Cups, until
from tests.printing.reading import texts

ROOT = Path(__file__).parents[2]
STAMP = "BẢN IN LẠI LẦN 1"


@pytest.fixture
def counter(tmp_path: Path, cups: Cups) -> Shop:
    """A counter whose settings name the queue."""
    made = shop(tmp_path)
    (made.home.path / FILE_NAME).write_text(
        f"[printers.quay]\nkind = 'ipp'\nurl = '{cups.printer().url}'\n"
        "[printing]\nprinter = 'quay'\n"
    )
    made.transport = open_printers(made.home)
    return made


@contextmanager
def printing(counter: Shop, when: str = "sent") -> Iterator[subprocess.Popen[str]]:
    """A desk that receives a dossier and prints its receipt; killed at the end."""
    command = [sys.executable, "-m", "tests.printing.desk_driver", str(counter.home.path), when]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL


def killed_out_of_paper(counter: Shop, cups: Cups) -> None:
    """The first of two pages is out, the paper is at its end, and the desk is killed."""
    cups.behave("paper-1")
    with printing(counter) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "sent\n"
        until(lambda: len(cups.pages()) == 1, "the first page")
        until(lambda: "media-empty-error" in cups.standing().reasons, "no paper")


def prints_told(counter: Shop) -> list[str]:
    """The prints in the journal, once it is found whole; and no job is left open."""
    desk = counter.desk()
    jobs = queue_page(desk, 0, 64)
    state = dossier_by_id(desk, jobs[0].dossier)
    assert state is not None
    assert verify(desk) == ()
    desk.store.close()
    return [one.kind for one in state.timeline if one.kind.startswith("slip.")]


def restarted(counter: Shop) -> Job:
    """The job as the printer has it, without anybody being asked."""
    desk = counter.desk()
    assert counter.transport is not None
    recover_jobs(desk)
    follow_jobs(desk, counter.transport)
    print_waiting(desk, counter.transport, "lan")
    follow_jobs(desk, counter.transport)
    [job] = queue_page(desk, 0, 64)
    desk.store.close()
    return job


def test_a_printer_that_still_has_the_job_finishes_it_once_there_is_paper(
    counter: Shop, cups: Cups
) -> None:
    killed_out_of_paper(counter, cups)
    job = restarted(counter)
    assert (job.state, "media-empty-error" in job.problem) == (JobState.SENT, True)
    cups.behave("normal")
    until(lambda: restarted(counter).state is JobState.PRINTED, "the second page")
    assert prints_told(counter) == ["slip.printed"]
    assert len(cups.printed()) == 1


async def test_paper_lost_in_the_middle_is_asked_about_and_reprinted_once(
    counter: Shop, cups: Cups
) -> None:
    killed_out_of_paper(counter, cups)
    # Somebody clears the printer while the desk is down.
    cups.behave("cancel")
    until(lambda: cups.is_idle("quay01"), "a cleared printer")
    cups.behave("normal")
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await until_shown(pilot, lambda: isinstance(pilot.app.screen, Choice))
        question = str(pilot.app.screen.query_one(".question", Static).content)
        assert "máy in bỏ dở giữa chừng" in question
        await pilot.press("f7", "3")
        await settle(pilot)
        await until_shown(pilot, lambda: is_followed_to_the_end(pilot))
    assert prints_told(counter) == ["slip.printed", "slip.reprinted"]
    [paper] = cups.printed()
    assert all(STAMP in page for page in texts(paper))


def is_followed_to_the_end(pilot: Pilot[Any]) -> bool:
    """Ask the printer until the reprint is done."""
    screen = screen_of(pilot)
    follow_jobs(screen._desk, screen._counter.transport)
    jobs = queue_page(screen._desk, 0, 64)
    return [job.state for job in jobs] == [JobState.PRINTED, JobState.CONFIRMED]


def test_pages_that_never_left_are_sent_anew_and_nobody_is_asked(counter: Shop, cups: Cups) -> None:
    with printing(counter, "opened") as process:
        process.wait(30)
    assert cups.pages() == []
    until(lambda: restarted(counter).state is JobState.PRINTED, "the receipt")
    assert prints_told(counter) == ["slip.printed"]
    assert len(cups.printed()) == 1
