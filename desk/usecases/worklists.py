"""The lists of dossiers that wait for somebody: for papers, or for their promised time.

What is in them is what `lists.counts` counts.
"""

from datetime import datetime, time, timedelta

from sqlmodel import col

from desk.store.tables import DossierRow
from desk.usecases.desk import Desk
from desk.usecases.lists import COLUMNS, IS_ONLINE, IS_OPEN, IS_WAITING, Listed, page
from schemas.calendars import HANOI
from schemas.shape import written


def waiting_page(desk: Desk, offset: int, limit: int) -> tuple[Listed, ...]:
    """Citizens who hold a supplement slip and have not come back, newest first."""
    query = COLUMNS.where(*IS_WAITING).order_by(col(DossierRow.row).desc())
    return page(desk, query, offset, limit)


def online_page(desk: Desk, offset: int, limit: int) -> tuple[Listed, ...]:
    """What citizens submitted online and nobody has received, those that wait longest first."""
    return page(desk, COLUMNS.where(*IS_ONLINE).order_by(col(DossierRow.row)), offset, limit)


def due_page(desk: Desk, offset: int, limit: int) -> tuple[Listed, ...]:
    """Open dossiers promised by the end of tomorrow, the most urgent first."""
    midnight = datetime.combine(desk.today(), time(), HANOI)
    query = COLUMNS.where(
        col(DossierRow.promised_at) < written(midnight + timedelta(days=2)),
        IS_OPEN,
    )
    return page(desk, query.order_by(col(DossierRow.promised_at)), offset, limit)
