"""Receiving again what was received, or submitted online, under a code of another dossier.

The citizen holds that code. The dossier stays the same one: its papers, fees and scans; it gets a
code of its own, a new receipt, and the old code goes on finding it.
"""

from datetime import datetime
from uuid import UUID

from desk.rules.repeating import codes_taken, repeatable
from desk.store.journal import Fact
from desk.usecases.desk import Desk
from desk.usecases.drafts import load_draft
from desk.usecases.lists import dossier_by_id
from schemas.dossiers import Dossier
from schemas.entries import CaseSettled, Received
from schemas.people import Person
from schemas.reception import ReceptionForm

REASON = "received_again"
"""Reason of the settlement that goes before: stable, and put into words by whoever shows it."""


def may_repeat(state: Dossier | None, entry: UUID) -> bool:
    """Whether this very entry can be received again."""
    again = repeatable(state)
    return again is not None and again.entry.id == entry


def settlement(state: Dossier | None, form: ReceptionForm, now: datetime) -> tuple[Fact, ...]:
    """The decisions that close the cases of codes that are taken, for a form that repeats one."""
    if state is None or form.instead_of is None:
        return ()

    def fact(entry: UUID) -> Fact:
        body = CaseSettled(entry=entry, decision="set_aside", reason=REASON)
        return Fact("case.settled", body, now, form.officer, state.id, state.home)

    return tuple(fact(one.id) for one in codes_taken(state))


def form_again(dossier: UUID, desk: Desk, officer: str) -> ReceptionForm | None:
    """The form to receive a dossier again, filled in with all that is known; None if it cannot be.

    That is what its receipt says, or what was submitted online.
    """
    state = dossier_by_id(desk, dossier)
    again = repeatable(state)
    if state is None or again is None:
        return None
    draft = load_draft(dossier, desk)
    if draft is None or draft.instead_of != again.entry.id:
        draft = _filled_in(state, desk.now())
    return draft.model_copy(update={"officer": officer, "instead_of": again.entry.id})


def _filled_in(state: Dossier, now: datetime) -> ReceptionForm:
    body = state.on_paper()
    if body is not None:
        return _form(state, body, now)
    assert state.draft is not None, "a submission is repeatable only with its form"
    return state.draft


def _form(state: Dossier, body: Received, now: datetime) -> ReceptionForm:
    stood = body.submitter or body.applicant
    # The time that the citizen was promised is kept as long as it can be.
    due = body.promised.due if body.promised and body.promised.due > now else None
    return ReceptionForm(
        id=state.id,
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
