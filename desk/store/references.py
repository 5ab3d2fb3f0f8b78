"""The reference data as the desk uses it: parsed once per version, kept until a newer one comes."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from desk.store import front
from desk.store.store import Changes
from schemas.officers import Officer

if TYPE_CHECKING:
    from sqlmodel import Session

    from schemas.calendars import Calendar
    from schemas.procedures import Case, Catalogue, Procedure
    from schemas.wire import ReferenceName

T = TypeVar("T")


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

    def catalogue(self, session: "Session") -> "Catalogue | None":
        """The procedures, or None before the first refresh."""
        from schemas.procedures import Catalogue

        return self._get(session, "catalogue", Catalogue.model_validate_json)

    def calendar(self, session: "Session") -> "Calendar | None":
        """The calendar, or None before the first refresh."""
        from schemas.calendars import Calendar

        return self._get(session, "calendar", Calendar.model_validate_json)

    def officers(self, source: "Session | sqlite3.Connection") -> tuple[Officer, ...]:
        """The accounts of the unit; empty before the first refresh."""
        return self._get(source, "officers", _officers) or ()

    def settings(self, source: "Session | sqlite3.Connection") -> dict[str, Any]:
        """What the site set for the unit: names, place, telephone, look-up address."""
        return self._get(source, "settings", _settings) or {}

    def edition(self, session: "Session", name: "ReferenceName") -> Edition | None:
        """Which version is held."""
        from desk.store.tables import Reference

        held = session.get(Reference, name)
        if held is None:
            return None
        return Edition(held.version, datetime.fromisoformat(held.published_at))

    def _get(
        self, source: "Session | sqlite3.Connection", name: str, parse: Callable[[str], T]
    ) -> T | None:
        """The parsed part; the home's lock keeps other processes from changing it beneath us."""
        seen = self.changes.references
        known = self._parsed.get(name)
        if known is None or known[0] != seen:
            content = _content(source, name)
            known = (seen, None if content is None else parse(content))
            self._parsed[name] = known
        return known[1]


def _content(source: "Session | sqlite3.Connection", name: str) -> str | None:
    """What the store holds, read with whatever the caller reads with."""
    if not hasattr(source, "exec"):
        return front.content(source, name)
    from sqlmodel import select

    from desk.store.tables import Reference

    return source.exec(select(Reference.content).where(Reference.name == name)).first()


def _officers(text: str) -> tuple[Officer, ...]:
    return tuple(Officer.model_validate(one) for one in json.loads(text))


def _settings(text: str) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(text)
    return settings


def procedure_of(catalogue: "Catalogue", code: str) -> "Procedure | None":
    """The procedure with a code."""
    return next((one for one in catalogue.procedures if one.code == code), None)


def title_of(catalogue: "Catalogue | None", code: str) -> str:
    """The name of the procedure with a code; the code itself where the catalogue lacks it."""
    known = procedure_of(catalogue, code) if catalogue and code else None
    return known.name if known else code


def case_of(procedure: "Procedure", key: str) -> "Case | None":
    """The case with a key; the only case when there is but one and no key was chosen."""
    if not key and len(procedure.cases) == 1:
        return procedure.cases[0]
    return next((one for one in procedure.cases if one.key == key), None)
