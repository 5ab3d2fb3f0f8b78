"""A case that is settled after later steps takes none of them back, and says what it does."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dossiers import Case, Dossier
from schemas.effects import PAUSED
from schemas.entries import CaseSettled
from schemas.judge import ALLOWED
from schemas.settling import is_effective, steps_since
from schemas.shape import written
from schemas.statuses import Status
from tests.builders import UNIT, an_id
from tests.golden_samples import BODIES
from tests.schemas.folding import REQUEST, RESULT, Home, received
from tests.schemas.test_kinds import CODE, LATER, registered

Q1, Q3 = f"{UNIT}/Q1", f"{UNIT}/Q3"
CONCERN = Case(code="revoked_counter", params={"writer": Q1})


def finish(home: Home, *, until: str = "dossier.returned") -> None:
    """The department and the counter bring a dossier to its end, or some way towards it."""
    course = {
        "dossier.in_process": {},
        "dossier.resolved": RESULT,
        "dossier.returned": {"to": "Ấn"},
    }
    for kind, body in course.items():
        assert home.write("C0", kind, body).kind == "applied"
        if kind == until:
            return


def received_twice() -> tuple[Home, UUID]:
    home = registered()
    home.receive("Q1", body={"code": CODE})
    home.receive("Q3", body={"code": CODE, "promised": LATER}, base=1)
    return home, home.last


def applies(home: Home, entry: UUID) -> bool:
    """Whether applying an entry is worth offering."""
    return is_effective(home.now, CaseSettled(entry=entry, decision="apply"))


def test_a_second_reception_applied_after_the_return_changes_nothing() -> None:
    home, entry = received_twice()
    finish(home)
    assert not applies(home, entry)
    before = home.now
    home.settle("Q3", entry, "apply")
    assert (home.now.status, home.now.cases) == (Status.RETURNED, ())
    assert (home.now.received, home.now.returned) == (before.received, before.returned)
    assert (home.now.counter, home.now.promised) == (Q1, before.promised)


def test_a_second_reception_applied_while_it_is_processed_leaves_it_in_process() -> None:
    home, entry = received_twice()
    finish(home, until="dossier.in_process")
    assert applies(home, entry)
    home.settle("Q3", entry, "apply")
    assert (home.now.status, home.now.counter) == (Status.IN_PROCESS, Q3)
    assert home.now.promised is not None
    assert written(home.now.promised.due) == LATER["due"]


def test_a_second_reception_does_not_take_a_later_correction_back() -> None:
    home, entry = received_twice()
    home.write("Q1", "dossier.corrected", {"field": "sets", "old": 1, "new": 2, "reason": "đếm"})
    assert not applies(home, entry)
    home.settle("Q1", entry, "apply")
    assert home.now.received is not None
    assert (home.now.received.sets, home.now.counter) == (2, Q1)


def test_a_supplement_applied_late_adds_its_papers_and_moves_nothing() -> None:
    home = received()
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    home.write("Q2", "dossier.supplemented", {"promised": LATER}, base=2)
    brought = {"papers": [{"key": "b", "name": "B", "state": "ok"}]}
    home.write("Q1", "dossier.supplemented", brought, base=2)
    entry = home.last
    finish(home)
    home.settle("Q1", entry, "apply")
    assert home.now.received is not None
    assert [paper.key for paper in home.now.received.papers] == ["b"]
    assert (home.now.status, home.now.status_before) == (Status.RETURNED, None)
    assert home.now.promised is not None
    assert written(home.now.promised.due) == LATER["due"]


def test_a_supplement_does_not_answer_a_request_that_came_after_it() -> None:
    home = received()
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    home.write("Q2", "dossier.supplemented", base=2)
    home.write("Q1", "dossier.supplemented", base=2)
    entry = home.last
    home.write("Q2", "dossier.supplement_requested", REQUEST | {"number": "Q2-0001/HDHS"})
    home.settle("Q1", entry, "apply")
    assert home.now.status is Status.SUPPLEMENT_REQUESTED


def test_a_result_in_the_citizens_hand_stays_returned_whoever_withdraws() -> None:
    home = received()
    finish(home)
    home.write("Q3", "dossier.withdrawn", base=1)
    assert not applies(home, home.last)
    home.settle("Q3", home.last, "apply")
    assert home.now.status is Status.RETURNED


def test_processing_that_is_applied_during_a_pause_is_where_the_pause_leads_back_to() -> None:
    home = received()
    home.write("C0", "dossier.payment_requested")
    home.write("Q1", "dossier.in_process", base=1)
    home.settle("Q1", home.last, "apply")
    assert home.now.status == Status.OBLIGATION_REQUESTED
    home.write("C0", "obligation.met")
    assert home.status() == Status.IN_PROCESS


def test_a_refusal_cannot_undo_a_reception() -> None:
    home = received()
    home.write("Q3", "dossier.refused", {"reason": "sai nơi"}, base=None)
    assert not applies(home, home.last)
    home.settle("Q1", home.last, "apply")
    assert (home.now.status, home.now.refusal) == (Status.RECEIVED, None)


def test_what_an_online_dossier_was_submitted_as_twice_leaves_the_first() -> None:
    home = registered()
    home.receive("Q1", body={"code": CODE})
    home.write("C0", "dossier.registered", BODIES["dossier.registered", 1])
    assert not applies(home, home.last)


@pytest.mark.parametrize(("decision", "status"), [("apply", 4), ("set_aside", 4)])
def test_what_waits_behind_a_case_follows_its_decision(decision: str, status: int) -> None:
    home = received()
    home.write("Q1", "dossier.supplemented")
    cause = home.last
    home.write("Q1", "dossier.in_process")
    home.settle("Q2", cause, decision)
    assert (home.now.status, home.now.cases, home.now.parked) == (status, (), ())
    assert {one.entry for one in home.now.decided} >= {cause}


def test_what_waits_behind_a_case_and_fits_no_more_gets_its_own() -> None:
    home = received()
    home.write("Q1", "dossier.supplemented")
    cause = home.last
    home.write("Q1", "dossier.withdrawn")
    finish(home)
    home.settle("Q2", cause, "set_aside")
    (case,) = home.now.cases
    assert case.case.code == "withdrawn_after_return"
    home.settle("Q2", case.entry, "set_aside")
    assert (home.now.cases, home.now.parked) == ((), ())


def test_a_reception_with_a_taken_code_takes_what_was_built_upon_it_along() -> None:
    home = Home()
    home.receive(owner=an_id("another"))
    entry = home.last
    home.write("Q1", "slip.printed", {"form": "receipt", "version": "1"})
    home.write("Q1", "dossier.in_process")
    assert [case.case.code for case in home.now.cases] == ["code_taken"]
    home.settle("Q2", entry, "set_aside")
    assert (home.now.status, home.now.cases, home.now.parked) == (None, (), ())
    assert home.now.on_paper() is not None
    home.receive("Q2", body={"code": f"{UNIT}-191120-2001"})
    assert (home.now.status, home.now.lapsed) == (Status.RECEIVED, None)
    assert len(home.now.claimed_codes) == 2


def test_one_case_is_enough_for_what_a_revoked_counter_recorded_of_one_reception() -> None:
    home = Home()
    home.receive(concerns=(CONCERN,))
    fee = {"key": "f", "name": "Lệ phí", "amount_vnd": 8000}
    slip = {"form": "receipt", "version": "1"}
    for kind, body in (("fee.collected", fee), ("slip.printed", slip)):
        assert home.write("Q1", kind, body, concerns=(CONCERN,)).kind == "applied"
    assert home.write("Q1", "dossier.in_process", concerns=(CONCERN,)).kind == "flagged"
    later = received()
    assert later.write("Q1", "slip.printed", slip, concerns=(CONCERN,)).kind == "applied"
    assert later.write("Q1", "fee.collected", fee, concerns=(CONCERN,)).kind == "flagged"


COURSE = (
    "dossier.registered",
    "dossier.received",
    "dossier.refused",
    "dossier.supplement_requested",
    "dossier.supplemented",
    "dossier.in_process",
    "dossier.payment_requested",
    "obligation.met",
    "dossier.withdrawn",
    "dossier.stopped",
    "dossier.resolved",
    "dossier.apologised",
    "dossier.returned",
    "dossier.corrected",
    "dossier.hovered",
)
ON = st.tuples(st.just("on"), st.integers(0, 20))
"""The centre goes on with a step that may be taken."""
LATE = st.tuples(st.sampled_from(["Q1", "Q2"]), st.sampled_from(COURSE))
"""A counter records what it has not seen the newest of."""
DECISION = st.tuples(st.sampled_from(["apply", "set_aside"]), st.integers(0, 9))
FURTHER = {None: 0, 1: 1, 3: 2, 2: 3, 4: 4, 8: 6, 7: 7, 9: 7, 10: 8}
"""How far along a status is; a pause is as far as where it leads back to.

