"""Bodies of what happens to a counter rather than to a dossier: outages, shifts, pad sheets."""

from typing import Literal
from uuid import UUID

from schemas.shape import Shape, Text


class PadSheet(Shape):
    """One pre-numbered receipt: its serial, and the ordinal that is printed on it."""

    serial: str
    ordinal: int


class PadIssued(Shape):
    """Pad sheets were printed, to be filled in by hand while the computer is down."""

    sheets: tuple[PadSheet, ...]


class OutageOpened(Shape):
    """An outage began: a period without the central system (article 21.3)."""

    scope: Literal["line", "centre", "computer", "power"]
    reason: Text = ""


class OutageReported(Shape):
    """An outage was reported to whoever has to mend it."""

    outage: UUID
    """The entry that opened it."""
    to: Text
    channel: Literal["in_person", "telephone", "sms", "email", "zalo", "letter"] = "telephone"
    reference: Text = ""
    """What the other side calls it."""


class OutageClosed(Shape):
    """An outage is over, and everything handled by hand was entered."""

    outage: UUID
    """The entry that opened it."""
    entered: int = 0
    """Dossiers that were entered afterwards."""
    reason: Text = ""


class ShiftOpened(Shape):
    """An officer began to work at the counter."""

    cash_vnd: int = 0
    """What the till held."""
    reason: Text = ""


class ShiftClosed(Shape):
    """An officer handed the counter over or went home."""

    shift: UUID | None = None
    """The entry that opened it."""
    cash_vnd: int = 0
    """What was counted in the till."""
    received: int = 0
    returned: int = 0
    """Dossiers received and results returned during the shift."""
    reason: Text = ""
