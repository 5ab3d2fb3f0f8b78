"""Shifts: who has the counter and its till, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from desk.rules.counter_day import (
    Note,
    cash_refusal,
    may_close,
    newest,
    standing,
    time_refusal,
)
from desk.rules.recording import NotRecorded
from desk.store.replica import unsent_count
from desk.store.tables import Journal
from desk.usecases.counter_notes import happened, note, note_by_id, notes_since
from desk.usecases.desk import Desk
from desk.usecases.recording import Hand
from schemas.counter_bodies import ShiftClosed, ShiftOpened
from schemas.journal import read_entry

_OPENED, _CLOSED = "shift.opened", "shift.closed"


@dataclass(frozen=True)
class ShiftBegun:
    """The shift is on."""

    entry: UUID
    created: bool
    """False when it had been opened before."""


@dataclass(frozen=True)
class ShiftEnded:
    """The shift is over, and what it came to."""

    entry: UUID
    told: ShiftClosed
    expected_vnd: int
    """What the till should hold: as it was opened, with cash fees and without cash refunds."""
    unsent: int
    """Entries that stay for the line to deliver."""
    created: bool


@dataclass(frozen=True)
class _Tally:
    received: int
    returned: int
    cash_vnd: int


def open_shift(
    cash_vnd: int, desk: Desk, hand: Hand, *, reason: str = ""
) -> ShiftBegun | NotRecorded:
    """Begin a shift with so much in the till; one is on at a time, and the same again is known."""
    now = desk.now()
    with desk.store.write() as session:
        known = note_by_id(session, hand.id)
        if known is not None:
            return ShiftBegun(known.id, created=False)
        shift = notes_since(session, _OPENED, _CLOSED)
        body = ShiftOpened(cash_vnd=cash_vnd, reason=reason)
        on = standing(shift, _OPENED, _CLOSED)
        if on is not None and on.officer == hand.officer and on.body == body:
            return ShiftBegun(on.id, created=False)
        refusal = _not_opened(on, cash_vnd)
        refusal = refusal or time_refusal(happened(hand, now), now, newest(shift, _CLOSED))
        if refusal is not None:
            return refusal
        entry = note(session, desk, _OPENED, body, hand)
    desk.written()
    return ShiftBegun(entry, created=True)


def _not_opened(on: Note | None, cash_vnd: int) -> NotRecorded | None:
    if on is not None:
        return NotRecorded("shift_on", {"officer": on.officer})
    return NotRecorded("negative_cash") if cash_vnd < 0 else None


def close_shift(
    cash_vnd: int, desk: Desk, hand: Hand, *, reason: str = ""
) -> ShiftEnded | NotRecorded:
    """End the shift that is on, with what was counted in the till; unsent entries stay and go on.

    Its own officer or a head of unit closes it. The same again is known.
    """
    now = desk.now()
    with desk.store.write() as session:
        shift = notes_since(session, _OPENED, _CLOSED)
        on = standing(shift, _OPENED, _CLOSED)
        known = note_by_id(session, hand.id) or _closed_alike(shift, cash_vnd, hand)
        if known is not None:
            return _ended(session, known)
        if on is None:
            return NotRecorded("no_shift")
        if not may_close(on, hand.officer, desk.references.officers(session)):
            return NotRecorded("not_your_shift", {"officer": on.officer})
        tally = _tally(session, on)
        refusal = time_refusal(happened(hand, now), now, on)
        refusal = refusal or cash_refusal(tally.cash_vnd, cash_vnd, reason)
        if refusal is not None:
            return refusal
        body = ShiftClosed(
            shift=on.id,
            cash_vnd=cash_vnd,
            received=tally.received,
            returned=tally.returned,
            reason=reason,
        )
        entry = note(session, desk, _CLOSED, body, hand)
        ended = ShiftEnded(entry, body, tally.cash_vnd, unsent_count(session), created=True)
    desk.written()
    return ended


def _closed_alike(shift: Sequence[Note], cash_vnd: int, hand: Hand) -> Note | None:
    """The end of the newest shift, if it was this very one."""
    last = shift[-1] if shift else None
    if last is None or not isinstance(last.body, ShiftClosed):
        return None
    is_same = (last.officer, last.body.cash_vnd) == (hand.officer, cash_vnd)
    return last if is_same else None


def _ended(session: Session, closed: Note) -> ShiftEnded | NotRecorded:
    """The end of a shift that was recorded before."""
    body = closed.body
    opened = note_by_id(session, body.shift) if isinstance(body, ShiftClosed) else None
    if opened is None or not isinstance(body, ShiftClosed):
        return NotRecorded("id_used")
    tally = _tally(session, opened, until=closed.place)
    return ShiftEnded(closed.id, body, tally.cash_vnd, unsent_count(session), created=False)


def _tally(session: Session, opened: Note, until: int | None = None) -> _Tally:
    """What this counter recorded during a shift."""
    kinds = ("dossier.received", "dossier.returned", "fee.collected", "fee.refunded")
    query = select(Journal.kind, Journal.text).where(
        col(Journal.place) > opened.place, col(Journal.kind).in_(kinds)
    )
    if until is not None:
        query = query.where(col(Journal.place) < until)
    rows = session.exec(query).all()
    assert isinstance(opened.body, ShiftOpened)
    cash = opened.body.cash_vnd
    for kind, text in rows:
        if kind.startswith("fee."):
            cash += _cash(text, 1 if kind == "fee.collected" else -1)
    found = [kind for kind, _ in rows]
    return _Tally(found.count("dossier.received"), found.count("dossier.returned"), cash)


def _cash(text: str, sign: int) -> int:
    body = read_entry(text).body
    return sign * int(body["amount_vnd"]) if body.get("method") == "cash" else 0
