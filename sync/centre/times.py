"""The times that an own entry carries: from the catalogue and the calendar in force."""

from datetime import datetime

from pydantic import ValidationError
from sqlmodel import Session

from schemas.calendars import HANOI, Calendar, counts
from schemas.data import official_calendar
from schemas.deadlines import NotPromised, notice_due, promise
from schemas.dossiers import Dossier
from schemas.entries import Promised
from schemas.procedures import Catalogue, Limit, Procedure, limit_for
from sync.centre.reference import OF_ALL_UNITS
from sync.centre.tables import ReferenceHead, ReferenceVersion

NOTICE_DAYS = 3
"""Working days for asking for papers where the catalogue says nothing else (article 15.2d)."""


def latest_notice(session: Session, dossier: Dossier) -> datetime | None:
    """By when a supplement must be asked for; None before reception."""
    if dossier.received is None or dossier.received_at is None:
        return None
    procedure = procedure_of(session, dossier.received.procedure)
    days = procedure.supplement_notice_days if procedure else NOTICE_DAYS
    due = notice_due(dossier.received_at, days, _calendar(session))
    return None if isinstance(due, NotPromised) else due.due


def restarted(session: Session, dossier: Dossier, completed: datetime) -> Promised | None:
    """The new promise of a dossier that a supplement completes: from zero, as published.

    None where no limit is known here: what was promised before then stands.
    """
    limit = _limit(session, dossier)
    if limit is None:
        return None
    calendar = _calendar(session)
    made = promise(limit, completed, calendar)
    if isinstance(made, NotPromised):
        return None
    return Promised(due=made.due, published=made.due, rule=made.rule, calendar=calendar.version)


def is_working_day(session: Session, moment: datetime) -> bool:
    """Whether a moment lies on a day that deadlines count, by the calendar in force."""
    return counts(_calendar(session), moment.astimezone(HANOI).date())


def procedure_of(session: Session, code: str) -> Procedure | None:
    """A procedure of the newest catalogue."""
    catalogue = newest_catalogue(session)
    procedures = catalogue.procedures if catalogue else ()
    return next((one for one in procedures if one.code == code), None)


def newest_catalogue(session: Session) -> Catalogue | None:
    """The catalogue in force, if one was published."""
    content = _content(session, "catalogue")
    return Catalogue.model_validate_json(content) if content else None


def _limit(session: Session, dossier: Dossier) -> Limit | None:
    received = dossier.received
    procedure = procedure_of(session, received.procedure) if received else None
    if received is None or procedure is None:
        return None
    cases = (one for one in procedure.cases if one.key == received.case)
    case = next(cases, None)
    return limit_for(case, received.channel) if case else None


def _calendar(session: Session) -> Calendar:
    content = _content(session, "calendar")
    try:
        return Calendar.model_validate_json(content) if content else official_calendar()
    except ValidationError:
        return official_calendar()


def _content(session: Session, name: str) -> str | None:
    head = session.get(ReferenceHead, (OF_ALL_UNITS, name))
    if head is None or head.version == 0:
        return None
    return session.get_one(ReferenceVersion, (OF_ALL_UNITS, name, head.version)).content
