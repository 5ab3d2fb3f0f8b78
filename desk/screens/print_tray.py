"""The tray by the printer: prints what waits, follows it, and has asked what nobody knows.

It draws nothing, and it alone asks the printers again and again, at the pace of people.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer

from desk.screens.print_asking import AsksAboutPaper
from desk.store.store import StoreError
from desk.texts import prints, shell
from desk.usecases.desk import Desk
from desk.usecases.loading import load_store
from printing.hindrances import halts, is_passed_over, told_by_printer
from printing.spool import JobState, Transport

if TYPE_CHECKING:
    from desk.usecases.print_jobs import Job

LOOK_SECONDS = 1.0
LOOK_SECONDS_MAX = 10.0
SLOWER = 1.5
"""A printer that waits for paper is asked less often by and by, until there is another job."""


class PrintTray(AsksAboutPaper):
    """Works for one officer; `print_soon` may be called from any thread."""

    trouble: reactive[str] = reactive("", repaint=False)
    """Why a thread could not write, if so: what is shown of papers may be old."""

    @dataclass
    class Printed(Message):
        """Jobs were handled; their states may have changed."""

        jobs: "tuple[Job, ...]"

    class _Requested(Message):
        pass

    @dataclass
    class Tried(Message):
        """A thread is through with what waited, as far as it could be written."""

        jobs: "tuple[Job, ...]" = ()
        """What was sent, and what an earlier one had begun and could not write."""
        is_open: bool = False
        """Printers have a job that they may be asked about."""
        trouble: str = ""

    @dataclass
    class Followed(Message):
        """The printers were asked, and what they said is kept, as far as it could be written."""

        changed: "tuple[Job, ...]" = ()
        is_open: bool = False
        trouble: str = ""

    def __init__(self, *, desk: Desk, transport: Transport, officer: str) -> None:
        super().__init__(desk=desk, transport=transport, officer=officer)
        self.display = False
        self._is_following = False
        self._look_seconds = LOOK_SECONDS
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Ask about what the last session left in doubt, print what it left waiting."""
        # What the tray of an earlier session could not write, this one has to meet itself.
        self._desk.unwritten.clear()
        if self._desk.looks_only:
            return
        if notice := self._transport.notice():
            self.say(notice, is_bad=True)
        self.call_after_refresh(self.print_soon)
        self.call_after_refresh(self.ask)

    @on(AsksAboutPaper.Answered)
    def print_what_was_answered(self, event: AsksAboutPaper.Answered) -> None:
        """Print what is to be printed after all."""
        event.stop()
        self.print_soon()
        self.post_message(self.Printed(()))

    def print_soon(self) -> None:
        """Print what waits, in a thread of its own; never where another window does."""
        if self._desk.looks_only:
            return
        self.post_message(self._Requested())

    def on_print_tray__requested(self, event: _Requested) -> None:
        """Start a thread; two of them never take the same job."""
        event.stop()
        self._print()

    @work(thread=True, group="printing")
    def _print(self) -> None:
        self.post_message(_print_once(self._desk, self._transport, self._officer))

    def on_print_tray_tried(self, event: Tried) -> None:
        """Look soon, whatever else waits for a person since long ago; try again what got stuck."""
        event.stop()
        if event.jobs:
            self.post_message(self.Printed(event.jobs))
        self._note_trouble(event)
        # Each was sent anew: if it is in doubt, it is so anew.
        self._put_off.difference_update(job.id for job in event.jobs)
        if any(job.state is JobState.UNKNOWN for job in event.jobs):
            self.ask()
        if event.is_open or self.trouble:
            self._look_seconds = LOOK_SECONDS_MAX if self.trouble else LOOK_SECONDS
            self._look_later()

    def _note_trouble(self, event: "Tried | Followed") -> None:
        """Say once that nothing can be written; each of the two threads speaks for itself."""
        self._desk.unwritten[type(event).__name__] = event.trouble
        trouble = self._desk.why_unwritten
        if trouble and not self.trouble:
            self.say(prints.store_stuck(trouble), is_bad=True)
        if trouble != self.trouble:
            # The print queue says it, and what it says of papers is old or no longer so.
            self.trouble = trouble
            self._desk.written()

    def on_print_tray_printed(self, event: Printed) -> None:
        """Say how many did not reach paper, and which printer was passed over."""
        failed = sum(job.state is JobState.FAILED for job in event.jobs)
        if failed:
            self.say(shell.PRINT_FAILED.format(count=failed), is_bad=True)
        for job in event.jobs:
            if job.recalls and not job.surplus:
                self._say_recall(job)
        for job in event.jobs:
            if is_passed_over(job.problem):
                from desk.screens.print_words import fell_back_words

                self.say(fell_back_words(job), is_bad=True)
                return

    def _say_recall(self, job: "Job") -> None:
        from desk.screens.print_words import recall_words

        self.say(recall_words(job), is_bad=True)

    def on_print_tray_followed(self, event: Followed) -> None:
        """Tell what is new, and look again in a while."""
        event.stop()
        self._is_following = False
        self._note_trouble(event)
        if event.changed:
            self._tell(event.changed)
        if self.trouble:
            self.print_soon()
        elif event.is_open:
            if event.changed:
                self._look_seconds = LOOK_SECONDS
            self._look_later()
            self._look_seconds = min(self._look_seconds * SLOWER, LOOK_SECONDS_MAX)

    def _look_later(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self._look_seconds, self.follow)

    def _tell(self, changed: "tuple[Job, ...]") -> None:
        for job in changed:
            if job.is_followed and job.state is JobState.SENT and halts(job.problem):
                told = told_by_printer(job.problem)
                problem, do = prints.problem_words(told), prints.what_to_do(told)
                self.say(prints.HALTED.format(problem=problem, do=do), is_bad=False)
                break
        for job in changed:
            if job.surplus:
                self._say_recall(job)
        sure = (job.id for job in changed if job.state is not JobState.UNKNOWN)
        self._put_off.difference_update(sure)
        states = {job.state for job in changed}
        if JobState.QUEUED in states:
            self.print_soon()
        if JobState.UNKNOWN in states:
            self.ask()
        self.post_message(self.Printed(tuple(job for job in changed if not job.problem)))

    def follow(self) -> None:
        """Ask the printers now, unless they are being asked."""
        if not self._is_following:
            self._is_following = True
            self._follow()

    @work(thread=True, group="following")
    def _follow(self) -> None:
        self.post_message(_follow_once(self._desk, self._transport))


def _print_once(desk: Desk, transport: Transport, officer: str) -> PrintTray.Tried:
    """Print what waits, as far as it can be written; in a thread."""
    load_store()
    from desk.usecases.print_jobs import print_waiting, recover_jobs
    from desk.usecases.print_queue import is_open

    try:
        jobs = (*recover_jobs(desk), *print_waiting(desk, transport, officer))
        return PrintTray.Tried(jobs, is_open(desk))
    except StoreError as error:
        return PrintTray.Tried(trouble=str(error))


def _follow_once(desk: Desk, transport: Transport) -> PrintTray.Followed:
    """What the printers have to say that is new, and whether any still has a job; in a thread."""
    load_store()
    from desk.usecases.print_queue import follow_jobs, is_open

    try:
        return PrintTray.Followed(follow_jobs(desk, transport), is_open(desk))
    except StoreError as error:
        return PrintTray.Followed(trouble=str(error))
