"""The units of the province, and what their forms print."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from schemas.codes import dossier_code
from schemas.letters import nfc
from schemas.shape import written
from sync.centre.keys import bundle_public_key, draw_bundle_key
from sync.centre.reference import publish
from sync.centre.refusals import RefusedError
from sync.centre.tables import Unit, UnitHead


@dataclass(frozen=True)
class NewUnit:
    """What an administrator says of a unit; all of it is printed."""

    identifier: str
    name: str
    superior: str = ""
    place: str = ""
    phone: str = ""
    lookup_url: str = ""
    demo: bool = False
    rollback_guard: bool | None = None
    """Whether desks that start without the line ask for the newest receipt; None: as it was."""


def add_unit(session: Session, new: NewUnit, *, now: datetime) -> None:
    """Add a unit, or change what is printed of one that is there.

    Raises:
        RefusedError: 422 `bad_identifier`.
    """
    try:
        dossier_code(new.identifier, now.date(), 1)
    except ValueError:
        raise RefusedError(422, "bad_identifier") from None
    unit = session.get(Unit, new.identifier)
    if unit is None:
        unit = Unit(unit=new.identifier, name=nfc(new.name), created_at=written(now))
        session.add(unit)
        session.flush()
        session.add(UnitHead(unit=new.identifier))
    for name in ("name", "superior", "place", "phone", "lookup_url"):
        setattr(unit, name, nfc(getattr(new, name)))
    unit.demo = new.demo
    if new.rollback_guard is not None:
        unit.rollback_guard = new.rollback_guard
    session.add(unit)
    session.flush()
    publish_settings(session, new.identifier, now=now)
    publish(session, "units", lambda _: _all_units(session), now=now)


def known_unit(session: Session, unit: str) -> Unit:
    """A unit of the province.

    Raises:
        RefusedError: 404 `unknown_unit`.
    """
    found = session.get(Unit, unit)
    if found is None:
        raise RefusedError(404, "unknown_unit")
    return found


def publish_settings(session: Session, unit: str, *, now: datetime) -> None:
    """Tell a unit's counters what they print, and what they seal bundles for."""
    settings = printed_settings(session, unit)
    publish(session, "settings", lambda _: settings, unit=unit, now=now)


def ensure_keys(session: Session, *, now: datetime, random_bytes: Callable[[int], bytes]) -> None:
    """Draw the centre's keys if need be, and tell them to the units that are there already."""
    if draw_bundle_key(session, random_bytes):
        for unit in session.exec(select(Unit.unit)).all():
            publish_settings(session, unit, now=now)


def printed_settings(session: Session, unit: str) -> dict[str, Any]:
    """What a counter of a unit prints and shows of it."""
    row = session.get_one(Unit, unit)
    guard = {} if row.rollback_guard is None else {"rollback_guard": row.rollback_guard}
    return guard | {
        "identifier": row.unit,
        "name": row.name,
        "superior": row.superior,
        "place": row.place,
        "phone": row.phone,
        "lookup_url": row.lookup_url,
        "demo": row.demo,
        "bundle_key": bundle_public_key(session),
    }


def _all_units(session: Session) -> list[dict[str, str]]:
    rows = session.exec(select(Unit).order_by(col(Unit.unit)))
    return [{"identifier": row.unit, "name": row.name, "phone": row.phone} for row in rows]
