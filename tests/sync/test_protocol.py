"""What a counter does next, and what follows of whatever comes back."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.journal import Head
from schemas.wire import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX, WAIT_SECONDS_MAX
from sync.lives import Difference, Missing
from sync.protocol import (
    RETRY_AFTER_SECONDS_MAX,
    STUCK,
    BearWitness,
    Complained,
    Delivered,
    FetchBack,
    Follow,
    Heard,
    Introduce,
    Introduced,
    OpenEpoch,
    Push,
    Refresh,
    Rest,
    Step,
    TakeSnapshot,
    Unreachable,
    heard,
    plan,
)
from sync.state import Lane, LaneName, State, bad_luck, rested, retried, stale

FRESH = State(epoch=1, head=Head(seq=5, digest="d"))
MET = replace(FRESH, introduced=True, line="up", refreshed=True)
GAP = Missing(1, 5)
PUSH = Push(BATCH_ENTRIES_MAX, BATCH_BYTES_MAX)
FOLLOW = Follow(WAIT_SECONDS_MAX)
lanes = st.sampled_from(("up", "down"))


def me(epoch: int = 1, seq: int = 5, ours: int = 5) -> Introduced:
    return Introduced(epoch, Head(seq=seq, digest="d"), "i", Head(seq=ours, digest="d"))


def said(status: int, error: str = "x", retry_after: int | None = None) -> Complained:
    return Complained(status, error, retry_after)


def up_hears(state: State, what: Heard, jitter: float = 0.5) -> State:
    return heard(state, "up", PUSH, what, jitter)


@pytest.mark.parametrize(
    ("state", "lane", "unsent", "step"),
    [
        (FRESH, "up", 3, Introduce()),
        (FRESH, "down", 3, Rest()),
        (MET, "up", 3, PUSH),
        (MET, "up", 0, Rest()),
        (replace(MET, halt="clone"), "up", 3, Rest()),
        (replace(MET, halt="clone"), "down", 0, Rest()),
        (replace(MET, halt="revoked"), "up", 3, PUSH),
        (replace(MET, halt="revoked", kept=4), "up", 3, PUSH),
        (replace(MET, halt="revoked", difference=Difference("fork")), "up", 3, OpenEpoch("fork")),
        (replace(MET, halt="revoked"), "down", 0, FOLLOW),
        (replace(MET, difference=Difference("fork")), "up", 0, OpenEpoch("fork")),
        (replace(MET, difference=Difference(None, GAP)), "up", 0, FetchBack(GAP)),
        (replace(MET, difference=Difference("ahead"), kept=4), "up", 3, BearWitness(4)),
        (replace(MET, kept=4), "down", 0, Rest()),
        (replace(MET, halt="unknown"), "down", 0, Rest()),
        (replace(MET, refreshed=False, pruned=True), "down", 0, Refresh()),
        (replace(MET, pruned=True), "down", 0, TakeSnapshot()),
        (MET, "down", 0, FOLLOW),
        (replace(MET, batch=7), "up", 3, Push(7, BATCH_BYTES_MAX)),
    ],
)
def test_each_lane_does_what_the_table_says(
    state: State, lane: LaneName, unsent: int, step: Step
) -> None:
    assert plan(state, lane, unsent=unsent) == step


def test_an_impatient_caller_does_not_wait_for_news() -> None:
    assert plan(MET, "down", unsent=0, patient=False) == Follow(0)


def test_old_reference_data_is_asked_for_again() -> None:
    assert plan(stale(MET), "down", unsent=0) == Refresh()


@pytest.mark.parametrize("lane", ["up", "down"])
def test_a_lane_that_failed_rests_before_anything_else(lane: LaneName) -> None:
    failed = heard(MET, lane, PUSH, Unreachable("timeout"), 0.5)
    assert plan(failed, lane, unsent=3) == Rest(0.5)
    assert plan(rested(failed, lane), lane, unsent=3) != Rest(0.5)


def test_nothing_said_means_the_line_is_down() -> None:
    failed = up_hears(MET, Unreachable("no_route"))
    assert (failed.line, failed.trouble) == ("down", "no_route")


def test_waits_grow_while_nothing_is_said_but_not_by_a_persons_tries() -> None:
    state, waits = MET, []
    for _ in range(12):
        state = up_hears(rested(state, "up"), Unreachable("no_route"))
        waits.append(state.up.wait)
    assert waits[:4] == [0.5, 1, 2, 4]
    assert waits[-1] == 150
    for _ in range(9):
        state = retried(retried(state))
        assert plan(state, "up", unsent=3) == PUSH
        state = up_hears(state, Unreachable("no_route"))
    assert state.up == Lane(12, 150, for_line=True), "a person's try is not one more failure"
    short = up_hears(MET, Unreachable("no_route"))
    assert up_hears(retried(short), Unreachable("no_route")) == short


@pytest.mark.parametrize("step", [OpenEpoch("ahead"), FetchBack(GAP)])
def test_what_was_mended_is_compared_again(step: Step) -> None:
    differs = replace(MET, difference=Difference("ahead"))
    mended = heard(differs, "up", step, Delivered(), 0.5)
    assert plan(mended, "up", unsent=3) == Introduce()
    met = heard(mended, "up", Introduce(), me(), 0.5)
    assert (met.introduced, plan(met, "up", unsent=3)) == (True, PUSH)


def test_a_restored_centre_gets_what_we_hold_and_then_its_snapshot_is_taken() -> None:
    met = heard(FRESH, "up", Introduce(), replace(me(), kept=3), 0.5)
    assert plan(met, "up", unsent=3) == BearWitness(3)
    testified = heard(met, "up", BearWitness(3), Delivered(), 0.5)
    assert plan(testified, "up", unsent=3) == Introduce()
    again = replace(heard(testified, "up", Introduce(), me(), 0.5), refreshed=True)
    assert plan(again, "down", unsent=0) == TakeSnapshot()


def test_a_copy_of_us_stops_what_we_send_until_a_person_ended_it() -> None:
    copied = heard(FRESH, "up", Introduce(), replace(me(), is_copied=True), 0.5)
    assert (copied.halt, plan(copied, "up", unsent=3)) == ("clone", Rest(0.5))
    assert plan(rested(copied, "up"), "up", unsent=3) == Introduce()
    assert heard(copied, "up", Introduce(), me(), 0.5).halt is None


def test_the_first_entry_of_an_epoch_asks_what_it_was_granted() -> None:
    opened = up_hears(MET, Delivered(meet=True))
    assert plan(opened, "up", unsent=3) == Introduce()


def test_a_centre_that_was_restored_meanwhile_is_met_anew() -> None:
    met = heard(MET, "down", FOLLOW, said(409, "incarnation"), 0.5)
    assert (plan(met, "up", unsent=3), plan(met, "down", unsent=0)) == (Introduce(), Rest())


def test_a_gap_is_mended_at_once_and_waits_when_it_comes_again() -> None:
    first = up_hears(MET, said(409, "gap"))
    assert plan(first, "up", unsent=3) == PUSH
    assert plan(up_hears(first, said(409, "gap")), "up", unsent=3) == Rest(1.0)


@pytest.mark.parametrize("error", ["fork", "epoch"])
def test_a_record_that_differs_is_compared_after_a_while_and_keeps_all(error: str) -> None:
    differs = up_hears(MET, said(409, error))
    assert plan(differs, "up", unsent=3) == Rest(0.5)
    assert plan(rested(differs, "up"), "up", unsent=3) == Introduce()


@pytest.mark.parametrize("status", [401, 403])
def test_an_unknown_token_halts_and_goes_on_trying(status: int) -> None:
    halted = up_hears(MET, said(status))
    assert halted.halt == "unknown"
    assert plan(rested(halted, "up"), "up", unsent=3) == Introduce()
    again = heard(halted, "up", Introduce(), me(seq=8, ours=8), 0.5)
    assert (again.halt, plan(again, "up", unsent=1)) == (None, PUSH)


@pytest.mark.parametrize("status", [401, 403])
def test_a_counter_that_is_told_nothing_goes_on_pushing_at_once(status: int) -> None:
    revoked = heard(MET, "down", FOLLOW, said(status), 0.5)
    assert revoked.halt == "revoked"
    assert (plan(revoked, "up", unsent=3), plan(revoked, "down", unsent=0)) == (PUSH, Rest(0.5))
    assert plan(rested(revoked, "down"), "down", unsent=0) == FOLLOW
    lacking = replace(revoked, difference=Difference(None, GAP))
    assert plan(lacking, "up", unsent=3) == FetchBack(GAP)
    assert plan(heard(lacking, "up", FetchBack(GAP), said(status), 0.5), "up", unsent=3) == PUSH
    assert heard(revoked, "up", Introduce(), me(), 0.5).halt == "revoked"
    assert heard(revoked, "down", FOLLOW, Delivered(), 0.5).halt is None
    copied = heard(replace(MET, halt="clone"), "down", FOLLOW, said(status), 0.5)
    assert copied.halt == "clone"


def test_a_push_that_was_under_way_does_not_hide_that_we_have_to_be_introduced() -> None:
    restored = heard(MET, "down", FOLLOW, said(409, "incarnation"), 0.5)
    assert plan(up_hears(restored, Delivered()), "up", unsent=3) == Introduce()


def test_a_pruned_feed_takes_a_snapshot_and_goes_on() -> None:
    pruned = heard(MET, "down", FOLLOW, said(410, "pruned"), 0.5)
    assert plan(pruned, "down", unsent=0) == TakeSnapshot()
    assert plan(heard(pruned, "down", TakeSnapshot(), Delivered(), 0.5), "down", unsent=0) == FOLLOW


def test_a_centre_that_fell_behind_us_is_not_asked_without_end() -> None:
    behind = heard(MET, "down", FOLLOW, said(410, "ahead"), 0.5)
    assert plan(behind, "down", unsent=0) == Rest(0.5)


@pytest.mark.parametrize(("status", "error"), [(413, "too_big"), (408, "too_slow")])
def test_too_large_halves_the_batch_down_to_one_and_then_waits(status: int, error: str) -> None:
    state, sizes = MET, []
    for _ in range(10):
        state = up_hears(state, said(status, error))
        sizes.append(state.batch)
    assert sizes == [250, 125, 62, 31, 15, 7, 3, 1, 1, 1]
    assert plan(state, "up", unsent=1) == Rest(1.0)


@pytest.mark.parametrize(("status", "error"), [(413, "too_big"), (422, "broken_entry")])
def test_all_before_an_entry_that_is_not_taken_is_delivered_and_it_alone_is_stuck(
    status: int, error: str
) -> None:
    state, delivered, tries, bad = MET, 0, 0, 37
    while delivered < bad or not state.up.failures:
        tries += 1
        is_taken = delivered + min(state.batch, 100 - delivered) <= bad
        delivered += state.batch if is_taken else 0
        state = up_hears(state, Delivered() if is_taken else said(status, error))
        assert tries < 50
    assert (delivered, state.batch, state.trouble, state.line) == (bad, 1, STUCK, "up")
    assert plan(state, "up", unsent=63) == Rest(0.5)
    # It is tried again, ever more seldom; the feed goes on and takes nothing of it away.
    again = up_hears(state, said(status, error))
    assert plan(again, "up", unsent=63) == Rest(1.0)
    fed = heard(again, "down", FOLLOW, Delivered(), 0.5)
    assert (fed.trouble, plan(fed, "down", unsent=63)) == (STUCK, FOLLOW)
    freed = up_hears(fed, Delivered())
    assert (freed.trouble, freed.batch) == ("", 2)


@pytest.mark.parametrize(
    ("reason", "batch"),
    [
        ("broken_off", 250),
        ("timeout", 250),
        ("not_the_centre", 250),
        ("no_route", 500),
        ("gateway", 500),
    ],
)
def test_a_push_that_breaks_off_is_tried_with_half_as_much(reason: str, batch: int) -> None:
    cut = up_hears(MET, Unreachable(reason))
    assert (cut.batch, plan(cut, "up", unsent=3)) == (batch, Rest(0.5))
    assert heard(MET, "down", FOLLOW, Unreachable(reason), 0.5).batch == BATCH_ENTRIES_MAX
    assert up_hears(replace(MET, batch=1), Unreachable(reason)).batch == 1


def test_batches_grow_again_once_they_pass() -> None:
    assert up_hears(replace(MET, batch=3), Delivered()).batch == 6
    assert up_hears(replace(MET, batch=400), Delivered()).batch == BATCH_ENTRIES_MAX


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("told", "wait"), [(7, 7.5), (0, 0.5), (-3, 0.5), (10**6, RETRY_AFTER_SECONDS_MAX + 0.5)]
)
def test_a_busy_centre_says_how_long_to_wait(status: int, told: int, wait: float) -> None:
    busy = up_hears(MET, said(status, "unavailable", told))
    assert (busy.line, plan(busy, "up", unsent=3)) == ("up", Rest(wait))


@pytest.mark.parametrize("status", [400, 404, 415, 500, 503])
def test_any_other_complaint_waits_though_the_line_is_up(status: int) -> None:
    failed = up_hears(MET, said(status))
    assert (failed.line, failed.trouble) == ("up", "x")
    assert plan(failed, "up", unsent=3) == Rest(0.5)


def test_a_success_of_one_lane_ends_the_others_wait_for_the_line() -> None:
    failed = up_hears(MET, Unreachable("no_route"))
    assert plan(heard(failed, "down", FOLLOW, Delivered(), 0.5), "up", unsent=3) == PUSH


@pytest.mark.parametrize("what", [said(503, "unavailable", 60), said(500)])
def test_a_success_of_one_lane_does_not_end_a_wait_the_centre_caused(what: Complained) -> None:
    failed = up_hears(MET, what)
    assert heard(failed, "down", FOLLOW, Delivered(), 0.5).up == failed.up


def test_a_line_that_only_carries_the_feed_is_not_tried_ever_faster() -> None:
    state = MET
    for _ in range(9):
        state = heard(up_hears(state, Unreachable("broken_off")), "down", FOLLOW, Delivered(), 0.5)
    assert up_hears(state, Unreachable("broken_off")).up.wait == 150


def test_a_feed_that_is_not_held_open_is_not_asked_without_pause() -> None:
    empty = heard(MET, "down", FOLLOW, Delivered(news=False), 0.5)
    assert plan(empty, "down", unsent=0) == Rest(0.5)
    assert heard(MET, "down", Follow(0), Delivered(news=False), 0.5).down.wait == 0


def test_the_feed_is_caught_up_with_when_no_further_page_is_there() -> None:
    assert not heard(MET, "down", FOLLOW, Delivered(more=True), 0.5).caught_up
    assert heard(MET, "down", FOLLOW, Delivered(), 0.5).caught_up


statuses = st.sampled_from((400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 500, 503))
errors = st.sampled_from(("gap", "fork", "epoch", "pruned", "ahead", "unavailable", "too_big"))
anything: st.SearchStrategy[Heard] = st.one_of(
    st.builds(me, st.integers(1, 2), st.integers(0, 9), st.integers(0, 9)),
    st.builds(Delivered, st.booleans(), st.booleans()),
    st.builds(Unreachable, st.sampled_from(("timeout", "no_route"))),
    st.builds(said, statuses, errors, st.none() | st.integers(-5, 10**9)),
)
happenings = st.lists(
    st.tuples(lanes, anything, st.floats(0, 1, exclude_max=True), st.booleans()), max_size=30
)


@given(happenings, st.integers(0, 3))
def test_whatever_is_heard_a_step_follows_and_waits_stay_in_bounds(
    happened: list[tuple[LaneName, Any, float, bool]], unsent: int
) -> None:
    state = FRESH
    for lane, what, jitter, is_over in happened:
        step = plan(state, lane, unsent=unsent)
        state = heard(state, lane, step, what, jitter)
        state = rested(state, lane) if is_over else state
        assert 1 <= state.batch <= BATCH_ENTRIES_MAX
        for name in ("up", "down"):
            assert 0 <= bad_luck(state, name).wait <= RETRY_AFTER_SECONDS_MAX + 1


@given(happenings)
def test_after_anything_a_well_centre_gets_everything(
    happened: list[tuple[LaneName, Any, float, bool]],
) -> None:
    state = FRESH
    for lane, what, jitter, _ in happened:
        state = heard(state, lane, plan(state, lane, unsent=1), what, jitter)
    state = rested(rested(replace(state, halt=None), "up"), "down")
    steps: list[Step] = []
    for _ in range(8):
        step = plan(state, "up", unsent=1)
        steps.append(step)
        answer = me() if isinstance(step, Introduce) else Delivered()
        state = heard(state, "up", step, answer, 0.5)
    assert any(isinstance(step, Push) for step in steps)
