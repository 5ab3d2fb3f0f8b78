"""What may go wrong at this moment, and how often; all of it ends when the weather turns fine."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from desk.store.store import StoreError
from tests.properties.network import FAULTS, Fault
from tests.properties.world import CrashError
from tests.simulator.chances import Chances, Trace

Side = Literal["out", "in", "both"]
ON_THE_WIRE: tuple[Fault, ...] = tuple(one for one in FAULTS if one != "commit_fails")

ANSWERS_KEPT = 8


@dataclass
class Weather:
    """How bad it is; each seed draws its own mixture."""

    chances: Chances
    trace: Trace
    is_fine: bool = False
    wire: tuple[Fault, ...] = ()
    wire_rate: float = 0.0
    crash_rate: float = 0.0
    disk_rate: float = 0.0
    slow_rate: float = 0.0
    late_rate: float = 0.0
    """How often a request arrives once more, later."""
    crossed_rate: float = 0.0
    """How often an answer was meant for somebody else."""
    cache_rate: float = 0.0
    """How often a proxy answers what it should have asked the centre."""
    printer_rate: float = 0.0
    """How often a printer refuses, and how often it breaks off."""
    cached: dict[tuple[str, str], deque[tuple[int, bytes]]] = field(default_factory=dict)
    """The newest answers to each method and path, whoever had asked."""
    cuts: dict[str, Side] = field(default_factory=dict)
    """Lines that are cut, and which way."""
    uploads: dict[str, int] = field(default_factory=dict)
    """Machines behind a proxy that lets no larger bodies through."""

    def __post_init__(self) -> None:
        # Few kinds at a time, some often: that is how combinations come about.
        chances = self.chances
        self.wire = tuple(one for one in ON_THE_WIRE if chances.happens(0.5))
        self.wire_rate = chances.pick((0.0, 0.05, 0.15, 0.35))
        self.crash_rate = chances.pick((0.0, 0.002, 0.006, 0.02))
        self.disk_rate = chances.pick((0.0, 0.0, 0.02, 0.06))
        self.slow_rate = chances.pick((0.0, 0.1, 0.3))
        self.late_rate = chances.pick((0.0, 0.05, 0.2))
        self.crossed_rate = chances.pick((0.0, 0.0, 0.05, 0.2))
        self.cache_rate = chances.pick((0.0, 0.0, 0.03, 0.1))
        self.printer_rate = chances.pick((0.0, 0.2))

    def turn_fine(self) -> None:
        """Nothing goes wrong any more."""
        self.is_fine = True
        self.cuts.clear()
        self.uploads.clear()

    def happens(self, rate: float) -> bool:
        """Whether something bad happens now; draws nothing in fine weather."""
        return not self.is_fine and rate > 0 and self.chances.happens(rate)

    def keep(self, key: tuple[str, str], answer: tuple[int, bytes]) -> None:
        """Let proxies remember an answer."""
        self.cached.setdefault(key, deque(maxlen=ANSWERS_KEPT)).append(answer)

    def on_the_wire(self) -> Fault | None:
        """What the next request meets."""
        if self.wire and self.happens(self.wire_rate):
            return self.chances.pick(self.wire)
        return None


@dataclass
class Points:
    """The named points of one machine at which it may end, or its disk may refuse."""

    who: str
    weather: Weather
    operation: str = ""
    is_dead: bool = False

    @contextmanager
    def doing(self, operation: str) -> Iterator[None]:
        """What is written meanwhile is written for that."""
        before, self.operation = self.operation, operation
        try:
            yield
        finally:
            self.operation = before

    def reach(self, where: str) -> None:
        """Be at a named point."""
        if self.is_dead:
            raise CrashError
        if self.weather.happens(self.weather.crash_rate):
            self.weather.trace.fault(self.who, f"crash {where}", self.operation)
            raise CrashError

    def write_to_disk(self) -> None:
        """Be about to commit on a disk that may be full."""
        if self.weather.happens(self.weather.disk_rate):
            self.weather.trace.fault(self.who, "disk full", self.operation)
            raise StoreError("full")
