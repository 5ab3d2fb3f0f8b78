"""A real CUPS behind a line that breaks: what it still holds is taken back once it answers."""

from collections.abc import Iterator

import pytest

from desk.screens.print_words import advice, state_words
from desk.settings import FILE_NAME
from desk.usecases.desk import Desk
from desk.usecases.print_acts import print_anew
from desk.usecases.print_answers import tell_paper, tell_partly
from desk.usecases.print_jobs import Job, job_by_id, print_waiting
from desk.usecases.print_queue import follow_jobs, forget_recalls, is_open, queue, recalled_jobs
from desk.usecases.print_troubles import HELD_ELSEWHERE, NO_TROUBLE, PrintTrouble
from desk.usecases.printers import CurrentPrinters, open_printers
from desk.usecases.status import standing
from printing.ipp import JobStanding
from printing.spool import JobState
from tests.desk.shell_office import Shop, received, shop
from tests.printing.cups import QUEUES, Cups, until
from tests.printing.line import Line, a_line
from tests.printing.reading import texts

PRINTERS = """\
[printers.quay]
kind = "ipp"
url = "ipp://127.0.0.1:{port}/printers/{queue}"
[printing]
printer = "quay"
"""
FALLBACK = 'fallback = "pdf"\n'
CANCELLED = 7


@pytest.fixture
def line(cups: Cups) -> Iterator[Line]:
    with a_line(cups.port) as made:
        yield made


@pytest.fixture
def counter(tmp_path_factory: pytest.TempPathFactory, line: Line) -> Shop:
    """A counter that reaches its queue over the line, and has a folder besides."""
    made = shop(tmp_path_factory.mktemp("counter"))
    settings = PRINTERS.format(port=line.port, queue=QUEUES[0]) + FALLBACK
    (made.home.path / FILE_NAME).write_text(settings)
    made.home.paper.mkdir()
    return made


def printed(desk: Desk, printers: CurrentPrinters, name: str) -> Job:
    job = received(desk, name).job
    assert job is not None
    print_waiting(desk, printers, "lan")
    return job_by_id(desk, job)


def seen_silent(desk: Desk, printers: CurrentPrinters, line: Line, job: Job) -> Job:
    """The line breaks, and an officer is told."""
    line.cut()
    follow_jobs(desk, printers)
    silent = job_by_id(desk, job.id)
    assert (silent.needs_eyes, silent.is_held) == (True, True)
    return silent


def missed(desk: Desk, printers: CurrentPrinters, job: Job) -> Job:
    """An officer has seen no sheet, and what is printed in its place."""
    assert tell_paper(job_by_id(desk, job.id), desk, "lan", came_out=False)
    print_waiting(desk, printers, "lan")
    return job_by_id(desk, job.id)


def answered(desk: Desk, printers: CurrentPrinters) -> bool:
    """Whether all that was to be taken back is, once the printers were asked."""
    follow_jobs(desk, printers)
    return not any(one.is_open for job in recalled_jobs(desk) for one in job.recalls)


def at_printer(cups: Cups, job: Job) -> int:
    told = cups.printer().job(int(job.place.rpartition("#")[2]))
    assert isinstance(told, JobStanding)
    return told.state


def test_what_a_silent_printer_held_is_taken_back_when_it_answers_whatever_came_between(
    cups: Cups, counter: Shop, line: Line, printers: CurrentPrinters
) -> None:
    cups.behave("paper")
    desk = counter.desk()
    first, behind = (printed(desk, printers, name) for name in ("Hoa", "Nam"))
    until(lambda: "media-empty-error" in cups.standing().reasons, "no paper")
    seen_silent(desk, printers, line, first)
    for job in (first, behind):
        again = missed(desk, printers, job)
        assert (again.state, again.is_file) == (JobState.SENT, True)
        assert state_words(again) == "đã ghi tệp PDF · còn ở máy cũ"
        assert "Quay01 có thể còn giữ một bản của giấy này" in advice(again)
    desk.store.close()
    # The officer goes home; the counter starts the next morning, before the printer does.
    desk = counter.desk()
    follow_jobs(desk, printers)
    assert is_open(desk)
    line.mend()
    until(lambda: answered(desk, printers), "all taken back")
    assert [at_printer(cups, one) for one in (first, behind)] == [CANCELLED, CANCELLED]
    cups.behave("normal")
    until(lambda: cups.is_idle(QUEUES[0]), "an idle printer")
    assert (cups.pages(), cups.printed()) == ([], [])
    # Of the first, pages were begun: that is told until somebody has looked.
    assert standing(desk).print_trouble == PrintTrouble("surplus", surplus=1)
    assert queue(desk).asks == 1
    assert job_by_id(desk, behind.id).recalls == ()
    forget_recalls(job_by_id(desk, first.id), desk)
    assert (standing(desk).print_trouble.surplus, queue(desk).asks) == (0, 0)
    desk.store.close()


