"""What becomes of an entry when it is ranked, and what a dossier is after it."""

from typing import Any
from uuid import UUID

import pytest

from schemas.dossiers import Dossier, Outcome, fold
from schemas.journal import Entry, read_entry
from schemas.judge import judge
from schemas.statuses import Status
from tests.builders import COUNTER, UNIT, JournalOf, an_id

A, B = COUNTER, f"{UNIT}/Q2"
DOSSIER = an_id("dossier")
OTHER = an_id("another dossier")
RESULT = {"number": "12/QĐ", "dated": "2019-11-22", "signatory": "Chủ tịch"}
SAID: list[tuple[str, dict[str, Any]]] = [
    ("citizen.notified", {"about": "x", "channel": "sms"}),
    ("slip.printed", {"form": "receipt", "version": "1"}),
    ("fee.collected", {"key": "k", "name": "n", "amount_vnd": 8_000}),
]
LACKING = {"number": "Q1-0001/HDHS", "barcode": "b"}


class Home:
    """The home unit: ranks what comes, in the order it comes."""

    def __init__(self) -> None:
        self.journals = {name: JournalOf(name) for name in (A, B)}
        self.state: Dossier | None = None
        self.rank = 0
        self.outcomes: list[str] = []

    def entry(self, counter: str, kind: str, base: int | None = None, **body: Any) -> Entry:
        """What a counter writes, having seen the dossier up to `base`."""
        if kind == "dossier.received":
            text = self.journals[counter].receive(DOSSIER, base=base)
        else:
            text = self.journals[counter].write(kind, dossier=DOSSIER, base=base, body=body)
        return read_entry(text)

    def take(self, entry: Entry, owner: UUID | None = None) -> Outcome:
        """Rank an entry."""
        outcome = judge(self.state, entry, owner)
        self.rank += 1
        self.state = fold(self.state, entry, outcome, self.rank)
        self.outcomes.append(outcome.kind)
        return outcome

    def write(self, counter: str, kind: str, **body: Any) -> Outcome:
        """A counter that saw everything writes, and the home unit ranks it at once."""
        return self.take(self.entry(counter, kind, self.rank or None, **body))

    @property
    def dossier(self) -> Dossier:
        assert self.state is not None
        return self.state


@pytest.fixture
def home() -> Home:
    made = Home()
    made.write(A, "dossier.received")
    return made


def codes(dossier: Dossier) -> list[str]:
    return [one.case.code for one in dossier.cases]


def test_a_result_returned_meanwhile_stands_and_the_late_supplement_parks(home: Home) -> None:
    home.write(A, "dossier.supplement_requested", **LACKING)
    late = home.entry(A, "dossier.supplemented", home.rank)
    home.write(B, "dossier.supplemented")
    home.write(B, "dossier.resolved", **RESULT)
    home.write(B, "dossier.returned", to="Nguyễn Văn A")
    outcome = home.take(late)
    assert outcome.kind == "parked"
    assert home.dossier.status is Status.RETURNED
    assert codes(home.dossier) == ["answered_elsewhere"]
    assert [moment.id for moment in home.dossier.timeline][-1] == late.id


def test_what_is_built_upon_a_parked_entry_parks_behind_it(home: Home) -> None:
    home.write(A, "dossier.supplemented")
    behind = home.write(A, "dossier.in_process").case
    assert behind is not None
    assert behind.code == "behind"
    assert codes(home.dossier) == ["invalid_transition"], "its cause is what is to be decided"
    assert home.write(B, "dossier.in_process").kind == "applied"


def test_what_is_said_beside_the_course_waits_for_nothing(home: Home) -> None:
    home.write(A, "dossier.supplemented")
    for kind, body in SAID:
        assert home.write(A, kind, **body).kind == "applied"
    assert codes(home.dossier) == ["invalid_transition"]


def test_a_settlement_applies_the_parked_entry_at_its_own_rank(home: Home) -> None:
    late = home.entry(A, "dossier.in_process", home.rank)
    home.write(B, "dossier.payment_requested")
    home.take(late)
    home.write(B, "obligation.met")
    assert home.dossier.status is Status.RECEIVED
    settled = home.write(B, "case.settled", entry=str(late.id), decision="apply")
    assert (settled.kind, home.dossier.status) == ("applied", Status.IN_PROCESS)
    assert (codes(home.dossier), home.dossier.parked) == ([], ())
    ranks = [moment.rank for moment in home.dossier.timeline]
    assert ranks == list(range(1, home.rank + 1))


def test_a_settlement_sets_the_parked_entry_aside(home: Home) -> None:
    home.write(A, "dossier.supplemented")
    parked = home.dossier.cases[0].entry
    home.write(A, "case.settled", entry=str(parked), decision="set_aside")
    assert (home.dossier.status, codes(home.dossier)) == (Status.RECEIVED, [])


def test_settling_a_settled_case_the_same_way_changes_nothing(home: Home) -> None:
    home.write(A, "dossier.supplemented")
    settlement = {"entry": str(home.dossier.cases[0].entry), "decision": "set_aside"}
    home.write(A, "case.settled", **settlement)
    assert home.write(B, "case.settled", **settlement).kind == "applied"
    assert codes(home.dossier) == []


