"""The print queue: every job of the counter, what hinders it, and what can be done about it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from desk.screens.counter import Counter
from desk.screens.handing_down import hand_down
from desk.screens.print_deciding import DecidingScreen
from desk.screens.print_words import COLUMNS, advice, head_words, queue_row
from desk.texts import prints as words
from desk.usecases.line import LineStanding
from desk.usecases.print_jobs import Job, job_by_id
from desk.usecases.print_queue import queue, queue_page
from desk.usecases.printers import proof_words
from desk.widgets.key_bar import KeyBar
from desk.widgets.long_list import LongList, Row
from desk.widgets.notice import Notice
from desk.widgets.scanned import Scanned
from desk.widgets.title_bar import TitleBar
from schemas.officers import Officer

LOOK_SECONDS = 1.0
"""How often a test page is asked about, while this screen is open."""


def _key(key: str, action: str, name: str) -> Binding:
    said, hint = words.KEYS[name]
    return Binding(key, action, said, id=f"prints.{name}", tooltip=hint)


class PrintQueueScreen(DecidingScreen):
    """A list that follows the printers; each action is about the job under the cursor."""

    CSS_PATH = "print_queue.tcss"
    TITLE = words.TITLE
    HELP = words.HELP
    AUTO_FOCUS = "LongList"
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("f5", "resume", "resume"),
        _key("f6", "begin('retry')", "retry"),
        _key("f7", "begin('answer')", "answer"),
        _key("f8", "begin('drop')", "give_up"),
        _key("f9", "proof", "proof"),
        _key("escape", "dismiss(None)", "leave"),
    ]

    @dataclass
    class Looked(Message):
        """The job under the cursor, read when so many keys were answered."""

        job: Job
        answers: int

    head = getters.query_one("#head", Static)

    def __init__(
        self,
        *,
        counter: Counter,
        officer: Officer,
        open_dossier: Callable[[UUID], Screen[Any]],
        print_soon: Callable[[], None],
    ) -> None:
        super().__init__(
            counter=counter, officer=officer, open_dossier=open_dossier, print_soon=print_soon
        )
        self._job: Job | None = None
        self._is_new = True
        self._left = threading.Event()

    def compose(self) -> ComposeResult:
        """How many there are, what to do, the list, the keys."""
        yield TitleBar()
        yield Static(words.LOADING, id="head", markup=False)
        yield Notice("", id="notice")
        yield LongList(COLUMNS, empty=words.EMPTY)
        yield KeyBar()

    def on_scanned(self, event: Scanned) -> None:
        """Leave a scan to the screen beneath."""
        event.stop()
        hand_down(self, event.text)

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

    @on(DecidingScreen.Read)
    def show_read(self, event: DecidingScreen.Read) -> None:
        """Show the numbers and the rows."""
        self.head.update(head_words(event.now))
        if event.notice:
            self.say(event.notice, event.at)
        elif event.notice is not None:
            self.advise()
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
        answers = self.answers
        self.post_message(self.Looked(job_by_id(self._desk, job), answers))

    @on(Looked)
    def show_job(self, event: Looked) -> None:
        """Say what to do, but keep what was said of an action as long as it is about this."""
        self._job = event.job
        if not self.is_told_of(event.job):
            self.advise()
        elif event.answers == self.answers:
            # One that began before the answer may show the job as it was before the key.
            self.say_while_true(event.job)

    def advise(self) -> None:
        """Say what to do about the job under the cursor, if what is known of it is not old."""
        self.is_told = False
        why = self._desk.why_unwritten
        self.notice.say(words.store_stuck(why) if why else advice(self._job))

    def action_proof(self) -> None:
        """Print the test page."""
        self.say(words.PROOF_SENDING)
        self._proof()

    @work(thread=True, group="proof")
    def _proof(self) -> None:
        for step in proof_words(
            self._counter.transport,
            place=self.app.title,
            at=self._desk.now(),
            wait=lambda: not self._left.wait(LOOK_SECONDS),
        ):
            self.post_message(self.Read(queue(self._desk), step.sentence))
