"""The reference data as the desk uses it: parsed once per version, kept until a newer one comes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlmodel import Session, select

from desk.store.store import Changes
from desk.store.tables import Reference
from schemas.calendars import Calendar
from schemas.procedures import Case, Catalogue, Procedure
from schemas.wire import Officer, ReferenceName

T = TypeVar("T")
_OFFICERS = TypeAdapter(tuple[Officer, ...])
_CATALOGUE = TypeAdapter(Catalogue)
_CALENDAR = TypeAdapter(Calendar)
_SETTINGS = TypeAdapter(dict[str, Any])


@dataclass(frozen=True)
class Edition:
    """Which version of a part of the reference data is held, and since when it stands."""

    version: int
    published_at: datetime


@dataclass
class References:
    """Parsed reference data of one store; safe to share between threads."""

    changes: Changes
    _parsed: dict[str, tuple[int, Any]] = field(default_factory=dict)

    def catalogue(self, session: Session) -> Catalogue | None:
        """The procedures, or None before the first refresh."""
        return self._get(session, "catalogue", _CATALOGUE)

    def calendar(self, session: Session) -> Calendar | None:
        """The calendar, or None before the first refresh."""
        return self._get(session, "calendar", _CALENDAR)

    def officers(self, session: Session) -> tuple[Officer, ...]:
        """The accounts of the unit; empty before the first refresh."""
        return self._get(session, "officers", _OFFICERS) or ()

    def settings(self, session: Session) -> dict[str, Any]:
        """What the site set for the unit: names, place, telephone, look-up address."""
        return self._get(session, "settings", _SETTINGS) or {}

    def edition(self, session: Session, name: ReferenceName) -> Edition | None:
        """Which version is held."""
        held = session.get(Reference, name)
        if held is None:
            return None
        return Edition(held.version, datetime.fromisoformat(held.published_at))

    def _get(self, session: Session, name: ReferenceName, adapter: TypeAdapter[T]) -> T | None:
        """The parsed part; the home's lock keeps other processes from changing it beneath us."""
        seen = self.changes.references
        known = self._parsed.get(name)
        if known is None or known[0] != seen:
            query = select(Reference.content).where(Reference.name == name)
            content = session.exec(query).first()
            parsed = None if content is None else adapter.validate_json(content, strict=False)
            known = (seen, parsed)
            self._parsed[name] = known
        return known[1]


def procedure_of(catalogue: Catalogue, code: str) -> Procedure | None:
    """The procedure with a code."""
    return next((one for one in catalogue.procedures if one.code == code), None)


def case_of(procedure: Procedure, key: str) -> Case | None:
    """The case with a key; the only case when there is but one and no key was chosen."""
    if not key and len(procedure.cases) == 1:
        return procedure.cases[0]
    return next((one for one in procedure.cases if one.key == key), None)
