"""What becomes of an entry when its home unit ranks it: applied, flagged or parked.

The home unit decides once. A counter runs the same function over its own unconfirmed entries to
show what it expects, and shows the decision itself as soon as the feed brings it. What only the
centre can know of an entry, such as a disabled account, it hands in as concerns.
"""

from collections.abc import Sequence
from uuid import UUID

from schemas.clashes import COMMUTING, EVIDENCE, in_the_way, stale, unseen
from schemas.effects import PAUSED, corrected
from schemas.entries import (
    BODIES,
    CaseSettled,
    Corrected,
    Received,
    Registered,
    Supplemented,
    body_of,
)
from schemas.irregular import irregularities, settlement_of
from schemas.journal import Entry
from schemas.shape import Shape
from schemas.standing import BEHIND, CODE_TAKEN, Case, Dossier, Outcome
from schemas.statuses import Status

APPLIED = Outcome(kind="applied")
UNKNOWN_KIND = "unknown_kind"
"""Case of an entry whose kind or version the judge does not know yet."""
ALSO = "also"
"""Parameter of a case that names what else was found: codes, with commas between."""

_OPEN = frozenset({Status.RECEIVED, Status.IN_PROCESS})
_BEFORE = frozenset({None, Status.REGISTERED, Status.SUPPLEMENT_REQUESTED})

ALLOWED: dict[str, frozenset[Status | None]] = {
    "dossier.registered": frozenset({None}),
    "dossier.received": _BEFORE,
    "dossier.supplement_requested": _BEFORE | _OPEN,
    "dossier.supplemented": frozenset({Status.SUPPLEMENT_REQUESTED}),
    "dossier.refused": _BEFORE,
    "dossier.corrected": frozenset(Status),
    "dossier.handed_over": frozenset(Status) - {Status.REGISTERED},
    "dossier.in_process": frozenset({Status.RECEIVED}),
    "dossier.payment_requested": _OPEN,
    "obligation.met": frozenset({Status.OBLIGATION_REQUESTED}),
    "dossier.withdrawn": frozenset({Status.REGISTERED}) | _OPEN | PAUSED,
    "dossier.stopped": _OPEN | PAUSED,
    "dossier.resolved": _OPEN,
    "dossier.apologised": _OPEN | PAUSED,
    "dossier.returned": frozenset({Status.RESOLVED}),
    "originals.compared": frozenset(Status),
}
"""From which statuses a step may be taken; a kind that is not listed may come at any time."""


def judge(
    dossier: Dossier | None,
    entry: Entry,
    code_owner: UUID | None,
    concerns: Sequence[Case] = (),
) -> Outcome:
    """Decide an entry's outcome, given the dossier so far.

    `code_owner` is the dossier that already holds the code the entry claims, if any. `concerns` is
    what the centre found about writer or time of the entry; it flags, and never parks.
    """
    body = body_of(entry)
    case = _contradiction(dossier, entry, body, code_owner)
    concerns = _untold(dossier, entry, concerns)
    if case is not None or body is None:
        assert case is not None
        return Outcome(kind="parked", case=_with(case, concerns))
    found = [*irregularities(dossier, entry, body), *_unseen(dossier, entry, body), *concerns]
    return Outcome(kind="flagged", case=_with(found[0], found[1:])) if found else APPLIED


def _untold(dossier: Dossier | None, entry: Entry, concerns: Sequence[Case]) -> Sequence[Case]:
    """The concerns that no open case of the writer names already.

    What stands beside the course needs no decision of its own, and what went to paper none at all.
    """
    if not concerns or entry.kind not in COMMUTING:
        return concerns
    if entry.kind in EVIDENCE:
        return ()
    open_ = [one.case for one in dossier.cases if one.counter == entry.counter] if dossier else []
    told = {code for case in open_ for code in (case.code, *case.params.get(ALSO, "").split(","))}
    return [one for one in concerns if one.code not in told]


def _with(case: Case, others: Sequence[Case]) -> Case:
    """One case that names the others and has what their sentences need."""
    if not others:
        return case
    params = {key: value for other in reversed(others) for key, value in other.params.items()}
    also = {ALSO: ",".join(other.code for other in others)}
    return Case(code=case.code, params=params | case.params | also)


