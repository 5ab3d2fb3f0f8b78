"""Receiving a dossier from a file: the same use case as the screen, for batch and test use."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from desk.opening import CommandError
from desk.store.folder import StoreError
from desk.store.home import Home
from desk.store.references import case_of, procedure_of
from desk.texts import commands as words
from desk.texts.doubts import words_of
from desk.usecases.desk import Desk
from desk.usecases.print_jobs import job_by_id, print_job
from desk.usecases.printers import open_printers
from desk.usecases.receive import Accepted, Refused, receive_dossier, received_before
from desk.usecases.signing_in import officer_by_account
from printing.spool import Transport
from schemas.procedures import Case, Procedure
from schemas.reception import ReceptionForm


@dataclass(frozen=True)
class FiledDossier:
    """The answer of `desk receive`."""

    id: UUID
    code: str
    promised_at: datetime | None
    pdf: str | None
    """Where the receipt lies as a file; None when none is due, or it went to a printer."""
    created: bool
    notice: str = ""
    """What is wrong with the settings of the printers, if anything."""


def receive_file(file: Path, home: Home, desk: Desk) -> FiledDossier:
    """Receive the form in a file and print its receipt; idempotent on the form's id.

    Raises:
        CommandError: the file or what it says cannot be accepted; nothing was recorded.
    """
    form = _form(_mapping(file), desk)
    # Who asks again is answered again, whatever became of the account since.
    if received_before(form, desk) is None and officer_by_account(form.officer, desk) is None:
        raise CommandError(words.OFFICER_UNKNOWN)
    answer = receive_dossier(form, desk)
    if isinstance(answer, Refused):
        doubts = " ".join(words_of(one.code) for one in answer.doubts)
        reasons = _unchosen(form.procedure, form.case, desk) or doubts
        raise CommandError(words.RECEIVE_REFUSED.format(reasons=reasons))
    printers = open_printers(home)
    return FiledDossier(
        id=answer.id,
        code=answer.code,
        promised_at=answer.promised.due if answer.promised else None,
        pdf=_printed(answer, home, desk, printers, form.officer),
        created=answer.created,
        notice=printers.notice(),
    )


def _mapping(file: Path) -> dict[str, Any]:
    try:
        mapping = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CommandError(words.FILE_UNREADABLE.format(file=file)) from None
    if not isinstance(mapping, dict):
        raise CommandError(words.FILE_UNREADABLE.format(file=file))
    return mapping


def _form(mapping: dict[str, Any], desk: Desk) -> ReceptionForm:
    """The form in a mapping; papers may leave out what the catalogue says of them."""
    code, key = (str(mapping.get(name) or "") for name in ("procedure", "case"))
    papers = _papers(mapping.get("papers") or [], _chosen(code, key, desk)[1])
    try:
        return ReceptionForm.model_validate(mapping | {"papers": papers})
    except ValidationError as error:
        # Only where it is wrong: the values are a citizen's.
        where = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
        unreadable = words.FORM_UNREADABLE.format(where=where)
        raise CommandError(_unchosen(code, key, desk) or unreadable) from None


def _chosen(code: str, key: str, desk: Desk) -> tuple[Procedure | None, Case | None]:
    with desk.store.read() as session:
        catalogue = desk.references.catalogue(session)
    procedure = procedure_of(catalogue, code) if catalogue else None
    return procedure, case_of(procedure, key) if procedure else None


def _unchosen(code: str, key: str, desk: Desk) -> str:
    """What is wrong with the procedure or the case, of which the checklist follows."""
    procedure, case = _chosen(code, key, desk)
    if procedure is None:
        return words.PROCEDURE_UNKNOWN if code else words.PROCEDURE_MISSING
    keys = ", ".join(one.key for one in procedure.cases)
    told = words.CASE_UNKNOWN if key else words.CASE_MISSING
    return "" if case else told.format(keys=keys)


def _papers(told: list[Any], case: Case | None) -> list[Any]:
    known = {paper.key: paper for paper in case.papers} if case else {}
    given = {one["key"]: one for one in told if isinstance(one, dict) and "key" in one}
    extra = [one for one in told if not isinstance(one, dict) or one.get("key") not in known]
    listed = [
        {
            "key": paper.key,
            "name": paper.name,
            "handling": paper.handling,
            "required": paper.required,
        }
        | given.get(paper.key, {})
        for paper in known.values()
    ]
    return listed + extra


def _printed(
    answer: Accepted, home: Home, desk: Desk, printers: Transport, officer: str
) -> str | None:
    if answer.job is None:
        return None
    with suppress(StoreError):
        # The dossier is recorded; that its paper finds no place is the print job's to tell.
        home.make_paper()
    print_job(answer.job, desk, printers, officer)
    # Whatever printer the settings name: its address is no file.
    place = job_by_id(desk, answer.job).place
    return place if place and Path(place).is_file() else None
