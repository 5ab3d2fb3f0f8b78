"""Taking numbers inside the caller's transaction; a number once taken is never given again."""

from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from desk.store.tables import ApprovedDate, Counter, Ordinal, Series
from desk.usecases.desk import local_date
from schemas.codes import Band, dossier_code, next_ordinal, register_volume
from schemas.entries import RegisterLine
from schemas.people import Doubt

AHEAD_DAYS_MAX = 14
"""How far a date may run ahead of the newest thing we know (a clock set wrong)."""


def take_code(session: Session, counter: Counter, on: date) -> str | None:
    """The next dossier code of a date, or None when the band is exhausted for it."""
    band = Band.model_validate_json(counter.band)
    held = session.get(Ordinal, on.isoformat()) or Ordinal(on=on.isoformat(), last=0)
    ordinal = next_ordinal(band, held.last or None)
    if ordinal is None:
        return None
    held.last = ordinal
    session.add(held)
    return dossier_code(counter.unit, on, ordinal)


def take_next(session: Session, series: str) -> int:
    """The next number of a yearly series."""
    held = session.get(Series, series) or Series(name=series, last=0)
    held.last += 1
    session.add(held)
    return held.last


def take_register_line(session: Session, counter: Counter, year: int) -> RegisterLine:
    """The next line of the register's volume of the year."""
    line = take_next(session, f"register-{year}")
    return RegisterLine(volume=register_volume(counter.slot, 1, year), line=line)


def date_doubts(session: Session, counter: Counter, on: date, now: datetime) -> list[Doubt]:
    """Whether codes may be issued for a date without the head of unit (design, section 5)."""
    if session.get(ApprovedDate, on.isoformat()):
        return []
    newest = session.exec(select(func.max(col(Ordinal.on)))).one()
    if newest and on.isoformat() < newest:
        return [Doubt("happened", "date_behind", "error")]
    known = [one for one in (counter.newest_at, counter.centre_time) if one]
    latest = max((datetime.fromisoformat(one) for one in known), default=now)
    if on > local_date(latest) + timedelta(days=AHEAD_DAYS_MAX):
        return [Doubt("happened", "date_ahead", "error")]
    return []
