"""Two things measured in turn, so that a machine that slows down slows both."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Act = Callable[[], object]


@dataclass(frozen=True)
class Pairs:
    """Seconds of ours and of the reference, taken in turn."""

    ours: tuple[float, ...]
    reference: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times longer ours takes: the median over the rounds."""
        return median(a / b for a, b in zip(self.ours, self.reference, strict=True))


def timed(act: Act, clock: Callable[[], float] = perf_counter) -> Callable[[], float]:
    """An act as something that gives its own seconds."""

    def measure() -> float:
        began = clock()
        act()
        return clock() - began

    return measure


def in_turn(
    rounds: int, ours: Callable[[], float], reference: Callable[[], float], *, warm: int = 1
) -> Pairs:
    """Measure both, again and again; the first rounds do not count."""
    taken = [(ours(), reference()) for _ in range(rounds + warm)][warm:]
    return Pairs(tuple(one for one, _ in taken), tuple(other for _, other in taken))
