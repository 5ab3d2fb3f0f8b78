"""The official calendar against the package `holidays` and against dates known by hand."""

from datetime import date, timedelta

import holidays
import pytest

from schemas.calendars import AFTERNOON, MORNING, Calendar, counts, day_of
from schemas.data import official_calendar

CALENDAR = official_calendar()
FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)
EVERY_DATE = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

# The oracle does not know the swap of Công văn 12729/VPCP-KGVX of 25/12/2025, by which public
# servants rest on Friday 2 January 2026 and work on Saturday 10 January.
EXPLAINED = {date(2026, 1, 2): False, date(2026, 1, 10): True}

NEW_YEARS = ["2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01"]
NEW_YEARS += ["2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17"]
TET = {
    2019: ("2019-02-02", "2019-02-10"),
    2020: ("2020-01-23", "2020-01-29"),
    2021: ("2021-02-10", "2021-02-16"),
    2022: ("2022-01-29", "2022-02-06"),
    2023: ("2023-01-20", "2023-01-26"),
    2024: ("2024-02-08", "2024-02-14"),
    2025: ("2025-01-25", "2025-02-02"),
    2026: ("2026-02-14", "2026-02-22"),
}
SWAPS = {
    "2019-04-29": "2019-05-04",
    "2024-04-29": "2024-05-04",
    "2025-05-02": "2025-04-26",
    "2026-01-02": "2026-01-10",
    "2026-08-31": "2026-08-22",
}
WORKING_DAYS = {  # weekdays of the year, less days off on weekdays, plus Saturdays made up
    2019: 261 - 11 + 2,
    2020: 262 - 10,
    2021: 261 - 11,
    2022: 260 - 11,
    2023: 260 - 11,
    2024: 262 - 12 + 1,
    2025: 261 - 12 + 1,
    2026: 261 - 14 + 2,
}


def test_it_covers_2019_to_2026() -> None:
    assert (CALENDAR.first, CALENDAR.last) == (FIRST, LAST)


def test_it_agrees_with_the_oracle_but_for_explained_dates() -> None:
    oracle = holidays.country_holidays("VN", years=range(2019, 2027))
    differing = {
        day: counts(CALENDAR, day)
        for day in EVERY_DATE
        if counts(CALENDAR, day) != oracle.is_working_day(day)
    }
    assert differing == EXPLAINED


@pytest.mark.parametrize(("year", "working"), WORKING_DAYS.items())
def test_a_year_has_the_working_days_counted_by_hand(year: int, working: int) -> None:
    assert sum(counts(CALENDAR, day) for day in EVERY_DATE if day.year == year) == working


@pytest.mark.parametrize("new_year", NEW_YEARS)
def test_tet_takes_the_eve_and_the_first_four_days(new_year: str) -> None:
    first = date.fromisoformat(new_year)
    for day in (first + timedelta(days=n) for n in range(-1, 4)):
        assert day_of(CALENDAR, day).note.startswith("Tết Nguyên đán")


@pytest.mark.parametrize(("start", "end"), TET.values())
def test_the_tet_holiday_is_closed_to_its_end_and_no_longer(start: str, end: str) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    inside = [day for day in EVERY_DATE if first <= day <= last]
    assert not any(day_of(CALENDAR, day).open_for_reception for day in inside)
    assert all(day_of(CALENDAR, day).source for day in inside)
    after = [last + timedelta(days=n) for n in range(1, 4)]
    assert next(day for day in after if counts(CALENDAR, day)).weekday() < 5
    assert not day_of(CALENDAR, first - timedelta(days=1)).source


@pytest.mark.parametrize(("rest", "work"), SWAPS.items())
def test_a_swapped_day_rests_and_its_saturday_is_a_whole_working_day(rest: str, work: str) -> None:
    assert not counts(CALENDAR, date.fromisoformat(rest))
    made_up = day_of(CALENDAR, date.fromisoformat(work))
    assert made_up.date.weekday() == 5
    assert (made_up.counts, made_up.open_for_reception) == (True, True)
    assert made_up.sessions == (MORNING, AFTERNOON)


@pytest.mark.parametrize("year", range(2021, 2027))
def test_national_day_has_two_days_from_2021_on(year: int) -> None:
    near = [date(year, 9, 1), date(year, 9, 2), date(year, 9, 3)]
    assert sum(day_of(CALENDAR, day).note.startswith("Quốc khánh") for day in near) == 2


def test_every_row_is_exceptional_sourced_and_in_order() -> None:
    rows = CALENDAR.days
    assert [row.date for row in rows] == sorted(row.date for row in rows)
    assert all(row.source and row.note for row in rows)
    assert all(row.counts == row.open_for_reception for row in rows)
    assert all(row.date.weekday() == 5 for row in rows if row.counts)


def test_rows_whose_notice_is_uncertain_say_so() -> None:
    uncertain = [row for row in CALENDAR.days if "cần xác nhận" in row.source]
    assert uncertain
    assert all(row.to_confirm for row in uncertain)
    assert sum(row.to_confirm for row in CALENDAR.days) == len(uncertain)


def test_it_travels_as_json_and_is_read_once() -> None:
    assert Calendar.model_validate_json(CALENDAR.model_dump_json()) == CALENDAR
    assert official_calendar() is CALENDAR
