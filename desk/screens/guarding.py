"""When the newest kept receipt is asked for: once, in a session that starts without the centre."""

import asyncio
from typing import TYPE_CHECKING, Any

from textual.app import App

from desk.usecases.loading import load_store

if TYPE_CHECKING:
    from desk.screens.counter import Counter
    from desk.usecases.desk import Desk
    from desk.usecases.line import LineStanding

LINE_SECONDS = 2.0
"""How long after the sign-in the line may take to show that it is up."""


class Guard:
    """Watches over one session; once the centre was met, that session is never asked."""

    def __init__(self, app: App[Any], counter: "Counter") -> None:
        self._app = app
        self._counter = counter
        self._is_over = False
        counter.news.signal.subscribe(app, self._hear)

    def begin(self) -> None:
        """An officer is in."""
        self._hear(self._counter.line.standing)
        if not self._is_over:
            self._app.set_timer(LINE_SECONDS, self._ask)

    def _hear(self, line: "LineStanding") -> None:
        if line.line == "up":
            self._is_over = True
        elif line.line == "down":
            self._ask()

    def _ask(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._app.run_worker(self._ask_if_due(), group="guard")

    async def _ask_if_due(self) -> None:
        if await asyncio.to_thread(_is_due, self._counter.desk):
            from desk.screens.guard import GuardScreen

            await self._app.push_screen(GuardScreen(counter=self._counter), self._follow)

    def _follow(self, went_back: bool | None) -> None:  # noqa: FBT001  (the answer of a screen)
        """Show that there are no numbers, and take a voucher."""
        from desk.screens.voucher import VoucherScreen

        if went_back:
            self._app.push_screen(VoucherScreen(counter=self._counter, is_rolled_back=True))


def _is_due(desk: "Desk") -> bool:
    """Imported here, in the thread: it brings the database with it."""
    load_store()
    from desk.usecases.epochs import is_guard_due

    return is_guard_due(desk)
