"""What a counter remembers of its line while it runs: the protocol's state, each lane's waits."""

from dataclasses import dataclass, replace
from typing import Literal

from schemas.journal import Head
from schemas.wire import BATCH_ENTRIES_MAX
from sync.backoff import wait_seconds
from sync.lives import SAME, Difference

LaneName = Literal["up", "down"]
Line = Literal["up", "down", "unknown"]
Halt = Literal["clone", "behind", "outdated", "unknown", "revoked"]
"""What keeps a counter from its work with the centre until a person does something.

`unknown`: the centre does not know its token. `revoked` keeps it from no delivery: it is only told
nothing any more.
"""


@dataclass(frozen=True)
class Lane:
    """One lane's bad luck."""

    failures: int = 0
    wait: float = 0.0
    """Seconds to rest before the next try."""
    for_line: bool = False
    """The wait is for the line to come back; whatever shows that it did ends it."""

    def failed(self, jitter: float, *, for_line: bool = False) -> "Lane":
        """After one more failure: it waits longer each time in a row."""
        failures = self.failures + 1
        return Lane(failures, wait_seconds(failures, jitter), for_line)

    def rested(self) -> "Lane":
        """Once it has rested."""
        return replace(self, wait=0.0, for_line=False)

    def retried(self) -> "Lane":
        """Once a person asked to try again now; their try is not one more failure in a row."""
        return replace(self.rested(), failures=max(0, self.failures - 1)) if self.wait else self

    def line_is_up(self) -> "Lane":
        """Once another lane got through."""
        return self.rested() if self.for_line else self


@dataclass(frozen=True)
class State:
    """All the protocol remembers; it starts afresh with every session."""

    epoch: int
    head: Head
    """Our journal's head when the centre last told its own."""
    introduced: bool = False
    incarnation: str | None = None
    line: Line = "unknown"
    trouble: str = ""
    """Why the line is down, as a stable code."""
    halt: Halt | None = None
    difference: Difference = SAME
    kept: int | None = None
    """Ranks beyond it are void, until we have testified."""
    batch: int = BATCH_ENTRIES_MAX
    refreshed: bool = False
    pruned: bool = False
    caught_up: bool = False
    """The feed was followed to its end, as it was then."""
    up: Lane = Lane()
    down: Lane = Lane()


def rested(state: State, lane: LaneName) -> State:
    """The state once a lane has rested."""
    return with_lane(state, lane, bad_luck(state, lane).rested())


def retried(state: State) -> State:
    """The state once a person asked for another try now."""
    return replace(state, up=state.up.retried(), down=state.down.retried())


def line_is_up(state: State) -> State:
    """The state once something got through to the centre and back, whatever it was."""
    trouble = "" if state.line == "down" else state.trouble
    up, down = state.up.line_is_up(), state.down.line_is_up()
    return replace(state, line="up", trouble=trouble, up=up, down=down)


def bad_luck(state: State, lane: LaneName) -> Lane:
    """What a lane remembers of its last failures."""
    return state.up if lane == "up" else state.down


def with_lane(state: State, lane: LaneName, bad: Lane) -> State:
    """The state with other luck of one lane."""
    return replace(state, up=bad) if lane == "up" else replace(state, down=bad)


def stale(state: State) -> State:
    """The state once the reference data is old enough to be asked for again."""
    return replace(state, refreshed=False)


def failed(state: State, lane: LaneName, jitter: float, *, for_line: bool = False) -> State:
    """The state once a lane failed."""
    return with_lane(state, lane, bad_luck(state, lane).failed(jitter, for_line=for_line))


def waiting(state: State, lane: LaneName, seconds: float) -> State:
    """The state with a lane that waits for so long."""
    return with_lane(state, lane, replace(bad_luck(state, lane), wait=seconds))
