"""What each kind of entry does to a dossier that it applies to."""

from datetime import timedelta
from typing import Any

import pytest

from schemas.dossiers import money_taken
from schemas.reception import ReceptionForm
from schemas.shape import written
from schemas.statuses import Status
from tests.builders import NOON, UNIT
from tests.golden_samples import BODIES
from tests.schemas.folding import DOSSIER, REQUEST, RESULT, Home, received, resolved

LATER = {
    "due": written(NOON + timedelta(days=5)),
    "published": written(NOON + timedelta(days=5)),
    "rule": "working_day:3",
    "calendar": 1,
}
CODE = f"{UNIT}-191120-0001"
ONLINE = BODIES["dossier.registered", 1] | {
    "code": CODE,
    "form": ReceptionForm(id=DOSSIER).model_dump(mode="json"),
}
BESIDE = sorted(
    {kind for kind, _ in BODIES}
    - {
        "dossier.registered",
        "dossier.received",
        "dossier.supplement_requested",
        "dossier.supplemented",
        "dossier.refused",
        "dossier.in_process",
        "dossier.payment_requested",
        "obligation.met",
        "dossier.withdrawn",
        "dossier.stopped",
        "dossier.resolved",
        "dossier.returned",
        "case.settled",
    }
)


def registered() -> Home:
    home = Home()
    assert home.write("C0", "dossier.registered", ONLINE).kind == "applied"
    return home


def test_a_dossier_submitted_online_has_status_1_and_its_code() -> None:
    state = registered().now
    assert (state.status, state.code, state.claimed_codes) == (Status.REGISTERED, CODE, (CODE,))
    assert state.draft is not None


def test_a_counter_that_accepts_an_online_dossier_keeps_its_code() -> None:
    home = registered()
    outcome = home.receive(body={"code": CODE})
    assert (outcome.kind, home.now.status, home.now.code) == ("applied", Status.RECEIVED, CODE)
    assert home.now.draft is None


def test_an_online_dossier_that_was_asked_for_papers_goes_back_to_registered() -> None:
    home = registered()
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    assert home.status() == Status.SUPPLEMENT_REQUESTED
    home.write("C0", "dossier.supplemented")
    assert home.status() == Status.REGISTERED


def test_a_supplement_brings_its_papers_and_a_new_promise() -> None:
    home = Home()
    home.receive(body={"papers": [{"key": "a", "name": "A", "state": "wrong"}]})
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    papers = [{"key": "a", "name": "A", "state": "ok"}, {"key": "b", "name": "B", "state": "ok"}]
    home.write("Q1", "dossier.supplemented", {"papers": papers, "promised": LATER})
    assert home.now.received is not None
    assert [(one.key, one.state) for one in home.now.received.papers] == [("a", "ok"), ("b", "ok")]
    assert home.now.promised is not None
    assert written(home.now.promised.due) == LATER["due"]
    assert home.status() == Status.RECEIVED


def test_every_promise_that_was_printed_is_kept_in_order() -> None:
    home = received()
    home.write("C0", "dossier.apologised", RESULT | {"promised": LATER})
    assert [one.due for one in home.now.promises] == [
        NOON + timedelta(days=1),
        NOON + timedelta(days=5),
    ]
    assert home.now.promised is not None
    assert home.now.promised.due == NOON + timedelta(days=5)


def test_an_obligation_returns_to_where_the_dossier_was() -> None:
    home = received()
    home.write("C0", "dossier.in_process")
    home.write("C0", "dossier.payment_requested")
    assert home.status() == Status.OBLIGATION_REQUESTED
    home.write("Q1", "obligation.met")
    assert home.status() == Status.IN_PROCESS


def test_money_is_what_was_taken_and_not_given_back() -> None:
    home = received()
    fee = {"key": "f", "name": "Lệ phí", "amount_vnd": 8000}
    home.write("Q1", "fee.collected", fee)
    home.write("Q1", "fee.collected", fee | {"key": "g", "amount_vnd": 5000})
    home.write("Q1", "fee.refunded", fee)
    home.write("Q1", "fee.exempted", fee | {"reason": "hộ nghèo"})
    assert money_taken(home.now) == 5000
    assert [one.amount_vnd for one in home.now.exemptions] == [8000]


def test_money_counts_behind_an_entry_that_nobody_knows() -> None:
    home = received()
    home.write("Q2", "dossier.hovered")
    taken = home.write("Q2", "fee.collected", {"key": "f", "name": "Lệ phí", "amount_vnd": 8000})
    assert (taken.kind, money_taken(home.now)) == ("applied", 8000)


def test_the_paper_file_is_with_whom_it_was_handed_to() -> None:
    home = received()
    home.write("Q1", "dossier.handed_over", {"batch": "BG-1", "to": "Tư pháp"})
    assert home.now.holder is not None
    assert (home.now.holder.to, home.now.status) == ("Tư pháp", Status.RECEIVED)


def test_a_result_arrives_at_the_counter_and_is_returned() -> None:
    home = resolved()
    home.write("Q1", "result.arrived", {"number": "12/QĐ"})
    home.write("Q1", "dossier.returned", {"to": "Ấn"})
    assert home.now.result is not None
    assert home.now.returned is not None
    assert (home.now.result_here_at, home.now.status) == (NOON, Status.RETURNED)


def test_a_scan_attached_twice_is_one_scan() -> None:
    home, scan = received(), BODIES["scan.attached", 1]
    home.write("Q1", "scan.attached", scan)
    home.write("Q1", "scan.attached", scan)
    assert [one.sha256 for one in home.now.scans] == [scan["sha256"]]


def test_a_refusal_names_the_competent_agency() -> None:
    home = Home()
    home.write("Q1", "dossier.refused", {"reason": "sai nơi", "competent_agency": "UBND huyện"})
    assert home.now.refusal is not None
    assert (home.now.status, home.now.refusal.competent_agency) == (
        Status.NOT_RECEIVED,
        "UBND huyện",
    )


@pytest.mark.parametrize("kind", ["dossier.withdrawn", "dossier.stopped"])
def test_a_dossier_may_end_before_its_result(kind: str) -> None:
    home = received()
    assert home.write("C0", kind, {"reason": "theo yêu cầu"}).kind == "applied"
    assert home.now.status in {Status.WITHDRAWN, Status.STOPPED}


@pytest.mark.parametrize("kind", BESIDE)
def test_what_lies_beside_the_course_leaves_the_status_alone(kind: str) -> None:
    home = received()
    outcome = home.write("Q1", kind, body_of(kind))
    assert (outcome.kind, home.now.status) == ("applied", Status.RECEIVED)


def body_of(kind: str) -> dict[str, Any]:
    return BODIES[kind, 1]


def test_an_online_dossier_is_compared_with_its_originals() -> None:
    home = registered()
    home.write("Q1", "originals.compared", BODIES["originals.compared", 1])
    assert home.now.originals is not None
    assert (home.now.originals.papers[0].matches, home.now.status) == (False, Status.REGISTERED)


def test_a_second_pause_goes_back_to_where_the_first_began() -> None:
    home = received()
    home.write("C0", "dossier.in_process")
    home.write("C0", "dossier.supplement_requested", REQUEST)
    home.write("C0", "dossier.supplement_requested", REQUEST | {"number": "2"})
    home.write("Q1", "dossier.supplemented")
    assert home.status() == Status.IN_PROCESS


def test_papers_asked_for_before_reception_are_answered_by_receiving() -> None:
    home = Home()
    home.write("Q1", "dossier.supplement_requested", REQUEST)
    assert home.write("Q1", "dossier.supplemented").kind == "parked"
    assert Home().receive().kind == "applied"
