"""Whatever counters record in whatever order, and whatever officers decide, a dossier results."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dossiers import Dossier, money_taken
from tests.golden_samples import BODIES
from tests.schemas.folding import Home

JSON: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(-9, 2**53 - 1), st.text(max_size=4), st.lists(st.text(max_size=2))
)
KIND = st.sampled_from(sorted(kind for kind, _ in BODIES))
COUNTER = st.sampled_from(["Q1", "Q2", "C0"])
BASE = st.integers(0, 12) | st.none()
SPOILT = st.tuples(st.integers(0, 9), JSON) | st.none()
STEP = st.tuples(COUNTER, KIND, BASE, SPOILT)
DECISION = st.sampled_from(["apply", "set_aside"])


def written(home: Home, step: Any) -> None:
    """Record one step, with one field of its body spoilt now and then."""
    counter, kind, base, spoilt = step
    body = dict(BODIES[kind, 1])
    if spoilt is not None:
        place, value = spoilt
        body[sorted(body)[place % len(body)]] = value
    home.write(counter, kind, body, base=base)


@settings(max_examples=200)
@given(st.lists(STEP, min_size=1, max_size=12), st.lists(DECISION, max_size=4))
def test_any_history_gives_a_dossier_and_every_case_can_be_settled(
    steps: list[Any], decisions: list[str]
) -> None:
    home = Home()
    for step in steps:
        written(home, step)
    for number, decision in enumerate(decisions):
        if number < len(home.now.cases):
            entry = home.now.cases[0].entry
            home.settle("Q9", entry, decision)
    assert_whole(home.now, len(home.now.timeline))


def assert_whole(state: Dossier, entries: int) -> None:
    ids: list[UUID] = [moment.id for moment in state.timeline]
    assert (len(set(ids)), state.rank) == (entries, entries)
    cases = {str(case.entry): case.counter for case in state.cases if case.parked}
    for one in state.parked:
        # What has no case of its own waits behind one of its counter.
        assert one["id"] in cases or one["counter"] in cases.values()
    assert {case.entry for case in state.cases} <= set(ids)


@given(st.lists(st.tuples(COUNTER, BASE), min_size=1, max_size=6))
def test_money_is_the_sum_of_what_was_recorded_whatever_became_of_it(
    takings: list[tuple[str, int | None]],
) -> None:
    home = Home()
    for counter, base in takings:
        home.write(counter, "dossier.hovered", base=base)
        home.write(counter, "fee.collected", dict(BODIES["fee.collected", 1]), base=base)
    home.write("Q1", "fee.refunded", dict(BODIES["fee.refunded", 1]))
    assert money_taken(home.now) == 8000 * (len(takings) - 1)


@settings(max_examples=100)
@given(st.lists(STEP, min_size=1, max_size=10))
def test_folding_the_same_entries_again_gives_the_same_dossier(steps: list[Any]) -> None:
    first, again = Home(), Home()
    for step in steps:
        written(first, step)
        written(again, step)
    assert first.now == again.now
