"""Each disagreement has its case, with who did what when; and nothing else opens one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from schemas.clashes import IN_THE_WAY
from schemas.dossiers import Case, Outcome
from schemas.judge import ALLOWED
from schemas.shape import written
from schemas.statuses import Status
from tests.builders import NOON, UNIT, an_id
from tests.golden_samples import BODIES
from tests.schemas.folding import REQUEST, RESULT, Home, received, resolved
from tests.schemas.test_kinds import CODE, LATER, registered

Q1, Q2 = f"{UNIT}/Q1", f"{UNIT}/Q2"


def case_of(outcome: Outcome) -> Case:
    assert outcome.case is not None
    return outcome.case


def told(outcome: Outcome) -> tuple[str, str]:
    return outcome.kind, case_of(outcome).code


def test_two_counters_that_accept_one_online_dossier() -> None:
    home = registered()
    home.receive("Q1", body={"code": CODE})
    late = home.receive("Q2", body={"code": CODE}, base=1, officer="minh")
    assert told(late) == ("parked", "received_twice")
    assert case_of(late).params["counter"] == Q1
    assert case_of(late).params["officer"] == "lan"
    assert case_of(late).params["happened"] == written(NOON)
    assert home.now.counter == Q1
    assert len(home.now.promises) == 2


@pytest.mark.parametrize(("decision", "counter"), [("apply", Q2), ("set_aside", Q1)])
def test_an_officer_decides_which_reception_stands(decision: str, counter: str) -> None:
    home = registered()
    home.receive("Q1", body={"code": CODE})
    home.receive("Q2", body={"code": CODE}, base=1)
    assert home.settle("Q1", home.last, decision).kind == "applied"
    assert (home.now.counter, home.now.cases, home.now.parked) == (counter, (), ())


def test_an_online_dossier_received_under_another_code_is_found_by_both() -> None:
    home = registered()
    outcome = home.receive("Q1", body={"code": f"{UNIT}-191120-1001"})
    assert told(outcome) == ("flagged", "other_code")
    assert home.now.code == CODE
    assert home.now.claimed_codes == (CODE, f"{UNIT}-191120-1001")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("dossier.withdrawn", "returned_after_withdrawal"),
        ("dossier.stopped", "returned_after_stop"),
    ],
)
def test_a_result_returned_while_the_dossier_ends(kind: str, code: str) -> None:
    home = received()
    home.write("C0", kind, {"reason": "theo yêu cầu"})
    late = home.write("Q1", "dossier.returned", {"to": "Ấn"}, base=1)
    assert told(late) == ("parked", code)
    assert case_of(late).params["counter"] == f"{UNIT}/C0"
    home.settle("Q1", home.last, "apply")
    assert (home.now.status, home.now.cases) == (Status.RETURNED, ())


def test_a_withdrawal_that_comes_after_the_return() -> None:
    home = resolved()
    home.write("Q1", "dossier.returned", {"to": "Ấn"})
    late = home.write("Q2", "dossier.withdrawn", base=2)
    assert told(late) == ("parked", "withdrawn_after_return")
    assert home.now.status == Status.RETURNED


def test_a_result_returned_at_two_counters() -> None:
    home = resolved()
    home.write("Q1", "dossier.returned", {"to": "Ấn"})
    late = home.write("Q2", "dossier.returned", {"to": "Bình"}, base=2)
    assert told(late) == ("parked", "returned_twice")


def test_a_withdrawal_that_missed_the_result_names_it_and_then_whoever_returned_it() -> None:
    home = resolved()
    late = home.write("Q2", "dossier.withdrawn", {"reason": "đổi ý"}, base=1)
    assert told(late) == ("parked", "withdrawn_after_result")
    assert case_of(late).params["other"] == "dossier.resolved"
    assert home.write("Q1", "dossier.returned", {"to": "Ấn"}, base=2).kind == "applied"
    (case,) = home.now.cases
    assert (case.case.code, case.case.params["counter"]) == ("withdrawn_after_return", Q1)


@pytest.mark.parametrize(("decision", "status"), [("apply", 7), ("set_aside", 9)])
def test_a_result_that_nobody_was_given_may_be_kept_or_given_up(decision: str, status: int) -> None:
    home = resolved()
    home.write("Q2", "dossier.withdrawn", {"reason": "đổi ý"}, base=1)
    home.settle("Q1", home.last, decision)
    assert (home.now.status, home.now.cases, home.now.result is None) == (status, (), False)


REACHED: dict[int, tuple[str, ...]] = {
    1: ("dossier.registered",),
    2: ("dossier.received",),
    3: ("dossier.refused",),
    4: ("dossier.received", "dossier.in_process"),
    5: ("dossier.received", "dossier.supplement_requested"),
    6: ("dossier.received", "dossier.payment_requested"),
    7: ("dossier.received", "dossier.withdrawn"),
    8: ("dossier.received", "dossier.stopped"),
    9: ("dossier.received", "dossier.resolved"),
    10: ("dossier.received", "dossier.resolved", "dossier.returned"),
}
"""The shortest way to each status."""


@pytest.mark.parametrize("kind", sorted(ALLOWED))
@pytest.mark.parametrize("status", REACHED)
def test_a_step_that_may_not_be_taken_names_what_is_in_its_way(kind: str, status: int) -> None:
    home = Home()
    for step in REACHED[status]:
        home.write("C0", step, BODIES[step, 1] | ({"draft": None} if "request" in step else {}))
    assert home.status() == status
    late = home.write("Q1", kind, BODIES[kind, 1], base=None)
    if late.kind != "parked" or case_of(late).code not in IN_THE_WAY:
        return
    named = case_of(late).params
    again = kind in {"dossier.registered", "dossier.received"} & set(REACHED[status])
    assert named["other"] == (kind if again else REACHED[status][-1])
    assert (named["counter"], named["happened"]) == (f"{UNIT}/C0", written(NOON))


def test_an_answer_to_another_request_is_not_in_the_way_of_this_one() -> None:
    home = received()
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    home.write("Q2", "dossier.supplemented")
    home.write("Q1", "dossier.supplement_requested", REQUEST | {"number": "Q1-0002/HDHS"})
    home.write("C0", "dossier.withdrawn")
    late = home.write("Q1", "dossier.supplemented", base=4)
    assert told(late) == ("parked", "invalid_transition")
    assert case_of(late).params["other"] == "dossier.withdrawn"


def test_a_step_that_an_officer_applied_is_newer_than_what_came_before_that() -> None:
    home = resolved()
    home.write("Q2", "dossier.withdrawn", base=1)
    home.settle("C0", home.last, "apply")
    late = home.write("Q1", "dossier.returned", {"to": "Ấn"}, base=2)
    assert told(late) == ("parked", "returned_after_withdrawal")
    assert case_of(late).params["counter"] == Q2


def test_a_reception_under_another_code_says_both_and_the_paper_that_stands_has_the_code() -> None:
    home = received()
    first, second = home.now.code, f"{UNIT}-191120-3001"
    late = home.receive("Q2", body={"code": second}, base=None)
    assert told(late) == ("parked", "received_twice")
    assert (case_of(late).params["held"], case_of(late).params["code"]) == (first, second)
    home.settle("Q1", home.last, "apply")
    assert (home.now.code, home.now.counter) == (second, Q2)
    assert home.now.claimed_codes == (first, second)


def test_a_supplement_answered_at_another_counter() -> None:
    home = received()
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    home.write("Q2", "dossier.supplemented", {"promised": LATER}, base=2)
    late = home.write("Q1", "dossier.supplemented", base=2)
    assert told(late) == ("parked", "answered_elsewhere")
    assert case_of(late).params["counter"] == Q2
    assert home.now.status == Status.RECEIVED


def test_a_supplement_recorded_offline_while_another_counter_returned_the_result() -> None:
    home = received()
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    home.write("Q2", "dossier.supplemented")
    home.write("C0", "dossier.resolved", RESULT)
    home.write("Q2", "dossier.returned", {"to": "Ấn"})
    late = home.write("Q1", "dossier.supplemented", base=2)
    assert told(late) == ("parked", "answered_elsewhere")
    assert case_of(late).params["status"] == "10"
    assert home.now.status == Status.RETURNED


def test_a_code_claimed_twice_names_the_dossier_that_has_it() -> None:
    home, other = Home(), an_id("another")
    outcome = home.receive(owner=other)
    assert told(outcome) == ("parked", "code_taken")
    assert case_of(outcome).params["dossier"] == str(other)
    assert (home.now.code, len(home.now.claimed_codes)) == (None, 1)


def test_a_code_of_an_online_dossier_may_be_taken_too() -> None:
    home = Home()
    body = {"code": CODE, "procedure_name": "x", "catalogue": 1, "form": {"id": str(an_id(1))}}
    assert told(home.write("C0", "dossier.registered", body, owner=an_id("another"))) == (
        "parked",
        "code_taken",
    )


def test_a_second_request_after_reception_is_flagged_and_has_its_effect() -> None:
    home = received()
    assert home.write("Q1", "dossier.supplement_requested", REQUEST).kind == "applied"
    home.write("Q1", "dossier.supplemented")
    again = home.write("Q1", "dossier.supplement_requested", REQUEST | {"number": "Q1-0002/HDHS"})
    assert told(again) == ("flagged", "second_request")
    assert case_of(again).params["number"] == REQUEST["number"]
    assert home.now.status == Status.SUPPLEMENT_REQUESTED


def test_a_request_before_reception_does_not_count_as_the_first() -> None:
    home = Home()
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    home.receive()
    assert home.write("Q1", "dossier.supplement_requested", REQUEST).kind == "applied"


@pytest.mark.parametrize(("minutes", "kind"), [(0, "applied"), (1, "flagged")])
def test_a_notice_is_late_after_its_last_minute(minutes: int, kind: str) -> None:
    home = received()
    due = written(NOON - timedelta(minutes=minutes))
    outcome = home.write("Q1", "dossier.supplement_requested", REQUEST | {"notice_due": due})
    assert outcome.kind == kind
    assert (outcome.case.code if outcome.case else "") == ("late_notice" if minutes else "")


def test_a_second_apology_is_flagged_and_names_the_first() -> None:
    home = received()
    first = RESULT | {"promised": LATER, "number": "1/XL"}
    assert home.write("C0", "dossier.apologised", first).kind == "applied"
    again = home.write("C0", "dossier.apologised", first | {"number": "2/XL"})
    assert told(again) == ("flagged", "second_apology")
    assert case_of(again).params["number"] == "1/XL"


def test_steps_of_two_counters_that_did_not_see_each_other_are_flagged() -> None:
    home = received()
    home.write("Q2", "dossier.in_process")
    late = home.write("Q1", "dossier.stopped", {"reason": "x"}, base=1)
    assert told(late) == ("flagged", "concurrent")
    assert case_of(late).params["other"] == "dossier.in_process"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("fee.collected", {"key": "f", "name": "Lệ phí", "amount_vnd": 8000}),
        ("dossier.handed_over", {"batch": "BG-1", "to": "Tư pháp"}),
    ],
)
def test_a_fee_or_a_handover_at_two_counters_is_noticed(kind: str, body: dict[str, Any]) -> None:
    home = received()
    home.write("Q2", kind, body)
    assert told(home.write("Q1", kind, body, base=1)) == ("flagged", "concurrent")


def test_a_fee_and_a_step_commute() -> None:
    home = received()
    home.write("Q2", "dossier.in_process")
    fee = {"key": "f", "name": "Lệ phí", "amount_vnd": 8000}
    assert home.write("Q1", "fee.collected", fee, base=1).kind == "applied"


def test_a_kind_nobody_knows_parks_its_dossier_for_that_counter_only() -> None:
    home = received()
    unknown = home.write("Q2", "dossier.hovered")
    first = home.last
    behind = home.write("Q2", "dossier.in_process")
    assert (told(unknown), told(behind)) == (("parked", "unknown_kind"), ("parked", "behind"))
    assert case_of(behind).params["entry"] == str(first)
    assert home.write("C0", "dossier.in_process").kind == "applied"


def test_a_known_kind_with_an_odd_body_is_not_called_newer() -> None:
    home = received()
    assert told(home.write("Q1", "dossier.returned", {"to": 7})) == ("parked", "unreadable_body")


def test_a_newer_version_of_a_known_kind_is_parked() -> None:
    outcome = received().write("Q1", "dossier.returned", {"to": "Ấn"}, v=2)
    assert told(outcome) == ("parked", "unknown_kind")
    assert case_of(outcome).params == {"kind": "dossier.returned", "version": "2"}


CONCERN = Case(code="disabled_officer", params={"account": "lan"})


def test_a_concern_of_the_centre_flags_and_leaves_the_effect() -> None:
    home = received()
    outcome = home.write("Q1", "dossier.in_process", concerns=(CONCERN,))
    assert told(outcome) == ("flagged", "disabled_officer")
    assert home.now.status == Status.IN_PROCESS


def test_a_case_names_everything_else_that_was_found() -> None:
    home = received()
    late = Case(code="late_epoch", params={"writer": Q1})
    outcome = home.write("Q1", "dossier.returned", {"to": "Ấn"}, concerns=(CONCERN, late))
    assert told(outcome) == ("parked", "invalid_transition")
    assert case_of(outcome).params["also"] == "disabled_officer,late_epoch"
    assert case_of(outcome).params["account"] == "lan"


def parked_return() -> tuple[Home, UUID]:
    home = received()
    home.write("C0", "dossier.withdrawn")
    home.write("Q1", "dossier.returned", {"to": "Ấn"}, base=1)
    return home, home.last


def test_two_officers_who_decide_alike_decide_once() -> None:
    home, entry = parked_return()
    home.settle("Q1", entry, "set_aside")
    again = home.write("Q2", "case.settled", {"entry": str(entry), "decision": "set_aside"}, base=3)
    assert (again.kind, home.now.cases) == ("applied", ())


def test_two_officers_who_decide_differently_are_both_told() -> None:
    home, entry = parked_return()
    home.settle("Q1", entry, "set_aside")
    again = home.write("Q2", "case.settled", {"entry": str(entry), "decision": "apply"}, base=3)
    assert told(again) == ("flagged", "settled_otherwise")
    assert (case_of(again).params["decision"], home.now.status) == (
        "set_aside",
        Status.WITHDRAWN,
    )


def test_a_settlement_of_nothing_is_parked() -> None:
    assert told(received().settle("Q1", an_id("nothing"), "apply")) == ("parked", "no_such_case")


def test_what_was_set_aside_is_nothing_that_others_have_to_see() -> None:
    home, entry = parked_return()
    home.settle("Q2", entry, "set_aside")
    assert home.write("Q1", "dossier.corrected", CORRECTION, base=3).kind == "applied"


def test_what_was_applied_is_the_step_of_the_counter_that_wrote_it() -> None:
    home, entry = parked_return()
    home.settle("Q2", entry, "apply")
    assert home.write("Q1", "dossier.corrected", CORRECTION, base=3).kind == "applied"
    other = home.write("Q3", "dossier.corrected", CORRECTION | {"old": "gấp"}, base=3)
    assert told(other) == ("flagged", "concurrent")


CORRECTION = {"field": "note", "old": "", "new": "gấp", "reason": "sót"}
