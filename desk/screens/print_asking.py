"""Asks the officer about papers that may be out or not: at the desk screen, never over a form."""

import asyncio
from typing import TYPE_CHECKING, Literal

from textual import work
from textual.message import Message
from textual.widget import Widget

from desk.store.store import StoreError
from desk.texts import desk as words
from desk.texts import prints
from desk.usecases.desk import Desk
from desk.usecases.loading import load_store
from printing.spool import Transport

if TYPE_CHECKING:
    from desk.usecases.print_jobs import Job


SCAN_SECONDS = 10.0
"""By then a scan that came during a question has led somewhere, if need be by the centre."""


class AsksAboutPaper(Widget):
    """One question at a time, of each job once, unless it comes into doubt again."""

    class Answered(Message):
        """Printers or the officer were asked about jobs; what became of them is in the store."""

    def __init__(self, *, desk: Desk, transport: Transport, officer: str) -> None:
        super().__init__()
        self._desk = desk
        self._transport = transport
        self._officer = officer
        self._is_due = False
        self._is_asking = False
        self._put_off: set[int] = set()
        """Jobs that nothing was said of; who hears that one left its doubt takes it out."""

    def ask(self) -> None:
        """Ask what is in doubt now, or once the officer is back at the desk screen.

        A question that came up over a form would take the digits that are typed into it.
        """
        self._is_due = True
        self.ask_what_is_due()

    def ask_what_is_due(self) -> None:
        """Ask what could not be asked before, if anything."""
        if self._is_due and not self._is_asking:
            self._is_asking = True
            self._ask()

    @work(group="print-questions")
    async def _ask(self) -> None:
        try:
            while self._is_due:
                self._is_due = False
                jobs = await asyncio.to_thread(_doubtful, self._desk, self._transport)
                self._put_off.intersection_update(job.id for job in jobs)
                jobs = tuple(job for job in jobs if job.id not in self._put_off)
                # A printer that never had the pages of a job has left it to be printed.
                self.post_message(self.Answered())
                if await self._put_each(jobs):
                    return
        except StoreError as error:
            self._is_due = True
            self.say(prints.store_stuck(str(error)), is_bad=True)
        finally:
            self._is_asking = False

    async def _put_each(self, jobs: "tuple[Job, ...]") -> bool:
        """Ask until the officer is elsewhere, or somebody's scan was kept; whether that was so."""
        from desk.screens.print_questions import is_put_off, take_answer, unasked_question

        for job in jobs:
            if not self.screen.is_active:
                self._is_due = True
                self.say(prints.ASKED_LATER, is_bad=False)
                return True
            question = unasked_question(job)
            answer = await self.app.push_screen_wait(question)
            said = await asyncio.to_thread(take_answer, job, answer, self._desk, self._officer)
            if said:
                self.say(said, is_bad=False)
            self.post_message(self.Answered())
            if is_put_off(answer):
                self._put_off.add(job.id)
            if question.hands_on:
                # Not due before: the desk screen is on top until the scan leads away from it.
                self._is_due = False
                self.set_timer(SCAN_SECONDS, self.ask)
                return True
        return False

    def say(self, sentence: str, *, is_bad: bool) -> None:
        """Tell the officer, wherever that is."""
        severity: Literal["error", "warning"] = "error" if is_bad else "warning"
        self.notify(sentence, title=words.PRINT_TITLE, severity=severity, markup=False)


def _doubtful(desk: Desk, transport: Transport) -> "tuple[Job, ...]":
    """What neither we nor the printers know; in a thread."""
    load_store()
    from desk.usecases.print_queue import doubtful_jobs, follow_jobs

    follow_jobs(desk, transport)
    return doubtful_jobs(desk)
