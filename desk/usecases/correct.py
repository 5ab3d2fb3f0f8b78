"""Correcting what was entered wrong at reception."""

from uuid import UUID

from desk.rules.correcting import Correction, correction_of, is_made
from desk.rules.recording import NotRecorded
from desk.usecases.desk import Desk
from desk.usecases.recording import Before, Hand, Recorded, Said, Scene, record
from schemas.dossiers import Dossier


def correct_dossier(
    dossier: UUID, correction: Correction, desk: Desk, hand: Hand
) -> Recorded | NotRecorded:
    """Record that one value of a reception was wrong; the same correction again changes nothing."""

    def say(scene: Scene) -> Said | Before | NotRecorded:
        received = scene.state.received
        if received is None:
            return NotRecorded("not_received")
        made = _made_before(scene.state, correction) if is_made(received, correction) else None
        if made is not None:
            return made
        body = correction_of(received, correction, scene.today)
        return body if isinstance(body, NotRecorded) else Said("dossier.corrected", body)

    return record(dossier, desk, hand, say)


def _made_before(state: Dossier, correction: Correction) -> Before | None:
    """The newest correction of the field, if it was for the same reason."""
    top = correction.field.partition(".")[0]
    for moment in reversed(state.timeline):
        is_it = moment.kind == "dossier.corrected" and moment.words.get("field") == top
        if is_it and moment.outcome != "parked":
            return Before(moment.id) if moment.words["reason"] == correction.reason else None
    return None
