"""Judges anew what an older release had to park: of a kind that this one knows, or failed over.

An outcome is decided once and stays. So the own counter of the unit settles the case: what the
judge would apply now is applied, at the settlement's own rank, and the fold judges anew whatever
waited behind it. What the judge would still park or flag stays open, for a person to decide.
"""

import logging
from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session, col, or_, select

from schemas.dossiers import Case, Dossier
from schemas.entries import BODIES, CaseSettled
from schemas.journal import Entry, read_entry
from schemas.judge import UNKNOWN_KIND, judge
from sync.centre.acting import state_of
from sync.centre.ledgers import claimable_code
from sync.centre.loose import loose_cases
from sync.centre.own_counter import Hand, OwnFact, lock_unit, record
from sync.centre.places import place_of
from sync.centre.ranking import CASE_UNJUDGEABLE
from sync.centre.tables import IS_PARKED, CodeClaim, StoredDossier, StoredEntry

_log = logging.getLogger("desk-centre")
REASON = "understood"
"""Reason of the centre's own settlements: stable, and put into words by whoever shows it."""
_ANEW = (UNKNOWN_KIND, CASE_UNJUDGEABLE)
"""The cases that another release may have no reason for."""


def rejudge(session: Session, unit: str, hand: Hand, *, anew: bool = True) -> int:
    """Settle a unit's cases of kinds that this release understands; answers how many.

    Without `anew` what was tried before is left alone: cheap where there is nothing to judge.
    """
    waiting, loose = _waiting(session, unit), _loose(session, unit)
    if not waiting and not loose:
        return 0
    lock_unit(session, unit)
    settled = sum(_rejudge_one(session, unit, one, hand, anew=anew) for one in waiting)
    return settled + _rejudge_loose(session, unit, hand)


def _waiting(session: Session, unit: str) -> list[UUID]:
    """The dossiers with an entry that an older release could not judge."""
    wanted = select(StoredEntry.dossier, StoredEntry.case).where(
        StoredEntry.unit == unit,
        IS_PARKED,
        or_(*(col(StoredEntry.case).contains(f'"{code}"') for code in _ANEW)),
        col(StoredEntry.relayed).is_(False),
    )
    return sorted({one for one, case in session.exec(wanted) if one and _is_told_known(case)})


def _is_told_known(case: str | None) -> bool:
    return case is not None and _is_known(Case.model_validate_json(case))


def _loose(session: Session, unit: str) -> list[StoredEntry]:
    """The open cases of no dossier that this release would settle."""
    return [
        row
        for row in loose_cases(session, unit)
        if not row.relayed
        and _is_told_known(row.case)
        and Case.model_validate_json(row.case or "").code in _ANEW
        and _is_applied(None, read_entry(row.text), None)
    ]


def _rejudge_loose(session: Session, unit: str, hand: Hand) -> int:
    """What is about no dossier changes none: only its case is closed."""
    rows = _loose(session, unit)
    bodies = [CaseSettled(entry=row.id, decision="apply", reason=REASON) for row in rows]
    facts = [OwnFact("case.settled", body, hand.now, None) for body in bodies]
    if facts:
        record(session, unit, facts, hand)
    return len(facts)


def _rejudge_one(session: Session, unit: str, dossier: UUID, hand: Hand, *, anew: bool) -> int:
    tried: set[UUID] = set()
    if session.get(StoredDossier, (unit, dossier)) is None:
        return 0
    before = frozenset() if anew else _tried(state_of(session, unit, dossier))
    while True:
        state = state_of(session, unit, dossier)
        # Where even the settlement fails, its case stays open, and once is enough.
        entry = next(
            (one for one in _applicable(session, state) if one not in tried | before), None
        )
        if entry is None:
            return len(tried)
        body = CaseSettled(entry=entry, decision="apply", reason=REASON)
        fact = OwnFact("case.settled", body, hand.now, dossier, base=state.rank)
        record(session, unit, [fact], hand)
        tried.add(entry)


def _tried(state: Dossier) -> frozenset[UUID]:
    """What settlements of cases that are still open were about."""
    done = {one.words.get("entry") for one in state.timeline if one.kind == "case.settled"}
    return frozenset(one.entry for one in state.cases if str(one.entry) in done)


def _applicable(session: Session, state: Dossier) -> Iterator[UUID]:
    """The parked entries that the judge would apply now, with all before them settled."""
    for place, case in enumerate(state.cases):
        waits = any(one.parked and one.counter == case.counter for one in state.cases[:place])
        if waits or case.case.code not in _ANEW or not _is_known(case.case):
            continue
        raw = next((one for one in state.parked if one["id"] == str(case.entry)), None)
        if raw is None:
            continue
        entry = Entry.model_validate(raw)
        before = state.model_copy(update={"cases": state.cases[:place]})
        if _is_applied(before, entry, _owner(session, entry)):
            yield case.entry


def _is_applied(before: Dossier | None, entry: Entry, owner: UUID | None) -> bool:
    """Whether the judge would simply apply an entry; it may still fail over it."""
    try:
        return judge(before, entry, owner).kind == "applied"
    except Exception as error:  # noqa: BLE001  # a centre starts, whatever one entry says
        where = f"{entry.counter} {entry.epoch}/{entry.seq}"
        _log.error("%s: still cannot judge %s", place_of(error), where)
        return False


def _is_known(case: Case) -> bool:
    """Whether this release knows the kind that an entry was parked for."""
    return (case.params.get("kind", ""), int(case.params.get("version", "0"))) in BODIES


def _owner(session: Session, entry: Entry) -> UUID | None:
    """The dossier that holds the code an entry claims."""
    code = claimable_code(entry)
    claim = session.get(CodeClaim, (entry.home, code)) if code else None
    return claim.dossier if claim else None
