"""How fast keys come: a scanner that plays keyboard types faster and more evenly than a hand.

Every key carries the instant at which the driver read it, so a slow handler does not make a hand
look like a scanner.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from textual.events import Key, Paste

from desk.widgets.typed import is_typed

PAUSE_SECONDS = 0.1
"""A longer gap ends a burst; a busy machine may well read a scan in two halves."""
LATE_END_SECONDS = 1.0
"""An end that comes later than this after a scan is a hand's."""
REST_SECONDS = 0.7
"""A hand that pauses for so long has seen that there is something else on the screen."""
WORK_SECONDS = 1.0
"""A hand whose last key is no older than this goes on typing, whatever comes up."""
ENDS = frozenset({"enter", "ctrl+j", "tab"})
"""The keys that scanners send after a code: CR, LF or Tab."""
KEYS_MOST = 2_000
"""How far back a widget remembers; no scan has more keys, rewritten or not."""
EDITS = frozenset({"backspace", "shift+left"})
"""How input methods put a letter with its mark in place of those before the cursor."""
Mark = TypeVar("Mark")


@dataclass
class Pace:
    """Tells where bursts of letters begin; every key but letters and their edits ends one."""

    last: float = float("-inf")

    def begins(self, event: Key) -> bool:
        """Whether this key is the first after a pause or after a key that is no part of a text."""
        begins = event.time - self.last > PAUSE_SECONDS
        goes_on = is_typed(event.character) or (event.key in EDITS and not begins)
        self.last = event.time if goes_on else float("-inf")
        return begins

    def rest(self) -> None:
        """The next key begins a burst, however soon it comes."""
        self.last = float("-inf")


@dataclass
class Rest:
    """Tells which keys come after a pause that is long enough to look up."""

    last: float
    """When the last key was typed, or the hand began to be watched."""

    def ends_before(self, event: Key) -> bool:
        """Take the next key into account; whether there was such a pause before it."""
        ends = event.time - self.last > REST_SECONDS
        self.last = event.time
        return ends


@dataclass
class Hand:
    """Knows when keys came that are no scan's."""

    _times: deque[float] = field(default_factory=lambda: deque(maxlen=KEYS_MOST))

    def keep(self, event: Key | Paste) -> None:
        """Take what was typed for a hand's until a scan claims it."""
        self._times.append(event.time)

    def is_at_work(self, first_key: float) -> bool:
        """Whether it typed just before a scan that began then."""
        last = next((at for at in reversed(self._times) if at < first_key), float("-inf"))
        return first_key - last < WORK_SECONDS

    def give_up(self, first_key: float) -> None:
        """Leave the keys from then on to the scan that they were."""
        while self._times and self._times[-1] >= first_key:
            self._times.pop()


@dataclass
class Marks(Generic[Mark]):
    """How a widget stood before each key since the last pause, so that a scan can be taken back."""

    _pace: Pace = field(default_factory=Pace)
    _kept: deque[tuple[float, Mark]] = field(default_factory=lambda: deque(maxlen=KEYS_MOST))

    def keep(self, event: Key, mark: Mark) -> bool:
        """Remember how the widget stands before this key; whether a burst begins with it."""
        begins = self._pace.begins(event)
        if begins:
            self._kept.clear()
        self._kept.append((event.time, mark))
        return begins

    def before(self, first_key: float) -> Mark | None:
        """How it stood before a scan that began then; None if it saw no key of that."""
        if self._pace.last < first_key:
            return None
        found = next((mark for at, mark in self._kept if at >= first_key), None)
        self.forget()
        return found

    def forget(self) -> None:
        """The next key begins a burst, and what was before cannot be taken back."""
        self._kept.clear()
        self._pace.rest()
