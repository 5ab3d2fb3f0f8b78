"""The line under a new number that says how its paper fares, until there is nothing to say."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from desk.usecases.desk import Desk

if TYPE_CHECKING:
    from desk.usecases.print_jobs import Job

_OVER = frozenset({"confirmed", "printed", "dropped"})


class PrintLine(Static):
    """Follows one print job in the store, as long as the panel it stands in is shown."""

    LOOK_SECONDS = 0.5
    """How often the store is read; the printer itself is asked by the tray."""

    @dataclass
    class Looked(Message):
        """The job as it stands."""

        job: "Job"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self._desk: Desk | None = None
        self._job: int | None = None
        self._timer: Timer | None = None

    def watch_job(self, job: int | None, sentence: str, desk: Desk) -> None:
        """Say a sentence, then how the job fares, if there is one."""
        self._job, self._desk = job, desk
        self.say(sentence, is_bad=False)
        if self._timer is None:
            self._timer = self.set_interval(self.LOOK_SECONDS, self.look, pause=True)
        if job is not None:
            self._timer.resume()
        else:
            self._timer.pause()

    def look(self) -> None:
        """Read the job, if that is of use to anybody."""
        if self._job is not None and self._desk is not None and self.is_watched():
            self._look(self._job, self._desk)

    def is_watched(self) -> bool:
        """Whether anybody can see what is said of the job."""
        return self.is_on_screen

    @work(thread=True, group="print-line", exclusive=True)
    def _look(self, job: int, desk: Desk) -> None:
        from desk.usecases.print_jobs import job_by_id

        self.post_message(self.Looked(job_by_id(desk, job)))

    @on(Looked)
    def show_job(self, event: Looked) -> None:
        """Say how it fares, unless another citizen's job is followed by now."""
        from desk.screens.print_words import line_words

        event.stop()
        job = event.job
        if job.id != self._job:
            return
        sentence, is_bad = line_words(job)
        self.say(sentence, is_bad=is_bad)
        if self._timer is not None and (job.state.value in _OVER or job.is_file) and not is_bad:
            self._timer.pause()

    def say(self, sentence: str, *, is_bad: bool) -> None:
        """Show a sentence; a bad one asks for somebody."""
        self.update(sentence)
        self.set_class(is_bad, "-bad")
