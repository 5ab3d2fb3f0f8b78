"""The print queue: every job of the counter, what hinders it, and what can be done about it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from desk.screens.counter import Counter
from desk.screens.print_questions import question, take_answer
from desk.screens.print_words import COLUMNS, advice, head_words, queue_row
from desk.store.store import StoreError
from desk.texts import prints as words
from desk.texts.doubts import store_words
from desk.usecases.line import LineStanding
from desk.usecases.print_jobs import Job, job_by_id
from desk.usecases.print_queue import (
    Queue,
    follow_jobs,
    give_up_job,
    queue,
    queue_page,
    resume_job,
    retry_job,
)
from desk.usecases.printers import proof_words
from desk.widgets.key_bar import KeyBar
from desk.widgets.long_list import LongList, Row
from desk.widgets.notice import Notice
from desk.widgets.title_bar import TitleBar
from printing.spool import FailureReason, JobEvent, JobState, can
from schemas.officers import Officer

_ASKED_ABOUT = {JobState.UNKNOWN, JobState.PRINTED, JobState.FAILED}
LOOK_SECONDS = 1.0
"""How often a test page is asked about, while this screen is open."""
_RETRIED = {JobState.FAILED, JobState.DROPPED}


def _is_nobodys(job: Job) -> bool:
    """Whether no printer will say what became of a job that was sent."""
    is_silent = "unreachable" in job.problem.split()
    return job.state is JobState.SENT and (not job.is_followed or is_silent)


def _key(key: str, action: str, name: str) -> Binding:
    said, hint = words.KEYS[name]
    return Binding(key, action, said, id=f"prints.{name}", tooltip=hint)


class PrintQueueScreen(Screen[None]):
    """A list that follows the printers; each action is about the job under the cursor."""

    CSS_PATH = "print_queue.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = "LongList"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("f5", "resume", "resume"),
        _key("f6", "retry", "retry"),
        _key("f7", "answer", "answer"),
        _key("f8", "give_up", "give_up"),
        _key("f9", "proof", "proof"),
        _key("escape", "dismiss(None)", "leave"),
    ]

    @dataclass
    class Read(Message):
        """What the store says now, and what there is to say about the last action."""

        now: Queue
        notice: str = ""

    @dataclass
    class Looked(Message):
        """The job under the cursor."""

        job: Job

    head = getters.query_one("#head", Static)
    notice = getters.query_one("#notice", Notice)
    rows = getters.query_one(LongList)

    def __init__(
        self,
        *,
        counter: Counter,
        officer: Officer,
        open_dossier: Callable[[UUID], Screen[Any]],
        print_soon: Callable[[], None],
    ) -> None:
        super().__init__()
        self._counter = counter
        self._desk = counter.desk
        self._officer = officer
        self._open_dossier = open_dossier
        self._print_soon = print_soon
        self._job: Job | None = None
        self._is_new = True
        self._is_told = False
        self._left = threading.Event()

    def compose(self) -> ComposeResult:
        """How many there are, what to do, the list, the keys."""
        yield TitleBar()
        yield Static(words.LOADING, id="head", markup=False)
        yield Notice("", id="notice")
        yield LongList(COLUMNS, empty=words.EMPTY)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read, and follow the news."""
        self._counter.news.signal.subscribe(self, self.hear_news)
        self.read_queue()

    def on_unmount(self) -> None:
        """Let nobody wait for a printer on behalf of a screen that is gone."""
        self._left.set()

    def hear_news(self, _line: LineStanding) -> None:
        """A job may have moved on."""
        self.read_queue()

    @work(thread=True, group="prints", exclusive=True)
    def read_queue(self) -> None:
        """Read the numbers; the rows are fetched as they are seen."""
        self.post_message(self.Read(queue(self._desk)))

    @on(Read)
    def show_read(self, event: Read) -> None:
        """Show the numbers and the rows."""
        self.head.update(head_words(event.now))
        if event.notice:
            self._is_told = True
            self.notice.say(event.notice)
        if self._is_new:
            self._is_new = False
            self.rows.show(self._fetch, event.now.count)
        else:
            self.rows.reload(event.now.count)

    def _fetch(self, offset: int, limit: int) -> Sequence[Row]:
        return [queue_row(one) for one in queue_page(self._desk, offset, limit)]

    @on(LongList.Moved)
    def look(self, event: LongList.Moved) -> None:
        """Say what to do about the job under the cursor."""
        if event.row is not None:
            self.read_job(int(event.row.key))

    @work(thread=True, group="prints-job", exclusive=True)
    def read_job(self, job: int) -> None:
        """Read one job as it stands."""
        self.post_message(self.Looked(job_by_id(self._desk, job)))

    @on(Looked)
    def show_job(self, event: Looked) -> None:
        """Say what to do, but keep what was said of an action until the cursor moves on."""
        is_other = self._job is None or self._job.id != event.job.id
        is_new, self._job = self._job != event.job, event.job
        self._is_told = self._is_told and not is_other
        if is_new and not self._is_told:
            self.notice.say(advice(event.job))

    @on(LongList.Chosen)
    def open_chosen(self) -> None:
        """Open the dossier of a job."""
        if self._job is not None:
            self.app.push_screen(self._open_dossier(self._job.dossier))

    def action_resume(self) -> None:
        """Let the job go on."""
        if self._job is None or not self._job.is_followed:
            self.notice.say(words.NOTHING_TO_RESUME)
        else:
            self._act(self._job, "resume")

    def action_retry(self) -> None:
        """Send the job anew."""
        job = self._job
        if job is None or not (job.state in _RETRIED or job.is_followed):
            self.notice.say(words.NOTHING_TO_RETRY)
        else:
            self._act(job, "retry")

    def action_give_up(self) -> None:
        """Take the job back."""
        if self._job is None or not can(self._job.state, JobEvent.GIVEN_UP):
            self.notice.say(words.NOTHING_TO_GIVE_UP)
        else:
            self._act(self._job, "give_up")

    def action_answer(self) -> None:
        """Ask whether the paper came out."""
        job = self._job
        if job is None or not (job.state in _ASKED_ABOUT or _is_nobodys(job)):
            self.notice.say(words.NOTHING_TO_ANSWER)
        else:
            self.app.push_screen(question(job), partial(self._after_answer, job))

    def _after_answer(self, job: Job, answer: str | None) -> None:
        if answer:
            self._answer(job, answer)

    def action_proof(self) -> None:
        """Print the test page."""
        self.notice.say(words.PROOF_SENDING)
        self._proof()

    @work(thread=True, group="record")
    def _act(self, job: Job, what: str) -> None:
        try:
            said = self._done(job, what)
            follow_jobs(self._desk, self._counter.transport)
        except StoreError as error:
            said = store_words(str(error))
        self._print_soon()
        self.post_message(self.Read(queue(self._desk), said))

    def _done(self, job: Job, what: str) -> str:
        """Do it, and say so; or say why not."""
        transport, account = self._counter.transport, self._officer.account
        refused: FailureReason | None
        if what == "resume":
            refused, done = resume_job(job.id, self._desk, transport), words.RESUMED
        elif what == "retry":
            refused, done = retry_job(job.id, self._desk, transport, account), words.RETRYING
        else:
            refused, done = give_up_job(job.id, self._desk, transport, account), words.GIVEN_UP
        if refused == "unreachable":
            return words.NOT_REACHED
        if refused is not None:
            said = words.hindrance(refused)
            return words.NOT_DONE.format(problem=said.what, do=said.do)
        return done

    @work(thread=True, group="record")
    def _answer(self, job: Job, answer: str) -> None:
        said = ""
        try:
            take_answer(job, answer, self._desk, self._officer.account)
        except StoreError as error:
            said = store_words(str(error))
        self._print_soon()
        self.post_message(self.Read(queue(self._desk), said))

    @work(thread=True, group="proof")
    def _proof(self) -> None:
        for step in proof_words(
            self._counter.transport,
            place=self.app.title,
            at=self._desk.now(),
            wait=lambda: not self._left.wait(LOOK_SECONDS),
        ):
            self.post_message(self.Read(queue(self._desk), step.sentence))
