"""What an officer's decision about a case does to a dossier, which may have gone on meanwhile.

A parked entry that is applied late takes nothing back: the status only moves forward, and what a
later step has set stays. What waited behind it is judged anew at once, whatever was decided: it has
its effect, or opens a case of its own. Every decision is total: it gives a dossier in any state.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from schemas.clashes import IN_THE_WAY, in_the_way_by_now
from schemas.effects import Change
from schemas.entries import CaseSettled, Received, body_of
from schemas.journal import Entry
from schemas.judge import impossible, may_step
from schemas.late import late_change
from schemas.standing import CODE_TAKEN, Decided, Decision, Dossier, Moment, OpenCase


def settled(state: Dossier, body: CaseSettled, by: UUID) -> Dossier:
    """The dossier after a decision, which the entry `by` records and the timeline has already."""
    opened = next((one for one in state.cases if one.entry == body.entry), None)
    raw = _waiting(state, body.entry)
    if opened is None and raw is None:
        return state
    # No decision gives a code to a second dossier.
    is_taken = opened is not None and opened.case.code == CODE_TAKEN
    decision: Decision = "set_aside" if is_taken else body.decision
    state = _closed(state, body.entry, decision, by)
    if raw is None:
        return state
    entry = Entry.model_validate(raw)
    if decision == "apply":
        state = _late(state, entry, by)
    else:
        state = state.model_copy(update=_lapsed(state, entry))
    return _followed(state, entry, decision, by)


def is_effective(state: Dossier, body: CaseSettled) -> bool:
    """Whether applying a parked entry would change more than setting it aside."""
    at = UUID(int=0)
    aside = settled(state, body.model_copy(update={"decision": "set_aside"}), at)
    applied = settled(state, body.model_copy(update={"decision": "apply"}), at)
    beside = {"decided": (), "lapsed": None}
    return applied.model_copy(update=beside) != aside.model_copy(update=beside)


def steps_since(state: Dossier, entry: UUID, but: UUID | None = None) -> tuple[Moment, ...]:
    """What took effect after an entry was ranked, but for what one settlement did."""
    places = {moment.id: place for place, moment in enumerate(state.timeline)}
    start = places.get(entry, -1)
    own = (one for one in state.timeline[start + 1 :] if one.outcome != "parked")
    late = {
        one.entry
        for one in state.decided
        if one.decision == "apply" and one.by != but and places.get(one.by, -1) > start
    }
    applied = (one for one in state.timeline if one.outcome == "parked" and one.id in late)
    return (*(one for one in own if one.kind != "case.settled"), *applied)


def told_by_now(state: Dossier) -> Dossier:
    """The dossier with its open cases naming what stands in their entries' way by now.

    A case whose entry nothing would stop any more stays as it was.
    """
    cases = tuple(_told_by_now(state, one) for one in state.cases)
    return state if cases == state.cases else state.model_copy(update={"cases": cases})


def _told_by_now(state: Dossier, one: OpenCase) -> OpenCase:
    raw = _waiting(state, one.entry) if one.case.code in IN_THE_WAY else None
    entry = Entry.model_validate(raw) if raw else None
    body = body_of(entry) if entry else None
    if entry is None or body is None or may_step(state, entry, body):
        return one
    return one.model_copy(update={"case": in_the_way_by_now(state, entry, one.case)})


def _waiting(state: Dossier, entry: UUID) -> dict[str, Any] | None:
    return next((raw for raw in state.parked if raw["id"] == str(entry)), None)


def _closed(state: Dossier, entry: UUID, decision: Decision, by: UUID) -> Dossier:
    """Without the case and the parked body of an entry, and with what was decided of it."""
    return state.model_copy(
        update={
            "cases": tuple(one for one in state.cases if one.entry != entry),
            "parked": tuple(raw for raw in state.parked if raw["id"] != str(entry)),
            "decided": (*state.decided, Decided(entry=entry, decision=decision, by=by)),
        }
    )


def _late(state: Dossier, entry: Entry, by: UUID) -> Dossier:
    since = steps_since(state, entry.id, by)
    return state.model_copy(update=late_change(state, entry, since))


def _lapsed(state: Dossier, entry: Entry) -> Change:
    """A reception that stands nowhere is still on the citizen's paper."""
    body = body_of(entry)
    is_left = isinstance(body, Received) and state.received is None
    return {"lapsed": body} if is_left else {}


def _followed(state: Dossier, entry: Entry, decision: Decision, by: UUID) -> Dossier:
    """Decide what waited behind an entry: each has its effect, or a case of its own."""
    for follower in _followers(state, entry.counter):
        if _is_held_up(state, follower):
            continue
        if decision == "set_aside" and _is_moot(state, entry):
            state = _closed(state, follower.id, "set_aside", by)
            continue
        body = body_of(follower)
        case = impossible(state, follower, body) if body is not None else None
        if case is None:
            state = _late(_closed(state, follower.id, "apply", by), follower, by)
        else:
            opened = OpenCase(entry=follower.id, counter=follower.counter, parked=True, case=case)
            state = state.model_copy(update={"cases": (*state.cases, opened)})
    return state


def _followers(state: Dossier, counter: str) -> Sequence[Entry]:
    """A counter's parked entries that have no case of their own."""
    cases = {str(one.entry) for one in state.cases}
    waiting = (raw for raw in state.parked if raw["id"] not in cases)
    return [Entry.model_validate(raw) for raw in waiting if raw["counter"] == counter]


def _is_held_up(state: Dossier, follower: Entry) -> bool:
    """Whether another parked entry of the same counter stands before it."""
    order = [moment.id for moment in state.timeline]
    before = set(order[: order.index(follower.id)])
    parked = (one for one in state.cases if one.parked and one.counter == follower.counter)
    return any(one.entry in before for one in parked)


def _is_moot(state: Dossier, entry: Entry) -> bool:
    """Whether an entry began what its followers went on with, and nothing of it is left."""
    return isinstance(body_of(entry), Received) and state.received is None
