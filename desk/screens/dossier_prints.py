"""The part of the dossier screen that prints again, and asks whether paper came out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from textual import getters, work
from textual.message import Message
from textual.screen import Screen

from desk.screens.print_questions import reason_question, take_answer, take_reason
from desk.store.store import StoreError
from desk.texts import dossier as texts
from desk.texts import prints
from desk.texts.doubts import LOOKS_ONLY, store_words
from desk.usecases.desk import Desk
from desk.usecases.dossiers import Known, dossier_known
from desk.usecases.print_jobs import Job
from desk.widgets.choice import Choice, Option
from desk.widgets.long_list import LongList, Row
from desk.widgets.notice import Notice
from printing.spool import JobState
from schemas.wire import Officer

AT_PRINTER_SECONDS = 2.0
"""So often is read what printers said of the papers that they have; the tray asks them."""
_DELIVERED = {JobState.SENT, JobState.PRINTED, JobState.CONFIRMED}


class PrintingScreen(Screen[None]):
    """A dossier with its print jobs."""

    @dataclass
    class Read(Message):
        """The dossier as it stands, and what there is to say about it."""

        known: Known | None
        notice: str = ""

    jobs = getters.query_one(LongList)
    notice = getters.query_one("#notice", Notice)

    def __init__(
        self, *, desk: Desk, officer: Officer, dossier: UUID, print_soon: Callable[[], None]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._officer = officer
        self._dossier = dossier
        self._print_soon = print_soon
        self._known: Known | None = None
        self._rows: list[Row] = []

    def on_mount(self) -> None:
        """Follow what is at a printer, also for as long as it waits there for paper."""
        self.set_interval(AT_PRINTER_SECONDS, self._follow)

    def _follow(self) -> None:
        if self.is_current and self._known and any(job.is_followed for job in self._known.jobs):
            self.read_dossier()

    @work(thread=True, group="dossier")
    def read_dossier(self, notice: str = "") -> None:
        """Read the dossier anew, as after every print."""
        self.post_message(self.Read(dossier_known(self._desk, self._dossier), notice))

    def _job(self) -> Job | None:
        """The print job under the cursor, the newest one to begin with."""
        row = self.jobs.drawn
        jobs = self._known.jobs if self._known else ()
        return next((one for one in jobs if row is not None and str(one.id) == row.key), None)

    def is_refused(self) -> bool:
        """Say so, where this window only looks."""
        if self._desk.looks_only:
            self.notice.say(LOOKS_ONLY)
        return self._desk.looks_only

    def action_reprint(self) -> None:
        """Ask why, then print the kept pages again."""
        if self.is_refused():
            return
        job = self._job()
        if job is None:
            self.notice.say(texts.NOTHING_TO_REPRINT)
            return
        if job.is_followed or job.state not in _DELIVERED:
            # An original that is not out yet is no reprint, on paper or in the record.
            self.notice.say(prints.NOT_OUT)
            return
        self.app.push_screen(reason_question(job), partial(self._after_reason, job))

    def action_answer(self) -> None:
        """Ask whether the paper of a job came out."""
        if self.is_refused():
            return
        job = self._job()
        if job is None or not (job.needs_eyes or job.state is JobState.FAILED):
            self.notice.say(texts.NOTHING_TO_ANSWER)
            return
        options = [Option("missed", texts.ANSWER_MISSED, texts.ANSWER_MISSED_HINT)]
        if job.state is not JobState.FAILED:
            options.insert(0, Option("seen", texts.ANSWER_SEEN))
            options.append(Option("partly", prints.PARTLY, prints.PARTLY_HINT))
        words = texts.ANSWER_ASK.format(form=texts.FORMS.get(job.form, job.form))
        if job.is_held:
            words = f"{words}\n{prints.ASK_HELD}"
        asking = Choice(words, options, title=texts.ANSWER_TITLE, start=None)
        self.app.push_screen(asking, partial(self._after_answer, job))

    def _after_reason(self, job: Job, reason: str | None) -> None:
        if reason:
            self._print(job, reason)

    def _after_answer(self, job: Job, answer: str | None) -> None:
        if answer:
            self._tell(job, answer)

    @work(thread=True, group="record")
    def _print(self, job: Job, reason: str) -> None:
        words = take_reason(job, reason, self._desk)
        self._print_soon()
        self.post_message(self.Read(dossier_known(self._desk, self._dossier), words))

    @work(thread=True, group="record")
    def _tell(self, job: Job, answer: str) -> None:
        try:
            words = take_answer(job, answer, self._desk, self._officer.account)
        except StoreError as error:
            words = store_words(str(error))
        self._print_soon()
        self.post_message(self.Read(dossier_known(self._desk, self._dossier), words))
