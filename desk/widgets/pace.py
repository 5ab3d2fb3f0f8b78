"""How fast keys come: a scanner that plays keyboard types faster and more evenly than a hand.

Every key carries the instant at which the driver read it, so a slow handler does not make a hand
look like a scanner.
"""

from dataclasses import dataclass, field

from textual.events import Key

from desk.scanning.arrival import SCAN_KEYS_MIN, SCAN_SECONDS_PER_KEY

PAUSE_SECONDS = 0.1
"""A longer gap ends a burst; a busy machine may well read a scan in two halves."""
LATE_END_SECONDS = 1.0
"""An end that comes later than this after a scan is a hand's."""
ENDS = frozenset({"enter", "ctrl+j", "tab"})
"""The keys that scanners send after a code: CR, LF or Tab."""


@dataclass
class Pace:
    """Tells where bursts of printable keys begin; every other key ends one."""

    last: float = float("-inf")

    def begins(self, event: Key) -> bool:
        """Whether this key is the first after a pause or after a key that prints nothing."""
        begins = event.time - self.last > PAUSE_SECONDS
        self.last = event.time if event.is_printable else float("-inf")
        return begins

    def rest(self) -> None:
        """The next key begins a burst, however soon it comes."""
        self.last = float("-inf")


@dataclass
class Burst:
    """The printable keys since the last pause."""

    pace: Pace = field(default_factory=Pace)
    characters: list[str] = field(default_factory=list)
    first: float = 0.0

    def add(self, event: Key) -> bool:
        """Take the next key into account; whether it begins another burst."""
        begins = self.pace.begins(event)
        if begins:
            self.first = event.time
        if begins or not event.is_printable:
            self.characters.clear()
        if event.is_printable and event.character:
            self.characters.append(event.character)
        return begins

    @property
    def held(self) -> str:
        """The burst as far as it came, if that was at a scanner's pace, else nothing."""
        text = "".join(self.characters)
        is_fast = self.pace.last - self.first <= SCAN_SECONDS_PER_KEY * len(text)
        return text if is_fast and len(text) >= SCAN_KEYS_MIN else ""

    @property
    def has_bar(self) -> bool:
        """Whether it is meant as a card: hands type no bars."""
        return "|" in self.characters

    @property
    def held_whole(self) -> str:
        """The same if it may be whole without an end: a card, or a code, which ends in a digit."""
        text = self.held
        return text if self.has_bar or text[-1:].isdecimal() else ""

    def ended_by(self, event: Key) -> str:
        """The burst that this key ends, if it came at a scanner's pace, else nothing."""
        patience = LATE_END_SECONDS if self.held_whole else PAUSE_SECONDS
        text = self.held if event.time - self.pace.last <= patience else ""
        self.end()
        return text

    def end(self) -> None:
        """The next key begins another burst."""
        self.characters.clear()
        self.pace.rest()
