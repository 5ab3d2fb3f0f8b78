"""The words that dossiers are found by, and their index."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from desk.store.prepared import Prepared
from schemas.dossiers import Dossier
from schemas.letters import folded
from schemas.people import Applicant, Person, tidy_number, tidy_phone, tidy_tax_code
from schemas.reception import ReceptionForm

_FORGET = Prepared(text("DELETE FROM dossier_words WHERE rowid = :number"))
_FORGET_ALL = text("INSERT INTO dossier_words(dossier_words) VALUES('delete-all')")
_KEEP = Prepared(text("INSERT INTO dossier_words(rowid, words) VALUES (:number, :words)"))
_STATES = text('SELECT "row", state FROM dossierrow ORDER BY "row"')
_AT_ONCE = 400


def printed_for(state: Dossier) -> list[str]:
    """The codes on the papers of a dossier's citizen, each of which a scan finds."""
    return list(dict.fromkeys([*state.claimed_codes, *(slip.barcode for slip in state.slips)]))


def people_of(state: Dossier) -> list[Applicant]:
    """Whoever a dossier names, as it was received and as it was typed before."""
    received, draft = state.received or state.on_paper(), state.draft
    shown = [received.applicant, received.submitter] if received else []
    drafted = [draft.applicant, draft.submitter] if draft else []
    return [one for one in [*shown, *drafted] if one is not None]


def dossier_words(state: Dossier) -> str:
    """The words that a dossier is found by, folded."""
    slips = (slip.number for slip in state.slips)
    reference = state.registered.reference if state.registered else ""
    people = map(_of, people_of(state))
    return folded(" ".join([*printed_for(state), *slips, reference, *people]))


def draft_words(form: ReceptionForm) -> str:
    """The words that a draft is found by, folded."""
    people = [one for one in (form.applicant, form.submitter) if one is not None]
    return folded(" ".join(map(_of, people)))


def keep_words(session: Session, row: int, state: Dossier) -> None:
    """Make a row findable that is not."""
    keep_all_words(session, [(row, state)])


def keep_all_words(session: Session, numbered: Iterable[tuple[int, Dossier]]) -> None:
    """Make many rows findable that are not."""
    _KEEP.run_all(session, (_row(number, state) for number, state in numbered))


def forget_words(session: Session, row: int) -> None:
    """Make a row findable no more."""
    _FORGET.run(session, {"number": row})


def forget_all_words(session: Session) -> None:
    """Empty the index."""
    session.connection().execute(_FORGET_ALL)


def index_anew(session: Session) -> None:
    """Make the whole index again from the dossiers as they stand."""
    forget_all_words(session)
    for some in session.connection().execute(_STATES).partitions(_AT_ONCE):
        states = ((number, Dossier.model_validate_json(held)) for number, held in some)
        keep_all_words(session, states)


def _row(number: int, state: Dossier) -> Mapping[str, Any]:
    return {"number": number, "words": dossier_words(state)}


def _of(who: Applicant) -> str:
    """Name and numbers, the latter as one word each, however they were sent to us."""
    phone = tidy_phone(who.phone)
    if isinstance(who, Person):
        return f"{who.name} {tidy_number(who.number)} {tidy_number(who.old_number)} {phone}"
    return f"{who.name} {tidy_tax_code(who.number)} {who.representative} {phone}"
