"""What a scanner read."""

from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from desk.scanning.arrival import Arrival


@dataclass
class Scanned(Message):
    """A whole scan; it bubbles to the screen through whatever had the focus.

    Its text is personal data more often than not: it goes into no log, and no `repr`.
    """

    text: str
    was_typed: bool = False
    """True if its keys went into the widget with the focus, which takes them back."""
    first_key: float = 0.0
    """When the first of those keys was typed: a widget that saw none since has nothing to undo."""

    arrival: Arrival | None = None
    """How it came, where its keys did not tell."""

    while_typing: bool = False
    """A hand was typing when it came, and may go on into whatever it opens."""

    by_hand: bool = False
    """An officer's own key ended it, and nothing told a scanner: words to look for, perhaps."""

    is_handed_on: bool = False
    """True if it came before the screen that it goes to: another one could not settle it."""

    def __repr__(self) -> str:
        return f"Scanned({len(self.text)} characters)"


@dataclass
class Mangled(Message):
    """A scan that an input method rewrote on its way: its keys are taken back, and nobody uses it.

    Screens do not hear it; the app tells how to set the scanner.
    """

    first_key: float
    was_typed: ClassVar[bool] = True
