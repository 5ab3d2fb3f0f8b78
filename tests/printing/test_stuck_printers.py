"""A counter at a real CUPS that runs out of paper or is stopped: said, taken back, let go on."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desk.screens.print_words import advice, state_words
from desk.settings import FILE_NAME
from desk.texts.prints import problem_words
from desk.usecases.desk import Desk
from desk.usecases.lists import dossier_by_id
from desk.usecases.print_acts import drop_job, print_anew, resume_printing
from desk.usecases.print_answers import tell_paper
from desk.usecases.print_jobs import Job, job_by_id, print_waiting, reprint
from desk.usecases.print_queue import follow_jobs
from desk.usecases.print_troubles import NO_TROUBLE
from desk.usecases.printers import CurrentPrinters, open_printers
from desk.usecases.status import standing
from printing.hindrances import passed_over
from printing.receipt import render_receipt
from printing.routing import PrintRoom, Route
from printing.spool import FolderTransport, JobState, Sent
from tests.desk.shell_office import Shop, received, shop
from tests.printing.cups import QUEUES, Cups, until
from tests.printing.reading import texts
from tests.printing.samples import a_receipt

SETTINGS = """\
[printers.quay]
kind = "ipp"
url = "{first}"
[printers.phu]
kind = "ipp"
url = "{second}"
[printing]
printer = "quay"
fallback = "phu"
"""


@pytest.fixture
def counter(tmp_path_factory: pytest.TempPathFactory, cups: Cups) -> Shop:
    """A counter whose settings name both queues, the second as fallback."""
    made = shop(tmp_path_factory.mktemp("counter"))
    first, second = (cups.printer(queue).url for queue in QUEUES)
    (made.home.path / FILE_NAME).write_text(SETTINGS.format(first=first, second=second))
    return made


def printed(desk: Desk, printers: CurrentPrinters, name: str) -> Job:
    job = received(desk, name).job
    assert job is not None
    print_waiting(desk, printers, "lan")
    return job_by_id(desk, job)


def followed(desk: Desk, printers: CurrentPrinters, job: Job) -> Job:
    follow_jobs(desk, printers)
    return job_by_id(desk, job.id)


def line(desk: Desk, printers: CurrentPrinters) -> str:
    """What the status line says of the printers."""
    follow_jobs(desk, printers)
    return problem_words(standing(desk).print_trouble.problem)


def told(desk: Desk, job: Job) -> list[str]:
    state = dossier_by_id(desk, job.dossier)
    assert state is not None
    return [one.kind for one in state.timeline if one.kind.startswith("slip.")]


def test_out_of_paper_is_said_until_there_is_some_and_what_waits_is_taken_back_whole(
    cups: Cups, counter: Shop, desk: Desk
) -> None:
    settings = counter.home.path / FILE_NAME
    settings.write_text(settings.read_text().replace('fallback = "phu"', ""))
    printers = open_printers(counter.home)
    cups.behave("paper")
    first, second = (printed(desk, printers, name) for name in ("Hoa", "Nam"))
    until(lambda: "hết giấy" in line(desk, printers), "no paper")
    assert standing(desk).print_trouble.stuck == 2
    # None of the second has begun: it is dropped, and may be an original again.
    dropped = drop_job(second.id, desk, printers)
    assert isinstance(dropped, Job)
    assert (dropped.state, told(desk, second)) == (JobState.DROPPED, [])
    assert isinstance(print_anew(second.id, desk, printers), Job)
    cups.behave("normal")
    print_waiting(desk, printers, "lan")
    until(lambda: followed(desk, printers, second).state is JobState.PRINTED, "both receipts")
    assert standing(desk).print_trouble == NO_TROUBLE
    assert [told(desk, job) for job in (first, second)] == [["slip.printed"]] * 2
    assert len(cups.printed()) == 2


def test_what_is_out_already_cannot_be_taken_back_and_is_reprinted_with_the_stamp(
    cups: Cups, desk: Desk, printers: CurrentPrinters
) -> None:
    job = printed(desk, printers, "Hoa")
    until(lambda: len(cups.printed()) == 1, "the receipt")
    until(lambda: cups.is_idle(QUEUES[0]), "an idle printer")
    # The printer is done, but nobody has asked it yet.
    assert job_by_id(desk, job.id).state is JobState.SENT
    for act in (drop_job, print_anew):
        assert act(job.id, desk, printers) == replace(
            job, state=JobState.PRINTED, is_followed=False
        )
    assert reprint(job_by_id(desk, job.id), "công dân làm mất", desk)
    print_waiting(desk, printers, "lan")
    until(lambda: len(cups.printed()) == 2, "the reprint")
    until(lambda: len(follow_jobs(desk, printers)) == 1, "its end")
    stamped = ["BẢN IN LẠI LẦN 1" in texts(paper)[0] for paper in cups.printed()]
    assert stamped == [False, True]
    assert told(desk, job) == ["slip.printed", "slip.reprinted"]


def test_a_begun_job_is_in_doubt_once_it_is_taken_back(
    cups: Cups, desk: Desk, printers: CurrentPrinters
) -> None:
    cups.behave("paper-1")
    job = printed(desk, printers, "Hoa")
    until(lambda: len(cups.pages()) == 1, "the first page")
    taken = drop_job(job.id, desk, printers)
    assert isinstance(taken, Job)
    assert (taken.state, told(desk, job)) == (JobState.UNKNOWN, [])


@pytest.mark.parametrize(("mode", "why"), [("paper", "hết giấy"), ("offline", "không trả lời")])
def test_a_printer_that_no_paper_comes_out_of_leaves_the_next_job_and_f6_to_the_fallback(
    cups: Cups, desk: Desk, printers: CurrentPrinters, tmp_path: Path, mode: str, why: str
) -> None:
    cups.behave(mode, QUEUES[0])
    first = printed(desk, printers, "Hoa")
    assert f"/{QUEUES[0]}#" in first.place
    until(lambda: why in line(desk, printers), why)
    second = printed(desk, printers, "Nam")
    assert f"/{QUEUES[1]}#" in second.place
    until(lambda: followed(desk, printers, second).state is JobState.PRINTED, "its print")
    assert state_words(job_by_id(desk, second.id)) == "máy in báo đã xong · máy dự phòng"
    assert why in advice(job_by_id(desk, second.id))
    # A file is no paper, so what would go there waits.
    folder = PrintRoom({"a": cups.transport(), "pdf": FolderTransport(tmp_path)}, Route("a", "pdf"))
    waiting = folder.send("khac.pdf", render_receipt(a_receipt()))
    assert isinstance(waiting, Sent)
    assert waiting.is_followed
    folder.cancel(waiting.where)
    # The printer had begun, so that the officer is asked.
    taken = print_anew(first.id, desk, printers)
    assert isinstance(taken, Job)
    assert taken.state is JobState.UNKNOWN
    tell_paper(taken, desk, "lan", came_out=False)
    print_waiting(desk, printers, "lan")
    again = job_by_id(desk, first.id)
    assert f"/{QUEUES[1]}#" in again.place
    assert why in problem_words(passed_over(again.problem))
    until(lambda: len(cups.printed()) == 2, "both at the fallback")


def test_a_stopped_queue_that_has_none_of_ours_is_said_and_let_go_on(
    cups: Cups, desk: Desk, printers: CurrentPrinters
) -> None:
    cups.behave("stop")
    cups.transport().send("khac.pdf", render_receipt(a_receipt()))
    until(lambda: cups.standing().is_stopped, "a stopped queue")
    cups.behave("normal")
    job = printed(desk, printers, "Hoa")
    until(lambda: followed(desk, printers, job).state is JobState.PRINTED, "the fallback's print")
    assert f"/{QUEUES[1]}#" in job.place
    assert line(desk, printers) == "in ở máy dự phòng, máy in đang dừng"
    assert resume_printing(job.id, desk, printers) is None
    until(partial(cups.is_idle, QUEUES[0]), "a queue that goes on")
    assert standing(desk).print_trouble == NO_TROUBLE
    assert resume_printing(None, desk, printers) == "not_stopped"
    assert f"/{QUEUES[0]}#" in printed(desk, printers, "Nam").place
