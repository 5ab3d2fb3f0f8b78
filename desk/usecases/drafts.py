"""Drafts: a reception form is saved as it is typed, and outlives a crash."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic_core import PydanticSerializationError
from sqlalchemy import func
from sqlmodel import col, select

from desk.rules.reception import with_all_papers
from desk.rules.repeating import is_begun
from desk.rules.searching import says
from desk.store.folder import StoreError
from desk.store.references import case_of, procedure_of, title_of
from desk.store.tables import DossierRow, Draft
from desk.store.words import draft_words
from desk.usecases.desk import Desk
from schemas.dossiers import Dossier
from schemas.ids import uuid7
from schemas.people import Person
from schemas.procedures import Catalogue
from schemas.reception import ReceptionForm
from schemas.shape import written


@dataclass(frozen=True)
class ParkedDraft:
    """A draft as the list of waiting citizens shows it."""

    id: UUID
    label: str
    procedure: str
    """Its name, or its code where the catalogue does not have it; empty before one is chosen."""
    officer: str
    saved_at: datetime


def new_form(desk: Desk, officer: str, submitter: Person | None = None) -> ReceptionForm:
    """An empty form with the id that its dossier will have."""
    made = uuid7(desk.now(), desk.random_bytes)
    return ReceptionForm(id=made, officer=officer, submitter=submitter or Person(name=""))


def save_draft(form: ReceptionForm, desk: Desk) -> None:
    """Keep a form as it stands; a form that was received since is not brought back by it.

    Raises:
        StoreError: also `odd_text`, where something in it is no text that can be kept.
    """
    with desk.store.write() as session:
        query = select(DossierRow.received_at, DossierRow.status)
        known = session.exec(query.where(DossierRow.id == str(form.id))).first()
        # Without a status it is only on paper, and may be received again.
        if known is not None and None not in known:
            return
        session.merge(
            Draft(
                id=str(form.id),
                officer=form.officer,
                label=form.applicant_or_submitter().name or form.procedure,
                form=_kept(form),
                saved_at=written(desk.now()),
            )
        )


def _kept(form: ReceptionForm) -> str:
    try:
        return form.model_dump_json()
    except PydanticSerializationError:
        # Its text would quote what was typed.
        raise StoreError("odd_text") from None


def drop_draft(dossier: UUID, desk: Desk) -> None:
    """Forget a draft because the officer said so."""
    with desk.store.write() as session:
        draft = session.get(Draft, str(dossier))
        if draft is not None:
            session.delete(draft)


def load_draft(dossier: UUID, desk: Desk) -> ReceptionForm | None:
    """A saved draft, or None."""
    with desk.store.read() as session:
        draft = session.get(Draft, str(dossier))
        return ReceptionForm.model_validate_json(draft.form) if draft else None


def waiting_drafts(desk: Desk, limit: int = 200) -> tuple[ParkedDraft, ...]:
    """The drafts at this counter, newest first."""
    with desk.store.read() as session:
        query = select(Draft).order_by(col(Draft.saved_at).desc()).limit(limit)
        catalogue = desk.references.catalogue(session)
        return tuple(_parked(one, catalogue) for one in session.exec(query))


def _parked(draft: Draft, catalogue: Catalogue | None) -> ParkedDraft:
    code = str(json.loads(draft.form).get("procedure", ""))
    return ParkedDraft(
        id=UUID(draft.id),
        label=draft.label,
        procedure=title_of(catalogue, code),
        officer=draft.officer,
        saved_at=datetime.fromisoformat(draft.saved_at),
    )


def drafts_with(line: str, desk: Desk) -> int:
    """How many drafts a line of words finds, as it would find their dossiers."""
    with desk.store.read() as session:
        forms = map(ReceptionForm.model_validate_json, session.exec(select(Draft.form)))
        return sum(says(draft_words(form), line) for form in forms)


def drafts_count(desk: Desk) -> int:
    """How many drafts wait at this counter."""
    with desk.store.read() as session:
        return session.exec(select(func.count()).select_from(Draft)).one()


def bring_back(dossier: UUID, desk: Desk, officer: str) -> ReceptionForm | None:
    """The form that hangs on a supplement slip, or that a citizen submitted online.

    A local draft of the same dossier, typed since, comes first. None when the dossier is not to be
    received any more, or is not known here.
    """
    with desk.store.read() as session:
        local = session.get(Draft, str(dossier))
        query = select(DossierRow.state).where(DossierRow.id == str(dossier))
        held = session.exec(query).first()
        catalogue = desk.references.catalogue(session)
    state = Dossier.model_validate_json(held) if held else None
    if state is not None and not is_begun(state):
        return None
    if local is not None:
        return _whole(ReceptionForm.model_validate_json(local.form), catalogue)
    if state is None or state.draft is None or not (state.slips or state.registered):
        return None
    slip = state.slips[-1].number if state.slips else ""
    back = state.draft.model_copy(update={"officer": officer, "slip": slip})
    return _whole(back, catalogue)


def _whole(form: ReceptionForm, catalogue: Catalogue | None) -> ReceptionForm:
    """The form with all papers of its case: a portal need not name any."""
    procedure = procedure_of(catalogue, form.procedure) if catalogue else None
    return with_all_papers(form, case_of(procedure, form.case) if procedure else None)
