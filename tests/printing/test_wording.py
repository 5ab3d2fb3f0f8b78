"""Dates and sums as official papers write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from printing.wording import day_in_words, dong, moment_in_words


def test_moment_is_told_in_local_time() -> None:
    late = datetime(2019, 12, 31, 17, 5, tzinfo=UTC)
    assert moment_in_words(late) == "00 giờ 05 phút, ngày 01 tháng 01 năm 2020"


def test_offset_of_the_value_does_not_matter() -> None:
    there = datetime(2019, 11, 20, 8, 0, tzinfo=timezone(timedelta(hours=7)))
    assert moment_in_words(there) == moment_in_words(there.astimezone(UTC))


@pytest.mark.parametrize(
    ("month", "words"), [(1, "01"), (2, "02"), (3, "3"), (9, "9"), (10, "10"), (12, "12")]
)
def test_only_the_first_two_months_take_a_zero(month: int, words: str) -> None:
    day = datetime(2020, month, 9, 5, 0, tzinfo=UTC)
    assert day_in_words(day) == f"ngày 09 tháng {words} năm 2020"


def test_sums_are_grouped_by_dots() -> None:
    assert [dong(0), dong(8000), dong(1_234_567)] == ["0 đồng", "8.000 đồng", "1.234.567 đồng"]
