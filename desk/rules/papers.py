"""Papers that come after the reception: brought for a slip, or compared with what was sent."""

from collections.abc import Mapping, Sequence

from desk.rules.reception import came
from desk.rules.recording import NotRecorded
from schemas.dossier_bodies import ComparedPaper, OriginalsCompared
from schemas.dossiers import Dossier
from schemas.entries import Lacking, SupplementRequested
from schemas.procedures import Case, Paper
from schemas.reception import TickedPaper


def papers_of(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """The papers that a dossier lists: key and name."""
    holder = dossier.received or dossier.draft
    return tuple((paper.key, paper.name) for paper in holder.papers) if holder else ()


def brought(
    request: SupplementRequested, held: Sequence[TickedPaper], case: Case | None
) -> tuple[TickedPaper, ...]:
    """Everything that a slip asked for, as it is held once it has come."""
    asked = {(paper.key, paper.name): paper for paper in case.papers} if case else {}
    before = {paper.key: paper for paper in held}
    return tuple(
        _came(one, before.get(one.key), asked.get((one.key, one.name)) or _as_asked(one))
        for one in request.lacking
    )


def _came(one: Lacking, held: TickedPaper | None, asked: Paper | None) -> TickedPaper:
    fresh = TickedPaper(
        key=one.key, name=one.name, handling=asked.handling if asked else "handed_in"
    )
    return came(held or fresh, asked)


def _as_asked(one: Lacking) -> Paper | None:
    """A paper that the catalogue does not know, with the counts that the slip names."""
    if not (one.originals or one.certified or one.photocopies):
        return None
    return Paper(
        key=one.key,
        name=one.name,
        originals=one.originals,
        certified=one.certified,
        photocopies=one.photocopies,
    )


def comparison_of(
    papers: Sequence[TickedPaper], differing: Mapping[str, str], reason: str
) -> OriginalsCompared | NotRecorded:
    """The comparison of every paper sent with its original, or why it cannot be recorded.

    `differing` says of each paper that does not match, by its key, what is wrong with it.
    """
    if not papers:
        return NotRecorded("nothing_to_compare")
    keys = [paper.key for paper in papers]
    unknown = [key for key in differing if key not in keys]
    if unknown:
        return NotRecorded("no_such_paper", {"key": unknown[0], "keys": ", ".join(keys)})
    if not all(flaw.strip() for flaw in differing.values()):
        return NotRecorded("flaw_missing")
    return OriginalsCompared(
        papers=tuple(
            ComparedPaper(
                key=paper.key,
                name=paper.name,
                matches=paper.key not in differing,
                flaw=differing.get(paper.key, ""),
            )
            for paper in papers
        ),
        reason=reason,
    )
