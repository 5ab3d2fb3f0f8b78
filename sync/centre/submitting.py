"""What the portal hands in: a dossier submitted online, with its code from here on."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError, field_validator
from sqlmodel import Session, col, select

from schemas.calendars import HANOI
from schemas.codes import CENTRE_SLOT, band_of_slot, dossier_code, next_ordinal, read_code
from schemas.entries import Registered
from schemas.journal import BrokenEntryError, canonical
from schemas.people import Applicant, Person
from schemas.procedures import Procedure
from schemas.reception import Delivery, ReceptionForm, TickedPaper
from schemas.shape import Shape, Text
from sync.centre.acting import Done, state_of
from sync.centre.own_counter import Hand, OwnFact, lock_unit, record
from sync.centre.refusals import RefusedError
from sync.centre.tables import CodeClaim, StoredDossier
from sync.centre.times import newest_catalogue

ONLINE = UUID("8d7f3a52-0c1e-5b0f-9a6e-2f4c9d1b7e30")
"""Namespace of online dossiers: the same submission meets itself in one dossier."""


class Submission(Shape):
    """An online dossier as the portal sends it."""

    unit: str
    procedure: str
    case: str = ""
    """May be left out where the procedure has only one."""
    applicant: Applicant
    submitter: Person | None = None
    papers: tuple[TickedPaper, ...] = ()
    delivery: Delivery = Delivery()
    note: Text = ""
    reference: Text = ""
    """The portal's own number: sent again under the same one, a submission is known."""

    @field_validator("papers")
    @classmethod
    def _have_keys_of_their_own(cls, papers: tuple[TickedPaper, ...]) -> tuple[TickedPaper, ...]:
        if len({paper.key for paper in papers}) < len(papers):
            raise ValueError("two papers of one key")
        return papers


def read_submission(message: object) -> Submission:
    """The submission in a JSON value.

    Raises:
        RefusedError: 422 `invalid`, naming the field and never its value.
    """
    try:
        return Submission.model_validate(message)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        raise RefusedError(422, "invalid", {"field": place}) from None


def submit_online(session: Session, submission: Submission, hand: Hand) -> Done:
    """Register an online dossier: status 1, with its code; idempotent.

    Raises:
        RefusedError: unit, procedure or case are unknown, or no number is left for the day.
    """
    lock_unit(session, submission.unit)
    dossier = _id(submission)
    unit = submission.unit
    if session.get(StoredDossier, (unit, dossier)) is not None:
        state = state_of(session, unit, dossier)
        first = state.timeline[0].id
        return Done(unit, dossier, state.code, int(state.status or 0), first, created=False)
    code = _next_code(session, unit, hand.now)
    body = _body(session, submission, dossier, code)
    fact = OwnFact("dossier.registered", body, hand.now, dossier)
    recorded = record(session, unit, [fact], hand)
    state = state_of(session, unit, dossier)
    return Done(
        unit=unit,
        dossier=dossier,
        code=state.code,
        status=int(state.status or 0),
        entry=recorded.entries[-1].id,
        created=True,
        case=recorded.taken.results[-1].case,
    )


def _id(submission: Submission) -> UUID:
    """The dossier's id, from the portal's number or from all that was entered."""
    said: dict[str, Any] = submission.model_dump(mode="json")
    try:
        known = submission.reference or sha256(canonical(said)).hexdigest()
    except BrokenEntryError:
        raise RefusedError(422, "invalid", {"field": ""}) from None
    return uuid5(ONLINE, f"{submission.unit}/{known}")


def _next_code(session: Session, unit: str, now: datetime) -> str:
    """The next code of the centre's band for today; the unit is locked."""
    today, band = now.astimezone(HANOI).date(), band_of_slot(CENTRE_SLOT)
    first = dossier_code(unit, today, 1)
    wanted = select(CodeClaim.code).where(
        CodeClaim.unit == unit, col(CodeClaim.code).startswith(first[:-4], autoescape=True)
    )
    read = filter(None, map(read_code, session.exec(wanted)))
    own = [one.ordinal for one in read if any(a <= one.ordinal <= b for a, b in band.ranges)]
    ordinal = next_ordinal(band, max(own, default=None))
    if ordinal is None:
        raise RefusedError(409, "no_number")
    return dossier_code(unit, today, ordinal)


def _body(session: Session, submission: Submission, dossier: UUID, code: str) -> Registered:
    catalogue = newest_catalogue(session)
    procedures = catalogue.procedures if catalogue else ()
    procedure = next((one for one in procedures if one.code == submission.procedure), None)
    if catalogue is None or procedure is None:
        raise RefusedError(422, "unknown_procedure", {"procedure": submission.procedure})
    key, name = _case(procedure, submission.case)
    form = ReceptionForm(
        id=dossier,
        submitter=submission.submitter or _standing_for(submission.applicant),
        applicant=submission.applicant,
        procedure=procedure.code,
        case=key,
        papers=submission.papers,
        channel="online",
        delivery=submission.delivery,
        note=submission.note,
    )
    return Registered(
        code=code,
        procedure_name=procedure.name,
        catalogue=catalogue.version,
        case_name=name,
        form=form,
        reference=submission.reference,
    )


def _case(procedure: Procedure, wanted: str) -> tuple[str, str]:
    cases = [one for one in procedure.cases if one.key == wanted]
    if not wanted and len(procedure.cases) == 1:
        cases = list(procedure.cases)
    if not cases:
        raise RefusedError(422, "unknown_case", {"case": wanted})
    return cases[0].key, cases[0].name if len(procedure.cases) > 1 else ""


def _standing_for(applicant: Applicant) -> Person:
    return applicant if isinstance(applicant, Person) else Person(name=applicant.representative)
