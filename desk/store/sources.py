"""What dossiers are made from: snapshot, feed and journal, read for many dossiers at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Table, bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from desk.store.tables import Basis, Feed, Journal, table
from schemas.dossiers import Dossier, Outcome, fold
from schemas.journal import Entry, read_entry

AT_ONCE = 400
"""Dossiers of one reading: few statements, little memory."""


def _of_these(source: Table, column: str, *wanted: Any) -> Any:
    names: BindParameter[Any] = bindparam("dossiers", expanding=True)
    return core_select(source.c[column], *wanted).where(source.c[column].in_(names))


_BASES, _FEED, _JOURNAL = table(Basis), table(Feed), table(Journal)
_FROM_BASES = _of_these(_BASES, "id", _BASES.c.state)
_FROM_FEED = (
    _of_these(_FEED, "dossier", _FEED.c.rank, _FEED.c.outcome, _FEED.c.text, _JOURNAL.c.text)
    .join(_JOURNAL, _JOURNAL.c.id == _FEED.c.id, isouter=True)
    .order_by(_FEED.c.rank)
)
_FROM_JOURNAL = (
    _of_these(_JOURNAL, "dossier", _JOURNAL.c.text)
    .where(_JOURNAL.c.rank.is_(None))
    .order_by(_JOURNAL.c.place)
)


@dataclass
class Source:
    """What one dossier is made from."""

    basis: str | None = None
    """The dossier as a snapshot gave it."""
    confirmed: list[tuple[int, str, str]] = field(default_factory=list)
    """Rank, outcome and text of each entry in the feed, in order."""
    pending: list[str] = field(default_factory=list)
    """Our own entries that the feed has not confirmed, in order."""

    def confirmed_state(self) -> Dossier | None:
        """The fold of everything confirmed, from the snapshot or from its first entry.

        Raises:
            BrokenEntryError: an entry is not what was written.
        """
        state = Dossier.model_validate_json(self.basis) if self.basis else None
        known = state.rank if state else 0
        for rank, outcome, text in self.confirmed:
            if rank > known:
                state = fold(state, read_entry(text), Outcome.model_validate_json(outcome), rank)
        return state

    def pending_entries(self) -> list[Entry]:
        """Our own unconfirmed entries.

        Raises:
            BrokenEntryError: one of them is not what was written.
        """
        return [read_entry(one) for one in self.pending]


def source_of(session: Session, dossier: UUID) -> Source:
    """What a dossier is made from."""
    return read_sources(session, [dossier])[dossier]


def read_sources(session: Session, dossiers: Sequence[UUID]) -> dict[UUID, Source]:
    """What each of some dossiers is made from."""
    found = {str(one): Source() for one in dossiers}
    connection, names = session.connection(), {"dossiers": list(found)}
    for name, state in connection.execute(_FROM_BASES, names):
        found[name].basis = state
    for name, rank, outcome, foreign, own in connection.execute(_FROM_FEED, names):
        found[name].confirmed.append((rank, outcome, foreign or own or ""))
    for name, text in connection.execute(_FROM_JOURNAL, names):
        found[name].pending.append(text)
    return {dossier: found[str(dossier)] for dossier in dossiers}


def all_sources(session: Session, at_once: int = AT_ONCE) -> Iterator[dict[UUID, Source]]:
    """What every dossier is made from, oldest first, some at a time."""
    known = iter(dossiers_known(session))
    while some := list(islice(known, at_once)):
        yield read_sources(session, some)


def dossiers_known(session: Session) -> list[UUID]:
    """Every dossier that anything here speaks of, oldest first."""
    seen: dict[str, None] = {}
    for query in (
        select(Basis.id),
        select(Feed.dossier).order_by(col(Feed.position)),
        select(Journal.dossier).order_by(col(Journal.place)),
    ):
        seen.update((one, None) for one in session.exec(query) if one)
    return [UUID(one) for one in seen]
