"""The cases that wait for an officer, as the centre sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from schemas.dossiers import OpenCase
from sync.centre.states import dossiers_of, kept_dossiers
from sync.centre.tables import StoredDossier, StoredEntry


@dataclass(frozen=True)
class WaitingCase:
    """One open case and the dossier it is about."""

    unit: str
    dossier: str
    code: str | None
    case: OpenCase


def open_cases(session: Session, unit: str) -> Iterator[WaitingCase]:
    """The open cases of a unit, in the order in which its dossiers were received."""
    doubtful = select(StoredEntry.dossier).where(
        StoredEntry.unit == unit,
        StoredEntry.outcome != "applied",
        col(StoredEntry.relayed).is_(False),
    )
    rows = kept_dossiers(session, unit, col(StoredDossier.id).in_(doubtful))
    for dossier in dossiers_of(session, unit, rows):
        for case in dossier.cases:
            yield WaitingCase(unit, str(dossier.id), dossier.code, case)
