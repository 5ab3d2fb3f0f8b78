"""The lists of dossiers that wait for somebody: for papers, or for their promised time.

What is in them is what `lists.counts` counts.
"""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from desk.store.tables import DossierRow
from desk.usecases.desk import Desk
from desk.usecases.lists import IS_ONLINE, IS_OPEN, Listed
from schemas.calendars import HANOI
from schemas.shape import written
from schemas.statuses import Status


def waiting_page(desk: Desk, offset: int, limit: int) -> tuple[Listed, ...]:
    """Citizens who hold a supplement slip and have not come back, newest first."""
    query = select(DossierRow).where(
        DossierRow.status == int(Status.SUPPLEMENT_REQUESTED), col(DossierRow.code).is_(None)
    )
    return _page(desk, query.order_by(col(DossierRow.row).desc()), offset, limit)


def online_page(desk: Desk, offset: int, limit: int) -> tuple[Listed, ...]:
    """What citizens submitted online and nobody has received, those that wait longest first."""
    return _page(
        desk, select(DossierRow).where(*IS_ONLINE).order_by(col(DossierRow.row)), offset, limit
    )


def due_page(desk: Desk, offset: int, limit: int) -> tuple[Listed, ...]:
    """Open dossiers promised by the end of tomorrow, the most urgent first."""
    midnight = datetime.combine(desk.today(), time(), HANOI)
    query = select(DossierRow).where(
        col(DossierRow.promised_at) < written(midnight + timedelta(days=2)),
        IS_OPEN,
    )
    return _page(desk, query.order_by(col(DossierRow.promised_at)), offset, limit)


def _page(desk: Desk, query: Any, offset: int, limit: int) -> tuple[Listed, ...]:
    with desk.store.read() as session:
        return tuple(_listed(row) for row in session.exec(query.offset(offset).limit(limit)))


def _listed(row: DossierRow) -> Listed:
    return Listed(
        id=UUID(row.id),
        code=row.code or "",
        applicant=row.applicant,
        title=row.title,
        status=Status(row.status) if row.status else None,
        received_at=datetime.fromisoformat(row.received_at) if row.received_at else None,
        promised_at=datetime.fromisoformat(row.promised_at) if row.promised_at else None,
        pending=row.pending > 0,
        cases=row.cases,
    )
