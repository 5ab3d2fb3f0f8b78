"""One scan as it came in: its letters, what ended it, how fast, from where; pure data."""

from dataclasses import dataclass, field
from typing import Literal

Source = Literal["keyboard", "paste", "serial"]
End = Literal["cr", "lf", "crlf", "tab", "none"]

SCAN_SECONDS_PER_KEY = 0.035
"""A scanner types faster, a hand slower."""
SCAN_KEYS_MIN = 12
"""No code of ours is shorter, and hands type short words as fast."""


@dataclass(frozen=True)
class Arrival:
    """Its letters are personal data more often than not, so its `repr` has none."""

    text: str = field(repr=False)
    end: End
    """What came after the letters; none if only silence did."""
    source: Source
    seconds: float = 0.0
    """From the first letter to the last one; unknown, and 0, unless it was typed."""
    was_edited: bool = False
    """Backspaces came in between, which no scanner sends and input methods do."""
    raw: bytes = field(default=b"", repr=False)
    """The bytes themselves, where the way they came keeps them."""
