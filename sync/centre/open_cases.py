"""The cases that wait for an officer, as the centre sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from schemas.dossiers import Case, OpenCase
from schemas.journal import Entry, read_entry
from sync.centre.loose import loose_cases
from sync.centre.states import dossiers_of, kept_dossiers
from sync.centre.tables import StoredDossier, StoredEntry


@dataclass(frozen=True)
class WaitingCase:
    """One open case and the dossier it is about, or the entry if it is about none."""

    unit: str
    dossier: str | None
    code: str | None
    """The dossier's, or the one on its paper where that belongs to another dossier."""
    case: OpenCase
    entry: Entry | None = None


def open_cases(session: Session, unit: str) -> Iterator[WaitingCase]:
    """The open cases of a unit by the order of its receptions, then those of no dossier."""
    doubtful = select(StoredEntry.dossier).where(
        StoredEntry.unit == unit,
        StoredEntry.outcome != "applied",
        col(StoredEntry.relayed).is_(False),
    )
    rows = kept_dossiers(session, unit, col(StoredDossier.id).in_(doubtful))
    for dossier in dossiers_of(session, unit, rows):
        code = dossier.code or next(iter(dossier.claimed_codes), None)
        for case in dossier.cases:
            yield WaitingCase(unit, str(dossier.id), code, case)
    for row in loose_cases(session, unit):
        if not row.relayed:
            yield _loose(row)


def _loose(row: StoredEntry) -> WaitingCase:
    case = Case.model_validate_json(row.case or "{}")
    opened = OpenCase(entry=row.id, counter=row.counter, parked=True, case=case)
    return WaitingCase(row.unit, None, None, opened, read_entry(row.text))
