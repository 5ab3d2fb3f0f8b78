"""Lists of dossiers, paged from the store; one dossier whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, text
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from desk.rules.searching import readings
from desk.store.references import title_of
from desk.store.replica import unsent_count
from desk.store.tables import DossierRow, Draft, table
from desk.usecases.desk import Desk
from schemas.calendars import HANOI
from schemas.dossiers import Dossier
from schemas.shape import written
from schemas.statuses import CLOSED, Status


@dataclass(frozen=True)
class Listed:
    """One line of a list."""

    id: UUID
    code: str
    applicant: str
    title: str
    status: Status | None
    received_at: datetime | None
    promised_at: datetime | None
    pending: bool
    """Not confirmed by the centre yet."""
    cases: int


@dataclass(frozen=True)
class Counts:
    """What the desk screen counts."""

    today: int
    drafts: int
    waiting: int
    """Citizens who hold a supplement slip and have not come back."""
    due: int
    """Open dossiers promised by the end of tomorrow."""
    unsent: int
    online: int = 0
    """Submitted online and not yet received."""


_DONE = sorted(int(one) for one in (*CLOSED, Status.RESOLVED))
# Written out, not bound: only so does SQLite see that its index of open dossiers fits.
IS_OPEN = col(DossierRow.status).not_in(
    bindparam("done", _DONE, expanding=True, literal_execute=True)
)
"""Whether the citizen still waits for the result."""
IS_ONLINE: tuple[Any, ...] = (
    IS_OPEN,
    col(DossierRow.promised_at).is_(None),
    DossierRow.status == int(Status.REGISTERED),
)
"""Submitted online and not yet received; found in the index of open dossiers."""
IS_WAITING: tuple[Any, ...] = (
    DossierRow.status == int(Status.SUPPLEMENT_REQUESTED),
    or_(col(DossierRow.code).is_(None), col(DossierRow.received_at).is_(None)),
)
"""Asked for papers before reception, and not come back; one submitted online has its code."""
_ROWS = table(DossierRow).c
COLUMNS = core_select(
    _ROWS.id,
    _ROWS.code,
    _ROWS.procedure,
    _ROWS.applicant,
    _ROWS.title,
    _ROWS.status,
    _ROWS.received_at,
    _ROWS.promised_at,
    _ROWS.pending,
    _ROWS.cases,
)
"""What a line of a list is made of; the queries of `page` begin with it."""
_FIND = COLUMNS.where(
    _ROWS.row.in_(
        text(
            "SELECT rowid FROM dossier_words WHERE dossier_words MATCH :words"
            " ORDER BY rowid DESC LIMIT :limit"
        )
    )
).order_by(_ROWS.row.desc())


def counts(desk: Desk) -> Counts:
    """The counts of the desk screen, in one consistent view."""
    start, tomorrow_end = _bounds(desk)
    with desk.store.read() as session:
        return Counts(
            today=_count(session, col(DossierRow.received_at) >= start),
            drafts=session.exec(select(func.count()).select_from(Draft)).one(),
            waiting=_count(session, *IS_WAITING),
            due=_count(
                session,
                col(DossierRow.promised_at) < tomorrow_end,
                IS_OPEN,
            ),
            unsent=unsent_count(session),
            online=_count(session, *IS_ONLINE),
        )


def today_page(desk: Desk, offset: int, limit: int) -> tuple[Listed, ...]:
    """Today's dossiers, newest first."""
    start, _ = _bounds(desk)
    query = COLUMNS.where(col(DossierRow.received_at) >= start)
    return page(desk, query.order_by(col(DossierRow.received_at).desc()), offset, limit)


def all_count(desk: Desk) -> int:
    """How many dossiers this counter knows."""
    with desk.store.read() as session:
        newest = select(func.max(col(DossierRow.row)))
        return session.exec(newest).one() or 0


def all_page(desk: Desk, offset: int, limit: int) -> tuple[Listed, ...]:
    """Every dossier this counter knows, newest first.

    Rows are never removed, so a position is a row number and no page is further than another.
    """
    with desk.store.read() as session:
        top = (session.exec(select(func.max(col(DossierRow.row)))).one() or 0) - offset
        query = COLUMNS.where(col(DossierRow.row) <= top, col(DossierRow.row) > top - limit)
        rows = session.execute(query.order_by(col(DossierRow.row).desc())).all()
        return _listed(desk, session, rows)


def search(desk: Desk, line: str, limit: int = 200) -> tuple[Listed, ...]:
    """Dossiers by code, name, number or telephone, with or without marks, newest first.

    Half a last word finds too, unless whole words alone find as many as are asked for: SQLite
    gathers every dossier that half a word finds before it gives the newest.
    """
    meant = [" ".join(f'"{word}"' for word in one) for one in readings(line)]
    if not meant:
        return ()
    with desk.store.read() as session:
        found = _found(session, meant, limit)
        if len(found) < limit:
            # The star stands on the last word only: it is the one still being typed.
            found = _found(session, [f"{one}*" for one in meant], limit)
        return _listed(desk, session, found)


def _found(session: Session, meant: Sequence[str], limit: int) -> Sequence[Any]:
    given = {"words": " OR ".join(meant), "limit": limit}
    return session.connection().execute(_FIND, given).all()


def dossier_by_id(desk: Desk, dossier: UUID) -> Dossier | None:
    """A dossier with everything known of it, our unconfirmed entries included."""
    with desk.store.read() as session:
        query = select(DossierRow.state).where(DossierRow.id == str(dossier))
        held = session.exec(query).first()
    return Dossier.model_validate_json(held) if held else None


def procedures_by_use(desk: Desk) -> dict[str, int]:
    """How often each procedure was received here, so that the usual ones come first."""
    with desk.store.read() as session:
        query = select(DossierRow.procedure, func.count()).group_by(DossierRow.procedure)
        return dict(session.exec(query).all())


def _bounds(desk: Desk) -> tuple[str, str]:
    midnight = datetime.combine(desk.today(), time(), HANOI)
    return written(midnight.astimezone(UTC)), written(midnight + timedelta(days=2))


def _count(session: Session, *conditions: Any) -> int:
    return session.exec(select(func.count()).select_from(DossierRow).where(*conditions)).one()


def page(desk: Desk, query: Any, offset: int, limit: int) -> tuple[Listed, ...]:
    """Some lines of a list."""
    with desk.store.read() as session:
        rows = session.execute(query.offset(offset).limit(limit)).all()
        return _listed(desk, session, rows)


def _listed(desk: Desk, session: Session, rows: Sequence[Any]) -> tuple[Listed, ...]:
    """The lines of some rows; what no reception has named yet has the catalogue's name."""
    is_unnamed = any(row.procedure and not row.title for row in rows)
    catalogue = desk.references.catalogue(session) if is_unnamed else None
    return tuple(_line(row, row.title or title_of(catalogue, row.procedure)) for row in rows)


def _line(row: Any, title: str) -> Listed:
    return Listed(
        id=UUID(row.id),
        code=row.code or "",
        applicant=row.applicant,
        title=title,
        status=Status(row.status) if row.status else None,
        received_at=datetime.fromisoformat(row.received_at) if row.received_at else None,
        promised_at=datetime.fromisoformat(row.promised_at) if row.promised_at else None,
        pending=row.pending > 0,
        cases=row.cases,
    )
