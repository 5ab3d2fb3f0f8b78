"""The line to the centre, as the program uses it: it works by itself, and nothing waits for it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from desk.store.store import StoreError

if TYPE_CHECKING:
    from desk.usecases.told_lanes import ToldLanes
    from schemas.dossiers import Dossier
    from sync.courier import Courier
    from sync.protocol import Complained, Delivered, Unreachable
    from sync.state import Halt, State
    from sync.state import Line as LineState

ELSEWHERE = "elsewhere"
STORE = "store"
STORE_SECONDS = 30.0
"""How long the line rests when the disk did not take what it brought."""


@dataclass(frozen=True)
class LineStanding:
    """How the line stands, and since when."""

    line: "LineState" = "unknown"
    since: datetime | None = None
    trouble: str = ""
    """Why it is down, as a stable code; `store`: our own disk; `elsewhere`: another window's."""
    halt: "Halt | None" = None
    scan: str = ""
    """Digest of the scan of which a part is on its way at this moment."""
    scan_trouble: str = ""
    """Why scans are left, as a stable code."""


def _unheard() -> None:
    """Nobody listens."""


@dataclass
class Line:
    """Runs both lanes and tells of every step; all but `run`'s own work is for the event loop."""

    open_courier: "Callable[[], Courier]"
    """Called once, in a thread: it imports the HTTP client."""
    now: Callable[[], datetime]
    changed: Callable[[], None] = _unheard
    """Called in the event loop after every step, since each may have changed the store."""
    standing: LineStanding = LineStanding()
    _courier: "Courier | None" = None
    _lanes: "ToldLanes | None" = None
    _retried: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Work until cancelled."""
        self._courier = courier = await asyncio.to_thread(self.open_courier)
        try:
            while True:
                await self._work(courier)
        finally:
            await courier.client.aclose()

    async def _work(self, courier: "Courier") -> None:
        try:
            self._lanes = await asyncio.to_thread(self._lanes_over, courier)
            await self._lanes.run()
        except* StoreError:
            # A full disk must not end the desk: reading still works, and so does freeing space.
            self._lanes = None
            self._stand("down", STORE, None)
            self._retried.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(STORE_SECONDS):
                    await self._retried.wait()

    def _lanes_over(self, courier: "Courier") -> "ToldLanes":
        from desk.usecases.told_lanes import ToldLanes

        return ToldLanes(courier, self._hear, self._step_done)

    def _hear(self, state: "State") -> None:
        self._stand(state.line, state.trouble, state.halt)

    def _stand(self, line: "LineState", trouble: str, halt: "Halt | None") -> None:
        before = self.standing
        since = before.since if before.line == line else self.now()
        self.standing = LineStanding(line, since, trouble, halt)
        self._step_done()

    def _step_done(self) -> None:
        if self._lanes is not None:
            scans = self._lanes.scans
            self.standing = replace(self.standing, scan=scans.sending, scan_trouble=scans.trouble)
        self.changed()

    def wake(self) -> None:
        """Say that there may be something to send."""
        if self._lanes is not None:
            self._lanes.wake()

    def retry_now(self) -> None:
        """End every wait, because a person asked for it."""
        self._retried.set()
        if self._lanes is not None:
            self._lanes.retry_now()

    async def ask(self) -> LineStanding:
        """How the line stands at this moment, by questions of its own; every wait ends, too."""
        if self._courier is None:
            return self.standing
        from sync.lanes import line_now

        self.retry_now()
        try:
            state = await line_now(self._courier)
        except StoreError:
            return LineStanding("down", self.now(), STORE)
        return LineStanding(state.line, self.now(), state.trouble, state.halt)

    async def find(self, code: str) -> "Dossier | Unreachable | Complained":
        """A dossier as the centre has it; it is not asked while the line is known to be down."""
        if self._courier is None or self.standing.line != "up":
            return _no_route()
        return await self._courier.find(code)

    async def change_password(
        self, account: str, old: str, new: str
    ) -> "Delivered | Unreachable | Complained":
        """Change an officer's own password at the centre; tried even on a line that seems down."""
        if self._courier is None:
            return _no_route()
        return await self._courier.change_password(account, old, new)


def _no_route() -> "Unreachable":
    from sync.protocol import Unreachable

    return Unreachable("no_route")
