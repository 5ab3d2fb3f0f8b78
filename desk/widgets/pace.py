"""How fast keys come: a scanner that plays keyboard types faster and more evenly than a hand.

Every key carries the instant at which the driver read it, so a slow handler does not make a hand
look like a scanner. What input methods do to letters belongs to the burst of those letters: a hand
gets as many of them as it hits keys, so that its pace is judged by the letters that are left.
"""

from dataclasses import dataclass, field

from textual.events import Key, Paste

from desk.scanning.arrival import SCAN_KEYS_MIN, SCAN_SECONDS_PER_KEY
from desk.widgets.typed import Typed, is_typed

PAUSE_SECONDS = 0.1
"""A longer gap ends a burst; a busy machine may well read a scan in two halves."""
LATE_END_SECONDS = 1.0
"""An end that comes later than this after a scan is a hand's."""
ENDS = frozenset({"enter", "ctrl+j", "tab"})
"""The keys that scanners send after a code: CR, LF or Tab."""
_EDITS = frozenset({"backspace", "shift+left"})
"""How input methods put a letter with its mark in place of those before the cursor."""


@dataclass
class Pace:
    """Tells where bursts of letters begin; every key but letters and their edits ends one."""

    last: float = float("-inf")

    def begins(self, event: Key) -> bool:
        """Whether this key is the first after a pause or after a key that is no part of a text."""
        begins = event.time - self.last > PAUSE_SECONDS
        goes_on = is_typed(event.character) or (event.key in _EDITS and not begins)
        self.last = event.time if goes_on else float("-inf")
        return begins

    def rest(self) -> None:
        """The next key begins a burst, however soon it comes."""
        self.last = float("-inf")


@dataclass
class Burst:
    """The letters since the last pause, as they stand after what was done to them."""

    pace: Pace = field(default_factory=Pace)
    characters: list[str] = field(default_factory=list)
    first: float = 0.0
    was_edited: bool = False
    """Letters were taken back in between, which no scanner does and input methods do."""
    _selected: int = 0

    def add(self, event: Key) -> bool:
        """Take the next key into account; whether it begins another burst."""
        begins = self.pace.begins(event)
        if begins:
            self.first, self.was_edited = event.time, False
        if begins or self.pace.last != event.time:
            self._put("", len(self.characters))
        if is_typed(event.character):
            self._put(event.character or "", self._selected)
        elif event.key in _EDITS and self.characters:
            self.was_edited = True
            if event.key == "backspace":
                self._put("", self._selected or 1)
            else:
                self._selected = min(self._selected + 1, len(self.characters))
        return begins

    def add_pasted(self, event: Paste) -> None:
        """Take letters into account that an input method brought by the clipboard."""
        if event.time - self.pace.last <= PAUSE_SECONDS:
            self._put(event.text, self._selected)
            self.was_edited = True

    def _put(self, letters: str, in_place_of: int) -> None:
        self.characters[len(self.characters) - in_place_of :] = letters
        self._selected = 0

    @property
    def held(self) -> str:
        """The burst as far as it came, if that was at a scanner's pace, else nothing."""
        text = Typed(characters="".join(self.characters)).text
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
