"""What `desk record` can do to a dossier, by name: each is one use case with what it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desk.rules.correcting import Correction
from desk.rules.money import Exemption, Method, Refund
from desk.rules.recording import NotRecorded
from desk.usecases.compare import compare_originals
from desk.usecases.complete import take_supplement
from desk.usecases.conclude import Handing, refuse_dossier, return_result, withdraw_dossier
from desk.usecases.correct import correct_dossier
from desk.usecases.desk import Desk
from desk.usecases.fees import exempt_fee, refund_fee
from desk.usecases.recording import Hand, Recorded
from schemas.entries import Refusal
from schemas.procedures import Limit
from schemas.reception import DeliveryChannel


@dataclass(frozen=True)
class Asked:
    """The options of the command, whichever of them a deed needs."""

    reason: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    checked: bool = False
    fee: str = ""
    amount: int | None = None
    method: Method | None = None
    receipt: str = ""
    differs: Mapping[str, str] | None = None
    limit: Limit | None = None
    due: datetime | None = None
    number: str = ""
    to: str = ""
    address: str = ""
    identity: str = ""
    channel: DeliveryChannel | None = None


Answer = Recorded | NotRecorded


@dataclass(frozen=True)
class Deed:
    """One thing that is done to a dossier."""

    kind: str
    run: Callable[[UUID, Asked, Desk, Hand], Answer]
    needs: tuple[str, ...] = ()
    """Options that have to be given."""


def _correct(dossier: UUID, asked: Asked, desk: Desk, hand: Hand) -> Answer:
    wanted = Correction(asked.field, asked.old, asked.new, asked.reason, asked.checked)
    return correct_dossier(dossier, wanted, desk, hand)


def _refund(dossier: UUID, asked: Asked, desk: Desk, hand: Hand) -> Answer:
    wanted = Refund(asked.reason, asked.fee, asked.amount, asked.receipt, asked.method)
    return refund_fee(dossier, wanted, desk, hand)


def _exempt(dossier: UUID, asked: Asked, desk: Desk, hand: Hand) -> Answer:
    return exempt_fee(dossier, Exemption(asked.reason, asked.fee, asked.amount), desk, hand)


def _compare(dossier: UUID, asked: Asked, desk: Desk, hand: Hand) -> Answer:
    return compare_originals(dossier, asked.differs or {}, desk, hand, reason=asked.reason)


def _supplemented(dossier: UUID, asked: Asked, desk: Desk, hand: Hand) -> Answer:
    return take_supplement(dossier, desk, hand, limit=asked.limit, earlier=asked.due)


def _refuse(dossier: UUID, asked: Asked, desk: Desk, hand: Hand) -> Answer:
    refusal = Refusal(
        reason=asked.reason,
        number=asked.number,
        competent_agency=asked.to,
        competent_address=asked.address,
    )
    return refuse_dossier(dossier, refusal, desk, hand)


def _withdraw(dossier: UUID, asked: Asked, desk: Desk, hand: Hand) -> Answer:
    return withdraw_dossier(dossier, asked.reason, desk, hand)


def _return(dossier: UUID, asked: Asked, desk: Desk, hand: Hand) -> Answer:
    return return_result(dossier, Handing(asked.to, asked.identity, asked.channel), desk, hand)


DEEDS: Mapping[str, Deed] = {
    "correct": Deed("dossier.corrected", _correct, ("field", "reason")),
    "refund": Deed("fee.refunded", _refund, ("reason",)),
    "exempt": Deed("fee.exempted", _exempt, ("reason",)),
    "compare": Deed("originals.compared", _compare),
    "supplemented": Deed("dossier.supplemented", _supplemented),
    "refuse": Deed("dossier.refused", _refuse, ("reason",)),
    "withdraw": Deed("dossier.withdrawn", _withdraw),
    "return": Deed("dossier.returned", _return),
}
