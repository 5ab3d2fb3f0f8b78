"""The fees of a dossier: what the catalogue asks for, and what of it the citizen has paid."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.procedures import Case, Channel, Fee
from schemas.reception import FeeTaken


@dataclass(frozen=True)
class Charge:
    """One fee as the citizen's receipt says it; amount in VND, None while it is not known."""

    name: str
    amount_vnd: int | None
    is_taken: bool


def fees_asked(case: Case, channel: Channel) -> tuple[Fee, ...]:
    """The fees of a case that are asked for on a channel."""
    return tuple(fee for fee in case.fees if fee.channel in (None, channel))


def charges(asked: Sequence[Fee], taken: Sequence[FeeTaken]) -> tuple[Charge, ...]:
    """What was taken, and what is asked for and still to be paid; free of charge is no charge."""
    paid = {fee.key: Charge(fee.name, fee.amount_vnd, is_taken=True) for fee in taken}
    due = {fee.key: Charge(fee.name, fee.amount_vnd, is_taken=False) for fee in asked}
    return tuple(charge for charge in (due | paid).values() if charge.amount_vnd != 0)