def test_a_settlement_of_no_case_parks(home: Home) -> None:
    home.write(A, "case.settled", entry=str(an_id("nothing")), decision="apply")
    assert codes(home.dossier) == ["no_such_case"]


def test_steps_that_nobody_saw_of_each_other_are_flagged_and_take_effect(home: Home) -> None:
    late = home.entry(A, "dossier.in_process", home.rank)
    home.write(B, "dossier.corrected", field="note", old="", new="x", reason="r")
    outcome = home.take(late)
    assert outcome.kind == "flagged"
    assert outcome.case is not None
    assert outcome.case.params["other"] == "dossier.corrected"
    assert home.dossier.status is Status.IN_PROCESS


def test_steps_that_were_seen_are_applied(home: Home) -> None:
    home.write(B, "dossier.in_process")
    assert home.write(A, "dossier.resolved", **RESULT).kind == "applied"


def test_own_earlier_steps_are_no_news_to_oneself(home: Home) -> None:
    second = home.entry(A, "dossier.resolved", 1, **RESULT)
    home.write(A, "dossier.in_process")
    assert home.take(second).kind == "applied"


@pytest.mark.parametrize(("kind", "body"), SAID)
def test_what_is_said_beside_the_course_concurs_with_nothing(
    home: Home, kind: str, body: dict[str, Any]
) -> None:
    late = home.entry(A, kind, home.rank, **body)
    home.write(B, "dossier.in_process")
    assert home.take(late).kind == "applied"


def test_money_counts_whatever_its_counter_has_open(home: Home) -> None:
    home.write(A, "dossier.supplemented")
    home.write(A, "fee.collected", key="k", name="n", amount_vnd=8_000)
    assert sum(fee.amount_vnd for fee in home.dossier.fees) == 8_000


def test_a_code_belongs_to_the_first_dossier_that_had_it(home: Home) -> None:
    fresh = Home()
    taken = fresh.take(fresh.entry(A, "dossier.received"), OTHER)
    assert (taken.kind, codes(fresh.dossier)) == ("parked", ["code_taken"])
    assert fresh.dossier.code is None
    assert len(fresh.dossier.claimed_codes) == 1
    assert home.dossier.code == fresh.dossier.claimed_codes[0]


def test_no_settlement_gives_a_code_to_a_second_dossier() -> None:
    fresh = Home()
    fresh.take(fresh.entry(A, "dossier.received"), OTHER)
    first = {"entry": str(fresh.dossier.cases[0].entry), "decision": "apply"}
    assert fresh.write(B, "case.settled", **first).kind == "parked"
    second = {"entry": str(fresh.dossier.cases[-1].entry), "decision": "apply"}
    fresh.write(B, "case.settled", **second)
    assert fresh.dossier.code is None


def test_a_taken_code_is_seen_even_behind_a_parked_entry() -> None:
    fresh = Home()
    fresh.write(A, "dossier.supplemented")
    outcome = fresh.take(fresh.entry(A, "dossier.received"), OTHER)
    assert outcome.case is not None
    assert outcome.case.code == "code_taken"


def test_a_correction_of_what_no_longer_stands_parks(home: Home) -> None:
    change = {"field": "note", "old": "", "reason": "r"}
    assert home.write(A, "dossier.corrected", new="x", **change).kind == "applied"
    assert home.write(B, "dossier.corrected", new="y", **change).kind == "parked"
    assert home.dossier.received is not None
    assert home.dossier.received.note == "x"


@pytest.mark.parametrize("version", [1, 2])
def test_what_this_release_does_not_know_is_kept_and_changes_nothing(
    home: Home, version: int
) -> None:
    kind = "dossier.teleported" if version == 1 else "dossier.in_process"
    text = home.journals[A].write(kind, dossier=DOSSIER, v=version)
    assert home.take(read_entry(text)).kind == "parked"
    assert (home.dossier.status, codes(home.dossier)) == (Status.RECEIVED, ["unknown_kind"])
    assert home.dossier.parked[0]["v"] == version


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("dossier.in_process", {}),
        ("dossier.withdrawn", {}),
        ("dossier.resolved", RESULT),
        ("dossier.supplement_requested", LACKING),
    ],
)
def test_a_step_about_no_dossier_parks(kind: str, body: dict[str, Any]) -> None:
    outcome = judge(None, read_entry(JournalOf().write(kind, body=body)), None)
    assert outcome.case is not None
    assert (outcome.kind, outcome.case.code) == ("parked", "no_dossier")


def test_a_supplement_stops_the_course_and_leads_back_to_where_it_was(home: Home) -> None:
    home.write(A, "dossier.in_process")
    home.write(A, "dossier.supplement_requested", **LACKING)
    stopped = home.dossier.status
    home.write(A, "dossier.supplemented")
    assert (stopped, home.dossier.status) == (Status.SUPPLEMENT_REQUESTED, Status.IN_PROCESS)


def test_pending_entries_do_not_raise_the_rank(home: Home) -> None:
    entry = home.entry(A, "dossier.in_process", 1)
    shown = fold(home.dossier, entry, judge(home.dossier, entry, None), None)
    assert (shown.rank, shown.status) == (1, Status.IN_PROCESS)
