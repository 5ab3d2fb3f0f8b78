"""Outages: when the computer could not be worked with, who was told, and when it was over.

Article 21.3 asks for all of it: report, work by hand, enter everything afterwards.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlmodel import Session, col, func, select

from desk.rules.counter_day import Note, newest, standing, time_refusal
from desk.rules.recording import NotRecorded
from desk.store.tables import Journal
from desk.usecases.counter_notes import happened, note, note_by_id, notes_since
from desk.usecases.desk import Desk
from desk.usecases.recording import Hand
from schemas.counter_bodies import OutageClosed, OutageOpened, OutageReported
from schemas.shape import written

Means = Literal["in_person", "telephone", "sms", "email", "zalo", "letter"]

_OPENED, _REPORTED, _CLOSED = "outage.opened", "outage.reported", "outage.closed"


@dataclass(frozen=True)
class OutageNoted:
    """The fact is durably recorded."""

    entry: UUID
    outage: UUID
    """The entry that opened the outage."""
    created: bool
    """False when it had been recorded before."""
    entered: int = 0
    """Of one that is closed: how many dossiers were entered afterwards."""


def open_outage(outage: OutageOpened, desk: Desk, hand: Hand) -> OutageNoted | NotRecorded:
    """Record that an outage began; one is open at a time, and the same again is known."""
    now = desk.now()
    with desk.store.write() as session:
        found = _notes(session)
        known = note_by_id(session, hand.id)
        on = known or standing(found, _OPENED, _CLOSED)
        if on is not None:
            is_same = on is known or on.body == outage
            return OutageNoted(on.id, on.id, created=False) if is_same else _still_on(on)
        refusal = time_refusal(happened(hand, now), now, newest(found, _CLOSED))
        if refusal is not None:
            return refusal
        entry = note(session, desk, _OPENED, outage, hand)
    desk.written()
    return OutageNoted(entry, entry, created=True)


def report_outage(
    to: str, desk: Desk, hand: Hand, *, channel: Means = "telephone", reference: str = ""
) -> OutageNoted | NotRecorded:
    """Record that the open outage was reported to somebody; the same again is known."""
    now = desk.now()
    with desk.store.write() as session:
        found = _notes(session)
        on = standing(found, _OPENED, _CLOSED)
        if on is None:
            return NotRecorded("no_outage")
        body = OutageReported(outage=on.id, to=to, channel=channel, reference=reference)
        same = (one for one in found if one.body == body)
        known = note_by_id(session, hand.id) or next(same, None)
        if known is not None:
            return OutageNoted(known.id, on.id, created=False)
        refusal = time_refusal(happened(hand, now), now, on)
        refusal = refusal or (None if to.strip() else NotRecorded("to_missing"))
        if refusal is not None:
            return refusal
        entry = note(session, desk, _REPORTED, body, hand)
    desk.written()
    return OutageNoted(entry, on.id, created=True)


def close_outage(
    desk: Desk, hand: Hand, *, entered: int | None = None, reason: str = ""
) -> OutageNoted | NotRecorded:
    """Record that the outage is over and its paper is entered; the same again is known.

    `entered` is counted from what was entered of pad sheets and by hand since, where it is None.
    """
    now = desk.now()
    with desk.store.write() as session:
        found = _notes(session)
        on = standing(found, _OPENED, _CLOSED)
        known = note_by_id(session, hand.id) or (found[-1] if found and on is None else None)
        if known is not None and isinstance(known.body, OutageClosed):
            return OutageNoted(
                known.id, known.body.outage, created=False, entered=known.body.entered
            )
        if on is None:
            return NotRecorded("no_outage")
        follows = max((one for one in found if one.place >= on.place), key=_when)
        refusal = time_refusal(happened(hand, now), now, follows)
        count = _entered(session, on) if entered is None else entered
        refusal = refusal or (NotRecorded("negative_count") if count < 0 else None)
        if refusal is not None:
            return refusal
        body = OutageClosed(outage=on.id, entered=count, reason=reason)
        entry = note(session, desk, _CLOSED, body, hand)
    desk.written()
    return OutageNoted(entry, on.id, created=True, entered=count)


def _notes(session: Session) -> tuple[Note, ...]:
    """The newest outage, with what was said of it."""
    return notes_since(session, _OPENED, _REPORTED, _CLOSED)


def _still_on(on: Note) -> NotRecorded:
    return NotRecorded("outage_on", {"since": written(on.happened)})


def _when(one: Note) -> datetime:
    return one.happened


def _entered(session: Session, on: Note) -> int:
    """Receptions recorded since that were first written by hand."""
    origin = func.json_extract(Journal.text, "$.body.origin")
    query = (
        select(func.count())
        .select_from(Journal)
        .where(
            col(Journal.place) > on.place,
            Journal.kind == "dossier.received",
            origin.in_(("pad", "backfill")),
        )
    )
    return session.exec(query).one()
