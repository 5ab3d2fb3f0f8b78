"""Money that goes back or is not asked for: never more than was taken, or than is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desk.rules.recording import NotRecorded
from schemas.dossier_bodies import FeeExempted, FeeRefunded
from schemas.procedures import Fee
from schemas.reception import FeeTaken
from schemas.standing import Dossier

Method = Literal["cash", "transfer", "card"]


@dataclass(frozen=True)
class Refund:
    """What an officer gives back, and why."""

    reason: str
    key: str = ""
    """Which fee; empty where only one was taken."""
    amount_vnd: int | None = None
    """None: all that is left of it."""
    receipt_number: str = ""
    """The receipt of what was taken; that of the newest payment when empty."""
    method: Method | None = None
    """None: as it was paid."""


@dataclass(frozen=True)
class Exemption:
    """What an officer does not take, and the reason that the law gives."""

    reason: str
    key: str = ""
    """Which fee; empty where only one is asked for."""
    amount_vnd: int | None = None
    """None: all that is still to be paid of it."""


def is_repeated(given: FeeRefunded | FeeExempted, asked: Refund | Exemption) -> bool:
    """Whether what is asked for says what was recorded already: whoever means another says so."""
    same = given.reason == asked.reason and asked.key in ("", given.key)
    same_amount = asked.amount_vnd in (None, given.amount_vnd)
    receipt = asked.receipt_number if isinstance(asked, Refund) else ""
    held = given.receipt_number if isinstance(given, FeeRefunded) else ""
    return same and same_amount and receipt in ("", held)


def refund_of(state: Dossier, asked: Refund) -> FeeRefunded | NotRecorded:
    """The refund as it is recorded, or why it cannot be."""
    taken = _taken(state.fees, asked)
    if isinstance(taken, NotRecorded):
        return taken
    left = _left(state, taken[-1].key, asked.receipt_number)
    amount = left if asked.amount_vnd is None else asked.amount_vnd
    refusal = _refused(asked.reason, amount, left, "refund_too_high")
    if refusal is not None:
        return refusal
    newest = taken[-1]
    return FeeRefunded(
        key=newest.key,
        name=newest.name,
        amount_vnd=amount,
        method=asked.method or newest.method,
        receipt_number=asked.receipt_number or newest.receipt_number,
        reason=asked.reason,
    )


def _taken(fees: Sequence[FeeTaken], asked: Refund) -> Sequence[FeeTaken] | NotRecorded:
    """The payments that a refund is of: of one fee, and of one receipt where it is named."""
    if not fees:
        return NotRecorded("nothing_taken")
    of_key = [fee for fee in fees if asked.key in ("", fee.key)]
    if not of_key:
        return NotRecorded("no_such_fee", {"keys": _listed(fees)})
    taken = [fee for fee in of_key if asked.receipt_number in ("", fee.receipt_number)]
    if not taken:
        return NotRecorded("no_such_receipt", {"number": asked.receipt_number})
    is_one = len({fee.key for fee in taken}) == 1
    return taken if is_one else NotRecorded("which_fee", {"keys": _listed(taken)})


def _listed(fees: Sequence[FeeTaken | Fee]) -> str:
    return ", ".join(sorted({fee.key for fee in fees}))


def _left(state: Dossier, key: str, receipt: str) -> int:
    """What was taken of a fee and not given back; of one receipt no more than of the whole fee."""
    whole = _net(state, key, "")
    return min(whole, _net(state, key, receipt)) if receipt else whole


def _net(state: Dossier, key: str, receipt: str) -> int:
    both = ((state.fees, 1), (state.refunds, -1))
    return sum(
        sign * one.amount_vnd
        for group, sign in both
        for one in group
        if one.key == key and receipt in ("", one.receipt_number)
    )


def exemption_of(
    state: Dossier, asked: Exemption, fees: Sequence[Fee]
) -> FeeExempted | NotRecorded:
    """The exemption as it is recorded, or why it cannot be; `fees` are those asked for."""
    if not fees:
        return NotRecorded("no_fee_asked")
    if not asked.key and len(fees) > 1:
        return NotRecorded("which_fee", {"keys": _listed(fees)})
    fee = next((one for one in fees if asked.key in ("", one.key)), None)
    if fee is None:
        return NotRecorded("no_such_fee", {"keys": _listed(fees)})
    open_vnd = _unpaid(state, fee)
    amount = open_vnd if asked.amount_vnd is None else asked.amount_vnd
    if amount is None:
        return NotRecorded("amount_missing")
    refusal = _refused(asked.reason, amount, open_vnd, "exemption_too_high")
    body = FeeExempted(key=fee.key, name=fee.name, amount_vnd=amount, reason=asked.reason)
    return refusal or body


def _unpaid(state: Dossier, fee: Fee) -> int | None:
    """What of a fee is still to be paid; None where its amount is not published."""
    if fee.amount_vnd is None:
        return None
    exempted = sum(one.amount_vnd for one in state.exemptions if one.key == fee.key)
    return fee.amount_vnd - _net(state, fee.key, "") - exempted


def _refused(reason: str, amount: int, most: int | None, too_high: str) -> NotRecorded | None:
    if not reason.strip():
        return NotRecorded("reason_missing")
    if most is not None and (most <= 0 or amount > most):
        return NotRecorded(too_high, {"left": str(max(most, 0))})
    return NotRecorded("amount_not_positive") if amount <= 0 else None
