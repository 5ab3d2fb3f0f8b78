"""What happens to a dossier after its reception: recorded once, and only what can be."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.rules.correcting import Correction
from desk.rules.money import Exemption, Refund
from desk.rules.recording import NotRecorded
from desk.texts.recorded import not_recorded
from desk.usecases.compare import compare_originals
from desk.usecases.complete import take_supplement
from desk.usecases.conclude import Handing, refuse_dossier, return_result, withdraw_dossier
from desk.usecases.correct import correct_dossier
from desk.usecases.fees import exempt_fee, refund_fee
from desk.usecases.receive import receive_dossier
from desk.usecases.recording import Hand, Recorded, dossier_of
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.usecases.verify import verify
from schemas.dossiers import money_taken
from schemas.entries import Reason, Refusal
from schemas.people import Organisation
from schemas.statuses import Status
from tests.builders import an_id
from tests.desk.after_reception import (
    BY_LAN,
    FEE,
    entries,
    papers_asked,
    received,
    resolved,
    standing,
    step,
)
from tests.desk.office import AN, LAN, Office, complete_form, lacking_form, open_office

MISSPELT = Correction("applicant.name", AN.name, "Nguyễn Văn Ân", "gõ sai dấu")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def refused(answer: object) -> str:
    assert isinstance(answer, NotRecorded), answer
    assert not_recorded(answer.reason, answer.params, answer.case)
    return answer.case.code if answer.case else answer.reason


def written_once(office: Office, first: object, again: object, count: int) -> None:
    """The first call wrote one entry, the second none and says the same."""
    assert isinstance(first, Recorded)
    assert isinstance(again, Recorded)
    assert (first.created, again.created, again.entry) == (True, False, first.entry)
    assert len(entries(office)) == count + 1
    assert verify(office.desk) == ()


def test_a_correction_changes_one_value_and_is_made_once(office: Office) -> None:
    done, count = received(office), len(entries(office))
    first = correct_dossier(done.id, MISSPELT, office.desk, BY_LAN)
    again = correct_dossier(done.id, MISSPELT, office.desk, BY_LAN)
    written_once(office, first, again, count)
    now = standing(office, done.id).received
    assert now is not None
    assert now.applicant == AN.model_copy(update={"name": "Nguyễn Văn Ân"})


@pytest.mark.parametrize(
    ("field", "old", "new", "reason", "why"),
    [
        ("applicant.name", "Ai khác", "Nguyễn Văn Ân", "gõ sai", "stale"),
        ("applicant.name", AN.name, "Nguyễn Văn Ân", " ", "reason_missing"),
        ("applicant.name", AN.name, "", "gõ sai", "doubtful"),
        ("applicant.number", AN.number, "12", "gõ sai", "doubtful"),
        ("applicant.number", AN.number, "024190000123", "gõ sai", "unusual"),
        ("applicant.birth_date", "1990-01-02", "hôm qua", "gõ sai", "invalid"),
        ("applicant.nickname", "", "Ân", "gõ sai", "no_such_field"),
        ("applicant", "", "Ân", "gõ sai", "no_such_field"),
        ("papers.declaration.name", "x", "y", "gõ sai", "no_such_field"),
        ("papers.declaration.originals", "1", "một", "gõ sai", "out_of_range"),
        ("sets", "1", "21", "gõ sai", "out_of_range"),
        ("sets", "1", "1", "gõ sai", "nothing_to_correct"),
        ("delivery.channel", "counter", "postal", "đổi ý", "doubtful"),
        ("code", "x", "y", "gõ sai", "fixed_field"),
        ("promised", "x", "y", "gõ sai", "fixed_field"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_nothing_is_written(
    office: Office, field: str, old: str, new: str, reason: str, why: str
) -> None:
    done, count = received(office), len(entries(office))
    answer = correct_dossier(done.id, Correction(field, old, new, reason), office.desk, BY_LAN)
    assert refused(answer) == why
    assert len(entries(office)) == count


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("sets", "1", "2"),
        ("papers.declaration.originals", "1", "2"),
        ("note", "", "gấp"),
        ("applicant.phone", "0912345678", "0987 654 321"),
        ("applicant.birth_date", "1990-01-02", ""),
        ("delivery.recipient", "", "Bà Ba"),
    ],
)
def test_each_kind_of_value_can_be_corrected_and_back(
    office: Office, field: str, old: str, new: str
) -> None:
    done = received(office)
    for before, after in ((old, new), (new.replace(" ", "") if "phone" in field else new, old)):
        wanted = Correction(field, before, after, "gõ sai")
        assert isinstance(correct_dossier(done.id, wanted, office.desk, BY_LAN), Recorded)
    assert verify(office.desk) == ()


def test_an_unusual_value_is_taken_once_it_was_compared_with_the_papers(office: Office) -> None:
    done = received(office)
    wanted = Correction("applicant.number", AN.number, "024190000123", "gõ sai", is_checked=True)
    assert isinstance(correct_dossier(done.id, wanted, office.desk, BY_LAN), Recorded)


def test_a_tax_code_is_corrected_as_it_is_stored(office: Office) -> None:
    form = complete_form(office).model_copy(
        update={"applicant": Organisation(name="Công ty Ấn", number="0100109106")}
    )
    receive_dossier(form, office.desk)
    wanted = Correction("applicant.number", "0100109106", "0100 109106 001", "chi nhánh")
    assert isinstance(correct_dossier(form.id, wanted, office.desk, BY_LAN), Recorded)
    now = standing(office, form.id).received
    assert now is not None
    assert now.applicant.number == "0100109106-001"


def test_money_goes_back_in_parts_and_never_beyond_what_was_taken(office: Office) -> None:
    done, count = received(office, FEE), len(entries(office))
    part = Refund("thu nhầm", amount_vnd=5_000)
    first = refund_fee(done.id, part, office.desk, BY_LAN)
    written_once(office, first, refund_fee(done.id, part, office.desk, BY_LAN), count)
    too_high = Refund("thu thừa", amount_vnd=10_001)
    assert refused(refund_fee(done.id, too_high, office.desk, BY_LAN)) == "refund_too_high"
    rest = Refund("rút hồ sơ")
    assert isinstance(refund_fee(done.id, rest, office.desk, BY_LAN), Recorded)
    state = standing(office, done.id)
    assert [one.amount_vnd for one in state.refunds] == [5_000, 10_000]
    assert {one.receipt_number for one in state.refunds} == {"0000123"}
    assert money_taken(state) == 0
    assert refused(refund_fee(done.id, Refund("nữa"), office.desk, BY_LAN)) == "refund_too_high"


def test_a_refund_names_one_fee_that_was_taken(office: Office) -> None:
    copies = [
        FEE.model_copy(update={"key": "copy", "amount_vnd": amount, "receipt_number": number})
        for amount, number in ((1_000, "7"), (3_000, "8"))
    ]
    done = received(office, FEE, *copies)
    count = len(entries(office))
    wrong = {
        Refund(" ", key="copy"): "reason_missing",
        Refund("x", key="copy", amount_vnd=0): "amount_not_positive",
        Refund("x", key="khác"): "no_such_fee",
        Refund("x", receipt_number="9"): "no_such_receipt",
        Refund("x"): "which_fee",
        Refund("x", amount_vnd=2_000, receipt_number="7"): "refund_too_high",
    }
    for refund, why in wrong.items():
        assert refused(refund_fee(done.id, refund, office.desk, BY_LAN)) == why
    assert len(entries(office)) == count
    nothing = refund_fee(received(office).id, Refund("x"), office.desk, BY_LAN)
    assert refused(nothing) == "nothing_taken"


def test_a_fee_is_exempted_as_far_as_it_is_still_to_be_paid(office: Office) -> None:
    done, count = received(office), len(entries(office))
    half = Exemption("hộ nghèo", amount_vnd=10_000)
    first = exempt_fee(done.id, half, office.desk, BY_LAN)
    written_once(office, first, exempt_fee(done.id, half, office.desk, BY_LAN), count)
    more = Exemption("trẻ em", amount_vnd=5_001)
    assert refused(exempt_fee(done.id, more, office.desk, BY_LAN)) == "exemption_too_high"
    assert isinstance(exempt_fee(done.id, Exemption("trẻ em"), office.desk, BY_LAN), Recorded)
    assert [one.amount_vnd for one in standing(office, done.id).exemptions] == [10_000, 5_000]


def test_what_was_paid_is_given_back_before_it_is_exempted(office: Office) -> None:
    done = received(office, FEE)
    wanted = Exemption("hộ nghèo")
    assert refused(exempt_fee(done.id, wanted, office.desk, BY_LAN)) == "exemption_too_high"
    refund_fee(done.id, Refund("hộ nghèo"), office.desk, BY_LAN)
    assert isinstance(exempt_fee(done.id, wanted, office.desk, BY_LAN), Recorded)


def test_originals_of_an_online_dossier_are_compared_paper_by_paper(office: Office) -> None:
    form = complete_form(office).model_copy(update={"channel": "online"})
    receive_dossier(form, office.desk)
    count = len(entries(office))
    differing = {"declaration": "thiếu chữ ký"}
    first = compare_originals(form.id, differing, office.desk, BY_LAN)
    again = compare_originals(form.id, differing, office.desk, BY_LAN)
    written_once(office, first, again, count)
    seen = standing(office, form.id).originals
    assert seen is not None
    assert [(one.key, one.matches, one.flaw) for one in seen.papers] == [
        ("declaration", False, "thiếu chữ ký"),
        ("home", True, ""),
    ]
    assert isinstance(compare_originals(form.id, {}, office.desk, BY_LAN), Recorded)
    wrong = (
        compare_originals(form.id, one, office.desk, BY_LAN) for one in ({"x": "y"}, {"home": " "})
    )
    assert [refused(one) for one in wrong] == ["no_such_paper", "flaw_missing"]


def test_what_was_handed_in_at_the_counter_was_seen_already(office: Office) -> None:
    done = received(office)
    assert refused(compare_originals(done.id, {}, office.desk, BY_LAN)) == "not_online"


def test_a_supplement_takes_in_what_the_slip_asked_for_and_restarts_the_clock(
    office: Office,
) -> None:
    done = received(office)
    papers_asked(office, done.id)
    count = len(entries(office))
    office.clock.at += timedelta(days=1)
    first = take_supplement(done.id, office.desk, BY_LAN)
    again = take_supplement(done.id, office.desk, BY_LAN)
    written_once(office, first, again, count)
    state = standing(office, done.id)
    assert done.promised is not None
    assert state.promised is not None
    assert state.status is Status.RECEIVED
    assert state.promised.due == done.promised.due + timedelta(days=1)
    assert state.received is not None
    assert [paper.key for paper in state.received.papers] == ["declaration", "home"]


def test_a_supplement_that_nobody_asked_for_is_refused(office: Office) -> None:
    done = received(office)
    assert refused(take_supplement(done.id, office.desk, BY_LAN)) == "not_received"
    papers_asked(office, done.id)
    early = office.desk.now() - timedelta(days=1)
    too_early = take_supplement(done.id, office.desk, BY_LAN, earlier=early)
    assert refused(too_early) == "doubtful"


def test_a_result_is_returned_once_and_to_somebody_who_is_known(office: Office) -> None:
    done = received(office)
    assert refused(return_result(done.id, Handing(), office.desk, BY_LAN)) == "invalid_transition"
    resolved(office, done.id)
    count = len(entries(office))
    somebody = Handing(to="Trần Văn Ba")
    assert refused(return_result(done.id, somebody, office.desk, BY_LAN)) == "identity_missing"
    first = return_result(done.id, Handing(), office.desk, BY_LAN)
    again = return_result(done.id, Handing(), office.desk, BY_LAN)
    written_once(office, first, again, count)
    returned = standing(office, done.id).returned
    assert returned is not None
    assert (returned.to, returned.channel) == (AN.name, "counter")
    shown = Handing(to="Trần Văn Ba", identity="giấy ủy quyền")
    assert refused(return_result(done.id, shown, office.desk, BY_LAN)) == "returned_twice"


def test_a_dossier_is_withdrawn_once_and_not_after_its_result(office: Office) -> None:
    done, count = received(office), len(entries(office))
    first = withdraw_dossier(done.id, "đổi ý", office.desk, BY_LAN)
    again = withdraw_dossier(done.id, "đổi ý", office.desk, BY_LAN)
    written_once(office, first, again, count)
    other = withdraw_dossier(done.id, "lý do khác", office.desk, BY_LAN)
    assert refused(other) == "withdrawn_twice"


def test_reception_is_refused_in_writing_while_there_is_no_receipt(office: Office) -> None:
    form = lacking_form(office)
    slip = request_supplement(form, Telling(), office.desk)
    assert isinstance(slip, Requested)
    assert dossier_of(slip.barcode, office.desk) == form.id
    count = len(entries(office))
    refusal = Refusal(reason="không thuộc thẩm quyền", competent_agency="UBND huyện")
    first = refuse_dossier(form.id, refusal, office.desk, BY_LAN)
    again = refuse_dossier(form.id, refusal, office.desk, BY_LAN)
    written_once(office, first, again, count)
    assert standing(office, form.id).status is Status.NOT_RECEIVED
    done = received(office)
    assert refused(refuse_dossier(done.id, refusal, office.desk, BY_LAN)) == "invalid_transition"
    unexplained = refuse_dossier(done.id, Refusal(), office.desk, BY_LAN)
    assert refused(unexplained) == "reason_missing"


def test_the_id_of_a_form_makes_one_entry_whatever_else_it_says(office: Office) -> None:
    done, other = received(office, FEE), received(office, FEE)
    hand = Hand(LAN.account, id=an_id("form"))
    first = refund_fee(done.id, Refund("a", amount_vnd=1_000), office.desk, hand)
    again = refund_fee(done.id, Refund("b", amount_vnd=1_000), office.desk, hand)
    assert isinstance(first, Recorded)
    assert isinstance(again, Recorded)
    assert (first.entry, again.entry, again.created) == (hand.id, hand.id, False)
    assert refused(refund_fee(other.id, Refund("a"), office.desk, hand)) == "id_used"


def test_a_step_may_be_told_later_but_neither_ahead_nor_before_the_one_it_follows(
    office: Office,
) -> None:
    done = received(office)
    office.clock.at += timedelta(hours=2)
    ahead, before, between = (
        Hand(LAN.account, office.clock.at + timedelta(hours=hours)) for hours in (1, -3, -1)
    )
    assert refused(withdraw_dossier(done.id, "", office.desk, ahead)) == "in_future"
    assert refused(withdraw_dossier(done.id, "", office.desk, before)) == "too_early"
    assert isinstance(withdraw_dossier(done.id, "", office.desk, between), Recorded)
    assert standing(office, done.id).timeline[-1].happened == between.happened


def test_a_code_names_its_dossier_however_it_is_typed(office: Office) -> None:
    done = received(office)
    assert dossier_of(f" {done.code.lower()} ", office.desk) == done.id
    assert dossier_of(str(done.id), office.desk) == done.id
    assert refused(dossier_of("000.17.22.H02-200302-1999", office.desk)) == "unknown_dossier"
    assert refused(dossier_of("hồ sơ", office.desk)) == "unreadable_code"
    nobody = withdraw_dossier(an_id("nobody"), "", office.desk, BY_LAN)
    assert refused(nobody) == "unknown_dossier"


def test_money_counts_on_a_dossier_whose_step_waits_for_an_officer(office: Office) -> None:
    done = received(office, FEE)
    step(office, done.id, "obligation.met", Reason())
    assert standing(office, done.id).cases
    assert refused(withdraw_dossier(done.id, "", office.desk, BY_LAN)) == "behind"
    assert isinstance(refund_fee(done.id, Refund("rút"), office.desk, BY_LAN), Recorded)
