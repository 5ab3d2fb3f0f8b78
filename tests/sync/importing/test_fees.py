"""Fees as published: believed, left open, or none."""

from typing import Any

import pytest

from schemas.procedures import Fee
from tests.sync.importing.records import FREE, a_method, collected, imported_from, kinds, published


def fees_of(record: dict[str, Any]) -> list[tuple[int | None, str | None]]:
    fees = imported_from(record).procedures[0].cases[0].fees
    return [(fee.amount_vnd, fee.channel) for fee in fees]


def priced(amount: Any, text: str, note: str = "", currency: str = "VND") -> dict[str, Any]:
    fee = {"amount": amount, "currency": currency, "text": text, "note": note}
    return published(fee=[fee], methods=[a_method("counter", None, fee)])


def test_a_free_procedure_has_no_fees_and_nothing_to_settle() -> None:
    assert fees_of(published()) == []
    assert kinds(imported_from(published())) == []


def test_a_plain_amount_is_taken_over() -> None:
    record = priced(50000, "50,000 Việt Nam Đồng", "50.000 đồng/văn bản")
    assert fees_of(record) == [(50000, None)]
    assert kinds(imported_from(record)) == []


@pytest.mark.parametrize(
    ("amount", "note", "hint"),
    [(40, "4.000 đ/giấy", "4.000 đồng"), (700, "700.000 đồng/cơ sở", "700.000 đồng")],
)
def test_a_slip_of_the_pen_is_left_open_and_shows_what_the_note_says(
    amount: int, note: str, hint: str
) -> None:
    imported = imported_from(priced(amount, f"{amount} VNĐ", note))
    matter = imported.to_settle[0]
    assert fees_of(priced(amount, f"{amount} VNĐ", note)) == [(None, None)]
    assert matter.kind == "suspicious_fee"
    assert matter.original == f"{amount} VNĐ – {note}"
    assert hint in matter.understood


def test_an_amount_that_its_note_contradicts_is_listed() -> None:
    record = priced(50000, "50,000 VNĐ", "5.000đ/giấy")
    assert fees_of(record) == [(50000, None)]
    assert kinds(imported_from(record)) == ["suspicious_fee"]


@pytest.mark.parametrize(
    "note",
    [
        "Mức lệ phí do Hội đồng nhân dân tỉnh quyết định.",
        "Miễn lệ phí cho người thuộc hộ nghèo.",
        "Thông tư 60/2023/TT-BTC quy định mức thu.",
        "Không thu với trẻ em; còn lại theo HĐND tỉnh",
    ],
)
def test_a_zero_that_only_stands_for_another_rule_is_not_free(note: str) -> None:
    record = priced(0, "Miễn phí", note)
    assert fees_of(record) == [(None, None)]
    assert kinds(imported_from(record)) == ["fee_set_elsewhere"]


@pytest.mark.parametrize("note", ["Không.", "Không quy định", "(Miễn lệ phí. Bản sao thu riêng)"])
def test_a_zero_whose_note_says_none_is_free(note: str) -> None:
    assert fees_of(priced(0, "Miễn phí", note)) == []


def test_an_unknown_fee_is_open_not_free() -> None:
    record = priced(None, "Không có thông tin")
    assert fees_of(record) == [(None, None)]
    assert kinds(imported_from(record)) == ["fee_missing"]


def test_another_currency_is_kept_in_words_only() -> None:
    record = priced(10, "10 USD", "/bản", currency="USD")
    fee = imported_from(record).procedures[0].cases[0].fees[0]
    assert (fee.amount_vnd, fee.note) == (None, "10 USD – /bản")
    assert kinds(imported_from(record)) == ["fee_not_in_vnd"]


def test_a_price_by_page_is_listed_as_such() -> None:
    record = priced(2000, "2,000 VNĐ", "/trang")
    assert fees_of(record) == [(2000, None)]
    assert kinds(imported_from(record)) == ["fee_per_unit"]


def test_channels_with_other_fees_keep_their_own() -> None:
    half = {"amount": 5000, "currency": "VND", "text": "5,000 VNĐ"}
    full = {"amount": 10000, "currency": "VND", "text": "10,000 VNĐ"}
    methods = [a_method("counter", None, full), a_method("online", None, half)]
    assert fees_of(published(methods=methods)) == [(10000, "counter"), (5000, "online")]


def test_a_channel_that_is_free_owes_nothing() -> None:
    full = {"amount": 10000, "currency": "VND", "text": "10,000 VNĐ"}
    methods = [a_method("counter", None, full), a_method("online", None, FREE)]
    assert fees_of(published(methods=methods)) == [(10000, "counter")]


def test_several_fees_of_one_channel_are_all_kept_and_listed() -> None:
    one = {"amount": 10000, "currency": "VND", "text": "10,000 VNĐ"}
    other = {"amount": 50000, "currency": "VND", "text": "50,000 VNĐ"}
    record = published(methods=[a_method("counter", None, one, other)])
    assert fees_of(record) == [(10000, None), (50000, None)]
    assert kinds(imported_from(record)) == ["fee_varies"]


@pytest.mark.parametrize("note", ["Không", "Miễn", "Miễn lệ phí", "Không thu phí (từ 2020)"])
def test_a_note_of_2019_that_says_none_is_free(note: str) -> None:
    assert fees_of(collected(fee_note=note)) == []


@pytest.mark.parametrize(
    "note",
    ["Lệ phí do HĐND tỉnh", "Không/HĐND tỉnh", "Miễn nếu đúng hạn. Quá hạn: HĐND tỉnh", "TT 168"],
)
def test_a_note_of_2019_that_names_another_rule_is_open(note: str) -> None:
    record = collected(fee_note=note)
    fees = imported_from(record).procedures[0].cases[0].fees
    assert fees == (Fee(key="f1", name="Phí, lệ phí", amount_vnd=None, note=note),)
    assert kinds(imported_from(record)) == ["fee_set_elsewhere"]


def test_amounts_by_channel_are_read_from_a_note_of_2019() -> None:
    record = collected(fee_note="20.000 đ trực tiếp; 10.000 đ trực tuyến")
    assert fees_of(record) == [(20000, "counter"), (10000, "online")]


def test_an_amount_of_2019_stands_with_its_note() -> None:
    record = collected(fee_note=None, fee_vnd=50000, note="50.000 đ/hợp đồng")
    fee = imported_from(record).procedures[0].cases[0].fees[0]
    assert (fee.amount_vnd, fee.note) == (50000, "50.000 đ/hợp đồng")


def test_a_record_that_says_nothing_of_fees_is_open() -> None:
    assert kinds(imported_from(collected(fee_note=None))) == ["fee_missing"]
    assert kinds(imported_from(published(fee=[], methods=[]))) == ["fee_missing"]
