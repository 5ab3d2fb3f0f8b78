"""Taking numbers inside the caller's transaction; a number once taken is never given again."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session

from desk.store.epochs import are_numbers_frozen
from desk.store.prepared import Prepared
from desk.store.tables import ApprovedDate, Counter, Ordinal, Series, table
from desk.usecases.desk import local_date
from schemas.codes import (
    Band,
    dossier_code,
    next_ordinal,
    register_volume,
    slips_before,
    volumes_before,
)
from schemas.entries import RegisterLine
from schemas.people import Doubt

AHEAD_DAYS_MAX = 14
"""How far a date may run ahead of the newest thing we know (a clock set wrong)."""


_ORDINALS, _SERIES = table(Ordinal), table(Series)
_LAST = Prepared(select(_ORDINALS.c.last).where(_ORDINALS.c.on == bindparam("day")))
_USED = upsert(_ORDINALS).values(on=bindparam("day"), last=bindparam("ordinal"))
_USE = Prepared(
    _USED.on_conflict_do_update(index_elements=["on"], set_={"last": _USED.excluded.last})
)
_FIRST = upsert(_SERIES).values(name=bindparam("series"), last=1)
_NEXT = Prepared(
    _FIRST.on_conflict_do_update(
        index_elements=["name"], set_={"last": _SERIES.c.last + 1}
    ).returning(_SERIES.c.last)
)
_NEWEST = Prepared(
    select(
        func.max(_ORDINALS.c.on),
        select(func.count()).where(table(ApprovedDate).c.on == bindparam("day")).scalar_subquery(),
    )
)


def take_code(session: Session, counter: Counter, on: date) -> str | None:
    """The next dossier code of a date, or None when the band is exhausted for it."""
    band = Band.model_validate_json(counter.band)
    last = _LAST.rows(session, {"day": on.isoformat()})
    ordinal = next_ordinal(band, last[0][0] if last else None)
    if ordinal is None:
        return None
    _USE.run(session, {"day": on.isoformat(), "ordinal": ordinal})
    return dossier_code(counter.unit, on, ordinal)


def frozen_doubts(counter: Counter) -> list[Doubt]:
    """Whether this life of the journal has no numbers to give."""
    return [Doubt("code", "numbers_frozen", "error")] if are_numbers_frozen(counter) else []


def take_slip(session: Session, counter: Counter, year: int) -> int:
    """The next slip number of the year; a slot that was granted before goes on above."""
    turn = Band.model_validate_json(counter.band).turn
    return slips_before(turn) + take_next(session, f"slip-{year}")


def take_next(session: Session, series: str) -> int:
    """The next number of a yearly series."""
    ((taken,),) = _NEXT.rows(session, {"series": series})
    return int(taken)


def take_register_line(session: Session, counter: Counter, year: int) -> RegisterLine:
    """The next line of the register's volume of the year."""
    line = take_next(session, f"register-{year}")
    volume = 1 + volumes_before(Band.model_validate_json(counter.band).turn)
    return RegisterLine(volume=register_volume(counter.slot, volume, year), line=line)


def date_doubts(session: Session, counter: Counter, on: date, now: datetime) -> list[Doubt]:
    """Whether codes may be issued for a date without the head of unit (design, section 5)."""
    frozen = frozen_doubts(counter)
    if frozen:
        return frozen
    ((newest, approved),) = _NEWEST.rows(session, {"day": on.isoformat()})
    if approved:
        return []
    if newest and on.isoformat() < newest:
        return [Doubt("happened", "date_behind", "error")]
    known = [one for one in (counter.newest_at, counter.centre_time) if one]
    latest = max((datetime.fromisoformat(one) for one in known), default=now)
    if on > local_date(latest) + timedelta(days=AHEAD_DAYS_MAX):
        return [Doubt("happened", "date_ahead", "error")]
    return []
