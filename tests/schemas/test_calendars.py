from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.calendars import (
    AFTERNOON,
    HANOI,
    MORNING,
    WORKDAY,
    Calendar,
    Day,
    Hours,
    Session,
    at,
    counts,
    day_of,
    is_known,
    is_open,
    with_saturday_mornings,
)

TUESDAY, SATURDAY, SUNDAY = date(2021, 6, 1), date(2021, 6, 5), date(2021, 6, 6)
HOLIDAY_SATURDAY, MAKE_UP_SATURDAY = date(2021, 6, 12), date(2021, 6, 19)
CALENDAR = Calendar(
    version=3,
    first=date(2021, 6, 1),
    last=date(2021, 6, 30),
    days=(
        Day(date=HOLIDAY_SATURDAY, open_for_reception=False, counts=False, source="Thông báo 1"),
        Day(date=MAKE_UP_SATURDAY, **dict(WORKDAY), source="Thông báo 1", note="Làm bù"),
    ),
)
DATES = st.dates(date(2021, 1, 1), date(2021, 12, 31))


def test_a_usual_day_has_two_sessions_and_counts() -> None:
    day = day_of(CALENDAR, TUESDAY)
    assert (day.open_for_reception, day.counts) == (True, True)
    assert day.sessions == (MORNING, AFTERNOON)
    assert day.closes_at == datetime(2021, 6, 1, 17, 0, tzinfo=HANOI)


def test_weekends_and_holidays_do_not_count_and_make_up_days_do() -> None:
    assert not counts(CALENDAR, SATURDAY)
    assert not counts(CALENDAR, SUNDAY)
    assert not counts(CALENDAR, HOLIDAY_SATURDAY)
    assert counts(CALENDAR, MAKE_UP_SATURDAY)
    assert day_of(CALENDAR, MAKE_UP_SATURDAY).note == "Làm bù"


@pytest.mark.parametrize(
    ("clock", "open_then"),
    [
        ("07:29", False),
        ("07:30", True),
        ("11:29", True),
        ("11:30", False),
        ("12:59", False),
        ("13:00", True),
        ("16:59", True),
        ("17:00", False),
    ],
)
def test_the_counter_is_open_within_its_sessions_only(*, clock: str, open_then: bool) -> None:
    assert is_open(CALENDAR, at(TUESDAY, clock)) is open_then
    assert not is_open(CALENDAR, at(SUNDAY, clock))


def test_a_day_may_count_without_being_open() -> None:
    inventory = day_of(CALENDAR, TUESDAY).model_copy(
        update={"open_for_reception": False, "source": "Thông báo của đơn vị"}
    )
    calendar = Calendar.model_validate({**dict(CALENDAR), "days": (inventory,)})
    assert counts(calendar, TUESDAY)
    assert not is_open(calendar, at(TUESDAY, "09:00"))


def test_a_saturday_morning_is_open_and_does_not_count() -> None:
    saturdays = with_saturday_mornings(CALENDAR)
    day = day_of(saturdays, SATURDAY)
    assert (day.open_for_reception, day.counts, day.sessions) == (True, False, (MORNING,))
    assert is_open(saturdays, at(SATURDAY, "08:00"))
    assert not is_open(saturdays, at(SATURDAY, "14:00"))


def test_saturday_mornings_leave_holidays_closed_and_make_up_days_whole() -> None:
    saturdays = with_saturday_mornings(CALENDAR)
    assert not day_of(saturdays, HOLIDAY_SATURDAY).open_for_reception
    assert day_of(saturdays, MAKE_UP_SATURDAY) == day_of(CALENDAR, MAKE_UP_SATURDAY)


@given(DATES)
def test_saturday_mornings_change_no_count(day: date) -> None:
    assert counts(with_saturday_mornings(CALENDAR), day) == counts(CALENDAR, day)


def test_saturday_mornings_leave_a_six_day_week_alone() -> None:
    six_days = CALENDAR.model_copy(update={"week": (*(WORKDAY,) * 6, CALENDAR.week[6])})
    assert with_saturday_mornings(six_days) == six_days
    assert with_saturday_mornings(with_saturday_mornings(CALENDAR)) == with_saturday_mornings(
        CALENDAR
    )


def test_only_the_dates_of_official_notices_are_known() -> None:
    assert is_known(CALENDAR, CALENDAR.first)
    assert is_known(CALENDAR, CALENDAR.last)
    assert not is_known(CALENDAR, CALENDAR.first - timedelta(days=1))
    assert not is_known(CALENDAR, CALENDAR.last + timedelta(days=1))


def test_a_calendar_survives_its_way_over_the_wire() -> None:
    counts(CALENDAR, TUESDAY)  # what was looked up before must not travel
    assert Calendar.model_validate_json(CALENDAR.model_dump_json()) == CALENDAR
    assert "by_date" not in CALENDAR.model_dump()


@pytest.mark.parametrize(("start", "end"), [("11:30", "07:30"), ("09:00", "09:00"), ("7", "8")])
def test_a_session_without_length_or_clock_is_refused(start: str, end: str) -> None:
    with pytest.raises(ValidationError):
        Session(start=start, end=end)


def test_a_day_that_counts_or_receives_needs_sessions_in_order() -> None:
    with pytest.raises(ValidationError, match="needs a session"):
        Hours(open_for_reception=False, counts=True)
    with pytest.raises(ValidationError, match="needs a session"):
        Hours(open_for_reception=True, counts=False)
    with pytest.raises(ValidationError, match="follow one another"):
        Hours(open_for_reception=True, counts=True, sessions=(AFTERNOON, MORNING))


def test_an_inconsistent_calendar_is_refused() -> None:
    good: dict[str, object] = dict(CALENDAR)
    unsourced = CALENDAR.days[0].model_copy(update={"source": ""})
    cases: list[tuple[dict[str, object], str]] = [
        ({"last": date(2021, 5, 1)}, "ends after it starts"),
        ({"days": CALENDAR.days * 2}, "a date has one row"),
        ({"days": (unsourced,)}, "names its source"),
        ({"week": CALENDAR.week[:6]}, "at least 7"),
    ]
    for bad, words in cases:
        with pytest.raises(ValidationError, match=words):
            Calendar.model_validate(good | bad)
