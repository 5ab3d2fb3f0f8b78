"""What is recorded with full effect although the regulation or a paper says otherwise: flagged."""

from collections.abc import Iterator

from schemas.clashes import who
from schemas.entries import Apologised, CaseSettled, Received, SupplementRequested
from schemas.journal import Entry
from schemas.shape import Shape, written
from schemas.standing import Case, Dossier, Moment


def irregularities(dossier: Dossier | None, entry: Entry, body: Shape) -> Iterator[Case]:
    """The cases that a valid step opens by itself, the gravest first."""
    if dossier is None:
        return
    match body:
        case SupplementRequested() if dossier.received is not None:
            yield from _request(dossier, entry, body)
        case Apologised() if dossier.apology is not None:
            yield from _second_apology(dossier)
        case Received(code=code) if dossier.code not in {None, code}:
            yield Case(code="other_code", params={"code": code, "held": dossier.code or ""})
        case CaseSettled():
            yield from _settled_otherwise(dossier, body)
        case _:
            return


def _request(dossier: Dossier, entry: Entry, body: SupplementRequested) -> Iterator[Case]:
    before = _since_reception(dossier)
    if before is not None:
        number = str(before.words.get("number", ""))
        yield Case(code="second_request", params={"number": number} | who(before))
    if body.notice_due is not None and entry.happened > body.notice_due:
        yield Case(code="late_notice", params={"due": written(body.notice_due)})


def _since_reception(dossier: Dossier) -> Moment | None:
    """The newest request that followed the reception."""
    for moment in reversed(dossier.timeline):
        if moment.kind == "dossier.received":
            return None
        if moment.kind == "dossier.supplement_requested" and moment.outcome != "parked":
            return moment
    return None


def _second_apology(dossier: Dossier) -> Iterator[Case]:
    assert dossier.apology is not None
    before = (one for one in reversed(dossier.timeline) if one.kind == "dossier.apologised")
    for moment in before:
        yield Case(code="second_apology", params={"number": dossier.apology.number} | who(moment))
        return


def _settled_otherwise(dossier: Dossier, body: CaseSettled) -> Iterator[Case]:
    """Two officers decided one case, and not alike; the first decision stands."""
    before = settlement_of(dossier, body)
    if before is not None and before.words.get("decision") != body.decision:
        decided = {"decision": str(before.words.get("decision", ""))}
        yield Case(code="settled_otherwise", params=decided | who(before))


def settlement_of(dossier: Dossier, body: CaseSettled) -> Moment | None:
    """Who settled the case already that a settlement is about."""
    if any(one.entry == body.entry for one in dossier.cases):
        return None
    for moment in dossier.timeline:
        is_it = moment.kind == "case.settled" and moment.words.get("entry") == str(body.entry)
        if is_it and moment.outcome != "parked":
            return moment
    return None
