"""Dossiers as they stand: read as they were kept, or folded from the few entries of a reception.

After an outage most of what arrives are receptions that nobody has asked about yet. Folding each
and writing the result would be half the work of taking it in, so a dossier keeps no state as long
as its entries are those of a reception and lie close together in the feed: they are as good, and
with its next step it gets a state as any other.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from schemas.dossiers import Case, Dossier, Outcome, fold
from schemas.journal import Entry, trusted_entry
from schemas.shape import dumped
from sync.centre.batches import among
from sync.centre.tables import StoredDossier, StoredEntry, table_of

RECEPTION = "dossier.received"
BESIDE_RECEPTION = frozenset({"fee.collected", "slip.printed"})
SPAN_MAX = 8
"""Positions over which the entries of one reception may be spread."""
ROWS_AT_ONCE = 500


class Kept(NamedTuple):
    """A dossier as its row keeps it; no state: its entries from first rank to rank tell all."""

    id: UUID
    first_rank: int
    rank: int
    state: str | None


def begins_unfolded(entry: Entry) -> bool:
    """Whether a dossier that begins with this entry may be kept without a state."""
    return entry.kind == RECEPTION


def stays_unfolded(entry: Entry, first_rank: int, position: int) -> bool:
    """Whether it still may after this entry."""
    return entry.kind in BESIDE_RECEPTION and position - first_rank < SPAN_MAX


def kept_dossiers(
    session: Session, unit: str, *chosen: ColumnElement[bool], limit: int | None = None
) -> list[Kept]:
    """The rows of a unit's dossiers, or of those chosen, by first rank."""
    held = table_of(StoredDossier).columns
    wanted = (
        select(held.id, held.first_rank, held.rank, held.state)
        .where(held.unit == unit, *chosen)
        .order_by(held.first_rank)
        .limit(limit)
    )
    return [Kept(*row) for row in session.connection().execute(wanted)]


def dossiers_of(session: Session, unit: str, rows: Sequence[Kept]) -> list[Dossier]:
    """The dossiers of some rows of a unit, in their order."""
    folded = _folded(session, unit, rows)
    return [
        folded[row.id] if row.state is None else Dossier.model_validate_json(row.state)
        for row in rows
    ]


def states_of(session: Session, unit: str, rows: Sequence[Kept]) -> list[str]:
    """The same as JSON."""
    folded = _folded(session, unit, rows)
    return [dumped(folded[row.id]) if row.state is None else row.state for row in rows]


def dossier_at(session: Session, unit: str, dossier: UUID) -> Dossier | None:
    """One dossier of a unit, if there is one of this id."""
    rows = kept_dossiers(session, unit, table_of(StoredDossier).columns.id == dossier)
    return dossiers_of(session, unit, rows)[0] if rows else None


def _folded(session: Session, unit: str, rows: Sequence[Kept]) -> dict[UUID, Dossier]:
    """The dossiers without a state, made from their entries."""
    spans = {row.id: range(row.first_rank, row.rank + 1) for row in rows if row.state is None}
    positions = sorted({position for span in spans.values() for position in span})
    folded: dict[UUID, Dossier] = {}
    for start in range(0, len(positions), ROWS_AT_ONCE):
        for row in _entries(session, unit, positions[start : start + ROWS_AT_ONCE]):
            if row.position in spans.get(row.dossier, ()):
                entry = trusted_entry(orjson.loads(row.text))
                outcome = outcome_of(row.outcome, row.case)
                folded[row.dossier] = fold(folded.get(row.dossier), entry, outcome, row.position)
    return folded


def _entries(session: Session, unit: str, positions: Sequence[int]) -> Sequence[Any]:
    held = table_of(StoredEntry).columns
    connection = session.connection()
    wanted = (
        select(held.dossier, held.position, held.text, held.outcome, held.case)
        .where(held.unit == unit, held.relayed.is_(False))
        .where(among(connection, StoredEntry.position, positions))
        .order_by(held.position)
    )
    return connection.execute(wanted).all()


def outcome_of(kind: str, case: str | None) -> Outcome:
    """An outcome as the tables keep it."""
    read = Case.model_validate_json(case) if case else None
    return Outcome.model_validate({"kind": kind, "case": read})
