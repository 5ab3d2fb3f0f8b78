"""Pad sheets: pre-numbered receipts that are filled in by hand while the computer is down."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from desk.rules.pads import free_ordinals
from desk.rules.recording import NotRecorded
from desk.store.epochs import are_numbers_frozen
from desk.store.journal import counter_of
from desk.store.tables import Counter, DossierRow
from desk.usecases.counter_notes import note, note_by_id, notes
from desk.usecases.desk import Desk
from desk.usecases.numbers import take_next
from desk.usecases.recording import Hand
from schemas.codes import PAD_RESERVE, Band, pad_serial, slips_before
from schemas.counter_bodies import PadIssued, PadSheet
from schemas.entries import NumberVoided
from schemas.ids import pad_dossier_id

SERIES = "pad"
"""Serials never begin again, not even with a year."""


@dataclass(frozen=True)
class SheetsIssued:
    """The sheets have their numbers, and may be printed."""

    entry: UUID
    sheets: tuple[PadSheet, ...]
    created: bool
    """False when they had been issued before, for the same id."""


def issue_pads(count: int, desk: Desk, hand: Hand) -> SheetsIssued | NotRecorded:
    """Give numbers to so many new pad sheets; idempotent on the hand's id.

    An ordinal is given again only once its sheet was entered or voided.
    """
    with desk.store.write() as session:
        known = note_by_id(session, hand.id)
        if known is not None:
            told = known.body
            assert isinstance(told, PadIssued)
            return SheetsIssued(known.id, told.sheets, created=False)
        counter = counter_of(session)
        sheets = _sheets(session, counter, count)
        if isinstance(sheets, NotRecorded):
            return sheets
        entry = note(session, desk, "pad.issued", PadIssued(sheets=sheets), hand)
    desk.written()
    return SheetsIssued(entry, sheets, created=True)


def _sheets(session: Session, counter: Counter, count: int) -> tuple[PadSheet, ...] | NotRecorded:
    if are_numbers_frozen(counter):
        return NotRecorded("doubtful", {"doubt": "numbers_frozen"})
    if not 1 <= count <= PAD_RESERVE:
        return NotRecorded("out_of_range", {"low": "1", "high": str(PAD_RESERVE)})
    band = Band.model_validate_json(counter.band)
    issued = sheets_issued(session)
    free = free_ordinals(band, issued, _done(session, issued))
    if len(free) < count:
        return NotRecorded("pads_exhausted", {"left": str(len(free))})
    return tuple(
        PadSheet(serial=_next_serial(session, counter, band), ordinal=ordinal)
        for ordinal in free[:count]
    )


def _next_serial(session: Session, counter: Counter, band: Band) -> str:
    number = slips_before(band.turn) + take_next(session, SERIES)
    return pad_serial(counter.unit, counter.slot, number)


def sheets_issued(session: Session) -> tuple[PadSheet, ...]:
    """Every sheet that this counter ever printed, in order."""
    bodies = (one.body for one in notes(session, "pad.issued"))
    return tuple(sheet for body in bodies if isinstance(body, PadIssued) for sheet in body.sheets)


def numbers_voided(session: Session) -> dict[str, UUID]:
    """The entries that voided numbers at this counter, by the number."""
    found = ((one.id, one.body) for one in notes(session, "number.voided"))
    return {body.number: entry for entry, body in found if isinstance(body, NumberVoided)}


def is_entered(session: Session, serial: str) -> bool:
    """Whether a sheet's dossier is known, at whatever counter it was entered."""
    wanted = select(DossierRow.id).where(DossierRow.id == str(pad_dossier_id(serial)))
    return session.exec(wanted).first() is not None


def _done(session: Session, issued: tuple[PadSheet, ...]) -> set[str]:
    by_dossier = {str(pad_dossier_id(sheet.serial)): sheet.serial for sheet in issued}
    wanted = select(DossierRow.id).where(col(DossierRow.id).in_(list(by_dossier)))
    entered = {by_dossier[one] for one in session.exec(wanted)}
    return entered | set(numbers_voided(session))
