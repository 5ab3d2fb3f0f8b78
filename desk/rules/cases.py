"""What an officer may decide of a case in a dossier as it stands, and what each makes of it."""

from dataclasses import dataclass
from uuid import UUID

from desk.rules.repeating import repeatable
from desk.texts.cases import NOBODY, Answer, choices
from desk.texts.writers import Writers
from schemas.clashes import COMMUTING
from schemas.dossiers import CODE_TAKEN, Dossier, Moment, OpenCase
from schemas.entries import CaseSettled
from schemas.settling import is_effective, settled, steps_since

_UNWRITTEN = UUID(int=0)


@dataclass(frozen=True)
class Offer:
    """One thing that may be done about a case."""

    answer: Answer
    words: str
    after: Dossier
    """The dossier once it is done; of `again`, as it is."""


def offers(state: Dossier, one: OpenCase, writers: Writers = NOBODY) -> tuple[Offer, ...]:
    """What makes sense, the usual first; what would change nothing is not offered."""
    kind = _moment(state, one).kind
    return tuple(
        Offer(answer, words, _after(state, one, answer))
        for answer, words in choices(one, kind, writers)
        if _is_open(state, one, answer)
    )


def is_overtaken(state: Dossier, one: OpenCase) -> bool:
    """Whether a parked entry could have had an effect, and no longer has."""
    answers = {answer for answer, _ in choices(one)}
    return one.parked and "apply" in answers and not _is_open(state, one, "apply")


def is_untouched(state: Dossier, one: OpenCase) -> bool:
    """Whether nobody has gone on with the dossier since an entry was ranked."""
    return all(moment.kind in COMMUTING for moment in steps_since(state, one.entry))


def followers(state: Dossier, one: OpenCase) -> tuple[Moment, ...]:
    """What waits for the decision: parked entries of the same counter without a case."""
    cases = {case.entry for case in state.cases}
    waiting = {UUID(raw["id"]) for raw in state.parked if raw["counter"] == one.counter} - cases
    return tuple(moment for moment in state.timeline if one.parked and moment.id in waiting)


def _is_open(state: Dossier, one: OpenCase, answer: Answer) -> bool:
    if answer == "apply" and one.parked:
        body = CaseSettled(entry=one.entry, decision="apply")
        return one.case.code != CODE_TAKEN and is_effective(state, body)
    if answer == "again":
        return repeatable(state) is not None
    return True


def _after(state: Dossier, one: OpenCase, answer: Answer) -> Dossier:
    if answer == "again":
        return state
    return settled(state, CaseSettled(entry=one.entry, decision=answer), _UNWRITTEN)


def _moment(state: Dossier, one: OpenCase) -> Moment:
    return next(moment for moment in state.timeline if moment.id == one.entry)
