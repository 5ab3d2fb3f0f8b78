"""What stands in the way of a step: who did what when, under the code that its sentence has."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from schemas.journal import Entry
from schemas.shape import written
from schemas.standing import Case, Dossier, Moment
from schemas.statuses import Status

CLASHES: dict[str, dict[str, str]] = {
    "dossier.registered": {"dossier.registered": "registered_twice"},
    "dossier.received": {"dossier.received": "received_twice"},
    "dossier.supplemented": {"dossier.supplemented": "answered_elsewhere"},
    "dossier.resolved": {"dossier.withdrawn": "resolved_after_withdrawal"},
    "dossier.returned": {
        "dossier.withdrawn": "returned_after_withdrawal",
        "dossier.stopped": "returned_after_stop",
        "dossier.returned": "returned_twice",
    },
    "dossier.withdrawn": {
        "dossier.resolved": "withdrawn_after_result",
        "dossier.returned": "withdrawn_after_return",
        "dossier.withdrawn": "withdrawn_twice",
    },
}
"""Of a step that may not be taken: what stands in its way, and the case that this makes."""
INVALID = "invalid_transition"
"""Case of a step with something in its way that no clash has a code for."""
IN_THE_WAY = frozenset({INVALID, *(code for known in CLASHES.values() for code in known.values())})
"""Every code that `in_the_way` gives."""

_LEADS_TO: Mapping[Status, frozenset[str]] = {
    Status.REGISTERED: frozenset({"dossier.registered", "dossier.supplemented", "obligation.met"}),
    Status.RECEIVED: frozenset({"dossier.received", "dossier.supplemented", "obligation.met"}),
    Status.NOT_RECEIVED: frozenset({"dossier.refused"}),
    Status.IN_PROCESS: frozenset({"dossier.in_process", "dossier.supplemented", "obligation.met"}),
    Status.SUPPLEMENT_REQUESTED: frozenset({"dossier.supplement_requested"}),
    Status.OBLIGATION_REQUESTED: frozenset({"dossier.payment_requested"}),
    Status.WITHDRAWN: frozenset({"dossier.withdrawn"}),
    Status.STOPPED: frozenset({"dossier.stopped"}),
    Status.RESOLVED: frozenset({"dossier.resolved"}),
    Status.RETURNED: frozenset({"dossier.returned"}),
}
"""The steps that bring a dossier to a status, or back to it."""
_NAMED = frozenset({"kind", "status", "code", "held", "other", "counter", "officer", "happened"})
"""What `in_the_way` may tell of a case."""

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
    """The case of a step that may not be taken from where the dossier is.

    It names the newest step with an effect that is in the way: the same step done before, or what
    brought the dossier where it is.
    """
    params = {"kind": entry.kind, "status": _status(dossier)}
    before = _done_before(dossier, entry.kind) or brought(dossier)
    if before is None:
        return Case(code=INVALID, params=params)
    code = CLASHES.get(entry.kind, {}).get(before.kind, INVALID)
    if code == "received_twice":
        params |= _two_codes(dossier, entry)
    return Case(code=code, params=params | who(before))


def in_the_way_by_now(dossier: Dossier, entry: Entry, case: Case) -> Case:
    """A case with what stands in the entry's way by now; what else was found stays told."""
    now = in_the_way(dossier, entry)
    beside = {key: value for key, value in case.params.items() if key not in _NAMED}
    return Case(code=now.code, params=beside | now.params)


def brought(dossier: Dossier | None) -> Moment | None:
    """The newest step that brought the dossier to the status that it has."""
    if dossier is None or dossier.status is None:
        return None
    return _newest(dossier, _LEADS_TO[dossier.status])


def _done_before(dossier: Dossier | None, kind: str) -> Moment | None:
    """The same step of somebody, for what is done once: for papers, once a request."""
    match kind:
        case "dossier.registered" | "dossier.received":
            return _newest(dossier, frozenset({kind}))
        case "dossier.supplemented":
            newest = _newest(dossier, frozenset({kind, "dossier.supplement_requested"}))
            return newest if newest and newest.kind == kind else None
        case _:
            return None


def _two_codes(dossier: Dossier | None, entry: Entry) -> dict[str, str]:
    """The code on the paper of a reception, and the one that its dossier has."""
    code, held = entry.body.get("code"), dossier.code if dossier else None
    is_other = isinstance(code, str) and held not in {None, code}
    return {"code": str(code), "held": str(held)} if is_other else {}


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
    """What had an effect, newest first; a parked entry has it when an officer applied it."""
    if dossier is None:
        return
    late = _applied(dossier)
    places = {moment.id for moment in dossier.timeline}
    # A settlement that is only thought of is the newest of all.
    for by in late.keys() - places:
        yield from reversed(late[by])
    for moment in reversed(dossier.timeline):
        if moment.outcome != "parked":
            yield moment
        yield from reversed(late.get(moment.id, ()))


def _applied(dossier: Dossier) -> Mapping[UUID, list[Moment]]:
    """The parked entries that officers applied, by the settlement that did it."""
    by = {one.entry: one.by for one in dossier.decided if one.decision == "apply"}
    late: defaultdict[UUID, list[Moment]] = defaultdict(list)
    for moment in dossier.timeline:
        if moment.outcome == "parked" and moment.id in by:
            late[by[moment.id]].append(moment)
    return late
