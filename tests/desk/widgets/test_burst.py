"""Scanner or hand, by the instants of the keys, and where the one begins after the other."""

from collections.abc import Iterator
from itertools import accumulate, cycle, repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from desk.widgets.burst import Burst, Reading
from desk.widgets.pace import KEYS_MOST, Hand
from tests.desk.widgets.input_methods import SENTENCE, TELEX, VNI, WAYS, Step, strokes, typed

CODE = "000.17.22.H02-190603-0001"
CARD = "024090001234|121234567|An"


def key(name: str, at: float) -> Key:
    event = Key(name, name if len(name) == 1 else None)
    event.time = at
    return event


def likeliest(readings: tuple[Reading, ...]) -> str:
    return readings[0].text if readings else ""


def read(text: str, gaps: list[float], end: float = 0.001) -> str:
    burst, at = Burst(), 0.0
    for character, gap in zip(text, gaps, strict=True):
        at += gap
        burst.add(key(character, at))
    return likeliest(burst.ended_by(key("enter", at + end)))


ways = st.sampled_from(list(WAYS.values()))


def add(burst: Burst, keys: str, at: float, gaps: Iterator[float]) -> float:
    """Take what an input method sends into account; when the last of it came."""
    for event in XTermParser().feed(keys):
        assert isinstance(event, Key | Paste)
        at = event.time = at + next(gaps)
        if isinstance(event, Key):
            burst.add(event)
        else:
            burst.add_pasted(event)
    return at


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


@pytest.mark.parametrize("text", [CODE, CARD], ids=["code", "card"])
@pytest.mark.parametrize(("gap", "is_scan"), [(0.001, True), (0.06, False)])
def test_a_card_or_code_needs_no_end_and_waits_for_a_late_one(
    text: str, gap: float, is_scan: bool
) -> None:
    burst = Burst()
    for number, name in enumerate(text):
        burst.add(key(name, number * gap))

    assert burst.may_be_whole is is_scan
    told = burst.ended_by(key("enter", len(text) * gap + 0.9))
    assert likeliest(told) == (text if is_scan else "")


@settings(max_examples=30)
@given(
    way=ways,
    hand=st.lists(st.floats(0.05, 0.099), min_size=1, max_size=9),
    machine=st.lists(st.floats(0.0, 0.03), min_size=1, max_size=9),
)
@pytest.mark.parametrize("text", [CODE, CARD], ids=["code", "card"])
def test_a_scan_begins_where_the_hand_before_it_ended(
    text: str, way: Step, hand: list[float], machine: list[float]
) -> None:
    burst, at, pauses = Burst(), 0.0, cycle(hand)
    for stroke in strokes(TELEX, way):
        at = add(burst, stroke, at + next(pauses), repeat(0.0))
    first = at + hand[0]
    at = add(burst, text[0], first, repeat(0.0))
    at = add(burst, text[1:], at, cycle(machine))

    readings = burst.ended_by(key("enter", at + 0.01))
    assert Reading(text, first, was_edited=False) in readings[: 2 if text == CODE else 1]


@pytest.mark.parametrize("gap", [0.0, 0.02, 0.09], ids=["at once", "soon", "late"])
@pytest.mark.parametrize("typed_before", ["Thôn 1", "nguyen van a", "ab|"])
def test_a_card_begins_with_its_number_whatever_was_committed_before(
    typed_before: str, gap: float
) -> None:
    for letters, is_card in [(CARD, True), (f"]Q1{CARD}", True), (CARD[1:], False)]:
        burst = Burst()
        add(burst, typed_before, 0.0, repeat(0.0))
        add(burst, letters, gap, repeat(0.001))
        is_found = is_card and "|" not in typed_before
        assert (burst.readings[0].text == letters) is is_found


def test_a_scan_whose_first_letter_was_read_early_is_whole() -> None:
    gaps = [0.0, 0.09] + [0.001] * 40

    assert read(CARD, gaps[: len(CARD)]) == CARD
    burst = Burst()
    for letter, at in zip(CODE, accumulate(gaps), strict=False):
        burst.add(key(letter, at))
    assert [one.text for one in burst.readings] == [CODE[1:], CODE]


def test_a_key_that_prints_nothing_begins_another_burst() -> None:
    burst = Burst()
    for number, name in enumerate(["x", "left", *CODE]):
        burst.add(key(name, number * 0.001))

    assert likeliest(burst.ended_by(key("enter", 0.1))) == CODE


@given(
    way=ways,
    method=st.sampled_from([TELEX, VNI]),
    gaps=st.lists(st.floats(0.0, 0.01), min_size=1, max_size=9),
)
def test_a_card_that_an_input_method_rewrites_is_one_burst(
    way: Step, method: list[list[str]], gaps: list[float]
) -> None:
    burst = Burst()
    add(burst, "An", -9.0, repeat(0.001))
    at = add(burst, f"024090001234|121234567|{typed(method, way)}|01021999", 0.0, cycle(gaps))

    told = burst.ended_by(key("enter", at + 0.01))[0]
    assert told == Reading(f"024090001234|121234567|{SENTENCE}|01021999", gaps[0], was_edited=True)


hits = st.tuples(st.integers(0, 3), st.text("aâđ|07", max_size=4), st.floats(0.06, 0.3))


@given(way=ways, typed_keys=st.lists(hits, max_size=60))
def test_no_hand_is_as_fast_as_a_scanner_whatever_its_input_method_sends(
    way: Step, typed_keys: list[tuple[int, str, float]]
) -> None:
    burst, text, at = Burst(), "", 0.0
    for taken_back, letters, gap in typed_keys:
        # A key brings one letter more at most, however many it rewrites.
        old = text[max(0, len(text) - taken_back) :]
        new = letters[: len(old) + 1]
        text = text.removesuffix(old) + new
        at = add(burst, way(old, new), at + gap, repeat(0.0))
        assert burst.readings == ()


def test_a_hand_is_at_work_until_a_second_after_its_last_key_and_no_scan_is_a_hands() -> None:
    hand = Hand()
    assert not hand.is_at_work(0.0)
    for at in (1.0, 1.1, 1.11, 1.5):
        hand.keep(key("1", at))
    assert hand.is_at_work(1.1)
    assert not hand.is_at_work(1.0)
    assert hand.is_at_work(2.4)
    hand.give_up(1.1)
    assert hand.is_at_work(1.9)
    assert not hand.is_at_work(2.1)


def test_of_a_burst_that_no_scan_is_as_long_as_only_so_much_is_kept_that_this_can_be_told() -> None:
    burst = Burst()
    for place in range(KEYS_MOST + 500):
        burst.add(key("1", place * 0.002))
    assert not burst.may_be_whole
    enter = key("enter", (KEYS_MOST + 500) * 0.002)
    assert len(likeliest(burst.ended_by(enter))) == KEYS_MOST + 1
