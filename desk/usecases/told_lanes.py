"""Lanes that tell of every step; kept apart, since they bring the HTTP client with them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from desk.store.replica import StoreReplica
from desk.store.scans import StoreScans
from sync.lanes import Lanes
from sync.protocol import Introduce, Step
from sync.scan_lane import ScanLane
from sync.state import LaneName


def _unheard() -> None:
    """Nobody listens."""


@dataclass
class ToldLanes(Lanes):
    """`Lanes` that call `done` after each step, whether or not it changed how the line stands.

    Attached files have a lane of their own beside them; whichever gets through, ends all waits for
    the line.
    """

    done: Callable[[], None] = _unheard
    scans: ScanLane = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        replica = self.courier.replica
        assert isinstance(replica, StoreReplica)
        self.scans = ScanLane(self.courier, StoreScans(replica.store), self.done)
        self.scans.got_through = self.line_is_up

    async def do(self, lane: LaneName, step: Step) -> None:
        """Do one step, then tell."""
        await super().do(lane, step)
        if isinstance(step, Introduce):
            # A centre that was restored, or upgraded, may have been offered files again.
            self.scans.wake()
        if self.state.line == "up":
            self.scans.line_is_up()
        self.done()

    def wake(self) -> None:
        """Tell every lane that there may be something to send."""
        super().wake()
        self.scans.wake()

    def retry_now(self) -> None:
        """End every lane's wait."""
        super().retry_now()
        self.scans.retry_now()

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as lanes:
            lanes.create_task(super().run())
            lanes.create_task(self.scans.run())
