"""What a department does to a dossier: it becomes an entry of the unit's own counter.

A deed that the dossier's newest step already says is done once only. A deed that the dossier's
state does not allow is refused: nothing was printed or handed out for it, so nothing is lost.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from schemas.clashes import COMMUTING
from schemas.codes import read_code
from schemas.dossiers import Case, Dossier, Moment
from schemas.journal import Entry
from schemas.judge import judge
from schemas.shape import Shape
from sync.centre.deeds import Deed, Scene, body_for
from sync.centre.own_counter import Hand, OwnFact, lock_unit, record
from sync.centre.refusals import RefusedError
from sync.centre.states import dossier_at
from sync.centre.tables import CodeClaim


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
        RefusedError: 404 `unknown_dossier`, 422 `unknown_deed` or `missing_option`, 409 `not_now`
            with the dossier's status.
    """
    unit, dossier = _claimant(session, code)
    lock_unit(session, unit)
    state = state_of(session, unit, dossier)
    kind, body = body_for(deed, Scene(session, state, hand.now))
    known = _done_before(state, kind, body, deed)
    if known is not None:
        return Done(unit, dossier, state.code, _number(state), known.id, created=False)
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


def _done_before(state: Dossier, kind: str, body: Shape, deed: Deed) -> Moment | None:
    """The newest step, if it says the same already."""
    beside = kind in COMMUTING
    steps = (
        one
        for one in reversed(state.timeline)
        if one.outcome != "parked" and (one.kind == kind if beside else one.kind not in COMMUTING)
    )
    newest = next(steps, None)
    if newest is None or newest.kind != kind:
        return None
    said = body.model_dump(mode="json")
    # A number that the centre makes up is another one every time.
    compared = ("reason", "number", "batch") if deed.number else ("reason",)
    shown = [key for key in compared if key in said]
    return newest if all(said[key] == newest.words.get(key, "") for key in shown) else None


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
