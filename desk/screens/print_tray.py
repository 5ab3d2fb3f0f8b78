"""The tray by the printer: prints what waits, and asks about what nobody knows. Draws nothing."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget

from desk.texts import desk as words
from desk.texts import shell
from desk.usecases.desk import Desk
from desk.usecases.loading import load_store
from printing.spool import JobState, Transport

if TYPE_CHECKING:
    from desk.usecases.print_jobs import Job


class PrintTray(Widget):
    """Works for one officer; `print_soon` may be called from any thread."""

    @dataclass
    class Printed(Message):
        """Jobs were handled; their states may have changed."""

        jobs: "tuple[Job, ...]"

    class NothingToAsk(Message):
        """No job is in doubt, and none has failed."""

    class _Requested(Message):
        pass

    def __init__(self, *, desk: Desk, transport: Transport, officer: str) -> None:
        super().__init__()
        self.display = False
        self._desk = desk
        self._transport = transport
        self._officer = officer

    def on_mount(self) -> None:
        """Ask about what the last session left in doubt, print what it left waiting."""
        self.call_after_refresh(self.print_soon)
        self.call_after_refresh(self.ask, at_start=True)

    def print_soon(self) -> None:
        """Print what waits, in a thread of its own."""
        self.post_message(self._Requested())

    def on_print_tray__requested(self, event: _Requested) -> None:
        """Start a thread; two of them never take the same job."""
        event.stop()
        self._print()

    @work(thread=True, group="printing")
    def _print(self) -> None:
        load_store()
        from desk.usecases.print_jobs import print_waiting

        jobs = print_waiting(self._desk, self._transport, self._officer)
        if jobs:
            self.post_message(self.Printed(jobs))

    def on_print_tray_printed(self, event: Printed) -> None:
        """Say how many did not reach paper."""
        failed = sum(job.state is JobState.FAILED for job in event.jobs)
        if failed:
            sentence = shell.PRINT_FAILED.format(count=failed)
            self.notify(sentence, title=words.PRINT_TITLE, severity="error", markup=False)

    @work(group="print-questions", exclusive=True)
    async def ask(self, *, at_start: bool = False) -> None:
        """Ask about every job in doubt; at the start only where paper may or may not be out."""
        jobs = await asyncio.to_thread(_doubtful, self._desk)
        asked = [job for job in jobs if job.state is JobState.UNKNOWN or not at_start]
        if not asked and not at_start:
            self.post_message(self.NothingToAsk())
        for job in asked:
            await self._put(job)
        if asked:
            self.print_soon()
            self.post_message(self.Printed(()))

    async def _put(self, job: "Job") -> None:
        from desk.screens.print_questions import question, take_answer

        answer = await self.app.push_screen_wait(question(job))
        await asyncio.to_thread(take_answer, job, answer, self._desk, self._officer)


def _doubtful(desk: Desk) -> "tuple[Job, ...]":
    """What nobody knows of; in a thread."""
    load_store()
    from desk.usecases.print_jobs import doubtful_jobs

    return doubtful_jobs(desk)
