"""Vouchers: a band of numbers, granted to one epoch of one counter, read over the telephone.

The counter reads the name of its epoch to the centre, and the centre reads the voucher back. Both
are written in letters and digits that are not mistaken for one another, in groups of four, and end
in check letters: a slip of the tongue is told apart from a voucher that is none.
"""

import hashlib
import hmac
from dataclasses import dataclass

from schemas.codes import SLOTS, TURNS, Band, band_of_slot
from schemas.journal import INTEGER_MAX

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUP = 4
CHECK_LETTERS = 2
EPOCH_LETTERS = 11
"""55 bits: an epoch has at most 53."""
GRANT_LETTERS = 4
"""20 bits: slot and turn."""
SIGNATURE_LETTERS = 18
"""90 bits."""


class VoucherError(Exception):
    """A typed text is not what it should be: `mistyped`, or `not_ours` (counter, epoch or key)."""


@dataclass(frozen=True)
class Grant:
    """What a voucher says: which slot, and how often that was granted before."""

    slot: int
    turn: int

    def band(self) -> Band:
        """The band it stands for."""
        return band_of_slot(self.slot, self.turn)


def epoch_name(epoch: int) -> str:
    """An epoch as a person reads it aloud."""
    assert 0 < epoch <= INTEGER_MAX
    return _grouped(_checked(_spelt(epoch, EPOCH_LETTERS)))


def read_epoch_name(text: str) -> int:
    """The epoch that was read aloud.

    Raises:
        VoucherError: `mistyped`.
    """
    return _number(_unchecked(text, EPOCH_LETTERS))


def voucher(key: bytes, counter: str, epoch: int, grant: Grant) -> str:
    """The voucher that grants a slot to an epoch of a counter."""
    said = _spelt(grant.slot * len(TURNS) + grant.turn, GRANT_LETTERS)
    return _grouped(_checked(said + _signature(key, counter, epoch, said)))


def read_voucher(key: bytes, counter: str, epoch: int, text: str) -> Grant:
    """What a voucher grants to this epoch of this counter.

    Raises:
        VoucherError: `mistyped`, or `not_ours`.
    """
    plain = _unchecked(text, GRANT_LETTERS + SIGNATURE_LETTERS)
    said, signature = plain[:GRANT_LETTERS], plain[GRANT_LETTERS:]
    if not hmac.compare_digest(signature, _signature(key, counter, epoch, said)):
        raise VoucherError("not_ours")
    slot, turn = divmod(_number(said), len(TURNS))
    if slot not in SLOTS:
        raise VoucherError("not_ours")
    return Grant(slot, turn)


def _signature(key: bytes, counter: str, epoch: int, said: str) -> str:
    message = f"counter-desk voucher 1\n{counter}\n{epoch}\n{said}".encode()
    made = int.from_bytes(hmac.digest(key, message, hashlib.sha256), "big")
    return _spelt(made % 32**SIGNATURE_LETTERS, SIGNATURE_LETTERS)


def _spelt(number: int, length: int) -> str:
    letters = (LETTERS[number >> 5 * place & 31] for place in reversed(range(length)))
    return "".join(letters)


def _number(plain: str) -> int:
    number = 0
    for letter in plain:
        number = number << 5 | LETTERS.index(letter)
    return number


def _checked(plain: str) -> str:
    made = int.from_bytes(hashlib.sha256(plain.encode()).digest(), "big")
    return plain + _spelt(made % 32**CHECK_LETTERS, CHECK_LETTERS)


def _unchecked(text: str, length: int) -> str:
    plain = "".join(one for one in text.upper() if one.isalnum())
    if len(plain) != length + CHECK_LETTERS or any(one not in LETTERS for one in plain):
        raise VoucherError("mistyped")
    if _checked(plain[:length]) != plain:
        raise VoucherError("mistyped")
    return plain[:length]


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))
