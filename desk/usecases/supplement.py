"""Asking for what is missing: one slip that says everything at once (articles 13 and 15.1d)."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from desk.rules.form_texts import SUPPLEMENT, flaw_field
from desk.rules.reception import is_wrong, lacking
from desk.rules.repeating import is_begun
from desk.store.journal import Fact, append, counter_of
from desk.store.projection import show_own
from desk.store.references import case_of, procedure_of
from desk.store.tables import Counter, DossierRow, Draft, PrintJob
from desk.usecases.desk import Desk, local_date
from desk.usecases.numbers import frozen_doubts, take_slip
from desk.usecases.print_values import supplement_job
from desk.usecases.receive import Refused, not_receivable
from schemas.codes import slip_barcode, slip_number
from schemas.dossiers import Dossier
from schemas.entries import Notified, SupplementRequested
from schemas.people import Doubt
from schemas.procedures import Catalogue
from schemas.reception import ReceptionForm

IN_PERSON = Notified(about="supplement", channel="in_person")
"""The citizen stands at the counter and gets the slip in the hand."""


@dataclass(frozen=True)
class Telling:
    """Why papers are asked for, or who is competent instead, and how the citizen was told."""

    reason: str = ""
    competent_agency: str = ""
    competent_address: str = ""
    told: Notified = IN_PERSON


@dataclass(frozen=True)
class Requested:
    """The slip is durably recorded; the draft hangs on the dossier until the citizen returns."""

    id: UUID
    number: str
    barcode: str
    created: bool
    job: int | None


def request_supplement(form: ReceptionForm, telling: Telling, desk: Desk) -> Requested | Refused:
    """Record a supplement slip before reception, with its draft and print job, in one transaction.

    Idempotent on the form as it stands: the same form again gives the same slip.
    """
    with desk.store.write() as session:
        state = _state(session, form.id)
        refusal = _refusal(form, telling, state, desk.references.catalogue(session))
        if refusal is not None:
            return refusal
        known = _same_slip(session, state, form, telling)
        if known is not None:
            return known
        frozen = frozen_doubts(counter_of(session))
        if frozen:
            return Refused(tuple(frozen))
        answer = _record(form, telling, session, desk, state)
    desk.written()
    return answer


def _state(session: Session, dossier: UUID) -> Dossier | None:
    query = select(DossierRow.state).where(DossierRow.id == str(dossier))
    held = session.exec(query).first()
    return Dossier.model_validate_json(held) if held else None


def _refusal(
    form: ReceptionForm, telling: Telling, state: Dossier | None, catalogue: Catalogue | None
) -> Refused | None:
    if state is not None and not is_begun(state):
        return not_receivable(state)
    procedure = procedure_of(catalogue, form.procedure) if catalogue else None
    case = case_of(procedure, form.case) if procedure else None
    found = []
    if not form.applicant_or_submitter().name.strip():
        found.append(Doubt("submitter.name", "name_missing", "error"))
    if procedure is None:
        found.append(Doubt("procedure", "procedure_missing", "error"))
    elif case is None:
        found.append(Doubt("case", "case_missing", "error"))
    elif not lacking(form, case) and not telling.competent_agency.strip():
        found.append(Doubt("papers", "nothing_lacking", "error"))
    if telling.competent_address.strip() and not telling.competent_agency.strip():
        found.append(Doubt(f"{SUPPLEMENT}agency", "agency_missing", "error"))
    unsaid = [one for one in form.papers if is_wrong(one) and not one.flaw.strip()]
    found += [Doubt(flaw_field(one.key), "flaw_missing", "error") for one in unsaid]
    return Refused(tuple(found)) if found else None


def _same_slip(
    session: Session, state: Dossier | None, form: ReceptionForm, telling: Telling
) -> Requested | None:
    if state is None or not state.slips:
        return None
    slip = state.slips[-1]
    said = (slip.request.reason, slip.request.competent_agency, slip.request.competent_address)
    asked = (telling.reason, telling.competent_agency, telling.competent_address)
    if slip.request.draft != form or said != asked:
        return None
    query = select(PrintJob.id).where(PrintJob.dossier == str(form.id))
    job = session.exec(query.order_by(col(PrintJob.id).desc())).first()
    return Requested(form.id, slip.number, slip.barcode, created=False, job=job)


def _record(
    form: ReceptionForm, telling: Telling, session: Session, desk: Desk, state: Dossier | None
) -> Requested:
    now = desk.now()
    counter = counter_of(session)
    catalogue = desk.references.catalogue(session)
    assert catalogue is not None
    procedure = procedure_of(catalogue, form.procedure)
    assert procedure is not None
    case = case_of(procedure, form.case)
    assert case is not None
    body = _numbered(session, counter, local_date(now).year).model_copy(
        update={
            "lacking": lacking(form, case),
            "reason": telling.reason,
            "competent_agency": telling.competent_agency,
            "competent_address": telling.competent_address,
            "draft": form,
        }
    )
    home = state.home if state else None
    facts = [
        Fact(kind, what, now, form.officer, form.id, home)
        for kind, what in (
            ("dossier.supplement_requested", body),
            ("citizen.notified", telling.told),
        )
    ]
    entries = append(session, facts, now=now, random_bytes=desk.random_bytes)
    show_own(session, entries)
    job = supplement_job(session, desk, body, entries[0].entry, procedure.name)
    draft = session.get(Draft, str(form.id))
    if draft is not None:
        session.delete(draft)
    return Requested(form.id, body.number, body.barcode, created=True, job=job)


def _numbered(session: Session, counter: Counter, year: int) -> SupplementRequested:
    number = take_slip(session, counter, year)
    return SupplementRequested(
        number=slip_number(counter.slot, year, number),
        barcode=slip_barcode(counter.unit, year, counter.slot, number),
    )
