"""Folds a unit's feed again: after a change of the fold, or when `verify` found a state wrong."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from schemas.dossiers import FOLD_VERSION
from schemas.journal import read_entry
from sync.centre.ledgers import Ledger, write_ledger
from sync.centre.refusals import RefusedError
from sync.centre.states import ROWS_AT_ONCE, outcome_of
from sync.centre.tables import CodeClaim, StoredDossier, StoredEntry, Unit, UnitHead


def units_of(session: Session) -> list[str]:
    """Every unit."""
    return list(session.exec(select(Unit.unit).order_by(col(Unit.unit))))


def stale_units(session: Session) -> list[str]:
    """The units with a state that another version of the fold made."""
    wanted = select(StoredDossier.unit).where(StoredDossier.fold != FOLD_VERSION).distinct()
    return list(session.exec(wanted))


def rebuild(session: Session, unit: str) -> int:
    """Make a unit's dossiers and codes anew from its feed; answers how many dossiers there are.

    Outcomes are facts by now and are not judged again.

    Raises:
        RefusedError: 409 `pruned`; the feed no longer tells everything.
    """
    head = session.exec(select(UnitHead).where(UnitHead.unit == unit).with_for_update()).one()
    if head.pruned:
        raise RefusedError(409, "pruned")
    ledger = Ledger(unit)
    wanted = (
        select(StoredEntry)
        .where(StoredEntry.unit == unit, col(StoredEntry.position).is_not(None))
        .order_by(col(StoredEntry.position))
    )
    for row in session.exec(wanted).yield_per(ROWS_AT_ONCE):
        entry = read_entry(row.text)
        if entry.dossier is not None and not row.relayed:
            outcome = outcome_of(row.outcome, row.case)
            ledger.follow(entry.dossier, entry, outcome, row.position or 0)
    connection = session.connection()
    connection.execute(delete(CodeClaim).where(col(CodeClaim.unit) == unit))
    connection.execute(delete(StoredDossier).where(col(StoredDossier.unit) == unit))
    ledger.position = head.position
    write_ledger(session, ledger, received_at="")
    return len(ledger.ranks)