A result that nobody was given and a withdrawal each give way to the other.
"""


def how_far(state: Dossier) -> int:
    status = state.status_before if state.status in PAUSED else state.status
    return FURTHER[None if status is None else int(status)]


def assert_only_forward(before: Dossier, after: Dossier, entry: UUID) -> None:
    reopened = before.received is None and after.received is not None
    assert reopened or how_far(after) >= how_far(before)
    assert after.status not in PAUSED or before.status != Status.RETURNED
    assert (after.status is Status.RETURNED) == (after.returned is not None)
    assert after.status is not Status.RESOLVED or after.result is not None
    assert before.result is None or after.result is not None
    assert after.status in PAUSED or after.status_before is None
    assert before.received is None or after.received is not None
    later = {moment.kind for moment in steps_since(before, entry)}
    if "dossier.apologised" in later:
        assert after.promised == before.promised
    if later & {"dossier.received", "dossier.corrected"}:
        assert before.received is None or after.counter == before.counter


def go_on(home: Home, pick: int) -> None:
    allowed = [kind for kind in COURSE if home.status() in ALLOWED.get(kind, ())]
    kind = allowed[pick % len(allowed)] if allowed else "dossier.corrected"
    body = BODIES[kind, 1] | ({"draft": None} if "request" in kind else {})
    home.write("C0", kind, body)


def decide(home: Home, entry: UUID, decision: str) -> None:
    before = home.now
    home.settle("C0", entry, decision)
    assert_only_forward(before, home.now, entry)


@settings(max_examples=100, deadline=None)
@given(st.lists(LATE, max_size=3), st.lists(st.one_of(ON, LATE, DECISION), max_size=8))
def test_no_decision_in_whatever_order_throws_a_dossier_back(
    missed: list[Any], actions: list[Any]
) -> None:
    home = received()
    go_on(home, len(actions))
    for first, second in [*missed, *actions]:
        cases = home.now.cases
        if first == "on":
            go_on(home, second)
        elif first.startswith("Q"):
            home.write(first, second, BODIES.get((second, 1), {}), base=1)
        elif cases:
            decide(home, cases[second % len(cases)].entry, first)
    for case in home.now.cases:
        decide(home, case.entry, "apply")
