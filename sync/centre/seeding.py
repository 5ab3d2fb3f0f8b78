"""The demo centre: a unit, three officers, the catalogue and the calendar that come with it."""

from datetime import datetime

from sqlmodel import Session

from schemas.data import official_calendar
from schemas.wire import Officer
from sync.centre.data import DemoOfficer, demo_catalogue, demo_unit
from sync.centre.officers import add_officer, verifier_of
from sync.centre.publishing import publish_calendar, publish_own_catalogue
from sync.centre.tables import Unit
from sync.centre.units import NewUnit, add_unit

DEMO_PASSWORD = "demo-2019"  # noqa: S105  (shown on the demo's sign-in screen)


def seed_demo(session: Session, *, now: datetime) -> str:
    """Prepare the demo unit once; a second call changes nothing. Answers its identifier."""
    unit = demo_unit()
    if session.get(Unit, unit.identifier) is not None:
        return unit.identifier
    new = NewUnit(
        identifier=unit.identifier,
        name=unit.name,
        superior=unit.superior,
        place=unit.place,
        phone=unit.phone,
        lookup_url=unit.lookup_url,
        demo=True,
    )
    add_unit(session, new, now=now)
    for officer in unit.officers:
        add_officer(session, unit.identifier, _account(officer), now=now)
    publish_own_catalogue(session, demo_catalogue(), now=now)
    publish_calendar(session, official_calendar(), now=now)
    return unit.identifier


def _account(officer: DemoOfficer) -> Officer:
    return Officer(
        account=officer.account,
        name=officer.name,
        role=officer.role,
        verifier=verifier_of(DEMO_PASSWORD),
        demo=True,
    )
