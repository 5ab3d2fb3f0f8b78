"""Vouchers can be read over the telephone, and grant to one epoch of one counter only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import SLOTS, TURNS
from schemas.journal import INTEGER_MAX
from schemas.vouchers import (
    LETTERS,
    Grant,
    VoucherError,
    epoch_name,
    read_epoch_name,
    read_voucher,
    voucher,
)

KEY, COUNTER, EPOCH = b"k" * 32, "000.17.22.H02/Q1", 2**40 + 7
grants = st.builds(Grant, st.sampled_from(SLOTS), st.sampled_from(TURNS))


@given(st.integers(1, INTEGER_MAX))
def test_an_epoch_is_read_back(epoch: int) -> None:
    assert read_epoch_name(epoch_name(epoch).lower().replace("-", " ")) == epoch


@given(grants)
def test_a_voucher_is_short_and_read_back(grant: Grant) -> None:
    text = voucher(KEY, COUNTER, EPOCH, grant)
    assert len(text) <= 40
    assert read_voucher(KEY, COUNTER, EPOCH, text) == grant
    assert grant.band().slot == grant.slot


@given(grants, st.integers(0, 23), st.sampled_from(LETTERS))
def test_a_wrong_letter_never_grants_anything(grant: Grant, place: int, letter: str) -> None:
    plain = voucher(KEY, COUNTER, EPOCH, grant).replace("-", "")
    wrong = plain[:place] + letter + plain[place + 1 :]
    if wrong == plain:
        return
    with pytest.raises(VoucherError):
        read_voucher(KEY, COUNTER, EPOCH, wrong)


@pytest.mark.parametrize(
    ("key", "counter", "epoch"),
    [(b"x" * 32, COUNTER, EPOCH), (KEY, COUNTER[:-1] + "2", EPOCH), (KEY, COUNTER, EPOCH + 1)],
)
def test_a_voucher_of_another_is_none(key: bytes, counter: str, epoch: int) -> None:
    text = voucher(KEY, COUNTER, EPOCH, Grant(3, 0))
    with pytest.raises(VoucherError, match="not_ours"):
        read_voucher(key, counter, epoch, text)


@pytest.mark.parametrize("text", ["", "2345", "0000-0000", "đđđđ-đđđđ-đđđđ-đ", "2" * 13])
def test_what_was_misheard_is_said_to_be(text: str) -> None:
    with pytest.raises(VoucherError, match="mistyped"):
        read_epoch_name(text)
