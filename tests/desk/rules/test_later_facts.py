"""Rules of what follows a reception, over many made-up mornings."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desk.rules.correcting import Correction, correction_of
from desk.rules.money import Exemption, Refund, exemption_of, refund_of
from desk.rules.pads import free_ordinals
from schemas.codes import band_of_slot, pad_ordinals
from schemas.counter_bodies import PadSheet
from schemas.dossier_bodies import FeeExempted, FeeRefunded
from schemas.dossiers import Dossier, corrected, money_taken
from schemas.entries import Corrected, Received
from schemas.procedures import Fee
from schemas.reception import FeeTaken
from tests.builders import NOON, UNIT, a_received, an_id

KEYS = st.sampled_from(["", "copy", "card"])
AMOUNTS = st.none() | st.integers(-1, 30_000)
TAKEN = st.builds(
    FeeTaken,
    key=st.sampled_from(["copy", "card"]),
    name=st.just("Phí"),
    amount_vnd=st.integers(1, 20_000),
    receipt_number=st.sampled_from(["", "1", "2"]),
)
REFUNDS = st.builds(
    Refund,
    reason=st.just("x"),
    key=KEYS,
    amount_vnd=AMOUNTS,
    receipt_number=st.sampled_from(["", "1", "2"]),
)
EXEMPTIONS = st.builds(Exemption, reason=st.just("x"), key=KEYS, amount_vnd=AMOUNTS)
ASKED = (Fee(key="copy", name="Bản sao", amount_vnd=8_000), Fee(key="card", name="Thẻ"))
TEXT = st.text(max_size=12)
FIELDS = st.sampled_from(
    [
        *("applicant.name", "applicant.number", "applicant.birth_date", "applicant.gender"),
        *("delivery.channel", "delivery.address", "sets", "note", "papers.x.originals"),
        *("papers.x.state", "applicant.kind", "submitter.name", "promised.due", "", "applicant."),
    ]
)
RECEIVED = Received.model_validate(
    a_received(papers=[{"key": "x", "name": "Tờ khai", "state": "ok", "originals": 1}])
)


def net(state: Dossier, key: str) -> int:
    taken = sum(one.amount_vnd for one in state.fees if one.key == key)
    return taken - sum(one.amount_vnd for one in state.refunds if one.key == key)


@given(st.lists(TAKEN, max_size=4), st.lists(REFUNDS, max_size=6))
def test_no_refunds_give_back_more_than_was_taken_of_a_fee_or_a_receipt(
    fees: list[FeeTaken], refunds: list[Refund]
) -> None:
    state = Dossier(id=an_id("money"), home=UNIT, fees=tuple(fees))
    for asked in refunds:
        body = refund_of(state, asked)
        if isinstance(body, FeeRefunded):
            assert body.amount_vnd > 0
            state = state.model_copy(update={"refunds": (*state.refunds, body)})
    assert all(net(state, key) >= 0 for key in ("copy", "card"))
    assert 0 <= money_taken(state) <= sum(fee.amount_vnd for fee in fees)


@given(st.lists(TAKEN, max_size=2), st.lists(EXEMPTIONS, max_size=5))
def test_no_exemptions_leave_less_than_nothing_to_pay(
    fees: list[FeeTaken], exemptions: list[Exemption]
) -> None:
    state = Dossier(id=an_id("money"), home=UNIT, fees=tuple(fees))
    for asked in exemptions:
        body = exemption_of(state, asked, ASKED)
        if isinstance(body, FeeExempted):
            assert body.amount_vnd > 0
            state = state.model_copy(update={"exemptions": (*state.exemptions, body)})
    exempted = sum(one.amount_vnd for one in state.exemptions if one.key == "copy")
    assert exempted == 0 or exempted <= 8_000 - net(state, "copy")


@given(FIELDS, TEXT | st.just("Nguyễn Văn [/] Ấn"), TEXT | st.sampled_from(["5", "male", "postal"]))
def test_what_may_be_corrected_gives_a_reception_that_differs_in_that_field_alone(
    field: str, old: str, new: str
) -> None:
    held: dict[str, Any] = {"sets": "1", "papers.x.originals": "1", "applicant.name": old}
    wanted = Correction(field, held.get(field, ""), new, "x", is_checked=True)
    body = correction_of(RECEIVED, wanted, NOON.date())
    if isinstance(body, Corrected):
        after = corrected(RECEIVED, body)
        assert after is not None
        assert after.model_copy(update={body.field: getattr(RECEIVED, body.field)}) == RECEIVED
        assert after != RECEIVED


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9)), max_size=12))
def test_no_ordinal_is_on_two_sheets_that_are_out(rounds: list[tuple[int, int]]) -> None:
    band = band_of_slot(1)
    issued: list[PadSheet] = []
    done: set[str] = set()
    for count, every in rounds:
        for ordinal in free_ordinals(band, issued, done)[:count]:
            issued.append(PadSheet(serial=f"P{len(issued)}", ordinal=ordinal))
        out = [one.ordinal for one in issued if one.serial not in done]
        assert len(out) == len(set(out))
        assert set(out) <= set(pad_ordinals(band))
        done |= {one.serial for n, one in enumerate(issued) if every and n % every == 0}
