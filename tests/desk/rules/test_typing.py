"""What typed dates, sums and appointments mean."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.typing import (
    Appointment,
    read_appointment,
    read_count,
    read_date,
    read_money,
    shown_date,
    shown_moment,
    shown_money,
)
from schemas.calendars import HANOI

TODAY = date(2020, 3, 2)
NOW = datetime(2020, 3, 2, 9, 0, tzinfo=HANOI)


@pytest.mark.parametrize(
    "text",
    ["2/1/1990", "02/01/1990", "02011990", "2-1-1990", "2.1.1990", "2 1 1990", "2/1/90", "020190"],
)
def test_a_date_is_read_in_every_way_it_is_typed(text: str) -> None:
    assert read_date(text, TODAY) == date(1990, 1, 2)


@pytest.mark.parametrize(
    "text", ["", "1990", "31/2/1990", "2/13/1990", "[/]", "2/1", "2/1/199", "a"]
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert read_date(text, TODAY) is None


def test_a_short_year_is_the_newest_not_ahead() -> None:
    assert read_date("1/1/20", TODAY) == date(2020, 1, 1)
    assert read_date("1/1/21", TODAY) == date(1921, 1, 1)


@given(st.dates(date(1900, 1, 1), date(2199, 1, 1)))
def test_a_shown_date_reads_as_itself(on: date) -> None:
    assert read_date(shown_date(on), TODAY) == on


@pytest.mark.parametrize(
    ("text", "amount"),
    [("8000", 8000), ("8.000", 8000), ("8k", 8000), ("8 000 đ", 8000), ("1.500.000", 1_500_000)],
)
def test_money_is_read_as_it_is_written(text: str, amount: int) -> None:
    assert read_money(text) == amount


@pytest.mark.parametrize("text", ["", "8.5", "8,00", "-8", "tám", "9" * 20])
def test_doubtful_money_is_not_guessed(text: str) -> None:
    assert read_money(text) is None


@given(st.integers(0, 10**12))
def test_shown_money_reads_as_itself(amount: int) -> None:
    assert read_money(shown_money(amount)) == amount


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12/3", Appointment(date(2020, 3, 12), None)),
        ("12/3 10:30", Appointment(date(2020, 3, 12), time(10, 30))),
        ("16h 12/03/2020", Appointment(date(2020, 3, 12), time(16))),
        ("16 giờ 30 phút 12/3/20", Appointment(date(2020, 3, 12), time(16, 30))),
        ("10:30", Appointment(TODAY, time(10, 30))),
        ("1/3", Appointment(date(2021, 3, 1), None)),
    ],
)
def test_an_appointment_lies_ahead(text: str, meant: Appointment) -> None:
    assert read_appointment(text, NOW) == meant


@pytest.mark.parametrize("text", ["", "25:00", "30/2", "mai", "12/3 10:3x"])
def test_what_is_no_appointment_is_not_guessed(text: str) -> None:
    assert read_appointment(text, NOW) is None


@given(st.datetimes(datetime(2020, 3, 3), datetime(2099, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_shown_moment_reads_as_itself(moment: datetime) -> None:
    aware = moment.replace(second=0, microsecond=0, tzinfo=HANOI)
    read = read_appointment(shown_moment(aware), NOW)
    assert read is not None
    assert read.at is not None
    assert datetime.combine(read.on, read.at, HANOI) == aware


@given(st.text())
def test_no_text_is_too_strange_to_be_refused(text: str) -> None:
    read_date(text, TODAY)
    read_money(text)
    read_appointment(text, NOW)
    read_count(text)