def test_the_rest_of_a_paper_that_came_out_in_part_stays_in_the_printer(
    cups: Cups, desk: Desk, line: Line, printers: CurrentPrinters
) -> None:
    cups.behave("paper-1")
    job = printed(desk, printers, "Hoa")
    until(lambda: len(cups.pages()) == 1, "the first page")
    seen_silent(desk, printers, line, job)
    tell_partly(job_by_id(desk, job.id), "ra một phần", desk, "lan")
    line.mend()
    until(lambda: answered(desk, printers), "all taken back")
    assert at_printer(cups, job) == CANCELLED
    assert job_by_id(desk, job.id).recalls == ()
    cups.behave("normal")
    print_waiting(desk, printers, "lan")
    until(lambda: len(cups.printed()) == 1, "the reprint")
    until(lambda: cups.is_idle(QUEUES[0]), "an idle printer")
    assert "BẢN IN LẠI LẦN 1" in texts(cups.printed()[0])[0]


def test_a_second_original_that_came_out_after_all_is_told_until_it_is_taken_away(
    cups: Cups, desk: Desk, line: Line, printers: CurrentPrinters
) -> None:
    job = printed(desk, printers, "Hoa")
    seen_silent(desk, printers, line, job)
    missed(desk, printers, job)
    assert standing(desk).print_trouble.problem in {HELD_ELSEWHERE, "fallback unreachable"}
    until(lambda: len(cups.printed()) == 1, "the first original")
    until(lambda: cups.is_idle(QUEUES[0]), "an idle printer")
    line.mend()
    follow_jobs(desk, printers)
    doubled = job_by_id(desk, job.id)
    assert state_words(doubled) == "XEM MÁY CŨ: IN THỪA?"
    assert "đã in thêm một bản của 000.17.22.H02-200302-1001" in advice(doubled)


def test_a_printer_that_left_the_settings_is_asked_still_and_gives_back_what_it_holds(
    cups: Cups, counter: Shop, desk: Desk, printers: CurrentPrinters
) -> None:
    cups.behave("paper")
    job = printed(desk, printers, "Hoa")
    until(lambda: "media-empty-error" in cups.standing().reasons, "no paper")
    (counter.home.path / FILE_NAME).unlink()
    printers.reopen()
    follow_jobs(desk, printers)
    held = job_by_id(desk, job.id)
    assert (held.state, held.needs_eyes, held.is_held) == (JobState.SENT, True, True)
    assert "Máy in này không còn trong cài đặt, có thể vẫn đang giữ giấy, hết giấy" in advice(held)
    taken = print_anew(job.id, desk, printers)
    assert isinstance(taken, Job)
    assert (taken.state, at_printer(cups, job)) == (JobState.UNKNOWN, CANCELLED)
    assert missed(desk, printers, job).is_file
    cups.behave("normal")
    until(lambda: cups.is_idle(QUEUES[0]), "an idle printer")
    assert cups.printed() == []


def test_what_is_out_by_the_time_the_printer_answers_is_not_printed_again(
    cups: Cups, counter: Shop, desk: Desk, line: Line
) -> None:
    settings = counter.home.path / FILE_NAME
    settings.write_text(settings.read_text().removesuffix(FALLBACK))
    printers = open_printers(counter.home)
    first, second = (printed(desk, printers, name) for name in ("Hoa", "Nam"))
    until(lambda: len(cups.printed()) == 2, "both receipts")
    until(lambda: cups.is_idle(QUEUES[0]), "an idle printer")
    seen_silent(desk, printers, line, first)
    assert missed(desk, printers, first).state is JobState.FAILED
    line.mend()
    # Of the second it is heard when it is about to be sent, of the first when it has failed.
    assert missed(desk, printers, second).state is JobState.PRINTED
    follow_jobs(desk, printers)
    assert job_by_id(desk, first.id).state is JobState.PRINTED
    assert len(cups.printed()) == 2
    assert standing(desk).print_trouble == NO_TROUBLE
