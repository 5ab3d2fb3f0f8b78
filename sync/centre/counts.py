"""What the centre counts of its own work, and how a monitoring system reads it.

The text format of Prometheus, version 0.0.4. Counts only: no label names a unit, a counter or a
person, so that the page may be read by whoever keeps the machine running.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS_SECONDS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
Labels = tuple[tuple[str, str], ...]


@dataclass
class Counts:
    """Counted since this process began; added to from any thread."""

    requests: Counter[Labels] = field(default_factory=Counter)
    within: Counter[float] = field(default_factory=Counter)
    """Answers by the smallest bound that they kept."""
    seconds: float = 0.0
    entries: Counter[Labels] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note one answer."""
        bound = next((one for one in BOUNDS_SECONDS if seconds <= one), float("inf"))
        labels = (("method", method), ("route", route), ("status", str(status)))
        with self._lock:
            self.requests[labels] += 1
            self.within[bound] += 1
            self.seconds += seconds

    def stored(self, outcomes: Mapping[str, int]) -> None:
        """Note the entries of one push, by outcome."""
        with self._lock:
            for outcome, count in outcomes.items():
                self.entries[(("outcome", outcome),)] += count

    def text(self, refused: int, gauges: Mapping[str, tuple[str, float]]) -> str:
        """Everything counted, and gauges by name with what they mean."""
        with self._lock:
            lines = [
                *_metric("requests_total", "counter", "Answers given.", self.requests),
                *self._duration(),
                *_metric("entries_total", "counter", "Entries answered for.", self.entries),
            ]
        told: dict[Labels, float] = {(): float(refused)}
        lines += _metric("pushes_refused_total", "counter", "Pushes told to come again.", told)
        for name, (meaning, value) in gauges.items():
            lines += _metric(name, "gauge", meaning, {(): value})
        return "\n".join(lines) + "\n"

    def _duration(self) -> Iterator[str]:
        yield "# HELP desk_centre_answer_seconds Time until an answer began."
        yield "# TYPE desk_centre_answer_seconds histogram"
        below = 0
        for bound in (*BOUNDS_SECONDS, float("inf")):
            below += self.within[bound]
            shown = "+Inf" if bound == float("inf") else f"{bound:g}"
            yield f'desk_centre_answer_seconds_bucket{{le="{shown}"}} {below}'
        yield f"desk_centre_answer_seconds_sum {self.seconds:.6f}"
        yield f"desk_centre_answer_seconds_count {below}"


def _shown(value: float) -> str:
    # Whole to the last digit: a rate over a rounded count would stand still, then jump.
    return str(int(value)) if value == int(value) else repr(value)


def _metric(name: str, kind: str, meaning: str, values: Mapping[Labels, float]) -> Iterator[str]:
    yield f"# HELP desk_centre_{name} {meaning}"
    yield f"# TYPE desk_centre_{name} {kind}"
    for labels, value in sorted(values.items()):
        shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
        yield (
            f"desk_centre_{name}{{{shown}}} {_shown(value)}"
            if shown
            else f"desk_centre_{name} {_shown(value)}"
        )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
