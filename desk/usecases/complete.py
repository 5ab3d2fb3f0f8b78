"""Taking in what a slip asked for after the reception: the clock starts again (article 15.2d)."""

from datetime import datetime
from uuid import UUID

from desk.rules.papers import brought
from desk.rules.reception import promised
from desk.rules.recording import NotRecorded
from desk.usecases.desk import Desk
from desk.usecases.recording import Before, Hand, Recorded, Said, Scene, record
from schemas.deadlines import NotPromised
from schemas.dossiers import Dossier
from schemas.entries import Promised, Supplemented
from schemas.procedures import Case, Limit
from schemas.reception import ReceptionForm
from schemas.statuses import Status


def take_supplement(
    dossier: UUID,
    desk: Desk,
    hand: Hand,
    *,
    limit: Limit | None = None,
    earlier: datetime | None = None,
) -> Recorded | NotRecorded:
    """Record that everything the newest slip asked for was handed in, with the new promised time.

    The time counts from zero, as published; `limit` is the officer's where none is, `earlier` a
    time before the published one. The same again changes nothing.
    """

    def say(scene: Scene) -> Said | Before | NotRecorded:
        state = scene.state
        if state.code is None or not state.slips:
            return NotRecorded("not_received")
        known = _answered(scene)
        if known is not None:
            return known
        due = _promised(scene, limit, earlier)
        if isinstance(due, NotRecorded):
            return due
        held = state.received.papers if state.received else ()
        papers = brought(state.slips[-1].request, held, scene.case)
        return Said("dossier.supplemented", Supplemented(papers=papers, promised=due))

    return record(dossier, desk, hand, say)


def _answered(scene: Scene) -> Before | None:
    """This counter's own answer to the newest slip."""
    if scene.state.status is Status.SUPPLEMENT_REQUESTED:
        return None
    kinds = {"dossier.supplement_requested", "dossier.supplemented"}
    both = (one for one in reversed(scene.state.timeline) if one.kind in kinds)
    newest = next((one for one in both if one.outcome != "parked"), None)
    if newest is None or newest.kind != "dossier.supplemented":
        return None
    return Before(newest.id) if newest.counter == scene.counter else None


def _promised(
    scene: Scene, limit: Limit | None, earlier: datetime | None
) -> Promised | NotRecorded | None:
    """The new promised time; None before the reception, which promises for the first time."""
    if scene.state.received is None:
        return None
    if scene.calendar is None:
        return NotRecorded("doubtful", {"doubt": "no_catalogue"})
    form = _form(scene.state, limit, earlier)
    # A procedure that the catalogue no longer has gives no limit: the officer enters one.
    case = scene.case or Case(key="", name="", papers=())
    due = promised(form, case, scene.calendar, scene.happened)
    return NotRecorded("doubtful", {"doubt": due.reason}) if isinstance(due, NotPromised) else due


def _form(state: Dossier, limit: Limit | None, earlier: datetime | None) -> ReceptionForm:
    """As much of a form as a promise is reckoned from."""
    assert state.received is not None
    return ReceptionForm(
        id=state.id, channel=state.received.channel, limit=limit, promised_at=earlier
    )
