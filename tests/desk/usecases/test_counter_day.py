"""The counter's own day: shifts, outages, pad sheets and spoilt numbers, each recorded once."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from desk.rules.money import Refund
from desk.rules.recording import NotRecorded
from desk.store.journal import Fact, append
from desk.texts.recorded import not_recorded
from desk.usecases.conclude import Handing, return_result
from desk.usecases.fees import refund_fee
from desk.usecases.outages import OutageNoted, close_outage, open_outage, report_outage
from desk.usecases.pads import SheetsIssued, issue_pads
from desk.usecases.recording import Hand
from desk.usecases.shifts import ShiftBegun, ShiftEnded, close_shift, open_shift
from desk.usecases.verify import verify
from desk.usecases.void import Voided, void_number
from schemas.codes import dossier_code
from schemas.counter_bodies import OutageOpened
from schemas.entries import Received
from schemas.ids import pad_dossier_id
from tests.builders import UNIT, a_received, an_id
from tests.desk.after_reception import BY_LAN, FEE, entries, received, resolved, step
from tests.desk.office import LAN, MONDAY, Office, open_office, with_passwords

LINE = OutageOpened(scope="line")
BY_HEAD = Hand("truong")
BY_OTHER = Hand("minh")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def refused(answer: object) -> str:
    assert isinstance(answer, NotRecorded), answer
    assert not_recorded(answer.reason, answer.params, answer.case)
    return answer.reason


def test_a_shift_counts_what_was_done_in_it_and_what_the_till_must_hold(office: Office) -> None:
    received(office, FEE)
    assert isinstance(open_shift(200_000, office.desk, BY_LAN), ShiftBegun)
    by_card = FEE.model_copy(update={"method": "card"})
    one, other = received(office, FEE), received(office, by_card)
    refund_fee(one.id, Refund("thu thừa", amount_vnd=5_000), office.desk, BY_LAN)
    resolved(office, other.id)
    return_result(other.id, Handing(), office.desk, BY_LAN)
    assert refused(close_shift(200_000, office.desk, BY_LAN)) == "cash_differs"
    ended = close_shift(210_000, office.desk, BY_LAN)
    assert isinstance(ended, ShiftEnded)
    assert (ended.told.received, ended.told.returned) == (2, 1)
    assert (ended.expected_vnd, ended.created) == (210_000, True)
    assert ended.unsent == len(entries(office))
    again = close_shift(210_000, office.desk, BY_LAN)
    assert isinstance(again, ShiftEnded)
    assert (again.entry, again.told, again.expected_vnd) == (ended.entry, ended.told, 210_000)
    assert not again.created
    assert verify(office.desk) == ()


def test_one_shift_is_on_at_a_time_and_its_officer_or_the_head_closes_it(office: Office) -> None:
    with_passwords(office)
    begun = open_shift(0, office.desk, BY_LAN)
    again = open_shift(0, office.desk, BY_LAN)
    assert isinstance(begun, ShiftBegun)
    assert isinstance(again, ShiftBegun)
    assert (begun.created, again.created, again.entry) == (True, False, begun.entry)
    count = len(entries(office))
    assert refused(open_shift(0, office.desk, BY_OTHER)) == "shift_on"
    assert refused(open_shift(5, office.desk, BY_LAN)) == "shift_on"
    assert refused(close_shift(0, office.desk, BY_OTHER)) == "not_your_shift"
    assert refused(close_shift(-1, office.desk, BY_LAN, reason="x")) == "negative_cash"
    assert len(entries(office)) == count
    assert isinstance(close_shift(7, office.desk, BY_HEAD, reason="lan về sớm"), ShiftEnded)
    assert refused(close_shift(0, office.desk, BY_LAN)) == "no_shift"
    assert refused(open_shift(-1, office.desk, BY_OTHER)) == "negative_cash"
    assert isinstance(open_shift(7, office.desk, BY_OTHER), ShiftBegun)


def test_a_late_second_enter_does_not_close_the_next_shift(office: Office) -> None:
    hand = Hand(LAN.account, id=an_id("close"))
    open_shift(0, office.desk, BY_LAN)
    first = close_shift(0, office.desk, hand)
    open_shift(50, office.desk, BY_LAN)
    again = close_shift(0, office.desk, hand)
    assert isinstance(first, ShiftEnded)
    assert isinstance(again, ShiftEnded)
    assert (again.entry, again.created) == (first.entry, False)
    assert isinstance(close_shift(50, office.desk, BY_LAN), ShiftEnded)


def test_the_times_of_a_day_are_in_order(office: Office) -> None:
    now = office.clock.at
    office.clock.at += timedelta(hours=2)

    def at(hours: int) -> Hand:
        return Hand(LAN.account, now + timedelta(hours=hours))

    assert refused(open_shift(0, office.desk, at(3))) == "in_future"
    assert isinstance(open_shift(0, office.desk, at(1)), ShiftBegun)
    assert refused(close_shift(0, office.desk, at(0))) == "too_early"
    assert isinstance(close_shift(0, office.desk, at(2)), ShiftEnded)
    assert refused(open_shift(0, office.desk, at(1))) == "too_early"
    assert isinstance(open_outage(LINE, office.desk, at(0)), OutageNoted)
    assert isinstance(report_outage("VNPT", office.desk, at(1)), OutageNoted)
    assert refused(close_outage(office.desk, at(0))) == "too_early"
    assert refused(close_outage(office.desk, at(3))) == "in_future"
    assert isinstance(close_outage(office.desk, at(2)), OutageNoted)


def test_an_outage_is_opened_reported_and_closed_each_once(office: Office) -> None:
    assert refused(close_outage(office.desk, BY_LAN)) == "no_outage"
    assert refused(report_outage("VNPT", office.desk, BY_LAN)) == "no_outage"
    begun = open_outage(LINE, office.desk, BY_LAN)
    power = OutageOpened(scope="power")
    assert refused(open_outage(power, office.desk, BY_LAN)) == "outage_on"
    assert refused(report_outage(" ", office.desk, BY_LAN)) == "to_missing"
    for wanted in (True, False):
        answers = (
            open_outage(LINE, office.desk, BY_LAN) if not wanted else begun,
            report_outage("VNPT", office.desk, BY_LAN, reference="SC-9"),
        )
        assert [one.created for one in answers if isinstance(one, OutageNoted)] == [wanted] * 2
    entered_by_hand(office)
    ends = [close_outage(office.desk, BY_LAN) for _ in range(2)]
    assert isinstance(begun, OutageNoted)
    told = [(one.outage, one.entered, one.created) for one in ends if isinstance(one, OutageNoted)]
    assert told == [(begun.entry, 1, True), (begun.entry, 1, False)]
    kinds = [json.loads(text)["kind"] for text in entries(office)]
    assert [kind for kind in kinds if kind.startswith("outage")] == [
        "outage.opened",
        "outage.reported",
        "outage.closed",
    ]
    again = open_outage(LINE, office.desk, BY_LAN)
    assert isinstance(again, OutageNoted)
    assert again.created


def entered_by_hand(office: Office) -> None:
    """One dossier received at the desk, and one that was first written by hand."""
    received(office)
    body = Received.model_validate(a_received(dossier_code(UNIT, MONDAY.date(), 1900)))
    by_hand = body.model_copy(update={"origin": "backfill"})
    step(office, an_id("by hand"), "dossier.received", by_hand)


def test_pad_sheets_get_ordinals_that_no_sheet_outside_carries(office: Office) -> None:
    hand = Hand(LAN.account, id=an_id("pads"))
    first, again = issue_pads(150, office.desk, hand), issue_pads(150, office.desk, hand)
    assert isinstance(first, SheetsIssued)
    assert isinstance(again, SheetsIssued)
    assert (again.sheets, again.created) == (first.sheets, False)
    assert [one.ordinal for one in first.sheets] == list(range(1800, 1950))
    assert first.sheets[-1].serial == f"{UNIT}-P1-0150"
    assert refused(issue_pads(51, office.desk, BY_LAN)) == "pads_exhausted"
    assert refused(issue_pads(0, office.desk, BY_LAN)) == "out_of_range"
    void_number(first.sheets[0].serial, "in hỏng", office.desk, BY_LAN)
    entered = Received.model_validate(a_received(dossier_code(UNIT, MONDAY.date(), 1801)))
    step(office, pad_dossier_id(first.sheets[1].serial), "dossier.received", entered)
    rest = issue_pads(52, office.desk, BY_LAN)
    assert isinstance(rest, SheetsIssued)
    assert [one.ordinal for one in rest.sheets] == [*range(1950, 2000), 1800, 1801]
    assert len({one.serial for one in (*first.sheets, *rest.sheets)}) == 202


def test_a_counter_without_numbers_prints_no_pad_sheets(office: Office) -> None:
    with office.desk.store.write() as session:
        from desk.store.journal import counter_of

        counter_of(session).band = ""
    assert refused(issue_pads(1, office.desk, BY_LAN)) == "doubtful"


def test_a_spoilt_number_is_voided_once(office: Office) -> None:
    sheets = issue_pads(2, office.desk, BY_LAN)
    assert isinstance(sheets, SheetsIssued)
    serial = sheets.sheets[0].serial
    first = void_number(f" {serial.lower()} ", "rách", office.desk, BY_LAN)
    again = void_number(serial, "rách", office.desk, BY_LAN)
    assert isinstance(first, Voided)
    assert isinstance(again, Voided)
    assert (first.number, first.created) == (serial, True)
    assert (again.entry, again.created) == (first.entry, False)
    assert verify(office.desk) == ()


def test_a_number_is_voided_only_if_it_is_ours_and_stands_for_nothing(office: Office) -> None:
    done = received(office)
    day = done.code.rpartition("-")[0]
    sheets = issue_pads(2, office.desk, BY_LAN)
    assert isinstance(sheets, SheetsIssued)
    entered = sheets.sheets[0].serial
    body = Received.model_validate(a_received(dossier_code(UNIT, MONDAY.date(), 1800)))
    step(office, pad_dossier_id(entered), "dossier.received", body)
    count = len(entries(office))
    wrong = {
        done.code: "number_in_use",
        entered: "number_in_use",
        f"{day}-1002": "not_given_yet",
        f"{day}-2001": "not_our_number",
        f"{day}-1900": "void_by_serial",
        "000.18.22.H02-200302-1001": "not_our_number",
        f"{UNIT}-P1-0003": "not_our_number",
        f"{UNIT}-20-1-0001": "not_given_yet",
        f"{UNIT}-20-2-0001": "not_our_number",
        "giấy": "unreadable_number",
    }
    for number, why in wrong.items():
        assert refused(void_number(number, "hỏng", office.desk, BY_LAN)) == why, number
    serial = sheets.sheets[1].serial
    assert refused(void_number(serial, " ", office.desk, BY_LAN)) == "reason_missing"
    assert len(entries(office)) == count


def test_a_number_that_was_passed_over_can_be_voided(office: Office) -> None:
    done = received(office)
    lost = done.code
    with office.desk.store.write() as session:
        from desk.store.tables import CodeClaim

        claim = session.get(CodeClaim, (lost, str(done.id)))
        session.delete(claim)
    assert isinstance(void_number(lost, "mất sau khi khôi phục", office.desk, BY_LAN), Voided)


def test_what_the_journal_holds_of_others_kinds_is_not_mistaken(office: Office) -> None:
    desk = office.desk
    with desk.store.write() as session:
        fact = Fact("outage.opened", LINE, desk.now(), LAN.account, v=9)
        append(session, [fact], now=desk.now(), random_bytes=desk.random_bytes)
    assert refused(close_outage(desk, BY_LAN)) == "no_outage"
