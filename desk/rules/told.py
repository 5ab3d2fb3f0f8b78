"""What a dossier still tells of the body of an entry that this counter does not have."""

from collections.abc import Callable, Mapping

from pydantic import ValidationError

from schemas.dossiers import Dossier, HeldPromise, Moment
from schemas.entries import CaseSettled, Promised, Reason, Supplemented, SupplementRequested
from schemas.shape import Shape


def told_of(state: Dossier, moment: Moment) -> Shape | None:
    """The body of one step, from the dossier that it went into; None where nothing is left of it.

    What was corrected or supplemented since is told as it stands.
    """
    match moment.kind:
        case "dossier.received":
            is_it = (state.counter, state.received_at) == (moment.counter, moment.happened)
            return state.received if is_it else None
        case "dossier.supplemented":
            return _supplemented(state, moment)
        case "dossier.supplement_requested":
            return _request(state, moment)
        case "dossier.withdrawn" | "dossier.stopped":
            return Reason(reason=str(moment.words.get("reason", "")))
        case "case.settled":
            return _settlement(moment)
        case "fee.collected":
            taken = (fee for fee in state.fees if fee.amount_vnd == moment.words.get("amount_vnd"))
            return next(taken, None)
        case kind:
            tell = _FIELDS.get(kind)
            return tell(state) if tell else None


_FIELDS: Mapping[str, Callable[[Dossier], Shape | None]] = {
    "dossier.registered": lambda state: state.registered,
    "dossier.refused": lambda state: state.refusal,
    "dossier.resolved": lambda state: state.result,
    "dossier.returned": lambda state: state.returned,
    "dossier.apologised": lambda state: state.apology,
    "dossier.handed_over": lambda state: state.holder,
}
"""Bodies that a dossier keeps whole, by their kinds."""


def _settlement(moment: Moment) -> CaseSettled | None:
    told = {name: moment.words.get(name, "") for name in CaseSettled.model_fields}
    try:
        return CaseSettled.model_validate(told)
    except ValidationError:
        # Decided by a newer release, in words of its own.
        return None


def _supplemented(state: Dossier, moment: Moment) -> Supplemented:
    papers = state.received.papers if state.received else ()
    held = next((one for one in state.promises if one.entry == moment.id), None)
    return Supplemented(papers=papers, promised=_promised(state, held) if held else None)


def _promised(state: Dossier, held: HeldPromise) -> Promised:
    """A time on paper; its rule is known only of the one that stands."""
    standing = state.promised
    if standing is not None and standing.due == held.due:
        return standing
    return Promised(due=held.due, published=held.due, rule="", calendar=0)


def _request(state: Dossier, moment: Moment) -> SupplementRequested | None:
    number = moment.words.get("number")
    return next((slip.request for slip in state.slips if slip.number == number), None)