def _case(code: str, /, **params: str) -> Case:
    return Case(code=code, params=params)


def _contradiction(
    dossier: Dossier | None, entry: Entry, body: Shape | None, code_owner: UUID | None
) -> Case | None:
    """Why an entry can have no effect, if so."""
    if body is None:
        is_known = (entry.kind, entry.v) in BODIES
        code = "unreadable_body" if is_known else UNKNOWN_KIND
        return _case(code, kind=entry.kind, version=str(entry.v))
    # Before anything else: whoever applies this entry later must still see that the code is taken.
    if isinstance(body, Received | Registered) and code_owner not in {None, entry.dossier}:
        return _case(CODE_TAKEN, code=body.code, dossier=str(code_owner))
    if dossier is not None and entry.kind != "case.settled":
        before = _parked_before(dossier, entry)
        if before is not None and not _stands_alone(dossier, entry, body):
            return _case(BEHIND, entry=str(before))
    return impossible(dossier, entry, body)


def _stands_alone(dossier: Dossier, entry: Entry, body: Shape) -> bool:
    """Whether an entry says something beside the course, which holds whatever becomes of that."""
    return entry.kind in COMMUTING and may_step(dossier, entry, body)


def _parked_before(dossier: Dossier, entry: Entry) -> UUID | None:
    """An earlier entry of the same counter that is parked here; this one was built upon it."""
    parked = (one for one in dossier.cases if one.parked and one.counter == entry.counter)
    return next((one.entry for one in parked), None)


def impossible(dossier: Dossier | None, entry: Entry, body: Shape) -> Case | None:
    """Why a step may not be taken from where the dossier is, if so."""
    if entry.dossier is None and entry.kind in ALLOWED:
        return _case("no_dossier", kind=entry.kind)
    if not may_step(dossier, entry, body):
        return in_the_way(dossier, entry)
    match body:
        case Corrected(field=field) if not _old_stands(dossier, body):
            return stale(dossier, field)
        case Corrected(field=field) if dossier and corrected(dossier.received, body) is None:
            return _case("invalid_correction", field=field)
        case CaseSettled() if entry.dossier is not None:
            return _unsettled(dossier, body)
        case _:
            return None


def may_step(dossier: Dossier | None, entry: Entry, body: Shape) -> bool:
    """Whether a step may be taken from where the dossier is."""
    allowed = ALLOWED.get(entry.kind)
    if allowed is None:
        return True
    is_received = dossier is not None and dossier.received is not None
    if is_received and entry.kind in {"dossier.received", "dossier.refused"}:
        return False
    has_code = dossier is not None and dossier.code is not None
    if isinstance(body, Supplemented) and not has_code:
        # What was asked for before reception is answered by receiving the dossier.
        return False
    return (dossier.status if dossier else None) in allowed


def _old_stands(dossier: Dossier | None, body: Corrected) -> bool:
    if dossier is None or dossier.received is None:
        return False
    held = dossier.received.model_dump(mode="json")
    return body.field in held and held[body.field] == body.old


def _unsettled(dossier: Dossier | None, body: CaseSettled) -> Case | None:
    """Why a settlement can settle nothing, if so."""
    cases = dossier.cases if dossier else ()
    settled = next((one.case for one in cases if one.entry == body.entry), None)
    if settled is None:
        known = dossier is not None and settlement_of(dossier, body) is not None
        return None if known else _case("no_such_case")
    if body.decision == "apply" and settled.code == CODE_TAKEN:
        # No decision makes a code stand for two dossiers: the second gets another one.
        return _case(CODE_TAKEN, **settled.params)
    return None


def _unseen(dossier: Dossier | None, entry: Entry, body: Shape) -> tuple[Case, ...]:
    if dossier and isinstance(body, CaseSettled) and settlement_of(dossier, body):
        # Somebody settled it meanwhile: the same decision changes nothing.
        return ()
    case = unseen(dossier, entry)
    return () if case is None else (case,)
