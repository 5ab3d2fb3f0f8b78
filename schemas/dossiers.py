"""The dossier as it stands: a fold of entries and their outcomes, in ascending rank.

Nothing here reads anything but the entry, its outcome and the state so far: the same code gives the
same dossier at every counter and at the centre.
"""

from typing import Any

from schemas.dossier_bodies import FeeExempted, FeeRefunded
from schemas.effects import Change, corrected, effect
from schemas.entries import (
    Apologised,
    CaseSettled,
    Promised,
    Received,
    Registered,
    Supplemented,
    SupplementRequested,
    body_of,
)
from schemas.identity import as_ranked
from schemas.journal import Entry
from schemas.reception import FeeTaken, ReceptionForm
from schemas.settling import settled, told_by_now
from schemas.standing import (
    BEHIND,
    CODE_TAKEN,
    Case,
    Decided,
    Decision,
    Dossier,
    HeldPromise,
    Moment,
    OpenCase,
    Outcome,
    OutcomeKind,
    Slip,
)

__all__ = [
    "CODE_TAKEN",
    "FOLD_VERSION",
    "Case",
    "Decided",
    "Decision",
    "Dossier",
    "HeldPromise",
    "Moment",
    "OpenCase",
    "Outcome",
    "OutcomeKind",
    "Slip",
    "corrected",
    "fold",
    "money_taken",
]

FOLD_VERSION = 5
"""Raised whenever the fold gives another result for the same entries, or knows another kind."""


def fold(dossier: Dossier | None, entry: Entry, outcome: Outcome, rank: int | None) -> Dossier:
    """The dossier after one more entry; `rank` is None while the entry is unconfirmed."""
    assert entry.dossier is not None
    entry = as_ranked(entry, outcome)
    state = _folded(dossier or Dossier(id=entry.dossier, home=entry.home), entry, outcome, rank)
    return told_by_now(state) if state.cases else state


def _folded(state: Dossier, entry: Entry, outcome: Outcome, rank: int | None) -> Dossier:
    told = _noted(state, entry, outcome, rank) | _in_hand(state, entry)
    if outcome.kind == "parked":
        raw = entry.model_dump(mode="json")
        return state.model_copy(update=told | {"parked": (*state.parked, raw)})
    body = body_of(entry)
    if isinstance(body, CaseSettled):
        return settled(state.model_copy(update=told), body, entry.id)
    return effect(state, entry, told)


def _noted(state: Dossier, entry: Entry, outcome: Outcome, rank: int | None) -> Change:
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
    told: Change = {"timeline": (*state.timeline, moment)}
    if rank is not None:
        told["rank"] = rank
    if outcome.case is not None and not _waits(state, entry, outcome.case):
        opened = OpenCase(
            entry=entry.id,
            counter=entry.counter,
            parked=outcome.kind == "parked",
            case=outcome.case,
        )
        told["cases"] = (*state.cases, opened)
    return told


def _waits(state: Dossier, entry: Entry, case: Case) -> bool:
    """Whether an entry waits for what becomes of another one of its counter."""
    before = (one for one in state.cases if one.parked and one.counter == entry.counter)
    return case.code == BEHIND and any(before)


def _words(entry: Entry) -> dict[str, Any]:
    """The few words of a body that a timeline shows."""
    body = entry.body
    return {key: body[key] for key in _SHOWN if isinstance(body.get(key), (str, int))}


_SHOWN = (
    "code",
    "number",
    "reason",
    "form",
    "copy_number",
    "channel",
    "outcome",
    "field",
    "entry",
    "decision",
    "about",
    "to",
    "batch",
    "paper",
    "amount_vnd",
)


def _in_hand(state: Dossier, entry: Entry) -> Change:
    """Codes, slips, promises, money and a submission count whatever the outcome."""
    match body_of(entry):
        case Registered(code=code, form=form):
            return _claimed(state, code) | _submitted(state, form)
        case Received(code=code, promised=promised):
            return _claimed(state, code) | _promised(state, entry, promised)
        case Supplemented(promised=promised) | Apologised(promised=promised):
            return _promised(state, entry, promised)
        case SupplementRequested() as request:
            slip = Slip(
                number=request.number, barcode=request.barcode, at=entry.happened, request=request
            )
            return {"slips": (*state.slips, slip)}
        case FeeTaken() as fee:
            return {"fees": (*state.fees, fee)}
        case FeeRefunded() as refund:
            return {"refunds": (*state.refunds, refund)}
        case FeeExempted() as exemption:
            return {"exemptions": (*state.exemptions, exemption)}
        case _:
            return {}


def _claimed(state: Dossier, code: str) -> Change:
    known = code in state.claimed_codes
    return {} if known else {"claimed_codes": (*state.claimed_codes, code)}


def _submitted(state: Dossier, form: ReceptionForm) -> Change:
    """Who asked for what stays told, though the code that was given out belongs to another."""
    is_told = state.draft or state.registered or state.received
    return {} if is_told else {"draft": form}


def _promised(state: Dossier, entry: Entry, promised: Promised | None) -> Change:
    if promised is None:
        return {}
    held = HeldPromise(entry=entry.id, counter=entry.counter, due=promised.due)
    return {"promises": (*state.promises, held)}


def money_taken(dossier: Dossier) -> int:
    """What was taken for a dossier and not given back, in VND."""
    taken = sum(fee.amount_vnd for fee in dossier.fees)
    return taken - sum(refund.amount_vnd for refund in dossier.refunds)
