"""New versions of the catalogue and the calendar, from files or from what comes along."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlmodel import Session

from schemas.calendars import Calendar
from schemas.procedures import Catalogue
from sync.centre.importing.reading import Refusal, read_records
from sync.centre.importing.reporting import report
from sync.centre.importing.understanding import Import, catalogue_of, understand
from sync.centre.reference import publish

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Published:
    """A stored version of the catalogue, and the account of what became of every record."""

    version: int
    procedures: int
    account: str
    details: dict[str, Any]


def publish_catalogue(
    session: Session, text: str, *, source: str, now: datetime
) -> Published | Refusal:
    """Store a catalogue from a published list, or from this project's own form of one."""
    own = _own_catalogue(text)
    if own is not None:
        version = publish_own_catalogue(session, own, now=now)
        count = len(own.procedures)
        return Published(version, count, "", {"total": count, "refused": [], "to_settle": []})
    records = read_records(text)
    if isinstance(records, Refusal):
        return records
    imported = understand(records)
    on = now.astimezone(HANOI).date()

    def content(version: int) -> Any:
        catalogue = catalogue_of(imported, version=version, published_on=on, source=source)
        return catalogue.model_dump(mode="json")

    version = publish(session, "catalogue", content, now=now)
    return Published(version, len(imported.procedures), report(imported), _details(imported))


def _own_catalogue(text: str) -> Catalogue | None:
    try:
        mapping = json.loads(text)
        return Catalogue.model_validate(mapping) if isinstance(mapping, dict) else None
    except (ValidationError, ValueError, RecursionError):
        return None


def _details(imported: Import) -> dict[str, Any]:
    return {
        "total": imported.total,
        "refused": [asdict(one) for one in imported.refused],
        "to_settle": [asdict(one) for one in imported.to_settle],
    }


def publish_own_catalogue(session: Session, catalogue: Catalogue, *, now: datetime) -> int:
    """Store a catalogue as the next version."""

    def content(version: int) -> Any:
        return catalogue.model_copy(update={"version": version}).model_dump(mode="json")

    return publish(session, "catalogue", content, now=now)


def publish_calendar(session: Session, calendar: Calendar, *, now: datetime) -> int:
    """Store a calendar as the next version."""

    def content(version: int) -> Any:
        return calendar.model_copy(update={"version": version}).model_dump(mode="json")

    return publish(session, "calendar", content, now=now)


def read_calendar(text: str) -> Calendar | None:
    """The calendar in a text, or None."""
    try:
        return Calendar.model_validate_json(text)
    except ValidationError:
        return None
