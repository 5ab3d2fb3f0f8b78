"""The office calendar: which dates are open for reception, and which count as working days.

The two are separate facts: a unit that receives on Saturday mornings counts no more days than the
others do.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from schemas.shape import Shape, Text

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which everything is shown and counted; it has no summer time."""

ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""`HH:MM`, local."""

SATURDAY = 5
"""As `date.weekday` numbers it."""


class Session(Shape):
    """One stretch of office hours; its end no longer belongs to it."""

    start: ClockTime
    end: ClockTime

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.start >= self.end:
            raise ValueError("a session ends after it starts")
        return self

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The instants at which it starts and ends on a date."""
        return at(day, self.start), at(day, self.end)


MORNING = Session(start="07:30", end="11:30")
AFTERNOON = Session(start="13:00", end="17:00")


class Hours(Shape):
    """What one date of the week usually is."""

    open_for_reception: bool
    counts: bool
    sessions: tuple[Session, ...] = ()

    @model_validator(mode="after")
    def _sessions_in_order(self) -> Self:
        if not self.sessions and (self.counts or self.open_for_reception):
            raise ValueError("a day that is open or counts needs a session")
        for before, after in zip(self.sessions, self.sessions[1:], strict=False):
            if before.end > after.start:
                raise ValueError("sessions follow one another")
        return self


class Day(Hours):
    """One date: whether it is open, whether it counts, its sessions, and who says so."""

    date: date
    note: Text = ""
    source: Text = ""
    """The notice or law behind an exception; empty for a usual day."""
    to_confirm: bool = False
    """True while the exact notice behind the row has to be looked up by the province."""

    @property
    def closes_at(self) -> datetime:
        """The end of the last session; only a date with sessions has one."""
        return at(self.date, self.sessions[-1].end)


WORKDAY = Hours(open_for_reception=True, counts=True, sessions=(MORNING, AFTERNOON))
REST = Hours(open_for_reception=False, counts=False)
USUAL_WEEK = (WORKDAY,) * 5 + (REST,) * 2


class Calendar(Shape):
    """One version of the calendar: the usual week, and every date that differs from it."""

    version: int
    first: date
    last: date
    """The known dates; outside them a count is only likely, and is marked so."""
    week: tuple[Hours, ...] = Field(default=USUAL_WEEK, min_length=7, max_length=7)
    """Monday to Sunday."""
    days: tuple[Day, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.first > self.last:
            raise ValueError("a calendar ends after it starts")
        if len({day.date for day in self.days}) != len(self.days):
            raise ValueError("a date has one row")
        if not all(day.source for day in self.days):
            raise ValueError("an exception names its source")
        return self

    @cached_property
    def by_date(self) -> dict[date, Day]:
        """The exceptions, found by their date."""
        return {day.date: day for day in self.days}


def in_hanoi(moment: datetime) -> datetime:
    """The same instant as a clock in Vietnam shows it.

    An entry may carry any instant, and the last hours of 9999 in UTC are a year here that there is
    not: they are shown as that year's last moment.
    """
    try:
        return moment.astimezone(HANOI)
    except OverflowError:
        return datetime.max.replace(tzinfo=HANOI)


def at(day: date, clock: str) -> datetime:
    """The instant of a local `HH:MM` on a date."""
    return datetime.combine(day, time.fromisoformat(clock), HANOI)


def day_of(calendar: Calendar, on: date) -> Day:
    """What a date is: its exception, else what its weekday usually is."""
    usual = calendar.week[on.weekday()]
    return calendar.by_date.get(on) or Day(
        date=on,
        open_for_reception=usual.open_for_reception,
        counts=usual.counts,
        sessions=usual.sessions,
    )


def counts(calendar: Calendar, on: date) -> bool:
    """Whether a date is a working day in the counting of deadlines."""
    return day_of(calendar, on).counts


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Whether the counter receives at an instant; at a session's end it no longer does."""
    local = in_hanoi(moment)
    day = day_of(calendar, local.date())
    spans = (session.on(day.date) for session in day.sessions)
    return day.open_for_reception and any(start <= local < end for start, end in spans)


def is_known(calendar: Calendar, on: date) -> bool:
    """Whether official notices cover the date; if not, the officer must see a warning."""
    return calendar.first <= on <= calendar.last


def days_from(calendar: Calendar, start: date, *, within: int) -> Iterator[Day]:
    """The dates from one on, that one included, for so many days."""
    return (day_of(calendar, start + timedelta(days=n)) for n in range(within))


def with_saturday_mornings(calendar: Calendar) -> Calendar:
    """The calendar of a unit that also receives on usual Saturday mornings.

    No count shifts: those mornings are open without counting. Holidays stay closed, make-up days
    stay whole, and a week whose Saturday is open anyway is left alone.
    """
    if calendar.week[SATURDAY].open_for_reception:
        return calendar
    saturday = Hours(open_for_reception=True, counts=False, sessions=(MORNING,))
    week = (*calendar.week[:SATURDAY], saturday, *calendar.week[SATURDAY + 1 :])
    return Calendar.model_validate({**dict(calendar), "week": week})
