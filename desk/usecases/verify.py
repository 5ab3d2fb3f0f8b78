"""Proving that the record is whole: the chain, the numbers, and the projections."""

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func
from sqlmodel import Session, col, select

from desk.store.journal import counter_of
from desk.store.projection import predicted
from desk.store.sources import Source, all_sources
from desk.store.tables import CodeClaim, DossierRow, Journal
from desk.usecases.desk import Desk
from schemas.dossiers import Dossier
from schemas.journal import BrokenEntryError, read_entry


@dataclass(frozen=True)
class Problem:
    """Something in the record that should not be: a stable code and where."""

    code: str
    where: str


def verify(desk: Desk) -> tuple[Problem, ...]:
    """Everything that is wrong with the record; empty when it is whole."""
    with desk.store.read() as session:
        return (*_chain(session), *_head(session), *_unanswered(session), *_projections(session))


def rebuild(desk: Desk) -> None:
    """Make every projection again from the journal and the feed."""
    from desk.store import projection

    with desk.store.write() as session:
        projection.rebuild(session)


def _chain(session: Session) -> list[Problem]:
    found = []
    began = (
        select(Journal.epoch, func.min(Journal.place).label("began"))
        .group_by(col(Journal.epoch))
        .subquery()
    )
    query = (
        select(Journal.epoch, Journal.seq, Journal.text)
        .join(began, began.c.epoch == Journal.epoch)
        .order_by(began.c.began, col(Journal.seq))
    )
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
    """The next entry must follow the newest one there is."""
    counter = counter_of(session)
    query = (
        select(Journal.seq, Journal.text)
        .where(Journal.epoch == counter.epoch)
        .order_by(col(Journal.seq).desc())
    )
    newest = session.exec(query).first()
    if newest is not None and newest[0] == counter.head_seq:
        digest = _digest(newest[1])
        if digest is None or digest == counter.head_digest:
            return []
    return [Problem("head", f"{counter.epoch}/{counter.head_seq}")]


def _digest(text: str) -> str | None:
    """The digest of an entry; None of a broken one, which is told elsewhere."""
    try:
        return read_entry(text).digest
    except BrokenEntryError:
        return None


def _unanswered(session: Session) -> list[Problem]:
    """Nothing may have left the outbox without what the centre answered of it."""
    counter = counter_of(session)
    query = select(Journal.seq).where(
        Journal.epoch == counter.epoch,
        col(Journal.seq) <= counter.acked_seq,
        col(Journal.outcome).is_(None),
    )
    return [Problem("unanswered", f"{counter.epoch}/{seq}") for seq in session.exec(query)]


def _projections(session: Session) -> list[Problem]:
    found = []
    strays = set(session.exec(select(DossierRow.id)))
    for sources in all_sources(session):
        names = [str(dossier) for dossier in sources]
        rows, claims = _rows(session, names), _claims(session, names)
        strays.difference_update(names)
        for name, source in zip(names, sources.values(), strict=True):
            code = _problem(session, source, rows.get(name), claims[name])
            if code:
                found.append(Problem(code, name))
    return found + [Problem("stray", one) for one in strays]


def _problem(session: Session, source: Source, row: str | None, claims: set[str]) -> str:
    """What is wrong with one dossier, as a code; empty if nothing."""
    try:
        state = predicted(session, source.confirmed_state(), source.pending_entries())
    except BrokenEntryError:
        return "broken_entry"
    if state is None or not _is_shown(state, row):
        return "projection"
    # Whatever was printed for a dossier must find it.
    printed = {*state.claimed_codes, *(slip.barcode for slip in state.slips)}
    return "" if printed == claims else "unclaimed_code"


def _rows(session: Session, names: list[str]) -> dict[str, str]:
    query = select(DossierRow.id, DossierRow.state).where(col(DossierRow.id).in_(names))
    return dict(session.exec(query).all())


def _claims(session: Session, names: list[str]) -> dict[str, set[str]]:
    query = select(CodeClaim.dossier, CodeClaim.code).where(col(CodeClaim.dossier).in_(names))
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in session.exec(query):
        found[name].add(code)
    return found


def _is_shown(state: Dossier, held: str | None) -> bool:
    made = state.model_dump_json()
    # Keys within a parked body may stand in another order; what they say is what counts.
    return held is not None and (held == made or json.loads(held) == json.loads(made))
