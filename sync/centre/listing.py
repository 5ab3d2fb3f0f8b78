"""The list of dossiers that the command line prints."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from schemas.dossiers import Dossier
from sync.centre.tables import StoredDossier

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def dossiers(session: Session, unit: str | None) -> list[dict[str, Any]]:
    """Every dossier of a unit, or of all, in the order in which the home unit received them."""
    wanted = select(StoredDossier.state).order_by(
        col(StoredDossier.unit), col(StoredDossier.first_rank)
    )
    if unit is not None:
        wanted = wanted.where(StoredDossier.unit == unit)
    return [_line(Dossier.model_validate_json(state)) for state in session.exec(wanted)]


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
    return instant.astimezone(HANOI).isoformat(timespec="milliseconds") if instant else None
