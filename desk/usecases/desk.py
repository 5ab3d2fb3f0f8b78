"""What every use case is given: store, reference data, clock, randomness, and who listens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from desk.store.references import References
from desk.store.store import Store
from schemas.calendars import in_hanoi


def _nobody() -> None:
    """Nobody waits for news of the journal."""


@dataclass(frozen=True)
class Desk:
    """One counter, ready to work."""

    store: Store
    now: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    written: Callable[[], None] = _nobody
    """Called after a commit that appended entries; may come from any thread."""
    sending: list[int] = field(default_factory=list)
    """Print jobs that this process has in hand; others that are being sent were broken off."""
    unwritten: dict[str, str] = field(default_factory=dict)
    """Why what came of papers could not be written, by who tried: what is shown may be old."""
    references: References = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "references", References(self.store.changes))

    @property
    def looks_only(self) -> bool:
        """Whether another window has the counter, and this one only shows it."""
        return self.store.looks_only

    @property
    def why_unwritten(self) -> str:
        """One reason of those, if there is any."""
        return next(filter(None, self.unwritten.values()), "")

    def today(self) -> date:
        """The local date."""
        return local_date(self.now())


def local_date(moment: datetime) -> date:
    """The date in Vietnam at an instant."""
    return in_hanoi(moment).date()
