"""What a parked body still does when an officer applies it: later steps stand.

The status only moves forward, along reception, processing, result and return; who withdrew or was
stopped comes back only by what says so itself. A field that a later step has set is left alone.
"""

from collections.abc import Callable, Mapping, Sequence

from schemas.clashes import COMMUTING
from schemas.effects import PAUSED, Change, change_of, corrected, paused, resumed, with_papers
from schemas.entries import (
    Apologised,
    Corrected,
    Received,
    Refusal,
    Registered,
    Supplemented,
    SupplementRequested,
    body_of,
)
from schemas.journal import Entry
from schemas.standing import Dossier, Moment
from schemas.statuses import Status

Since = Sequence[Moment]
"""What took effect after the entry was ranked."""
_OPEN = frozenset({Status.RECEIVED, Status.IN_PROCESS})
_ENDED = frozenset({Status.NOT_RECEIVED, Status.WITHDRAWN, Status.STOPPED})
_DONE = _ENDED | {Status.RESOLVED, Status.RETURNED}
_STOPPABLE = {Status.REGISTERED} | _OPEN | PAUSED
_BEGUN = frozenset({None, Status.REGISTERED, Status.SUPPLEMENT_REQUESTED})
_SETS_PROMISE = frozenset({"dossier.received", "dossier.supplemented", "dossier.apologised"})
_CHANGES_RECEPTION = frozenset({"dossier.received", "dossier.corrected", "dossier.supplemented"})


def late_change(state: Dossier, entry: Entry, since: Since) -> Change:
    """The fields that a parked body sets when it is applied now; none where all is overtaken."""
    body = body_of(entry)
    match body:
        case Received():
            return _received(state, entry, since)
        case Registered() | Refusal():
            begins = state.received is None and state.status in _BEGUN and not _course(since)
            return change_of(state, entry, body) if begins else {}
        case SupplementRequested():
            return _requested(state, entry, body, since)
        case Corrected():
            return _corrected(state, body, since)
        case Supplemented():
            return _supplemented(state, body, since)
        case Apologised():
            return _apologised(state, body, since)
        case _:
            step = STEPS.get(entry.kind)
            return step(state, entry, since) if step else _beside(state, entry, since)


def _received(state: Dossier, entry: Entry, since: Since) -> Change:
    change = change_of(state, entry, body_of(entry))
    if state.received is None:
        if state.status in _ENDED and _course(since):
            del change["status"]
        return change
    # Another reception stands. It is replaced as long as nobody has built on what it says.
    if state.status in _DONE or _kinds(since) & _CHANGES_RECEPTION:
        return {}
    kept = {"status", "status_before"} | ({"promised"} if _is_promised(since) else set())
    change = {name: value for name, value in change.items() if name not in kept}
    # The paper that stands has the code that stands, but for one that was given online.
    return change if state.registered else change | {"code": change["received"].code}


def _requested(state: Dossier, entry: Entry, body: SupplementRequested, since: Since) -> Change:
    if state.received is None:
        begins = state.status in _BEGUN and not _course(since)
        return change_of(state, entry, body) if begins else {}
    may = state.status in _OPEN or (state.status in PAUSED and not _course(since))
    return paused(state, Status.SUPPLEMENT_REQUESTED) if may and body.draft is None else {}


def _supplemented(state: Dossier, body: Supplemented, since: Since) -> Change:
    if state.received is None:
        return {}
    is_asked_again = "dossier.supplement_requested" in _kinds(since)
    waits = state.status is Status.SUPPLEMENT_REQUESTED and not is_asked_again
    change = resumed(state) if waits else {}
    held, brought = state.received.papers, body.papers
    if "dossier.supplemented" in _kinds(since):
        keys = {paper.key for paper in held}
        brought = tuple(paper for paper in brought if paper.key not in keys)
    if brought:
        papers = with_papers(held, brought)
        change["received"] = state.received.model_copy(update={"papers": papers})
    if body.promised is not None and state.status not in _DONE and not _is_promised(since):
        change["promised"] = body.promised
    return change


