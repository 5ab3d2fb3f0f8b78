"""Scanner or hand, by the instants of the keys alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from desk.widgets.pace import Burst

CODE = "000.17.22.H02-190603-0001"


def key(name: str, at: float) -> Key:
    event = Key(name, name if len(name) == 1 else None)
    event.time = at
    return event


def read(text: str, gaps: list[float], end: float = 0.001) -> str:
    burst, at = Burst(), 0.0
    for character, gap in zip(text, gaps, strict=True):
        at += gap
        burst.add(key(character, at))
    return burst.ended_by(key("enter", at + end))


fast = st.floats(0.0, 0.034)


@given(st.lists(fast, min_size=len(CODE), max_size=len(CODE)))
def test_every_pace_of_scanners_is_a_burst(gaps: list[float]) -> None:
    assert read(CODE, gaps, end=0.001) == CODE


@given(st.lists(st.floats(0.04, 0.4), min_size=len(CODE), max_size=len(CODE)))
def test_no_pace_of_hands_is_a_burst(gaps: list[float]) -> None:
    assert read(CODE, gaps, end=0.04) == ""


def test_a_pause_begins_another_burst() -> None:
    slow_then_fast = [0.2] * 5 + [0.2] + [0.001] * (len(CODE) - 1)

    assert read("abcde" + CODE, slow_then_fast) == CODE


def test_enter_after_a_pause_ends_no_word() -> None:
    assert read("chứng thực bản sao", [0.001] * 18, end=0.2) == ""


@pytest.mark.parametrize("text", [CODE, "024090001234|121234567|An"], ids=["code", "card"])
@pytest.mark.parametrize(("gap", "is_scan"), [(0.001, True), (0.06, False)])
def test_a_card_or_code_needs_no_end_and_waits_for_a_late_one(
    text: str, gap: float, is_scan: bool
) -> None:
    burst = Burst()
    for number, name in enumerate(text):
        burst.add(key(name, number * gap))

    assert burst.held_whole == (text if is_scan else "")
    assert burst.ended_by(key("enter", len(text) * gap + 0.9)) == (text if is_scan else "")


def test_a_key_that_prints_nothing_begins_another_burst() -> None:
    burst = Burst()
    for number, name in enumerate(["x", "left", *CODE]):
        burst.add(key(name, number * 0.001))

    assert burst.ended_by(key("enter", 0.1)) == CODE
