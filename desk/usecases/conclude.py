"""How a dossier ends at a counter: its result is returned, it is withdrawn, or it is refused."""

from dataclasses import dataclass
from uuid import UUID

from desk.rules.recording import NotRecorded
from desk.usecases.desk import Desk
from desk.usecases.recording import Before, Hand, Recorded, Said, Scene, record
from schemas.dossiers import Dossier
from schemas.entries import Reason, Refusal, Returned
from schemas.letters import folded
from schemas.people import Applicant
from schemas.reception import DeliveryChannel
from schemas.statuses import Status


@dataclass(frozen=True)
class Handing:
    """Into whose hand a result goes, and how."""

    to: str = ""
    """The applicant when empty."""
    identity: str = ""
    """What somebody else showed at the counter: card, letter of authority."""
    channel: DeliveryChannel | None = None
    """None: as the citizen wanted it."""


def return_result(
    dossier: UUID, handing: Handing, desk: Desk, hand: Hand
) -> Recorded | NotRecorded:
    """Record that the result is in the citizen's hand; the same again changes nothing."""

    def say(scene: Scene) -> Said | Before | NotRecorded:
        state = scene.state
        body = _returned(state, handing)
        if state.status is Status.RETURNED and state.returned == body:
            return scene.before("dossier.returned") or Said("dossier.returned", body)
        is_known = folded(body.to) in {folded(one.name) for one in _people(state)}
        if body.channel == "counter" and not is_known and not body.identity.strip():
            return NotRecorded("identity_missing", {"to": body.to})
        return Said("dossier.returned", body)

    return record(dossier, desk, hand, say)


def _returned(state: Dossier, handing: Handing) -> Returned:
    people = _people(state)
    wanted = state.received.delivery.channel if state.received else "counter"
    return Returned(
        to=handing.to.strip() or (people[0].name if people else ""),
        identity=handing.identity,
        channel=handing.channel or wanted,
    )


def _people(state: Dossier) -> list[Applicant]:
    """Whom the dossier concerns, and who handed it in."""
    if state.received is None:
        return []
    both = (state.received.applicant, state.received.submitter)
    return [one for one in both if one is not None]


def withdraw_dossier(dossier: UUID, reason: str, desk: Desk, hand: Hand) -> Recorded | NotRecorded:
    """Record that the citizen took the dossier back; the same again changes nothing."""

    def say(scene: Scene) -> Said | Before | NotRecorded:
        is_done = scene.state.status is Status.WITHDRAWN
        known = scene.before("dossier.withdrawn", reason) if is_done else None
        return known or Said("dossier.withdrawn", Reason(reason=reason))

    return record(dossier, desk, hand, say)


def refuse_dossier(
    dossier: UUID, refusal: Refusal, desk: Desk, hand: Hand
) -> Recorded | NotRecorded:
    """Record that reception was refused in writing (form 03); the same again changes nothing."""

    def say(scene: Scene) -> Said | Before | NotRecorded:
        if not refusal.reason.strip():
            return NotRecorded("reason_missing")
        is_done = scene.state.status is Status.NOT_RECEIVED and scene.state.refusal == refusal
        known = scene.before("dossier.refused") if is_done else None
        return known or Said("dossier.refused", refusal)

    return record(dossier, desk, hand, say)
