"""What becomes of an entry when its home unit ranks it: applied, flagged or parked.

The home unit decides once. A counter runs the same function over its own unconfirmed entries to
show what it expects, and shows the decision itself as soon as the feed brings it.
"""

from uuid import UUID

from schemas.dossiers import CODE_TAKEN, Case, Dossier, Outcome, corrected
from schemas.entries import CaseSettled, Corrected, Received, body_of
from schemas.journal import Entry
from schemas.shape import Shape
from schemas.statuses import Status

APPLIED = Outcome(kind="applied")

_OPEN = frozenset({Status.RECEIVED, Status.IN_PROCESS})
_PAUSED = frozenset({Status.SUPPLEMENT_REQUESTED, Status.OBLIGATION_REQUESTED})
_BEFORE = frozenset({None, Status.REGISTERED, Status.SUPPLEMENT_REQUESTED})

ALLOWED: dict[str, frozenset[Status | None]] = {
    "dossier.received": _BEFORE,
    "dossier.supplement_requested": _BEFORE | _OPEN,
    "dossier.supplemented": frozenset({Status.SUPPLEMENT_REQUESTED}),
    "dossier.refused": _BEFORE,
    "dossier.corrected": frozenset(Status),
    "dossier.in_process": frozenset({Status.RECEIVED}),
    "dossier.payment_requested": _OPEN,
    "obligation.met": frozenset({Status.OBLIGATION_REQUESTED}),
    "dossier.withdrawn": frozenset({Status.REGISTERED}) | _OPEN | _PAUSED,
    "dossier.stopped": _OPEN | _PAUSED,
    "dossier.resolved": _OPEN,
    "dossier.returned": frozenset({Status.RESOLVED}),
}
"""From which statuses a step may be taken; a kind that is not listed may come at any time."""

COMMUTING = frozenset(
    {"slip.printed", "slip.reprinted", "citizen.notified", "fee.collected", "number.voided"}
)
"""Kinds that say something beside the course of the dossier: their order does not matter."""


def judge(dossier: Dossier | None, entry: Entry, code_owner: UUID | None) -> Outcome:
    """Decide an entry's outcome, given the dossier so far.

    `code_owner` is the dossier that already holds the code the entry claims, if any.
    """
    body = body_of(entry)
    if body is None:
        return _parked("unknown_kind", kind=entry.kind, version=str(entry.v))
    # Before anything else: whoever applies this entry later must still see that the code is taken.
    if isinstance(body, Received) and code_owner not in {None, entry.dossier}:
        return _parked(CODE_TAKEN, code=body.code)
    if dossier is not None and entry.kind != "case.settled" and _waits_behind(dossier, entry):
        return _parked("behind")
    return _contradiction(dossier, entry, body) or _concurrence(dossier, entry)


def _parked(code: str, /, **params: str) -> Outcome:
    return Outcome(kind="parked", case=Case(code=code, params=params))


def _waits_behind(dossier: Dossier, entry: Entry) -> bool:
    """An earlier entry of the same counter is parked here, and this one was built upon it."""
    return any(case.parked and case.counter == entry.counter for case in dossier.cases)


def _contradiction(dossier: Dossier | None, entry: Entry, body: Shape) -> Outcome | None:
    """Why an entry can have no effect, if so."""
    if entry.dossier is None and entry.kind in ALLOWED:
        return _parked("no_dossier", kind=entry.kind)
    if not _may_step(dossier, entry):
        status = "" if dossier is None or dossier.status is None else str(int(dossier.status))
        return _parked("invalid_transition", kind=entry.kind, status=status)
    if isinstance(body, Corrected) and not _old_stands(dossier, body):
        return _parked("stale_correction", field=body.field)
    if isinstance(body, Corrected) and not _gives_a_reception(dossier, body):
        return _parked("invalid_correction", field=body.field)
    if isinstance(body, CaseSettled):
        return _unsettled(dossier, body)
    return None


def _may_step(dossier: Dossier | None, entry: Entry) -> bool:
    allowed = ALLOWED.get(entry.kind)
    if allowed is None:
        return True
    status = dossier.status if dossier else None
    if entry.kind in {"dossier.received", "dossier.refused"} and dossier and dossier.code:
        return False
    return status in allowed


def _old_stands(dossier: Dossier | None, body: Corrected) -> bool:
    if dossier is None or dossier.received is None:
        return False
    held = dossier.received.model_dump(mode="json")
    return body.field in held and held[body.field] == body.old


def _gives_a_reception(dossier: Dossier | None, body: Corrected) -> bool:
    return dossier is not None and corrected(dossier.received, body) is not None


def _unsettled(dossier: Dossier | None, body: CaseSettled) -> Outcome | None:
    """Why a settlement can settle nothing, if so."""
    cases = dossier.cases if dossier else ()
    settled = next((one.case for one in cases if one.entry == body.entry), None)
    if settled is None:
        return _parked("no_such_case")
    if body.decision == "apply" and settled.code == CODE_TAKEN:
        # No decision makes a code stand for two dossiers: the second gets another one.
        return _parked(CODE_TAKEN, **settled.params)
    return None


def _concurrence(dossier: Dossier | None, entry: Entry) -> Outcome:
    """Flagged when somebody else's step stands above what the officer saw."""
    if dossier is None or entry.kind in COMMUTING:
        return APPLIED
    others = [
        moment
        for moment in dossier.timeline
        if moment.rank is not None
        and moment.rank > (entry.base or 0)
        and moment.counter != entry.counter
        and moment.outcome != "parked"
        and moment.kind not in COMMUTING
    ]
    if not others:
        return APPLIED
    seen = others[-1]
    params = {"kind": entry.kind, "other": seen.kind, "counter": seen.counter}
    return Outcome(kind="flagged", case=Case(code="concurrent", params=params))
