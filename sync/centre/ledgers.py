"""One unit's head, dossiers and codes while a batch is ranked: read once, written once.

A ledger is opened under the lock of its unit's head and reads what the batch may touch in one
statement per table; nothing is written until the whole batch is judged.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from schemas.dossiers import FOLD_VERSION, Dossier, Outcome, fold
from schemas.entries import Received, Registered, body_of
from schemas.identity import as_ranked, facts_of
from schemas.journal import Entry, read_entry
from schemas.shape import dumped
from sync.centre.batches import among, insert_rows, update_rows
from sync.centre.states import (
    begins_unfolded,
    dossiers_of,
    kept_dossiers,
    outcome_of,
    stays_unfolded,
)
from sync.centre.tables import CodeClaim, StoredDossier, StoredEntry, UnitHead, table_of

CODE_LENGTH_MAX = 64
Placed = tuple[Entry, Outcome, int]
"""An entry with its outcome and rank."""


@dataclass(frozen=True)
class Seen:
    """An entry whose id the feed already has."""

    entry: Entry
    rank: int
    outcome: Outcome

    def says(self, entry: Entry) -> bool:
        """Whether it says the same as another entry of its id."""
        return facts_of(self.entry) == facts_of(entry)


@dataclass
class Ledger:
    """What a batch finds at one unit, and what it adds."""

    unit: str
    position: int = 0
    dossiers: dict[UUID, Dossier] = field(default_factory=dict)
    begun: dict[UUID, Placed] = field(default_factory=dict)
    """Dossiers that just began with a reception, which is folded when a second entry comes."""
    unfolded: set[UUID] = field(default_factory=set)
    """Dossiers that may be kept without a state."""
    first_ranks: dict[UUID, int] = field(default_factory=dict)
    ranks: dict[UUID, int] = field(default_factory=dict)
    """Newest ranks of the dossiers that the batch touched, in the order it first did."""
    claims: dict[str, UUID] = field(default_factory=dict)
    seen: dict[UUID, Seen] = field(default_factory=dict)
    held: frozenset[UUID] = frozenset()
    """Dossiers that have a row."""
    rows: list[dict[str, Any]] = field(default_factory=list)
    claimed: list[dict[str, Any]] = field(default_factory=list)

    def append(self, entry: Entry, text: str, outcome: Outcome) -> int:
        """Take an entry at its home: the next position is its rank, and its dossier follows.

        An entry that cannot be folded is not taken at all; what the fold raised is the caller's.
        """
        rank = self.position + 1
        if entry.dossier is not None:
            self.follow(entry.dossier, entry, outcome, rank)
        self.position = rank
        known = as_ranked(entry, outcome)
        self.rows.append(self._row(known, text, outcome, rank, rank))
        self.seen[known.id] = Seen(entry, rank, outcome)
        return rank

    def copy(self, entry: Entry, text: str, outcome: Outcome, rank: int) -> None:
        """Take a copy of what another unit ranked."""
        self.position += 1
        known = as_ranked(entry, outcome)
        row = self._row(known, text, outcome, self.position, rank)
        self.rows.append(row | {"relayed": True})
        self.seen[known.id] = Seen(entry, rank, outcome)

    def keep(self, entry: Entry, text: str, outcome: Outcome, rank: int | None) -> None:
        """Keep an entry as evidence only: the feed has its id already."""
        self.rows.append(self._row(entry, text, outcome, None, rank))

    def other_of(self, entry: Entry) -> Seen | None:
        """The entry that has this one's id with other facts, if this feed has it."""
        seen = self.seen.get(entry.id)
        return None if seen is None or seen.says(entry) else seen

    def owner(self, entry: Entry) -> UUID | None:
        """The dossier that holds the code an entry claims."""
        code = claimable_code(entry)
        return None if code is None else self.claims.get(code)

    def follow(self, dossier: UUID, entry: Entry, outcome: Outcome, rank: int) -> None:
        """Fold an entry into its dossier, and note the code it claims."""
        before, code = self.dossier(dossier), claimable_code(entry)
        if before is None:
            self._begin(dossier, (entry, outcome, rank))
        else:
            self._go_on(dossier, before, (entry, outcome, rank))
        self.ranks[dossier] = rank
        if code is not None and code not in self.claims:
            self.claims[code] = dossier
            self.claimed.append({"unit": self.unit, "code": code, "dossier": dossier})

    def dossier(self, dossier: UUID) -> Dossier | None:
        """A dossier as it stands."""
        first = self.begun.pop(dossier, None)
        if first is not None:
            self.dossiers[dossier] = fold(None, *first)
        return self.dossiers.get(dossier)

    def _begin(self, dossier: UUID, placed: Placed) -> None:
        entry, outcome, rank = placed
        if begins_unfolded(entry):
            self.begun[dossier] = placed
            self.unfolded.add(dossier)
        else:
            self.dossiers[dossier] = fold(None, entry, outcome, rank)
        self.first_ranks[dossier] = rank

    def _go_on(self, dossier: UUID, before: Dossier, placed: Placed) -> None:
        entry, outcome, rank = placed
        after = fold(before, entry, outcome, rank)
        self.dossiers[dossier] = after
        if before.code is None and after.code is not None:
            self.first_ranks[dossier] = rank
        if not stays_unfolded(entry, self.first_ranks[dossier], rank):
            self.unfolded.discard(dossier)

    def _row(
        self, entry: Entry, text: str, outcome: Outcome, position: int | None, rank: int | None
    ) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "counter": entry.counter,
            "epoch": entry.epoch,
            "seq": entry.seq,
            "id": entry.id,
            "position": position,
            "rank": rank,
            "dossier": entry.dossier,
            "digest": entry.digest,
            "text": text,
            "outcome": outcome.kind,
            "case": outcome.case.model_dump_json() if outcome.case else None,
            "relayed": False,
        }


