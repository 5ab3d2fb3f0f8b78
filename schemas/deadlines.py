"""The promised time: from a published limit, the minute of reception and the calendar.

The minute printed on the receipt is the one that binds, so seconds play no part. A session's end no
longer belongs to it: what arrives then waits for the next session, what ends then is due then.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, assert_never

from schemas.calendars import (
    Calendar,
    Day,
    at,
    day_of,
    days_from,
    in_hanoi,
    is_known,
)
from schemas.procedures import Limit
from schemas.shape import Instant, Shape, utc

SCAN_DAYS = 5 * 366
"""No promise reaches further; a longer limit is a slip of the keyboard."""
EARLIER = "earlier/"
"""Before the rule of a promise that the officer shortened."""
_RULE = re.compile(r"(working_day|calendar_day|hour|same_day)(?::(\d{1,6}))?(?:@(\d\d):(\d\d))?")
_SPANS = {"working_day": "ngày làm việc", "calendar_day": "ngày", "hour": "giờ làm việc"}
_STARTS = {
    "working_day": ", tính từ ngày làm việc tiếp theo sau ngày nhận đủ hồ sơ",
    "calendar_day": ", tính từ ngày tiếp theo sau ngày nhận đủ hồ sơ"
    "; nếu ngày cuối là ngày nghỉ thì hẹn vào ngày làm việc tiếp theo",
    "hour": ", tính từ khi nhận đủ hồ sơ",
    "same_day": " nhận đủ hồ sơ",
}
_YEARS = range(2000, 2200)
_CUTOFF = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")

Reason = Literal[
    "no_limit",
    "amount_not_positive",
    "too_long",
    "cutoff_unreadable",
    "received_out_of_range",
    "before_reception",
    "later_than_published",
    "closed_then",
]


class Promise(Shape):
    """A promised time with the rule and the calendar behind it, as stored with the dossier."""

    due: Instant
    rule: str
    """Stable code, such as `working_day:10`; `rule_words` says it in words."""
    calendar_version: int
    beyond_calendar: bool = False
    """True where no official notice covers the dates yet: the officer must see a warning."""
    published: Instant | None = None
    """What the published limit gives, where the officer promised an earlier time."""


class Interlinked(Shape):
    """The promise of interlinked procedures; both dates are kept and printed."""

    binding: Promise
    total: Promise | None = None
    """By the published total; it binds where there is one (article 14.2)."""
    stages: Promise | None = None
    """By the stages, each starting where the one before is due."""


@dataclass(frozen=True)
class NotPromised:
    """Why no time can be promised so."""

    reason: Reason


def promise(limit: Limit, received: datetime, calendar: Calendar) -> Promise | NotPromised:
    """The time by which the result is due, for a complete dossier received at an instant.

    Any aware instant serves. After a cut-off the dossier counts as received when the next counting
    day opens; where a cut-off is stated, so does one that arrives on a day that does not count.

    Raises:
        ValueError: `received` has no offset.
    """
    refusal = _refusal(limit, received)
    if refusal:
        return refusal
    start = _local_minute(received)
    counted = _counted_from(limit, start, calendar)
    due = counted and _due(limit, counted, calendar)
    if due is None:
        return NotPromised("too_long")
    return Promise(
        due=due,
        rule=rule_of(limit),
        calendar_version=calendar.version,
        beyond_calendar=not all(is_known(calendar, day.date()) for day in (start, due)),
    )


def restart(limit: Limit, completed: datetime, calendar: Calendar) -> Promise | NotPromised:
    """The new promise once a supplement completes the dossier: from zero (article 15.2d)."""
    return promise(limit, completed, calendar)


def notice_due(received: datetime, days: int, calendar: Calendar) -> Promise | NotPromised:
    """By when a supplement must be asked for: so many working days after reception."""
    return promise(Limit(amount=days, unit="working_day"), received, calendar)


def earlier(
    promised: Promise, moment: datetime, *, received: datetime, calendar: Calendar
) -> Promise | NotPromised:
    """The officer's own, earlier time (article 14.3): after reception, while the counter is open.

    The published time itself is allowed and gives back the published promise.
    """
    limit = promised.published or promised.due
    rule = promised.rule.removeprefix(EARLIER)
    if moment > limit:
        return NotPromised("later_than_published")
    if moment == limit:
        return promised.model_copy(update={"due": limit, "rule": rule, "published": None})
    due = _local_minute(moment)
    if due <= received:
        return NotPromised("before_reception")
    if not _can_be_fetched(day_of(calendar, due.date()), due):
        return NotPromised("closed_then")
    return promised.model_copy(
        update={"due": due.astimezone(UTC), "rule": EARLIER + rule, "published": limit}
    )


def promise_interlinked(
    total: Limit | None, stages: Sequence[Limit], received: datetime, calendar: Calendar
) -> Interlinked | NotPromised:
    """The promise of several procedures handled as one: the published total, else the stages."""
    by_total = promise(total, received, calendar) if total else None
    by_stages = _through(stages, received, calendar) if stages else None
    binding = by_total or by_stages or NotPromised("no_limit")
    if isinstance(binding, NotPromised):
        return binding
    return Interlinked(
        binding=binding,
        total=None if isinstance(by_total, NotPromised) else by_total,
        stages=None if isinstance(by_stages, NotPromised) else by_stages,
    )


def rule_of(limit: Limit) -> str:
    """The stable code of a limit: `working_day:10`, `same_day`, `same_day@15:00`."""
    amount = "" if limit.unit == "same_day" else f":{limit.amount}"
    cutoff = f"@{limit.cutoff:0>5}" if limit.cutoff else ""
    return f"{limit.unit}{amount}{cutoff}"


def rule_words(rule: str) -> str:
    """A rule as screen and receipt say it; one from a newer version is quoted as it is."""
    if rule.startswith(EARLIER):
        return f"sớm hơn thời hạn quy định ({rule_words(rule.removeprefix(EARLIER))})"
    if "+" in rule:
        return "cộng thời hạn các bước: " + "; ".join(map(_span_words, rule.split("+")))
    found = _RULE.fullmatch(rule)
    if not found:
        return f"theo quy tắc {rule}"
    unit, _, hour, minute = found.groups()
    late = f"; nhận sau {hour} giờ {minute} phút thì tính là nhận vào ngày làm việc tiếp theo"
    return _span_words(rule) + _STARTS[unit] + (late if hour else "")


def _span_words(rule: str) -> str:
    found = _RULE.fullmatch(rule)
    if not found:
        return rule
    unit, amount = found.group(1, 2)
    return f"{int(amount or 0):02d} {_SPANS[unit]}" if unit in _SPANS else "trong ngày làm việc"


def _local_minute(moment: datetime) -> datetime:
    return in_hanoi(utc(moment)).replace(second=0, microsecond=0)


def _refusal(limit: Limit, received: datetime) -> NotPromised | None:
    if received.year not in _YEARS:
        return NotPromised("received_out_of_range")
    if limit.unit != "same_day" and limit.amount < 1:
        return NotPromised("amount_not_positive")
    if limit.amount > SCAN_DAYS * 24:
        return NotPromised("too_long")
    if limit.cutoff and not _CUTOFF.fullmatch(limit.cutoff):
        return NotPromised("cutoff_unreadable")
    return None


def _counting(calendar: Calendar, start: date) -> Iterator[Day]:
    return (day for day in days_from(calendar, start, within=SCAN_DAYS) if day.counts)


def _counting_after(calendar: Calendar, day: date) -> Iterator[Day]:
    return _counting(calendar, day + timedelta(days=1))


def _counted_from(limit: Limit, start: datetime, calendar: Calendar) -> datetime | None:
    """The local instant from which the limit runs; None where no day counts any more."""
    if not limit.cutoff:
        return start
    today = day_of(calendar, start.date())
    if today.counts and start <= at(today.date, f"{limit.cutoff:0>5}"):
        return start
    opening = next(_counting_after(calendar, today.date), None)
    return at(opening.date, opening.sessions[0].start) if opening else None


def _due(limit: Limit, start: datetime, calendar: Calendar) -> datetime | None:
    match limit.unit:
        case "working_day":
            return _closing(_counting_after(calendar, start.date()), nth=limit.amount)
        case "calendar_day":
            if limit.amount > SCAN_DAYS:
                return None
            return _closing(_counting(calendar, start.date() + timedelta(days=limit.amount)))
        case "hour":
            return _after_open_minutes(calendar, start, timedelta(hours=limit.amount))
        case "same_day":
            days = _counting(calendar, start.date())
            return _closing(day for day in days if day.closes_at > start)
        case _:
            assert_never(limit.unit)


def _closing(days: Iterator[Day], nth: int = 1) -> datetime | None:
    """The end of the last session of the nth of some days."""
    return next((day.closes_at for n, day in enumerate(days, 1) if n == nth), None)


def _after_open_minutes(calendar: Calendar, start: datetime, left: timedelta) -> datetime | None:
    for day in _counting(calendar, start.date()):
        for session in day.sessions if day.open_for_reception else ():
            opens, closes = session.on(day.date)
            begins = max(opens, start)
            # What ends with a session is due then, so that nobody waits for the next one.
            if left <= closes - begins:
                return begins + left
            left -= max(closes - begins, timedelta())
    return None


def _through(
    stages: Sequence[Limit], received: datetime, calendar: Calendar
) -> Promise | NotPromised:
    """The promise of stages that follow one another; only the first meets the citizen's cut-off."""
    results: list[Promise] = []
    for n, stage in enumerate(stages):
        limit = stage if n == 0 else stage.model_copy(update={"cutoff": None})
        result = promise(limit, results[-1].due if results else received, calendar)
        if isinstance(result, NotPromised):
            return result
        results.append(result)
    return results[-1].model_copy(
        update={
            "rule": "+".join(result.rule for result in results),
            "beyond_calendar": any(result.beyond_calendar for result in results),
        }
    )


def _can_be_fetched(day: Day, moment: datetime) -> bool:
    spans = (session.on(day.date) for session in day.sessions)
    return day.open_for_reception and any(opens <= moment <= closes for opens, closes in spans)
