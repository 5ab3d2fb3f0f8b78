"""Where a scanned or typed line leads from the desk screen; called in a thread."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from desk.texts import desk as words
from desk.usecases.desk import Desk
from schemas.statuses import Status

if TYPE_CHECKING:
    from desk.usecases.lists import Listed
    from schemas.dossiers import Dossier
    from schemas.reception import ReceptionForm

FOUND_MAX = 200
_IDENTITY = re.compile(r"[0-9]{12}")
_WORDS = re.compile(r"[\s.,'()+&/-]*\w[\w\s.,'()+&/-]*")
"""What may be meant as words to look for; anything else was scanned, and is no code of ours."""
Choices = tuple[tuple[UUID, str], ...]
"""Dossiers with the names by which an officer tells them apart."""


@dataclass(frozen=True)
class Say:
    """Nothing opens; a sentence says why."""

    sentence: str


@dataclass(frozen=True)
class OpenForm:
    """A reception form opens, with the codes of what to check."""

    form: "ReceptionForm"
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenDossier:
    """A dossier opens."""

    dossier: UUID
    sentence: str = ""


@dataclass(frozen=True)
class ChooseDossier:
    """One code, several dossiers: the officer says which."""

    code: str
    choices: Choices


@dataclass(frozen=True)
class ShowFound:
    """A search found something."""

    found: "tuple[Listed, ...]"
    sentence: str


@dataclass(frozen=True)
class AskCentre:
    """A dossier code that only the centre may know."""

    code: str


@dataclass(frozen=True)
class AtCentre:
    """A dossier that only the centre holds."""

    dossier: "Dossier"


Outcome = Say | OpenForm | OpenDossier | ChooseDossier | ShowFound | AtCentre


def route_typed(line: str, desk: Desk, officer: str) -> Outcome | AskCentre:
    """Say where a line leads that a hand typed: an identity number finds like any other words."""
    from schemas.people import tidy_number

    if _IDENTITY.fullmatch(tidy_number(line)):
        return _words(line, desk)
    return route(line, desk, officer)


def route(line: str, desk: Desk, officer: str) -> Outcome | AskCentre:
    """Say where a line leads: a scan to what it names, words to what they find."""
    from desk.usecases.drafts import bring_back, new_form
    from desk.usecases.scan import (
        CitizenScanned,
        DossierScanned,
        NotFound,
        SlipScanned,
        Unreadable,
        open_scan,
    )

    match open_scan(line, desk):
        case CitizenScanned(person=person, warnings=warnings):
            return OpenForm(new_form(desk, officer, person), warnings)
        case DossierScanned(code=code, dossiers=dossiers):
            return _dossiers(code, dossiers, desk, officer)
        case SlipScanned(barcode=code, dossier=dossier):
            form = bring_back(dossier, desk, officer)
            done = words.SLIP_DONE.format(code=code)
            return OpenForm(form) if form else OpenDossier(dossier, done)
        case NotFound(kind="receipt", code=code):
            return AskCentre(code)
        case NotFound(kind=kind, code=code):
            return Say(words.UNKNOWN_CODE[kind].format(code=code))
        case Unreadable(warnings=codes):
            told = (words.SCAN_WARNINGS[one] for one in codes if one in words.SCAN_WARNINGS)
            return next(map(Say, told), None) or _words(line, desk)


def empty_form(desk: Desk, officer: str) -> OpenForm:
    """A new form for a citizen without a card."""
    from desk.usecases.drafts import new_form

    return OpenForm(new_form(desk, officer))


def draft_form(dossier: UUID, desk: Desk) -> Outcome:
    """A draft, taken up again."""
    from desk.usecases.drafts import load_draft

    form = load_draft(dossier, desk)
    return OpenForm(form) if form else Say(words.DRAFT_GONE)


def listed(dossier: UUID, desk: Desk, officer: str) -> Outcome:
    """A dossier of a list: what was submitted online opens as a form to be completed."""
    from desk.usecases.lists import dossier_by_id

    state = dossier_by_id(desk, dossier)
    is_online = state is not None and state.status is Status.REGISTERED
    return _form_of(dossier, desk, officer) if is_online else OpenDossier(dossier)


def _form_of(dossier: UUID, desk: Desk, officer: str) -> Outcome:
    from desk.usecases.drafts import bring_back

    form = bring_back(dossier, desk, officer)
    return OpenForm(form) if form else OpenDossier(dossier)


def park(form: "ReceptionForm", desk: Desk) -> Outcome:
    """Keep a form for later."""
    from desk.usecases.drafts import save_draft

    save_draft(form, desk)
    return Say(words.PARKED.format(name=form.submitter.name))


def choices_of(code: str, dossiers: tuple[UUID, ...], desk: Desk) -> Choices:
    """Dossiers by name, and whose the code is; for the officer to say which."""
    named = [(_named(one, code, desk), one) for one in dossiers]
    return tuple((one, said) for (_, said), one in sorted(named))


def _dossiers(code: str, dossiers: tuple[UUID, ...], desk: Desk, officer: str) -> Outcome:
    if len(dossiers) == 1:
        return listed(dossiers[0], desk, officer)
    return ChooseDossier(code, choices_of(code, dossiers, desk))


def _named(dossier: UUID, code: str, desk: Desk) -> tuple[bool, str]:
    """Whether the code is another's, and the dossier's name with its own code."""
    from desk.usecases.lists import dossier_by_id

    state = dossier_by_id(desk, dossier)
    received = (state.received or state.on_paper()) if state else None
    draft = state.draft if state else None
    who = received.applicant if received else draft.applicant_or_submitter() if draft else None
    own = state.code if state else None
    word = words.OWN_CODE if own == code else words.OTHER_CODE if own else words.WITHOUT_CODE
    title = received.procedure_name if received else ""
    said = (who.name if who else words.UNNAMED, title, word.format(code=own or ""))
    return own != code, " · ".join(part for part in said if part)


def _words(line: str, desk: Desk) -> Outcome:
    """What words find; drafts are counted, as they have a list of their own."""
    from desk.usecases.drafts import drafts_with
    from desk.usecases.lists import search
    from desk.usecases.scan import SHOWN_MAX

    shown = line.strip()[:SHOWN_MAX]
    found, drafts = search(desk, line, FOUND_MAX), drafts_with(line, desk)
    if found:
        sentence = words.FOUND_MANY if len(found) == FOUND_MAX else words.FOUND_SOME
        sentence += words.FOUND_DRAFTS_TOO if drafts else ""
        said = sentence.format(count=len(found), words=shown, drafts=drafts)
        return ShowFound(found, said)
    if not drafts and not _WORDS.fullmatch(line):
        return Say(words.UNREADABLE.format(shown=shown))
    sentence = words.FOUND_DRAFTS if drafts else words.FOUND_NOTHING
    return Say(sentence.format(words=shown, drafts=drafts))
