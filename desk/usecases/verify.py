"""Proving that the record is whole: the chain, the numbers, and the projections."""

from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session, col, select

from desk.store.journal import counter_of
from desk.store.projection import dossiers_known, fold_confirmed, pending_entries, predicted
from desk.store.tables import CodeClaim, DossierRow, Journal
from desk.usecases.desk import Desk
from schemas.journal import BrokenEntryError, read_entry


@dataclass(frozen=True)
class Problem:
    """Something in the record that should not be: a stable code and where."""

    code: str
    where: str


def verify(desk: Desk) -> tuple[Problem, ...]:
    """Everything that is wrong with the record; empty when it is whole."""
    with desk.store.read() as session:
        return (*_chain(session), *_head(session), *_projections(session), *_claims(session))


def rebuild(desk: Desk) -> None:
    """Make every projection again from the journal and the feed."""
    from desk.store import projection

    with desk.store.write() as session:
        projection.rebuild(session)


def _chain(session: Session) -> list[Problem]:
    found = []
    query = select(Journal.epoch, Journal.seq, Journal.text).order_by(col(Journal.place))
    for epoch, rows in groupby(session.exec(query), key=lambda row: row[0]):
        seq, digest = 0, None
        for _, number, text in rows:
            where = f"{epoch}/{number}"
            try:
                entry = read_entry(text)
            except BrokenEntryError:
                found.append(Problem("broken_entry", where))
                continue
            if entry.seq != seq + 1:
                found.append(Problem("gap", where))
            elif entry.prev != digest and seq > 0:
                found.append(Problem("broken_chain", where))
            seq, digest = entry.seq, entry.digest
    return found


def _head(session: Session) -> list[Problem]:
    counter = counter_of(session)
    query = (
        select(Journal.seq, Journal.text)
        .where(Journal.epoch == counter.epoch)
        .order_by(col(Journal.seq).desc())
    )
    newest = session.exec(query).first()
    if newest is None or newest[0] != counter.head_seq:
        return [Problem("head", f"{counter.epoch}/{counter.head_seq}")]
    if counter.head_digest is None or counter.head_digest not in newest[1]:
        return [Problem("head", f"{counter.epoch}/{counter.head_seq}")]
    return []


def _projections(session: Session) -> list[Problem]:
    found = []
    known = dossiers_known(session)
    for dossier in known:
        confirmed = fold_confirmed(session, dossier)
        state = predicted(session, confirmed, pending_entries(session, dossier))
        row = session.exec(select(DossierRow).where(DossierRow.id == str(dossier))).one_or_none()
        if row is None or state is None or row.state != state.model_dump_json():
            found.append(Problem("projection", str(dossier)))
    rows = set(session.exec(select(DossierRow.id)))
    found += [Problem("stray", one) for one in rows - {str(one) for one in known}]
    return found


def _claims(session: Session) -> list[Problem]:
    """A printed code must always find its dossier."""
    claimed = set(session.exec(select(CodeClaim.code)))
    codes = session.exec(select(DossierRow.code).where(col(DossierRow.code).is_not(None)))
    return [Problem("unclaimed_code", str(code)) for code in codes if code not in claimed]
