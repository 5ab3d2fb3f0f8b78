"""What a department does to a dossier: it becomes an entry of the unit's own counter.

A deed that the dossier's newest step already says is done once only. A deed that the dossier's
state does not allow is refused: nothing was printed or handed out for it, so nothing is lost.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from schemas.clashes import COMMUTING
from schemas.codes import read_code
from schemas.dossiers import Case, Dossier, Moment
from schemas.journal import Entry, read_entry
from schemas.judge import judge
from schemas.shape import Shape
from sync.centre.deeds import Deed, Scene, body_for, refuse_odd_due
from sync.centre.own_counter import Hand, OwnFact, lock_unit, record
from sync.centre.refusals import RefusedError
from sync.centre.states import dossier_at
from sync.centre.tables import CodeClaim, StoredEntry

NUMBERS = frozenset({"number", "barcode"})
TIMES = frozenset({"promised"})


@dataclass(frozen=True)
class Done:
    """A deed is in the feed."""

    unit: str
    dossier: UUID
    code: str | None
    status: int | None
    entry: UUID
    created: bool
    """False when it had been done before."""
    case: Case | None = None
    """The case that it opened."""


def act(session: Session, code: str, deed: Deed, hand: Hand) -> Done:
    """Do something to the dossier that a code belongs to; the answer holds once committed.

    Raises:
        RefusedError: 404 `unknown_dossier`; 422 `unknown_deed`, `missing_option` or a date that
            cannot be; 409 `not_now` with the dossier's status.
    """
    unit, dossier = _claimant(session, code)
    lock_unit(session, unit)
    state = state_of(session, unit, dossier)
    scene = Scene(session, state, hand.now)
    kind, body = body_for(deed, scene)
    known = _done_before(session, state, kind, body, deed)
    if known is not None:
        return Done(unit, dossier, state.code, _number(state), known.id, created=False)
    refuse_odd_due(deed, scene)
    fact = OwnFact(kind, body, hand.now, dossier, base=state.rank)
    _refuse_impossible(state, unit, fact, hand)
    recorded = record(session, unit, [fact], hand)
    after = state_of(session, unit, dossier)
    return Done(
        unit=unit,
        dossier=dossier,
        code=after.code,
        status=_number(after),
        entry=recorded.entries[-1].id,
        created=True,
        case=recorded.taken.results[-1].case,
    )


def _claimant(session: Session, code: str) -> tuple[str, UUID]:
    """The unit and id of the dossier that a code belongs to."""
    read = read_code(code)
    if read is not None:
        wanted = select(CodeClaim.unit, CodeClaim.dossier).where(CodeClaim.code == read.text)
        found = session.exec(wanted).first()
        if found is not None:
            return found
    raise RefusedError(404, "unknown_dossier", {"code": code})


def state_of(session: Session, unit: str, dossier: UUID) -> Dossier:
    """A dossier as its unit's feed tells it."""
    found = dossier_at(session, unit, dossier)
    assert found is not None, "what a code or an entry names is there"
    return found


def _number(state: Dossier) -> int | None:
    return None if state.status is None else int(state.status)


def _done_before(
    session: Session, state: Dossier, kind: str, body: Shape, deed: Deed
) -> Moment | None:
    """The newest step, if it says all the same already."""
    beside = kind in COMMUTING
    steps = (
        one
        for one in reversed(state.timeline)
        if one.outcome != "parked" and (one.kind == kind if beside else one.kind not in COMMUTING)
    )
    newest = next(steps, None)
    if newest is None or newest.kind != kind:
        return None
    # A number or a time that the centre itself makes is another one every time.
    made = (frozenset() if deed.number else NUMBERS) | (frozenset() if deed.due else TIMES)
    held = _body_of(session, state.home, newest.id)
    is_same = _without(held, made) == _without(body.model_dump(mode="json"), made)
    return newest if is_same else None


def _body_of(session: Session, unit: str, entry: UUID) -> dict[str, Any]:
    wanted = select(StoredEntry.text).where(
        StoredEntry.unit == unit, StoredEntry.id == entry, col(StoredEntry.position).is_not(None)
    )
    return read_entry(session.exec(wanted).one()).body


def _without(body: Mapping[str, Any], made: AbstractSet[str]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in made}


def _refuse_impossible(state: Dossier, unit: str, fact: OwnFact, hand: Hand) -> None:
    """Ask the judge before anything is written."""
    entry = Entry.model_validate(
        {
            "counter": f"{unit}/C0",
            "epoch": 1,
            "seq": 1,
            "id": UUID(int=0),
            "dossier": fact.dossier,
            "home": state.home,
            "kind": fact.kind,
            "v": 1,
            "happened": fact.happened,
            "at": hand.now,
            "skew_ms": 0,
            "officer": hand.officer,
            "base": fact.base,
            "body": fact.body.model_dump(mode="json"),
            "prev": None,
            "digest": "",
        }
    )
    if judge(state, entry, None).kind == "parked":
        raise RefusedError(409, "not_now", {"status": str(_number(state) or "")})
