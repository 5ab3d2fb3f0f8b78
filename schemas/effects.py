"""What the body of an entry does to a dossier once it has its full effect.

What it still does when an officer applies it late is in `late`, what follows from a decision in
`settling`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from schemas.dossier_bodies import HandedOver, OriginalsCompared, ResultArrived, ScanAttached
from schemas.entries import (
    Apologised,
    Corrected,
    Received,
    Refusal,
    Registered,
    Resolved,
    Returned,
    Supplemented,
    SupplementRequested,
    body_of,
)
from schemas.journal import Entry
from schemas.reception import TickedPaper
from schemas.standing import Dossier
from schemas.statuses import Status

PAUSED = frozenset({Status.SUPPLEMENT_REQUESTED, Status.OBLIGATION_REQUESTED})
"""Statuses that lead back to where the dossier was."""
Change = dict[str, Any]


def effect(state: Dossier, entry: Entry, told: Change) -> Dossier:
    """The dossier after the full effect of an entry's body, and after what else it told.

    What is told besides touches no field that an effect reads.
    """
    return state.model_copy(update=told | change_of(state, entry, body_of(entry)))


def change_of(state: Dossier, entry: Entry, body: object) -> Change:
    """The fields that a body sets, as a step that may be taken."""
    match body:
        case Registered() | Received() | SupplementRequested() | Supplemented() | Corrected():
            return _intake(state, entry, body)
        case Resolved():
            return {"status": Status.RESOLVED, "result": body}
        case Returned():
            return {"status": Status.RETURNED, "returned": body}
        case Refusal():
            return {"status": Status.NOT_RECEIVED, "refusal": body}
        case Apologised():
            return {"apology": body, "promised": body.promised}
        case None:
            return {}
        case _:
            move = MOVES.get(entry.kind)
            return move(state) if move else _beside(state, entry, body)


def _intake(state: Dossier, entry: Entry, body: object) -> Change:
    match body:
        case Registered():
            return {"status": Status.REGISTERED, "code": body.code, "registered": body} | {
                "draft": body.form
            }
        case Received():
            return _received(state, entry, body)
        case SupplementRequested():
            return paused(state, Status.SUPPLEMENT_REQUESTED) | _draft(state, body)
        case Supplemented():
            return _supplemented(state, body)
        case Corrected():
            # A correction that cannot be made changes nothing, even when an officer applies it.
            received = corrected(state.received, body)
            return {"received": received} if received else {}
        case _:
            return {}


def _received(state: Dossier, entry: Entry, body: Received) -> Change:
    return {
        "status": Status.RECEIVED,
        "status_before": None,
        # The code of an online submission stays: the citizen has it already.
        "code": state.code or body.code,
        "counter": entry.counter,
        "officer": entry.officer,
        "received_at": entry.happened,
        "received": body,
        "promised": body.promised,
        "draft": None,
        "lapsed": None,
    }


def _draft(state: Dossier, body: SupplementRequested) -> Change:
    return {"draft": body.draft or state.draft} if state.received is None else {}


def _supplemented(state: Dossier, body: Supplemented) -> Change:
    change = resumed(state)
    if body.promised is not None:
        change["promised"] = body.promised
    if state.received is not None and body.papers:
        papers = with_papers(state.received.papers, body.papers)
        change["received"] = state.received.model_copy(update={"papers": papers})
    return change


def with_papers(
    held: tuple[TickedPaper, ...], brought: tuple[TickedPaper, ...]
) -> tuple[TickedPaper, ...]:
    """What was held, with the papers that were brought in their places."""
    by_key = {paper.key: paper for paper in (*held, *brought)}
    return tuple(by_key.values())


def _beside(state: Dossier, entry: Entry, body: object) -> Change:
    match body:
        case HandedOver():
            return {"holder": body}
        case ResultArrived():
            return {"result_here_at": entry.happened}
        case OriginalsCompared():
            return {"originals": body}
        case ScanAttached() if body not in state.scans:
            return {"scans": (*state.scans, body)}
        case _:
            return {}


def corrected(received: Received | None, body: Corrected) -> Received | None:
    """A reception with one field corrected; None where that gives no reception."""
    if received is None:
        return None
    try:
        changed = received.model_dump(mode="json") | {body.field: body.new}
        return Received.model_validate(changed)
    except ValidationError:
        return None


def _to(status: Status) -> Callable[[Dossier], Change]:
    return lambda _: {"status": status, "status_before": None}


def paused(state: Dossier, status: Status) -> Change:
    """Waiting for the citizen, and where the dossier goes back to."""
    # Whatever paused it before is not where it goes back to.
    before = state.status_before if state.status in PAUSED else state.status
    return {"status": status, "status_before": before}


def resumed(state: Dossier) -> Change:
    """Back to where the dossier was."""
    default = Status.RECEIVED if state.received or not state.registered else Status.REGISTERED
    return {"status": state.status_before or default, "status_before": None}


MOVES: Mapping[str, Callable[[Dossier], Change]] = {
    "dossier.in_process": _to(Status.IN_PROCESS),
    "dossier.payment_requested": lambda state: paused(state, Status.OBLIGATION_REQUESTED),
    "obligation.met": resumed,
    "dossier.withdrawn": _to(Status.WITHDRAWN),
    "dossier.stopped": _to(Status.STOPPED),
}
"""Kinds whose whole effect is a step on the status axis."""
