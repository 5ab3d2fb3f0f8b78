"""Comparing what was sent online with the originals that the citizen brings (article 15.3a)."""

from collections.abc import Mapping
from uuid import UUID

from desk.rules.papers import comparison_of
from desk.rules.recording import NotRecorded
from desk.usecases.desk import Desk
from desk.usecases.recording import Before, Hand, Recorded, Said, Scene, record
from schemas.dossiers import Dossier
from schemas.reception import TickedPaper


def compare_originals(
    dossier: UUID, differing: Mapping[str, str], desk: Desk, hand: Hand, *, reason: str = ""
) -> Recorded | NotRecorded:
    """Record that every paper of an online dossier was compared with its original.

    `differing` says what is wrong with a paper, by its key; the others match. The same comparison
    again changes nothing.
    """

    def say(scene: Scene) -> Said | Before | NotRecorded:
        state = scene.state
        is_online = state.received is not None and state.received.channel == "online"
        if state.registered is None and not is_online:
            return NotRecorded("not_online")
        body = comparison_of(_sent(state), differing, reason)
        if isinstance(body, NotRecorded):
            return body
        made = scene.before("originals.compared") if body == state.originals else None
        return made or Said("originals.compared", body)

    return record(dossier, desk, hand, say)


def _sent(state: Dossier) -> tuple[TickedPaper, ...]:
    """The papers as received, or as the citizen entered them."""
    if state.received is not None:
        return state.received.papers
    return state.draft.papers if state.draft else ()
