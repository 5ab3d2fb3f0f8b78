"""What a decision makes of the papers in the citizen's hand: which one stands, which is void."""

from collections.abc import Iterator

from desk.screens.desk_rows import short_code
from desk.screens.reception_words import moment_words
from desk.texts import cases_screen as words
from desk.usecases.cases import CaseAtHand
from schemas.dossiers import Dossier, HeldPromise, Moment
from schemas.entries import Received
from schemas.shape import Shape
from schemas.statuses import CLOSED, Status

_OVER = CLOSED | {Status.RESOLVED}
"""Statuses in which nobody waits for a promised time any more."""


def paper_words(one: CaseAtHand, after: Dossier) -> Iterator[str]:
    """The code and the time that stand, where two papers differ, and the paper that is void."""
    recorded, other = one.recorded, one.other if one.open.parked else None
    if other is None:
        return
    if len({_code(recorded), _code(other)} - {""}) > 1 and after.code:
        said = words.AFTER_CODE_SAME if after.code == one.state.code else words.AFTER_CODE
        yield said.format(code=short_code(after.code))
    papers = ((recorded, one.here), (other, one.there))
    void = [said for moment, body in papers if (said := _void(one, moment, body, after))]
    before = one.state.promised
    if void and before is not None and after.promised == before and after.status not in _OVER:
        yield words.AFTER_PROMISED_SAME.format(due=moment_words(before.due))
    yield from void


def _void(one: CaseAtHand, moment: Moment, body: Shape | None, after: Dossier) -> str:
    """Why the paper of an entry stands no more, if so; its code tells it best."""
    code, held = _code(moment), _promise(one.state, moment)
    standing = after.promised if after.status not in _OVER else None
    if code and after.code and code != after.code:
        said = words.VOID_CODE.format(code=short_code(code))
    elif held is not None and standing is not None and held.due != standing.due:
        said = words.VOID_PROMISED.format(due=moment_words(held.due))
    elif isinstance(body, Received) and after.received and _who(body) != _who(after.received):
        said = words.VOID_NAME.format(name=body.applicant.name)
    else:
        return ""
    return words.AFTER_VOID.format(place=one.writers.place(moment.counter), said=said)


def _who(received: Received) -> tuple[str, str]:
    return received.applicant.name, received.applicant.number


def _code(moment: Moment) -> str:
    return str(moment.words.get("code", "")) if moment.kind == "dossier.received" else ""


def _promise(state: Dossier, moment: Moment) -> HeldPromise | None:
    return next((one for one in state.promises if one.entry == moment.id), None)
