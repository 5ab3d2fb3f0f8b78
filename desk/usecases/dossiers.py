"""One dossier with everything that is known of it here."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from desk.store.journal import counter_of
from desk.store.references import title_of
from desk.store.scan_tables import Scan
from desk.texts.writers import Writers
from desk.usecases.desk import Desk
from desk.usecases.lists import dossier_by_id
from desk.usecases.print_jobs import Job, jobs_of
from desk.usecases.writers import writers_of
from schemas.dossiers import Dossier


@dataclass(frozen=True)
class Known:
    """A dossier, its print jobs, and the names that its entries only refer to."""

    dossier: Dossier
    jobs: tuple[Job, ...]
    writers: Writers
    """Who is of this counter's unit."""
    procedure: str
    """Name of the procedure, also before reception."""
    counter: str
    unit: str
    """The unit's name in its settings."""
    unsent_scans: frozenset[str] = frozenset()
    """Digests of files that wait at this counter."""


def dossier_known(desk: Desk, dossier: UUID) -> Known | None:
    """Everything known of a dossier; None when this counter does not know it."""
    held = dossier_by_id(desk, dossier)
    if held is None:
        return None
    with desk.store.read() as session:
        writers = writers_of(session, desk)
        catalogue = desk.references.catalogue(session)
        counter = counter_of(session).counter
        unit = str(desk.references.settings(session).get("name", ""))
        waiting = frozenset(session.exec(select(Scan.sha256).where(Scan.state != "sent")))
    code = held.received.procedure if held.received else held.draft.procedure if held.draft else ""
    name = title_of(catalogue, code)
    return Known(held, jobs_of(desk, dossier), writers, name, counter, unit, waiting)
