"""How long to wait: never less than nothing, never more than five minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.backoff import CEILING_SECONDS, ceiling, wait_seconds

failures = st.integers(1, 10_000)
jitters = st.floats(0, 1, exclude_max=True)


@given(failures, jitters)
def test_a_wait_is_between_nothing_and_five_minutes(count: int, jitter: float) -> None:
    assert 0 <= wait_seconds(count, jitter) <= CEILING_SECONDS


@pytest.mark.parametrize(
    ("count", "longest"), [(1, 1), (2, 2), (3, 4), (8, 128), (9, 256), (10, 300), (5_000, 300)]
)
def test_the_longest_wait_doubles_until_five_minutes(count: int, longest: float) -> None:
    assert ceiling(count) == longest


@given(failures)
def test_the_longest_wait_never_shrinks(count: int) -> None:
    assert ceiling(count) <= ceiling(count + 1)


def test_counters_that_lost_the_line_together_are_spread_over_the_whole_wait() -> None:
    assert [wait_seconds(4, jitter) for jitter in (0, 0.25, 0.5, 0.75)] == [0, 2, 4, 6]
