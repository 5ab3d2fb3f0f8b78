"""What may follow what of a counter's own facts: shifts and outages open once, and close later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desk.rules.recording import NotRecorded
from schemas.officers import Officer
from schemas.shape import Shape, written


@dataclass(frozen=True)
class Note:
    """One fact about the counter itself, as its journal holds it."""

    id: UUID
    place: int
    kind: str
    officer: str
    happened: datetime
    body: Shape


def newest(notes: Sequence[Note], *kinds: str) -> Note | None:
    """The newest of some kinds; notes come in the order of the journal."""
    return next((one for one in reversed(notes) if one.kind in kinds), None)


def standing(notes: Sequence[Note], opened: str, closed: str) -> Note | None:
    """What was opened and not closed yet; only one is open at a time."""
    last = newest(notes, opened, closed)
    return last if last is not None and last.kind == opened else None


def time_refusal(happened: datetime, now: datetime, follows: Note | None) -> NotRecorded | None:
    """Whether a time lies ahead, or before what it follows."""
    if happened > now:
        return NotRecorded("in_future")
    if follows is None or happened >= follows.happened:
        return None
    since = written(follows.happened)
    return NotRecorded("too_early", {"kind": follows.kind, "since": since})


def may_close(shift: Note, account: str, officers: Sequence[Officer]) -> bool:
    """Whether an officer may close a shift: one's own, or as head of unit anybody's."""
    heads = {one.account for one in officers if one.role == "head" and one.active}
    return account == shift.officer or account in heads


def cash_refusal(expected_vnd: int, counted_vnd: int, reason: str) -> NotRecorded | None:
    """Whether the till may be left so: a difference needs its reason."""
    if counted_vnd < 0:
        return NotRecorded("negative_cash")
    if counted_vnd == expected_vnd or reason.strip():
        return None
    both = {"expected": str(expected_vnd), "counted": str(counted_vnd)}
    return NotRecorded("cash_differs", both)
