"""Voiding a number that was spoilt: it stands for no dossier, and never will."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from desk.rules.recording import NotRecorded
from desk.store.journal import counter_of
from desk.store.tables import CodeClaim, Counter, Ordinal, Series
from desk.usecases.counter_notes import note
from desk.usecases.desk import Desk
from desk.usecases.pads import is_entered, numbers_voided, sheets_issued
from desk.usecases.recording import Hand
from schemas.codes import (
    Band,
    DossierCode,
    PadSerial,
    SlipCode,
    desk_ordinals,
    pad_ordinals,
    read_code,
    read_pad,
    read_slip,
    slips_before,
)
from schemas.entries import NumberVoided

Number = DossierCode | SlipCode | PadSerial


@dataclass(frozen=True)
class Voided:
    """The number is void."""

    number: str
    entry: UUID
    created: bool
    """False when it was void before."""


def void_number(number: str, reason: str, desk: Desk, hand: Hand) -> Voided | NotRecorded:
    """Record that a number of this counter is spoilt; a number is voided once.

    It is a dossier code, the barcode of a slip or the serial of a pad sheet that this counter gave
    out and that stands for nothing.
    """
    read = read_code(number) or read_slip(number) or read_pad(number)
    if read is None:
        return NotRecorded("unreadable_number", {"number": number})
    with desk.store.write() as session:
        known = numbers_voided(session).get(read.text)
        if known is not None:
            return Voided(read.text, known, created=False)
        refusal = None if reason.strip() else NotRecorded("reason_missing")
        refusal = refusal or _refusal(session, counter_of(session), read)
        if refusal is not None:
            return refusal
        body = NumberVoided(number=read.text, reason=reason)
        entry = note(session, desk, "number.voided", body, hand)
    desk.written()
    return Voided(read.text, entry, created=True)


def _refusal(session: Session, counter: Counter, read: Number) -> NotRecorded | None:
    band = Band.model_validate_json(counter.band) if counter.band else None
    if band is None or read.identifier != counter.unit:
        return NotRecorded("not_our_number", {"number": read.text})
    wanted = select(CodeClaim.dossier).where(CodeClaim.code == read.text)
    if session.exec(wanted).first() is not None:
        return NotRecorded("number_in_use", {"number": read.text})
    match read:
        case DossierCode():
            return _of_code(session, band, read)
        case SlipCode():
            return _of_slip(session, band, read)
        case PadSerial():
            return _of_pad(session, read)


def _of_code(session: Session, band: Band, read: DossierCode) -> NotRecorded | None:
    if read.ordinal in pad_ordinals(band):
        return NotRecorded("void_by_serial")
    if not any(first <= read.ordinal <= last for first, last in desk_ordinals(band)):
        return NotRecorded("not_our_number", {"number": read.text})
    newest = session.get(Ordinal, read.on.isoformat())
    is_given = newest is not None and read.ordinal <= newest.last
    return None if is_given else NotRecorded("not_given_yet", {"number": read.text})


def _of_slip(session: Session, band: Band, read: SlipCode) -> NotRecorded | None:
    before = slips_before(band.turn)
    if read.slot != band.slot or read.number <= before:
        return NotRecorded("not_our_number", {"number": read.text})
    newest = session.get(Series, f"slip-{read.year}")
    is_given = newest is not None and read.number <= before + newest.last
    return None if is_given else NotRecorded("not_given_yet", {"number": read.text})


def _of_pad(session: Session, read: PadSerial) -> NotRecorded | None:
    if all(sheet.serial != read.text for sheet in sheets_issued(session)):
        return NotRecorded("not_our_number", {"number": read.text})
    if is_entered(session, read.text):
        return NotRecorded("number_in_use", {"number": read.text})
    return None
