"""What holds of every promised time, and counts by oracles that share no code with the rules."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import get_args

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.calendars import HANOI, Calendar, day_of, with_saturday_mornings
from schemas.data import official_calendar
from schemas.deadlines import (
    Interlinked,
    NotPromised,
    Promise,
    earlier,
    promise,
    promise_interlinked,
    rule_of,
    rule_words,
)
from schemas.procedures import Limit, LimitUnit

CALENDAR = official_calendar()
ORACLE = holidays.country_holidays("VN", years=range(2019, 2028))
# The swap of Công văn 12729/VPCP-KGVX, which the oracle does not know.
EXPLAINED = {date(2026, 1, 2): False, date(2026, 1, 10): True}


def limit(rule: str) -> Limit:
    rule, _, cutoff = rule.partition("@")
    unit, _, amount = rule.partition(":")
    return Limit.model_validate({"amount": amount or 0, "unit": unit, "cutoff": cutoff or None})


def promised(rule: str, received: datetime, calendar: Calendar = CALENDAR) -> Promise:
    result = promise(limit(rule), received, calendar)
    assert isinstance(result, Promise)
    return result


def due(rule: str, received: datetime) -> datetime:
    return promised(rule, received).due.astimezone(HANOI)


INSTANTS = st.datetimes(datetime(2019, 1, 1), datetime(2026, 6, 30), timezones=st.just(HANOI))  # noqa: DTZ001  Hypothesis wants naive bounds
RULES = st.one_of(
    st.builds("working_day:{}".format, st.integers(1, 90)),
    st.builds("calendar_day:{}".format, st.integers(1, 120)),
    st.builds("hour:{}".format, st.integers(1, 200)),
    st.just("same_day"),
)
CUT_RULES = st.one_of(
    RULES, st.builds("{}@{:%H:%M}".format, RULES, st.times(time(7, 0), time(18, 0)))
)


@given(CUT_RULES, INSTANTS, st.timedeltas(timedelta(), timedelta(days=12)))
def test_whoever_comes_later_is_never_promised_an_earlier_time(
    rule: str, received: datetime, wait: timedelta
) -> None:
    assert due(rule, received) <= due(rule, received + wait)


@given(st.sampled_from(get_args(LimitUnit)[:3]), INSTANTS, st.integers(1, 60), st.integers(0, 60))
def test_a_longer_limit_is_never_due_earlier(
    unit: str, received: datetime, amount: int, more: int
) -> None:
    assert due(f"{unit}:{amount}", received) <= due(f"{unit}:{amount + more}", received)


@given(CUT_RULES, INSTANTS)
def test_a_promise_is_due_in_a_counting_session_after_reception(
    rule: str, received: datetime
) -> None:
    end = due(rule, received)
    day = day_of(CALENDAR, end.date())
    assert day.counts
    assert any(opens < end <= closes for opens, closes in (s.on(day.date) for s in day.sessions))
    assert end > received
    assert rule.startswith("hour") or end == day.closes_at


@given(CUT_RULES, INSTANTS)
def test_saturday_reception_shifts_no_promise(rule: str, received: datetime) -> None:
    saturdays = with_saturday_mornings(CALENDAR)
    assert promised(rule, received, saturdays) == promised(rule, received)


def naive_working(day: date) -> bool:
    return EXPLAINED.get(day, ORACLE.is_working_day(day))


@given(INSTANTS, st.integers(1, 60))
def test_working_days_agree_with_a_day_by_day_count(received: datetime, amount: int) -> None:
    day, left = received.date(), amount
    while left:
        day += timedelta(days=1)
        left -= naive_working(day)
    assert due(f"working_day:{amount}", received) == datetime.combine(day, time(17), HANOI)


@given(INSTANTS, st.integers(1, 90))
def test_calendar_days_agree_with_a_day_by_day_count(received: datetime, amount: int) -> None:
    day = received.date() + timedelta(days=amount)
    while not naive_working(day):
        day += timedelta(days=1)
    assert due(f"calendar_day:{amount}", received) == datetime.combine(day, time(17), HANOI)


@pytest.mark.slow
@settings(max_examples=60)
@given(INSTANTS, st.integers(1, 12))
def test_hours_agree_with_a_minute_by_minute_count(received: datetime, amount: int) -> None:
    minute, left = received.replace(second=0, microsecond=0, tzinfo=None), amount * 60
    working = naive_working(minute.date())
    while left:
        of_day = minute.hour * 60 + minute.minute
        left -= working and (450 <= of_day < 690 or 780 <= of_day < 1020)
        minute += timedelta(minutes=1)
        if minute.hour == minute.minute == 0:
            working = naive_working(minute.date())
    assert due(f"hour:{amount}", received).replace(tzinfo=None) == minute


@given(CUT_RULES, INSTANTS, st.integers(0, 59), st.integers(-12, 14))
def test_only_the_minute_matters_not_the_seconds_nor_the_offset(
    rule: str, received: datetime, second: int, offset: int
) -> None:
    there = received.replace(second=second).astimezone(timezone(timedelta(hours=offset)))
    assert promised(rule, there) == promised(rule, received)


@given(CUT_RULES, INSTANTS)
def test_a_promise_survives_json_and_its_rule_names_its_limit(
    rule: str, received: datetime
) -> None:
    made = promised(rule, received)
    assert Promise.model_validate_json(made.model_dump_json()) == made
    assert made.rule == rule_of(limit(rule)) == rule
    assert made.due.tzinfo is UTC
    assert not rule_words(rule).startswith("theo quy tắc")


@given(INSTANTS, st.lists(st.integers(1, 20), min_size=1, max_size=4))
def test_hours_in_stages_add_up_to_the_minute(received: datetime, hours: list[int]) -> None:
    stages = [limit(f"hour:{n}") for n in hours]
    made = promise_interlinked(None, stages, received, CALENDAR)
    assert isinstance(made, Interlinked)
    assert made.binding.due == promised(f"hour:{sum(hours)}", received).due


@given(RULES, INSTANTS, st.timedeltas(timedelta(days=-3), timedelta(days=40)))
def test_an_earlier_promise_lies_between_reception_and_the_published_time(
    rule: str, received: datetime, shift: timedelta
) -> None:
    published = promised(rule, received)
    made = earlier(published, received + shift, received=received, calendar=CALENDAR)
    assert isinstance(made, NotPromised) or received < made.due <= published.due
