"""What can be received again: what stands under no code of its own, or was set aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from schemas.dossiers import CODE_TAKEN, Dossier, Moment
from schemas.judge import ALLOWED

Why = Literal["received_again", "submitted_again", "lapsed_again"]


@dataclass(frozen=True)
class Repeatable:
    """An entry that a reception may be done again for."""

    entry: Moment
    why: Why
    """Its code is another dossier's; the same of an online submission; it was set aside."""


def repeatable(state: Dossier | None) -> Repeatable | None:
    """What of a dossier can be received again; None where nothing can."""
    if state is None or not is_begun(state):
        return None
    return next(_found(state), None)


def is_begun(state: Dossier) -> bool:
    """Whether a dossier may yet be received."""
    return state.received is None and state.status in ALLOWED["dossier.received"]


def is_without_code(state: Dossier) -> bool:
    """Whether citizens were told a code of a dossier that has none."""
    return state.code is None and bool(state.on_paper() or state.in_vain())


def codes_taken(state: Dossier) -> Iterator[Moment]:
    """The entries whose codes belong to another dossier, as the centre has confirmed."""
    taken = {one.entry for one in state.cases if one.case.code == CODE_TAKEN}
    return (one for one in state.timeline if one.id in taken and one.rank is not None)


def _found(state: Dossier) -> Iterator[Repeatable]:
    submission = state.in_vain()
    if state.on_paper() is not None:
        receptions = [one for one in state.timeline if one.kind == "dossier.received"]
        yield from (Repeatable(one, "received_again") for one in _open(state, receptions))
        if state.lapsed is not None:
            yield from (Repeatable(one, "lapsed_again") for one in _aside(state, receptions))
    elif submission is not None and state.draft is not None:
        both = (*_open(state, [submission]), *_aside(state, [submission]))
        yield from (Repeatable(one, "submitted_again") for one in both)


def _open(state: Dossier, entries: list[Moment]) -> Iterator[Moment]:
    return (one for one in codes_taken(state) if one in entries)


def _aside(state: Dossier, entries: list[Moment]) -> Iterator[Moment]:
    """The newest first of what was set aside, once nothing else waits for a decision."""
    aside = {one.entry for one in state.decided if one.decision == "set_aside"}
    return (one for one in reversed(entries) if one.id in aside and not state.parked)
