"""The part of the print queue that does something about a job, as it stands when a key is hit."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from textual import getters, on, work
from textual.message import Message
from textual.screen import Screen

from desk.screens.counter import Counter
from desk.screens.print_questions import (
    drop_question,
    file_question,
    overtaken_words,
    question,
    reason_question,
    recall_question,
    take_answer,
    take_reason,
)
from desk.store.store import StoreError
from desk.texts import prints as words
from desk.texts.doubts import LOOKS_ONLY, store_words
from desk.usecases.desk import Desk
from desk.usecases.print_acts import drop_job, drop_unseen, print_anew, resume_printing
from desk.usecases.print_jobs import Job, job_by_id
from desk.usecases.print_queue import Queue, forget_recalls, queue
from desk.widgets.long_list import LongList
from desk.widgets.notice import Notice
from printing.hindrances import UNREACHED
from printing.spool import FailureReason, JobState, Transport
from schemas.officers import Officer

_UNDER_WAY = frozenset({JobState.QUEUED, JobState.SENDING})
_Act = Callable[[Desk, Transport], Job | FailureReason | None]
_DONE = {JobState.DROPPED: words.GIVEN_UP, JobState.QUEUED: words.RETRYING}
"""What is said of a job that stands so after an act."""


class DecidingScreen(Screen[None]):
    """Each key is about the row under the cursor; what cannot be undone is asked first."""

    @dataclass
    class Read(Message):
        """What the store says now, and what there is to say about the last action."""

        now: Queue
        notice: str | None = None
        """Empty: what was said before is over."""
        at: JobState | None = None
        """How the job stood that it tells of, where it does."""

    @dataclass
    class Begun(Message):
        """A job as it stood when a key was hit, and what the key is for."""

        job: Job
        what: str

    @dataclass
    class Acted(Message):
        """A job after an act, or why there was none; None where it stood otherwise by then."""

        asked: Job
        what: str
        answer: Job | FailureReason | None

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
        self.answers = 0
        """So many keys were answered: whatever was looked at before that knows nothing of it."""
        self.is_told = False
        """The notice says what became of a key; it stays until the cursor, or the job, moves on."""
        self._told_of = ""
        self._told_at: JobState | None = None

    def say(self, sentence: str, at: JobState | None = None) -> None:
        """Answer a key at the row under the cursor, of a job that stood so, if that is known."""
        row = self.rows.drawn
        self.answers += 1
        self.is_told, self._told_of, self._told_at = True, row.key if row else "", at
        self.notice.say(sentence)

    def is_told_of(self, job: Job) -> bool:
        """Whether the notice answers a key at the row of this job."""
        return self.is_told and self._told_of == str(job.id)

    def say_while_true(self, job: Job) -> None:
        """Keep what was said of a job until it stands otherwise than then, or than first seen."""
        state = JobState.QUEUED if job.state in _UNDER_WAY else job.state
        if self._told_at is None:
            self._told_at = state
        elif self._told_at is not state:
            self.advise()

    @abstractmethod
    def advise(self) -> None:
        """Say what to do about the job under the cursor, in place of what was said of a key."""

    def action_begin(self, what: str) -> None:
        """Look at the job under the cursor, then do what a key is for."""
        row = self.rows.drawn
        if row is not None:
            self._begin(int(row.key), what)

    @on(LongList.Chosen)
    def open_chosen(self, event: LongList.Chosen) -> None:
        """Open the dossier of a job."""
        self._begin(int(event.key), "open")

    @work(thread=True, group="prints-begun")
    def _begin(self, job: int, what: str) -> None:
        self.post_message(self.Begun(job_by_id(self._desk, job), what))

    @on(Begun)
    def decide(self, event: Begun) -> None:
        """Do it, ask first, or say why there is nothing to do."""
        self.advise()
        if event.what != "open" and self._desk.looks_only:
            self.say(LOOKS_ONLY)
            return
        decide = {
            "open": self._open,
            "retry": self._decide_retry,
            "drop": self._decide_drop,
            "answer": self._decide_answer,
        }
        decide[event.what](event.job)

    def _open(self, job: Job) -> None:
        self.app.push_screen(self._open_dossier(job.dossier))

    def _decide_retry(self, job: Job) -> None:
        if job.state in _UNDER_WAY:
            self.say(words.UNDER_WAY)
        elif job.state is JobState.UNKNOWN:
            self._ask(job)
        elif job.is_followed or job.state in {JobState.FAILED, JobState.DROPPED}:
            self._act(job, "retry", partial(print_anew, job.id))
        elif job.is_only_file:
            self.app.push_screen(file_question(job), partial(self._after_file, job))
        else:
            self._ask_reason(job)

    def _ask_reason(self, job: Job) -> None:
        self.app.push_screen(reason_question(job), partial(self._after_reason, job))

    def _after_file(self, job: Job, answer: str | None) -> None:
        if answer == "again":
            self._ask_reason(job)
        elif answer:
            self._answer(job, answer)

    def _decide_drop(self, job: Job) -> None:
        is_open = job.is_followed or job.state in {JobState.QUEUED, JobState.FAILED}
        if job.state is JobState.UNKNOWN or is_open:
            self.app.push_screen(drop_question(job), partial(self._after_drop, job))
        elif job.state is JobState.SENDING:
            self.say(words.UNDER_WAY)
        elif job.state is JobState.DROPPED:
            self.say(words.DROPPED)
        else:
            self.say(words.WRITTEN if job.is_file else words.NOT_DROPPED)

    def _decide_answer(self, job: Job) -> None:
        if job.surplus:
            self._ask_recall(job)
        elif job.needs_eyes:
            self._ask(job)
        elif job.recalls:
            self._ask_recall(job)
        else:
            self.say(words.ONLY_A_FILE if job.is_file else words.NOTHING_TO_ANSWER)

    def _ask(self, job: Job) -> None:
        self.app.push_screen(question(job), partial(self._after_answer, job))

    def _ask_recall(self, job: Job) -> None:
        self.app.push_screen(recall_question(job), partial(self._after_recall, job))

    def _after_recall(self, job: Job, answer: str | None) -> None:
        if answer == "gone":
            self._record(partial(self._forget, job))

    def _after_answer(self, job: Job, answer: str | None) -> None:
        if answer:
            self._answer(job, answer)

    def _after_drop(self, job: Job, answer: str | None) -> None:
        if answer == "seen":
            self._answer(job, answer)
        elif answer == "drop":
            self._act(job, "drop", partial(drop_job, job.id))
        elif answer == "unseen":
            self._act(job, "drop", partial(drop_unseen, job))

    def _after_reason(self, job: Job, reason: str | None) -> None:
        if reason:
            self._record(partial(take_reason, job, reason, self._desk))

    def action_resume(self) -> None:
        """Let stopped printers go on, whether or not they have the job under the cursor."""
        if self._desk.looks_only:
            self.say(LOOKS_ONLY)
            return
        row = self.rows.drawn
        self._record(partial(self._resume, int(row.key) if row else None))

    def _resume(self, job: int | None) -> str:
        refused = resume_printing(job, self._desk, self._counter.transport)
        return words.RESUMED if refused is None else _not_done(refused)

    @work(thread=True, group="record")
    def _act(self, job: Job, what: str, act: _Act) -> None:
        try:
            answer = act(self._desk, self._counter.transport)
        except StoreError as error:
            self._finish(store_words(str(error)))
            return
        self.post_message(self.Acted(job, what, answer))

    @on(Acted)
    def show_act(self, event: Acted) -> None:
        """Say what came of it; where paper may be out already, ask before anything else is done."""
        job = event.answer
        if job is None:
            self._record(partial(overtaken_words, event.asked, self._desk))
            return
        if isinstance(job, str):
            self._record(lambda: _kept_words(job, event.what))
            return
        if job.state is JobState.UNKNOWN and self.is_current:
            if event.what == "retry":
                self._ask(job)
            else:
                self.app.push_screen(drop_question(job), partial(self._after_drop, job))
        is_too_late = job.state in {JobState.PRINTED, JobState.CONFIRMED}
        otherwise = words.TOO_LATE if is_too_late else words.NOT_ANSWERED
        said = "" if job.state is JobState.UNKNOWN else _DONE.get(job.state, otherwise)
        self._record(lambda: said.format(code=job.code), job.state)

    def _answer(self, job: Job, answer: str) -> None:
        account = self._officer.account
        self._record(partial(take_answer, job, answer, self._desk, account))

    def _forget(self, job: Job) -> None:
        forget_recalls(job, self._desk)

    @work(thread=True, group="record")
    def _record(self, act: Callable[[], str | None], at: JobState | None = None) -> None:
        """Do what may write, and say what it answers, or why nothing could be written."""
        try:
            said = act() or ""
        except StoreError as error:
            said = store_words(str(error))
        self._finish(said, at)

    def _finish(self, said: str, at: JobState | None = None) -> None:
        """Have printed what waits, and say what was done; in a thread."""
        self._print_soon()
        self.post_message(self.Read(queue(self._desk), said, at))


def _kept_words(refused: FailureReason, what: str) -> str:
    """Why a printer keeps a job, and what to do to drop it or to print it anew."""
    if refused in UNREACHED:
        return words.NOT_REACHED["retry" if what == "retry" else "drop"]
    return _not_done(refused)


def _not_done(refused: FailureReason) -> str:
    said = words.hindrance(refused)
    return words.NOT_DONE.format(problem=said.what, do=said.do)
