"""Money after the reception: fees that are given back, or not asked for."""

from uuid import UUID

from desk.rules.fees import fees_asked
from desk.rules.money import Exemption, Refund, exemption_of, is_repeated, refund_of
from desk.rules.recording import NotRecorded
from desk.usecases.desk import Desk
from desk.usecases.recording import Before, Hand, Recorded, Said, Scene, record
from schemas.dossiers import Dossier


def refund_fee(dossier: UUID, refund: Refund, desk: Desk, hand: Hand) -> Recorded | NotRecorded:
    """Record that a fee was given back, never more than was taken of it.

    The same refund again, in the same words, changes nothing.
    """

    def say(scene: Scene) -> Said | Before | NotRecorded:
        if any(is_repeated(given, refund) for given in scene.state.refunds):
            return _newest(scene.state, "fee.refunded", refund.reason)
        body = refund_of(scene.state, refund)
        return body if isinstance(body, NotRecorded) else Said("fee.refunded", body)

    return record(dossier, desk, hand, say)


def exempt_fee(
    dossier: UUID, exemption: Exemption, desk: Desk, hand: Hand
) -> Recorded | NotRecorded:
    """Record that a fee is not taken, or not in full; never more than is still to be paid.

    The same exemption again, in the same words, changes nothing.
    """

    def say(scene: Scene) -> Said | Before | NotRecorded:
        received, case = scene.state.received, scene.case
        if received is None:
            return NotRecorded("not_received")
        if any(is_repeated(given, exemption) for given in scene.state.exemptions):
            return _newest(scene.state, "fee.exempted", exemption.reason)
        asked = fees_asked(case, received.channel) if case else ()
        body = exemption_of(scene.state, exemption, asked)
        return body if isinstance(body, NotRecorded) else Said("fee.exempted", body)

    return record(dossier, desk, hand, say)


def _newest(state: Dossier, kind: str, reason: str) -> Before:
    """The entry that said so; money counts whatever its outcome."""
    said = (
        one.id
        for one in reversed(state.timeline)
        if one.kind == kind and one.words.get("reason") == reason
    )
    return Before(next(said))
