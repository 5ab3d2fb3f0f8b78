"""Finding a procedure by a few letters: with or without marks, by code, by field, by initials."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.letters import folded
from schemas.procedures import Catalogue, Procedure

_FEWEST_INITIALS = 2
_NOWHERE = (1_000, 0)


@dataclass(frozen=True)
class Findable:
    """A procedure with its texts ready for comparing."""

    procedure: Procedure
    uses: int
    words: tuple[str, ...]
    text: str
    initials: str


def findable(catalogue: Catalogue, uses: Mapping[str, int]) -> tuple[Findable, ...]:
    """Every procedure of a catalogue, the most used first."""
    ordered = sorted(catalogue.procedures, key=lambda one: -uses.get(one.code, 0))
    return tuple(_findable(one, uses.get(one.code, 0)) for one in ordered)


def _findable(procedure: Procedure, uses: int) -> Findable:
    words = tuple(re.findall(r"[a-z0-9]+", folded(procedure.name)))
    return Findable(
        procedure=procedure,
        uses=uses,
        words=words,
        text=" ".join((procedure.code, *words, folded(procedure.field))),
        initials="".join(word[0] for word in words),
    )


def find(query: str, among: Sequence[Findable], limit: int = 50) -> tuple[Procedure, ...]:
    """The procedures that a query names, likeliest first; the most used for an empty one.

    Of two that fit and are used alike, the one whose name says it earlier, or is shorter, is first.
    """
    wanted = folded(query)
    if not wanted:
        return tuple(one.procedure for one in among[:limit])
    ranked = [
        (rank, -one.uses, _place(one, wanted), n)
        for n, one in enumerate(among)
        if (rank := _rank(one, wanted))
    ]
    return tuple(among[n].procedure for *_, n in sorted(ranked)[:limit])


def _rank(one: Findable, wanted: str) -> int:
    """How well a procedure fits, 1 is best; 0 for not at all."""
    if one.procedure.code.startswith(wanted):
        return 1
    bare = wanted.replace(" ", "")
    if len(bare) >= _FEWEST_INITIALS and one.initials.startswith(bare):
        return 1
    if f" {wanted}" in one.text:
        return 2
    terms = wanted.split()
    if all(any(word.startswith(term) for word in one.words) for term in terms):
        return 3
    return 4 if all(term in one.text for term in terms) else 0


def _place(one: Findable, wanted: str) -> tuple[int, int]:
    """How far into the name the words of a query stand, and how long the name is."""
    firsts = [
        next((at for at, word in enumerate(one.words) if word.startswith(term)), None)
        for term in wanted.split()
    ]
    known = [at for at in firsts if at is not None]
    # What only the code, the field or the initials say is told by no word of the name.
    return (sum(known), len(one.words)) if len(known) == len(firsts) else _NOWHERE
