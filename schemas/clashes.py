"""What stands in the way of a step: who did what when, under the code that its sentence has."""

from collections.abc import Iterator

from schemas.journal import Entry
from schemas.shape import written
from schemas.standing import Case, Dossier, Moment

CLASHES: dict[str, dict[str, str]] = {
    "dossier.registered": {"dossier.registered": "registered_twice"},
    "dossier.received": {"dossier.received": "received_twice"},
    "dossier.supplemented": {"dossier.supplemented": "answered_elsewhere"},
    "dossier.returned": {
        "dossier.withdrawn": "returned_after_withdrawal",
        "dossier.stopped": "returned_after_stop",
        "dossier.returned": "returned_twice",
    },
    "dossier.withdrawn": {
        "dossier.returned": "withdrawn_after_return",
        "dossier.withdrawn": "withdrawn_twice",
    },
}
"""Of a step that may not be taken: what was done before it, and the case that this makes."""

COMMUTING = frozenset(
    {
        "slip.printed",
        "slip.reprinted",
        "citizen.notified",
        "fee.collected",
        "fee.refunded",
        "fee.exempted",
        "number.voided",
        "scan.attached",
        "originals.compared",
        "dossier.handed_over",
        "result.arrived",
    }
)
"""Kinds that say something beside the course of the dossier: their order does not matter."""

EVIDENCE = frozenset({"slip.printed", "slip.reprinted"})
"""Commuting kinds that nobody has to look at, whoever wrote them."""

ONLY_ITSELF = frozenset({"fee.collected", "fee.refunded", "fee.exempted", "dossier.handed_over"})
"""Commuting kinds that two counters must not both record without knowing of each other."""


def commute(kind: str, other: str) -> bool:
    """Whether two entries give the same dossier in either order, and no doubt about either."""
    if kind == other and kind in ONLY_ITSELF:
        return False
    return kind in COMMUTING or other in COMMUTING


def in_the_way(dossier: Dossier | None, entry: Entry) -> Case:
    """The case of a step that may not be taken from where the dossier is."""
    params = {"kind": entry.kind, "status": _status(dossier)}
    known = CLASHES.get(entry.kind, {})
    before = _newest(dossier, frozenset(known))
    if before is None:
        return Case(code="invalid_transition", params=params)
    return Case(code=known[before.kind], params=params | who(before))


def stale(dossier: Dossier | None, field: str) -> Case:
    """The case of a correction whose old value stands no more: who changed it."""
    for moment in _effective(dossier):
        is_it = moment.kind == "dossier.corrected" and moment.words.get("field") == field
        is_papers = moment.kind == "dossier.supplemented" and field == "papers"
        if is_it or is_papers or moment.kind == "dossier.received":
            return Case(code="stale_correction", params={"field": field} | who(moment))
    return Case(code="stale_correction", params={"field": field})


def unseen(dossier: Dossier | None, entry: Entry) -> Case | None:
    """The case of a step that somebody took without having seen another's."""
    for moment in _effective(dossier):
        above = moment.rank is not None and moment.rank > (entry.base or 0)
        if not above or commute(entry.kind, moment.kind):
            continue
        if _author(dossier, moment) not in {None, entry.counter}:
            return Case(code="concurrent", params={"kind": entry.kind} | who(moment))
    return None


def _author(dossier: Dossier | None, moment: Moment) -> str | None:
    """Whose step it was; a settlement gives its effect to the entry's writer, or has none."""
    if moment.kind != "case.settled" or dossier is None:
        return moment.counter
    if moment.words.get("decision") != "apply":
        return None
    settled = (one for one in dossier.timeline if str(one.id) == moment.words.get("entry"))
    return next((one.counter for one in settled), moment.counter)


def who(moment: Moment) -> dict[str, str]:
    """Who did what when, as the parameters of a case."""
    return {
        "other": moment.kind,
        "counter": moment.counter,
        "officer": moment.officer,
        "happened": written(moment.happened),
    }


def _status(dossier: Dossier | None) -> str:
    return "" if dossier is None or dossier.status is None else str(int(dossier.status))


def _newest(dossier: Dossier | None, kinds: frozenset[str]) -> Moment | None:
    return next((moment for moment in _effective(dossier) if moment.kind in kinds), None)


def _effective(dossier: Dossier | None) -> Iterator[Moment]:
    """What had an effect, newest first; a parked entry has it once an officer applied it."""
    if dossier is None:
        return iter(())
    applied = {one.entry for one in dossier.decided if one.decision == "apply"}
    newest = reversed(dossier.timeline)
    return (one for one in newest if one.outcome != "parked" or one.id in applied)
