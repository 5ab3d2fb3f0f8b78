"""What an officer's typing means: dates, sums of money, appointments; pure, and never guessing."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from schemas.calendars import HANOI, in_hanoi

_DATE = re.compile(r"(\d{1,2})([/.\- ]+)(\d{1,2})(?:[/.\- ]+(\d{4}|\d{2}))?")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_MONEY = re.compile(r"(\d+|\d{1,3}(?:[., ]\d{3})+)(k?)\s*(?:đ|d|đồng|vnd)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})\s*(?:giờ|[:hg])\s?(\d{2}(?![\d/.-]))?(?:\s*phút)?", re.IGNORECASE)
_MONEY_MAX = 1_000_000_000_000


class Appointment(NamedTuple):
    """A date, and the time of day if one was typed."""

    on: date
    at: time | None


def read_date(text: str, today: date) -> date | None:
    """A past date such as `2/1/1990`, `02011990`, `2-1-90`; None when it is no real date.

    A year of two digits is the newest that does not lie ahead.
    """
    bare = text.strip()
    found = _RUN.fullmatch(bare) or _DATE.fullmatch(bare)
    if found is None:
        return None
    day, month, year = found[1], found[found.re.groups - 1], found[found.re.groups]
    return _date(day, month, _past_year(year, today)) if year else None


def shown_date(on: date | None) -> str:
    """A date as it stands in a field."""
    return f"{on:%d/%m}/{on.year:04d}" if on else ""


def read_money(text: str) -> int | None:
    """Whole dong, such as `8000`, `8.000`, `8k`, `8 000 đ`; None when it is no sum."""
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        return None
    amount = int(re.sub(r"\D", "", found[1])) * (1000 if found[2] else 1)
    return amount if amount <= _MONEY_MAX else None


def shown_money(amount: int) -> str:
    """A sum with its thousands apart."""
    return f"{amount:,}".replace(",", ".")


def read_appointment(text: str, now: datetime) -> Appointment | None:
    """A coming time such as `12/3`, `12/3 10:30`, `16h 12/03/2020`, `10:30`; None if it is none.

    Without a year it is the next such date, without a date it is today.
    """
    bare = " ".join(text.split())
    today = now.astimezone(HANOI).date()
    clock = _CLOCK.search(bare)
    rest = (bare[: clock.start()] + bare[clock.end() :]).strip(" ,") if clock else bare
    at = _time(clock) if clock else None
    on = _coming_date(rest, today) if rest else today
    is_unread = on is None or (clock is not None and at is None) or not bare
    return None if is_unread or on is None else Appointment(on, at)


def shown_moment(moment: datetime | None) -> str:
    """An instant as it stands in a field: local time, then date."""
    if moment is None:
        return ""
    local = in_hanoi(moment)
    return f"{local:%H:%M} {shown_date(local.date())}"


def read_count(text: str) -> int | None:
    """A whole number of at most four digits, or None."""
    bare = text.strip()
    return int(bare) if re.fullmatch(r"[0-9]{1,4}", bare) else None


def _coming_date(text: str, today: date) -> date | None:
    found = _RUN.fullmatch(text) or _DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year = found[1], found[found.re.groups - 1], found[found.re.groups]
    if year:
        return _date(day, month, int(year) if len(year) > 2 else 2000 + int(year))  # noqa: PLR2004
    on = _date(day, month, today.year)
    return _date(day, month, today.year + 1) if on is None or on < today else on


def _past_year(year: str, today: date) -> int:
    if len(year) > 2:  # noqa: PLR2004 - a year of four digits is whole
        return int(year)
    full = today.year // 100 * 100 + int(year)
    return full if full <= today.year else full - 100


def _date(day: str, month: str, year: int) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time | None:
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None
