"""All that is left to chance, from one seed; and the record of what came of it."""

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import TypeVar

T = TypeVar("T")
LINES_KEPT = 120


@dataclass
class Chances:
    """Draws; the same in the same order for the same seed."""

    seed: int
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def happens(self, probability: float) -> bool:
        """Whether something of a probability happens now."""
        return self.random.random() < probability

    def pick(self, things: Sequence[T]) -> T:
        """One of several things."""
        return self.random.choice(things)

    def after(self, mean: float) -> float:
        """Seconds until something that happens every so often."""
        return min(self.random.expovariate(1 / mean), 5 * mean)

    def between(self, least: float, most: float) -> float:
        """A number of a range."""
        return self.random.uniform(least, most)

    def draw(self, size: int) -> bytes:
        """Random bytes."""
        return self.random.randbytes(size)


@dataclass
class Trace:
    """What happened, line by line: the newest lines, and a digest of all of them."""

    clock: Callable[[], float]
    tell: Callable[[str], None] | None = None
    steps: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_KEPT))
    _all: "sha256" = field(default_factory=sha256)  # type: ignore[valid-type]  # hashlib names no class

    def note(self, who: str, what: str, more: object = "") -> None:
        """Something happened."""
        self.steps += 1
        line = f"{self.clock():10.3f} {who:<8} {what} {more}".rstrip()
        self.lines.append(line)
        self._all.update(f"{line}\n".encode())  # type: ignore[attr-defined]
        if self.tell is not None:
            self.tell(line)

    def fault(self, who: str, kind: str, more: object = "") -> None:
        """Something was made to go wrong."""
        self.faults[kind] += 1
        self.note(who, f"! {kind}", more)

    def digest(self) -> str:
        """The same for the same history."""
        return self._all.hexdigest()  # type: ignore[attr-defined,no-any-return]
