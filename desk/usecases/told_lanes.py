"""Lanes that tell of every step; kept apart, since they bring the HTTP client with them."""

from collections.abc import Callable
from dataclasses import dataclass

from sync.lanes import Lanes
from sync.protocol import LaneName, Step


def _unheard() -> None:
    """Nobody listens."""


@dataclass
class ToldLanes(Lanes):
    """`Lanes` that call `done` after each step, whether or not it changed how the line stands."""

    done: Callable[[], None] = _unheard

    async def do(self, lane: LaneName, step: Step) -> None:
        """Do one step, then tell."""
        await super().do(lane, step)
        self.done()