def claimable_code(entry: Entry) -> str | None:
    """The code an entry claims for its dossier, if it is text that can be one."""
    body = body_of(entry) if entry.dossier is not None else None
    if not isinstance(body, Received | Registered):
        return None
    plausible = body.code.isascii() and body.code.isprintable()
    return body.code if plausible and 0 < len(body.code) <= CODE_LENGTH_MAX else None


def open_ledger(session: Session, unit: str, entries: Sequence[Entry]) -> Ledger:
    """Lock a unit's head and read what these entries may touch."""
    wanted = select(UnitHead.position).where(UnitHead.unit == unit).with_for_update()
    position = session.exec(wanted).one()
    touched = {entry.dossier for entry in entries if entry.dossier}
    held = kept_dossiers(session, unit, among(session.connection(), StoredDossier.id, touched))
    ids = [row.id for row in held]
    codes = {code for code in map(claimable_code, entries) if code}
    return Ledger(
        unit=unit,
        position=position,
        dossiers=dict(zip(ids, dossiers_of(session, unit, held), strict=True)),
        first_ranks={row.id: row.first_rank for row in held},
        claims=_claims(session, unit, codes),
        seen=seen_of(session, unit, {entry.id for entry in entries}),
        held=frozenset(ids),
    )


def _claims(session: Session, unit: str, codes: Collection[str]) -> dict[str, UUID]:
    wanted = select(CodeClaim.code, CodeClaim.dossier).where(
        CodeClaim.unit == unit, among(session.connection(), CodeClaim.code, codes)
    )
    return dict(session.exec(wanted).all())


def seen_of(session: Session, unit: str, ids: Collection[UUID]) -> dict[UUID, Seen]:
    """The entries of a unit's feed that go by these ids."""
    wanted = select(StoredEntry).where(
        StoredEntry.unit == unit,
        among(session.connection(), StoredEntry.id, ids),
        col(StoredEntry.position).is_not(None),
    )
    return {
        row.id: Seen(read_entry(row.text), row.rank or 0, outcome_of(row.outcome, row.case))
        for row in session.exec(wanted)
    }


def write_ledger(session: Session, ledger: Ledger, *, received_at: str) -> None:
    """Write all that a batch added to a unit, one statement per table."""
    connection = session.connection()
    rows = [row | {"received_at": received_at} for row in ledger.rows]
    insert_rows(connection, table_of(StoredEntry), rows)
    states = [_state(ledger, dossier) for dossier in ledger.ranks]
    fresh = [state for state in states if state["id"] not in ledger.held]
    changed = [state for state in states if state["id"] in ledger.held]
    insert_rows(connection, table_of(StoredDossier), fresh)
    update_rows(connection, table_of(StoredDossier), changed)
    insert_rows(connection, table_of(CodeClaim), ledger.claimed)
    moved = update(UnitHead).where(col(UnitHead.unit) == ledger.unit)
    connection.execute(moved.values(position=ledger.position))


def _state(ledger: Ledger, dossier: UUID) -> dict[str, Any]:
    state = None if dossier in ledger.unfolded else ledger.dossier(dossier)
    return {
        "unit": ledger.unit,
        "id": dossier,
        "first_rank": ledger.first_ranks[dossier],
        "rank": ledger.ranks[dossier],
        "fold": FOLD_VERSION,
        "state": state and dumped(state),
    }