def _corrected(state: Dossier, body: Corrected, since: Since) -> Change:
    touched = {one.words.get("field") for one in since if one.kind == "dossier.corrected"}
    if "dossier.supplemented" in _kinds(since):
        touched.add("papers")
    received = corrected(state.received, body)
    is_overtaken = body.field in touched or "dossier.received" in _kinds(since)
    # A correction that cannot be made changes nothing, even when an officer applies it.
    return {} if received is None or is_overtaken else {"received": received}


def _apologised(state: Dossier, body: Apologised, since: Since) -> Change:
    is_over = state.status in _DONE or state.received is None
    if is_over or "dossier.apologised" in _kinds(since):
        return {}
    promise = {} if _is_promised(since) else {"promised": body.promised}
    return {"apology": body} | promise


def _taken(state: Dossier, entry: Entry, _since: Since) -> Change:
    """Processing begins; a dossier that waits for the citizen goes back to it afterwards."""
    if state.status is Status.RECEIVED:
        return change_of(state, entry, body_of(entry))
    waits = state.received is not None and state.status in PAUSED
    is_earlier = state.status_before in {None, Status.RECEIVED}
    return {"status_before": Status.IN_PROCESS} if waits and is_earlier else {}


def _payment(state: Dossier, _entry: Entry, since: Since) -> Change:
    may = state.status in _OPEN or (state.status in PAUSED and not _course(since))
    return paused(state, Status.OBLIGATION_REQUESTED) if may and state.received else {}


def _met(state: Dossier, _entry: Entry, since: Since) -> Change:
    is_asked_again = "dossier.payment_requested" in _kinds(since)
    waits = state.status is Status.OBLIGATION_REQUESTED and not is_asked_again
    return resumed(state) if waits else {}


def _stopped(state: Dossier, entry: Entry, _since: Since) -> Change:
    return change_of(state, entry, body_of(entry)) if state.status in _STOPPABLE else {}


def _withdrawn(state: Dossier, entry: Entry, _since: Since) -> Change:
    """A result that nobody was given keeps no citizen from withdrawing."""
    may = state.status in _STOPPABLE | {Status.RESOLVED}
    return change_of(state, entry, body_of(entry)) if may else {}


def _resolved(state: Dossier, entry: Entry, since: Since) -> Change:
    if state.received is None or state.status is Status.RETURNED:
        return {}
    is_overtaken = state.status in _DONE and _course(since)
    change = change_of(state, entry, body_of(entry)) | {"status_before": None}
    return {} if is_overtaken else change


def _returned(state: Dossier, entry: Entry, since: Since) -> Change:
    """A result in the citizen's hand: only another return says otherwise."""
    if state.received is None or "dossier.returned" in _kinds(since):
        return {}
    return change_of(state, entry, body_of(entry)) | {"status_before": None}


def _beside(state: Dossier, entry: Entry, since: Since) -> Change:
    is_replaced = entry.kind in _kinds(since) and entry.kind != "scan.attached"
    has_effect = entry.kind in COMMUTING and not is_replaced
    return change_of(state, entry, body_of(entry)) if has_effect else {}


STEPS: Mapping[str, Callable[[Dossier, Entry, Since], Change]] = {
    "dossier.in_process": _taken,
    "dossier.payment_requested": _payment,
    "obligation.met": _met,
    "dossier.withdrawn": _withdrawn,
    "dossier.stopped": _stopped,
    "dossier.resolved": _resolved,
    "dossier.returned": _returned,
}
"""Steps on the status axis, each as far as later ones leave room for it."""


def _kinds(since: Since) -> set[str]:
    return {one.kind for one in since}


def _course(since: Since) -> bool:
    """Whether the dossier went on."""
    return bool(_kinds(since) - COMMUTING - {"dossier.corrected"})


def _is_promised(since: Since) -> bool:
    """Whether a later step gave the citizen another time."""
    return bool(_kinds(since) & _SETS_PROMISE)
