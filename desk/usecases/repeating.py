"""Receiving again what was received under a code that belongs to another dossier.

The citizen holds a receipt with that code. The dossier stays the same one: its papers, fees and
scans; it gets a code of its own, a new receipt, and the old code goes on finding it.
"""

from datetime import datetime
from uuid import UUID

from desk.store.journal import Fact
from desk.usecases.desk import Desk
from desk.usecases.drafts import load_draft
from desk.usecases.lists import dossier_by_id
from schemas.dossiers import CODE_TAKEN, Dossier, OpenCase
from schemas.entries import CaseSettled, Received
from schemas.people import Person
from schemas.reception import ReceptionForm

REASON = "received_again"
"""Reason of the settlement that goes before: stable, and put into words by whoever shows it."""


def repeatable(state: Dossier | None) -> UUID | None:
    """The reception that can be received again, under a code of its own; None if there is none."""
    if state is None or state.received is not None or state.on_paper() is None:
        return None
    case = _code_taken(state)
    if case is not None:
        moment = next(one for one in state.timeline if one.id == case.entry)
        # What the centre has not confirmed may still get its code.
        return case.entry if moment.rank is not None else None
    if state.lapsed is None or state.parked:
        return None
    aside = {one.entry for one in state.decided if one.decision == "set_aside"}
    receptions = (one.id for one in reversed(state.timeline) if one.kind == "dossier.received")
    return next((one for one in receptions if one in aside), None)


def may_repeat(state: Dossier | None, entry: UUID) -> bool:
    """Whether this very reception can be received again."""
    return repeatable(state) == entry


def settlement(state: Dossier | None, form: ReceptionForm, now: datetime) -> tuple[Fact, ...]:
    """The decision that closes the case of the reception which a form repeats, if it is open."""
    case = _code_taken(state) if state and form.instead_of else None
    if state is None or case is None:
        return ()
    body = CaseSettled(entry=case.entry, decision="set_aside", reason=REASON)
    return (Fact("case.settled", body, now, form.officer, state.id, state.home),)


def form_again(dossier: UUID, desk: Desk, officer: str) -> ReceptionForm | None:
    """The form of such a reception, filled in with all that its receipt says; None if none is."""
    state = dossier_by_id(desk, dossier)
    entry = repeatable(state)
    if state is None or entry is None:
        return None
    draft = load_draft(dossier, desk)
    if draft is not None and draft.instead_of == entry:
        return draft.model_copy(update={"officer": officer})
    body = state.on_paper()
    assert body is not None
    return _form(state, entry, body, desk.now()).model_copy(update={"officer": officer})


def _form(state: Dossier, entry: UUID, body: Received, now: datetime) -> ReceptionForm:
    stood = body.submitter or body.applicant
    # The time that the citizen was promised is kept as long as it can be.
    due = body.promised.due if body.promised and body.promised.due > now else None
    return ReceptionForm(
        id=state.id,
        instead_of=entry,
        submitter=stood if isinstance(stood, Person) else Person(name=""),
        applicant=None if stood is body.applicant and isinstance(stood, Person) else body.applicant,
        procedure=body.procedure,
        case=body.case,
        papers=body.papers,
        sets=body.sets,
        channel=body.channel,
        delivery=body.delivery,
        note=body.note,
        promised_at=due,
        slip=body.slip,
    )


def _code_taken(state: Dossier) -> OpenCase | None:
    return next((one for one in state.cases if one.case.code == CODE_TAKEN), None)
