"""The list of dossiers that the command line prints."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from schemas.calendars import in_hanoi
from schemas.dossiers import Dossier
from sync.centre.rebuilding import units_of
from sync.centre.states import dossiers_of, kept_dossiers


def dossiers(session: Session, unit: str | None) -> list[dict[str, Any]]:
    """Every dossier of a unit, or of all, in the order in which the home unit received them."""
    units = [unit] if unit is not None else units_of(session)
    rows = ((one, kept_dossiers(session, one)) for one in units)
    return [_line(dossier) for one, kept in rows for dossier in dossiers_of(session, one, kept)]


def _line(dossier: Dossier) -> dict[str, Any]:
    return {
        "id": str(dossier.id),
        "code": dossier.code,
        "status": None if dossier.status is None else int(dossier.status),
        "counter": dossier.counter or dossier.timeline[0].counter,
        "received_at": _local(dossier.received_at),
        "promised_at": _local(dossier.promised.due if dossier.promised else None),
    }


def _local(instant: datetime | None) -> str | None:
    return in_hanoi(instant).isoformat(timespec="milliseconds") if instant else None
