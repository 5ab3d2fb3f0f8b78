"""The dossier screen: everything known of one dossier, its timeline, its print jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import ClassVar
from uuid import UUID

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from desk.screens.dossier_facts import FactsView
from desk.screens.dossier_words import job_row
from desk.store.store import StoreError
from desk.texts import dossier as texts
from desk.texts.doubts import store_words
from desk.usecases.desk import Desk
from desk.usecases.dossiers import Known, dossier_known
from desk.usecases.print_jobs import Job, job_by_id, reprint, tell_paper
from desk.widgets.choice import Ask, Choice, Option
from desk.widgets.columns import Column
from desk.widgets.long_list import LongList
from desk.widgets.notice import Notice
from desk.widgets.scanned import Scanned
from printing.spool import JobState
from schemas.wire import Officer

_ASKED_ABOUT = {JobState.UNKNOWN, JobState.SENT, JobState.FAILED}
_UNDER_WAY = {JobState.QUEUED, JobState.SENDING}
UNDER_WAY_SECONDS = 1.0
"""Only while something is being printed is the dossier read again without being asked."""
_COLUMNS = (
    Column("Phiếu", 16),
    Column("Lần in", 22),
    Column("Tình trạng"),
    Column("Tệp", from_width=100),
)


def _key(key: str, action: str, name: str) -> Binding:
    words, tooltip = texts.KEYS[name]
    return Binding(key, action, words, id=f"dossier.{name}", tooltip=tooltip)


class DossierScreen(Screen[None]):
    """Facts, timeline and print jobs; a job can be printed again, or answered for."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dossier.tcss"]
    HELP = texts.HELP
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("f6", "reprint", "reprint"),
        _key("f7", "answer", "answer"),
        _key("f8", "resume", "resume"),
        _key("escape", "dismiss(None)", "leave"),
    ]

    @dataclass
    class Read(Message):
        """The dossier as it stands, and what there is to say about it."""

        known: Known | None
        notice: str = ""

    where = getters.query_one("#where", Static)
    facts = getters.query_one(FactsView)
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

    def compose(self) -> ComposeResult:
        """Whose dossier, what is known, what was printed, the keys."""
        yield Static(texts.TITLE, id="where", markup=False, classes="title-bar")
        yield Notice(texts.LOADING, id="notice")
        yield FactsView()
        with Vertical(id="jobs", classes="panel") as panel:
            panel.border_title = Content(texts.JOBS)
            yield LongList(_COLUMNS, empty=texts.NO_JOBS)
        yield Footer()

    def on_mount(self) -> None:
        """Read the dossier."""
        self.facts.focus()
        self.read_dossier()

    @work(thread=True, group="dossier")
    def read_dossier(self, notice: str = "") -> None:
        """Read the dossier anew, as after every print."""
        self.post_message(self.Read(dossier_known(self._desk, self._dossier), notice))

    @on(Read)
    def show_known(self, event: Read) -> None:
        """Show everything."""
        known = self._known = event.known
        self.notice.say(event.notice or ("" if known else texts.GONE))
        if known is not None:
            names = (texts.TITLE, known.unit, known.counter, self._officer.name)
            self.where.update(" · ".join(filter(None, names)))
            self.facts.show(known)
            rows = [job_row(job) for job in reversed(known.jobs)]
            self.jobs.show(lambda offset, limit: rows[offset : offset + limit], len(rows))
            if any(job.state in _UNDER_WAY for job in known.jobs):
                self.set_timer(UNDER_WAY_SECONDS, self.read_dossier)

    def _job(self) -> Job | None:
        """The print job under the cursor, the newest one to begin with."""
        jobs = self._known.jobs[::-1] if self._known else ()
        return jobs[self.jobs.cursor] if self.jobs.cursor < len(jobs) else None

    def action_reprint(self) -> None:
        """Ask why, then print the kept pages again."""
        job = self._job()
        if job is None:
            self.notice.say(texts.NOTHING_TO_REPRINT)
            return
        asking = Ask(
            texts.REPRINT_ASK.format(form=texts.FORMS.get(job.form, job.form).lower()),
            title=texts.REPRINT_TITLE,
            check=lambda reason: "" if reason else texts.REPRINT_EMPTY,
        )
        self.app.push_screen(asking, partial(self._after_reason, job))

    def action_answer(self) -> None:
        """Ask whether the paper of a job came out."""
        job = self._job()
        if job is None or job.state not in _ASKED_ABOUT:
            self.notice.say(texts.NOTHING_TO_ANSWER)
            return
        options = [Option("missed", texts.ANSWER_MISSED, texts.ANSWER_MISSED_HINT)]
        if job.state is not JobState.FAILED:
            options.insert(0, Option("seen", texts.ANSWER_SEEN))
        words = texts.ANSWER_ASK.format(form=texts.FORMS.get(job.form, job.form))
        asking = Choice(words, options, title=texts.ANSWER_TITLE, start=None)
        self.app.push_screen(asking, partial(self._after_answer, job))

    def _after_reason(self, job: Job, reason: str | None) -> None:
        if reason:
            self._print(job, reason)

    def _after_answer(self, job: Job, answer: str | None) -> None:
        if answer:
            self._tell(job, answer == "seen")

    @work(thread=True, group="record")
    def _print(self, job: Job, reason: str) -> None:
        try:
            again = job_by_id(self._desk, reprint(job.id, reason, self._desk))
        except StoreError as error:
            self.post_message(self.Read(self._known, store_words(str(error))))
            return
        self._print_soon()
        words = texts.REPRINT_QUEUED.format(number=again.copy_number)
        self.post_message(self.Read(dossier_known(self._desk, self._dossier), words))

    @work(thread=True, group="record")
    def _tell(self, job: Job, came_out: bool) -> None:  # noqa: FBT001 - the officer's yes or no
        words = ""
        try:
            told = tell_paper(job.id, self._desk, self._officer.account, came_out=came_out)
        except StoreError as error:
            words = store_words(str(error))
        else:
            if told.state is JobState.QUEUED:
                self._print_soon()
        self.post_message(self.Read(dossier_known(self._desk, self._dossier), words))

    def action_resume(self) -> None:
        """Bring the form of a slip back, as its barcode would."""
        dossier = self._known.dossier if self._known else None
        if dossier is None or dossier.draft is None or not dossier.slips:
            self.notice.say(texts.NOTHING_TO_RESUME)
            return
        self._hand_down(dossier.slips[-1].barcode)

    def on_scanned(self, event: Scanned) -> None:
        """Leave a scan to the screen beneath, which begins or opens what it is for."""
        event.stop()
        self._hand_down(event.text)

    def _hand_down(self, text: str) -> None:
        beneath = self.app.screen_stack[-2]
        self.dismiss()
        beneath.post_message(Scanned(text))
