"""What came at a scanner's pace, and from which key on: a hand may have typed just before.

What input methods do to letters belongs to the burst of those letters: a hand gets as many of them
as it hits keys, so that its pace is judged by the letters that are left.
"""

import re
from dataclasses import dataclass, field

from textual.events import Key, Paste

from desk.scanning.arrival import SCAN_KEYS_MIN, SCAN_SECONDS_PER_KEY
from desk.widgets.pace import EDITS, KEYS_MOST, LATE_END_SECONDS, PAUSE_SECONDS, Pace
from desk.widgets.typed import Typed, is_typed

_CARD = re.compile(r"[^|]*?(?P<card>(?:ï»¿|\][A-Za-z][0-9A-Za-z])*[0-9]{12})\|")
"""Where a card begins, whatever stands before it: at its number, or at what scanners send first."""


@dataclass(frozen=True)
class Reading:
    """What a burst says if it began with a certain letter."""

    text: str
    first: float
    """When that letter was typed."""
    was_edited: bool
    """Letters were taken back since, which no scanner does and input methods do."""


@dataclass(frozen=True)
class _Letter:
    character: str
    at: float
    number: int
    """Of the key that brought it."""
    leapt: int = 0
    """The last letter up to here that came later than a scanner's."""
    begun: int = 0
    """The letter from which on the pace was a scanner's."""
    lead: float = 0.0
    """By how many seconds this one came before that of the slowest scanner that began there."""

    def following(self, character: str, at: float, number: int, place: int) -> "_Letter":
        """The letter after this one."""
        early = SCAN_SECONDS_PER_KEY - (at - self.at)
        leapt, lead = self.leapt if early >= 0 else place, self.lead + early
        begun = self.begun if lead >= 0 else place
        return _Letter(character, at, number, leapt, begun, max(lead, 0.0))


@dataclass
class Burst:
    """The letters since the last pause, as they stand after what was done to them."""

    pace: Pace = field(default_factory=Pace)
    _letters: list[_Letter] = field(default_factory=list)
    _selected: int = 0
    _number: int = 0
    _edited: int = 0
    """The last key that took letters back."""

    def add(self, event: Key) -> bool:
        """Take the next key into account; whether it begins another burst."""
        begins = self.pace.begins(event)
        self._number += 1
        if begins or self.pace.last != event.time:
            self._letters.clear()
            self._selected = 0
        if is_typed(event.character):
            self._put(event.character or "", event.time)
        elif event.key in EDITS and self._letters:
            self._edited = self._number
            if event.key == "backspace":
                self._selected = self._selected or 1
                self._put("", event.time)
            else:
                self._selected = min(self._selected + 1, len(self._letters))
        return begins

    def add_pasted(self, event: Paste) -> None:
        """Take letters into account that an input method brought by the clipboard."""
        if event.time - self.pace.last <= PAUSE_SECONDS:
            self._number += 1
            self._put(event.text, event.time)
            self._edited = self._number

    def _put(self, letters: str, at: float) -> None:
        """Put letters in place of those that are selected."""
        del self._letters[len(self._letters) - self._selected :]
        self._selected = 0
        for letter in letters:
            if self._is_too_long:
                break
            one = _Letter(letter, at, self._number)
            if self._letters:
                place = len(self._letters)
                one = self._letters[-1].following(letter, at, self._number, place)
            self._letters.append(one)

    @property
    def _is_too_long(self) -> bool:
        """Whether it has more letters than any scan: how many more is of no account."""
        return len(self._letters) > KEYS_MOST

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What came at a scanner's pace: from where it is likely to have begun, then from others.

        A card begins with its number; anything else where the pace became a scanner's, after the
        last longer gap, or with the burst: a busy machine reads unevenly.
        """
        if not self._letters:
            return ()
        card = _CARD.match("".join(one.character for one in self._letters))
        places = [card.start("card")] if card else []
        places += [self._letters[-1].begun, self._letters[-1].leapt, 0]
        return tuple(filter(None, map(self._from, dict.fromkeys(places))))

    def _from(self, place: int) -> Reading | None:
        first = self._letters[place]
        text = Typed(characters="".join(one.character for one in self._letters[place:])).text
        is_fast = self.pace.last - first.at <= SCAN_SECONDS_PER_KEY * len(text)
        if not is_fast or len(text) < SCAN_KEYS_MIN:
            return None
        return Reading(text, first.at, was_edited=self._edited > first.number)

    @property
    def has_bar(self) -> bool:
        """Whether it is meant as a card: hands type no bars."""
        return any(one.character == "|" for one in self._letters)

    @property
    def may_be_whole(self) -> bool:
        """Whether it may be whole without an end: a card, or a code, which ends in a digit."""
        if self._is_too_long:
            return False
        ends_well = bool(self._letters) and self._letters[-1].character.isdecimal()
        return (ends_well or self.has_bar) and bool(self.readings)

    def ended_by(self, event: Key) -> tuple[Reading, ...]:
        """What this key ends, if that came at a scanner's pace."""
        patience = LATE_END_SECONDS if self.may_be_whole else PAUSE_SECONDS
        readings = self.readings if event.time - self.pace.last <= patience else ()
        self.end()
        return readings

    def end(self) -> None:
        """The next key begins another burst."""
        self._letters.clear()
        self.pace.rest()
