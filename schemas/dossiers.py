"""The dossier as it stands: a fold of entries and their outcomes, in ascending rank.

Nothing here reads anything but the entry, its outcome and the state so far: the same code gives the
same dossier at every counter and at the centre.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal
from uuid import UUID

from pydantic import ValidationError

from schemas.entries import (
    CaseSettled,
    Corrected,
    Notified,
    Promised,
    Received,
    SlipPrinted,
    Supplemented,
    SupplementRequested,
    body_of,
)
from schemas.journal import Entry
from schemas.reception import FeeTaken, ReceptionForm
from schemas.shape import Instant, Shape
from schemas.statuses import Status

FOLD_VERSION = 1
"""Raised whenever the fold gives another result for the same entries."""

CODE_TAKEN = "code_taken"
"""Case of a reception whose code belongs to another dossier."""
OutcomeKind = Literal["applied", "flagged", "parked"]


class Case(Shape):
    """A disagreement that an officer has to settle: a stable code, and what its sentence needs."""

    code: str
    params: dict[str, str] = {}


class Outcome(Shape):
    """What `judge` decided of one entry, once and for ever."""

    kind: OutcomeKind
    case: Case | None = None


class OpenCase(Shape):
    """A case with the entry that opened it."""

    entry: UUID
    counter: str
    parked: bool
    case: Case


class Moment(Shape):
    """One line of the timeline."""

    id: UUID
    rank: int | None
    kind: str
    counter: str
    officer: str
    happened: Instant
    outcome: OutcomeKind
    words: dict[str, Any] = {}
    """What the line's sentence needs; never a whole body."""


class Slip(Shape):
    """One supplement slip the citizen holds."""

    number: str
    barcode: str
    at: Instant
    request: SupplementRequested


class Dossier(Shape):
    """One request by one applicant for one procedure, as far as its entries tell."""

    id: UUID
    home: str
    rank: int = 0
    """Rank of the newest confirmed entry folded in; pending entries do not raise it."""
    status: Status | None = None
    status_before: Status | None = None
    """Where a supplement or an obligation returns to."""
    code: str | None = None
    claimed_codes: tuple[str, ...] = ()
    """Every code ever printed for it, so that a scan always finds it."""
    counter: str = ""
    officer: str = ""
    received_at: Instant | None = None
    received: Received | None = None
    promised: Promised | None = None
    draft: ReceptionForm | None = None
    slips: tuple[Slip, ...] = ()
    fees: tuple[FeeTaken, ...] = ()
    timeline: tuple[Moment, ...] = ()
    cases: tuple[OpenCase, ...] = ()
    parked: tuple[dict[str, Any], ...] = ()
    """Entries whose body waits for an officer's decision, as first written."""


def new_dossier(entry: Entry) -> Dossier:
    """The empty dossier that an entry begins."""
    assert entry.dossier is not None
    return Dossier(id=entry.dossier, home=entry.home)


def fold(dossier: Dossier | None, entry: Entry, outcome: Outcome, rank: int | None) -> Dossier:
    """The dossier after one more entry; `rank` is None while the entry is unconfirmed."""
    state = dossier or new_dossier(entry)
    state = _noted(state, entry, outcome, rank)
    state = _counted(state, entry)
    if outcome.kind == "parked":
        raw = entry.model_dump(mode="json")
        return state.model_copy(update={"parked": (*state.parked, raw)})
    return _effect(state, entry)


def _noted(state: Dossier, entry: Entry, outcome: Outcome, rank: int | None) -> Dossier:
    moment = Moment(
        id=entry.id,
        rank=rank,
        kind=entry.kind,
        counter=entry.counter,
        officer=entry.officer,
        happened=entry.happened,
        outcome=outcome.kind,
        words=_words(entry),
    )
    update: dict[str, Any] = {"timeline": (*state.timeline, moment)}
    if rank is not None:
        update["rank"] = rank
    if outcome.case is not None:
        opened = OpenCase(
            entry=entry.id,
            counter=entry.counter,
            parked=outcome.kind == "parked",
            case=outcome.case,
        )
        update["cases"] = (*state.cases, opened)
    return state.model_copy(update=update)


def _words(entry: Entry) -> dict[str, Any]:
    """The few words of a body that a timeline shows."""
    wanted = (
        "code",
        "number",
        "reason",
        "form",
        "copy_number",
        "channel",
        "outcome",
        "field",
        "decision",
        "about",
        "to",
        "amount_vnd",
    )
    return {key: entry.body[key] for key in wanted if isinstance(entry.body.get(key), str | int)}


