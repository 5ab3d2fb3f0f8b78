"""The print queue in a test: a printer that waits for paper, and the way to its questions."""

from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from desk.widgets.choice import Ask, Choice
from printing.spool import (
    PLAIN,
    FailureReason,
    Order,
    Progress,
    SendFailed,
    Sent,
    Stage,
    Transport,
)
from tests.desk.screens.shell import seen
from tests.desk.shell_office import settle, signed_in, until


class Halting(Transport):
    """A printer that waits for paper, then is stopped, as the test says."""

    def __init__(self, *, begun: int = 0) -> None:
        self.progress = Progress(Stage.HALTED, ("media-empty-error",))
        self.begun = begun
        """So many jobs have begun; what is behind them is taken back whole."""
        self.sent = 0
        self.asked_for: list[str] = []
        self.passed_over: FailureReason | None = None

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed:
        self.sent += 1
        where = f"ipp://may/printers/quay01#{self.sent}"
        order.opened(where)
        return Sent(where, is_followed=True, passed_over=self.passed_over)

    def ask(self, where: str) -> Progress:
        if where in self.asked_for:
            is_begun = int(where.partition("#")[2]) <= self.begun
            return Progress(Stage.BROKEN_OFF if is_begun else Stage.NEVER_BEGUN)
        return self.progress

    def cancel(self, where: str) -> FailureReason | None:
        if self.progress.stage is Stage.SILENT:
            return "unreachable"
        self.asked_for.append(where)
        return None

    def resume(self, where: str, form: str) -> FailureReason | None:
        if self.progress.stage is Stage.SILENT:
            return "unreachable"
        self.asked_for.append(f"resume {where} {form}")
        self.progress = Progress(Stage.DONE)
        return None


async def in_queue(pilot: Pilot[Any], words: str) -> None:
    await signed_in(pilot)
    await settle(pilot)
    await pilot.press("f8")
    await until(pilot, lambda: words in seen(pilot.app))


async def asked(pilot: Pilot[Any], *words: str) -> None:
    """Wait for a question with such words."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Choice | Ask))
    question = str(pilot.app.screen.query_one(".question", Static).content)
    assert all(one in question for one in words), question