def _counted(state: Dossier, entry: Entry) -> Dossier:
    """Codes and money count whatever the outcome: they are in the citizen's hand."""
    match body_of(entry):
        case Received(code=code) if code not in state.claimed_codes:
            return state.model_copy(update={"claimed_codes": (*state.claimed_codes, code)})
        case FeeTaken() as fee:
            return state.model_copy(update={"fees": (*state.fees, fee)})
        case SupplementRequested() as request:
            slip = Slip(
                number=request.number, barcode=request.barcode, at=entry.happened, request=request
            )
            return state.model_copy(update={"slips": (*state.slips, slip)})
        case _:
            return state


def _effect(state: Dossier, entry: Entry) -> Dossier:
    """The dossier after the full effect of an entry's body."""
    body = body_of(entry)
    match body:
        case Received():
            return _receive(state, entry, body)
        case SupplementRequested():
            return _request_supplement(state, body)
        case Supplemented():
            update = {"status": state.status_before or Status.RECEIVED, "status_before": None}
            promised = {"promised": body.promised} if body.promised else {}
            return state.model_copy(update=update | promised)
        case Corrected():
            return _correct(state, body)
        case CaseSettled():
            return _settle(state, body)
        case SlipPrinted() | Notified() | FeeTaken():
            return state
        case _:
            return _move(state, entry.kind)


def _receive(state: Dossier, entry: Entry, body: Received) -> Dossier:
    return state.model_copy(
        update={
            "status": Status.RECEIVED,
            "status_before": None,
            "code": body.code,
            "counter": entry.counter,
            "officer": entry.officer,
            "received_at": entry.happened,
            "received": body,
            "promised": body.promised,
            "draft": None,
        }
    )


def _request_supplement(state: Dossier, body: SupplementRequested) -> Dossier:
    before = {"status_before": state.status} if state.code else {"draft": body.draft}
    return state.model_copy(update={"status": Status.SUPPLEMENT_REQUESTED, **before})


def _correct(state: Dossier, body: Corrected) -> Dossier:
    """A correction that cannot be made changes nothing, even when an officer applies it."""
    received = corrected(state.received, body)
    return state if received is None else state.model_copy(update={"received": received})


def corrected(received: Received | None, body: Corrected) -> Received | None:
    """A reception with one field corrected; None where that gives no reception."""
    if received is None:
        return None
    try:
        changed = received.model_dump(mode="json") | {body.field: body.new}
        return Received.model_validate(changed)
    except ValidationError:
        return None


def _settle(state: Dossier, body: CaseSettled) -> Dossier:
    """Close the case; apply the parked body at the settlement's own rank if so decided."""
    target = str(body.entry)
    taken = any(one.entry == body.entry and one.case.code == CODE_TAKEN for one in state.cases)
    waiting = [raw for raw in state.parked if raw["id"] == target and not taken]
    state = state.model_copy(
        update={
            "cases": tuple(case for case in state.cases if case.entry != body.entry),
            "parked": tuple(raw for raw in state.parked if raw["id"] != target),
        }
    )
    if waiting and body.decision == "apply":
        return _effect(state, Entry.model_validate(waiting[0]))
    return state


def _move(state: Dossier, kind: str) -> Dossier:
    target = MOVES.get(kind)
    return target(state) if target else state


def _to(status: Status) -> Callable[[Dossier], Dossier]:
    return lambda state: state.model_copy(update={"status": status})


def _pause(state: Dossier) -> Dossier:
    update = {"status_before": state.status, "status": Status.OBLIGATION_REQUESTED}
    return state.model_copy(update=update)


def _resume(state: Dossier) -> Dossier:
    update = {"status": state.status_before or Status.RECEIVED, "status_before": None}
    return state.model_copy(update=update)


MOVES: Mapping[str, Callable[[Dossier], Dossier]] = {
    "dossier.refused": _to(Status.NOT_RECEIVED),
    "dossier.in_process": _to(Status.IN_PROCESS),
    "dossier.payment_requested": _pause,
    "obligation.met": _resume,
    "dossier.withdrawn": _to(Status.WITHDRAWN),
    "dossier.stopped": _to(Status.STOPPED),
    "dossier.resolved": _to(Status.RESOLVED),
    "dossier.returned": _to(Status.RETURNED),
}
"""Kinds whose whole effect is a step on the status axis."""
