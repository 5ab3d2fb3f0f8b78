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

from schemas.dossiers import FOLD_VERSION, Case, Dossier, Outcome, fold
from schemas.entries import Received, Registered, body_of
from schemas.journal import Entry, read_entry
from sync.centre.batches import among, insert_rows, update_rows
from sync.centre.tables import CodeClaim, StoredDossier, StoredEntry, UnitHead, table_of

CODE_LENGTH_MAX = 64


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
    first_ranks: dict[UUID, int] = field(default_factory=dict)
    claims: dict[str, UUID] = field(default_factory=dict)
    seen: dict[UUID, Seen] = field(default_factory=dict)
    held: frozenset[UUID] = frozenset()
    """Dossiers that have a row."""
    rows: list[dict[str, Any]] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    claimed: list[dict[str, Any]] = field(default_factory=list)

    def append(self, entry: Entry, text: str, outcome: Outcome) -> int:
        """Take an entry at its home: the next position is its rank, and its dossier follows."""
        self.position += 1
        self.rows.append(self._row(entry, text, outcome, self.position, self.position))
        self.seen[entry.id] = Seen(entry, self.position, outcome)
        if entry.dossier is not None:
            self.follow(entry.dossier, entry, outcome)
        return self.position

    def copy(self, entry: Entry, text: str, outcome: Outcome, rank: int) -> None:
        """Take a copy of what another unit ranked."""
        self.position += 1
        row = self._row(entry, text, outcome, self.position, rank)
        self.rows.append(row | {"relayed": True})

    def keep(self, entry: Entry, text: str, outcome: Outcome, rank: int | None) -> None:
        """Keep an entry as evidence only: the feed has its id already."""
        self.rows.append(self._row(entry, text, outcome, None, rank))

    def owner(self, entry: Entry) -> UUID | None:
        """The dossier that holds the code an entry claims."""
        code = claimable_code(entry)
        return None if code is None else self.claims.get(code)

    def follow(self, dossier: UUID, entry: Entry, outcome: Outcome) -> None:
        """Fold the entry at the newest position into its dossier, and note the code it claims."""
        before = self.dossiers.get(dossier)
        after = fold(before, entry, outcome, self.position)
        self.dossiers[dossier] = after
        self.touched.add(dossier)
        if before is None or (before.code is None and after.code is not None):
            self.first_ranks[dossier] = self.position
        code = claimable_code(entry)
        if code is not None and code not in self.claims:
            self.claims[code] = dossier
            self.claimed.append({"unit": self.unit, "code": code, "dossier": dossier})

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


def facts_of(entry: Entry) -> dict[str, Any]:
    """What an entry says, apart from its place in a chain: the same in whatever epoch."""
    return entry.model_dump(include={"dossier", "home", "kind", "v", "happened", "officer", "body"})


def claimable_code(entry: Entry) -> str | None:
    """The code an entry claims for its dossier, if it is text that can be one."""
    body = body_of(entry) if entry.dossier is not None else None
    if not isinstance(body, Received | Registered):
        return None
    plausible = body.code.isascii() and body.code.isprintable()
    return body.code if plausible and 0 < len(body.code) <= CODE_LENGTH_MAX else None


def outcome_of(kind: str, case: str | None) -> Outcome:
    """An outcome as the tables keep it."""
    read = Case.model_validate_json(case) if case else None
    return Outcome.model_validate({"kind": kind, "case": read})


def open_ledger(session: Session, unit: str, entries: Sequence[Entry]) -> Ledger:
    """Lock a unit's head and read what these entries may touch."""
    wanted = select(UnitHead.position).where(UnitHead.unit == unit).with_for_update()
    position = session.exec(wanted).one()
    held = _dossiers(session, unit, {entry.dossier for entry in entries if entry.dossier})
    codes = {code for code in map(claimable_code, entries) if code}
    return Ledger(
        unit=unit,
        position=position,
        dossiers={row[0]: Dossier.model_validate_json(row[2]) for row in held},
        first_ranks={row[0]: row[1] for row in held},
        claims=_claims(session, unit, codes),
        seen=_seen(session, unit, {entry.id for entry in entries}),
        held=frozenset(row[0] for row in held),
    )


def _dossiers(
    session: Session, unit: str, ids: Collection[UUID]
) -> Sequence[tuple[UUID, int, str]]:
    wanted = select(StoredDossier.id, StoredDossier.first_rank, StoredDossier.state).where(
        StoredDossier.unit == unit, among(session.connection(), StoredDossier.id, ids)
    )
    return session.exec(wanted).all()


def _claims(session: Session, unit: str, codes: Collection[str]) -> dict[str, UUID]:
    wanted = select(CodeClaim.code, CodeClaim.dossier).where(
        CodeClaim.unit == unit, among(session.connection(), CodeClaim.code, codes)
    )
    return dict(session.exec(wanted).all())


def _seen(session: Session, unit: str, ids: Collection[UUID]) -> dict[UUID, Seen]:
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
    states = [_state(ledger, dossier) for dossier in sorted(ledger.touched)]
    fresh = [state for state in states if state["id"] not in ledger.held]
    changed = [state for state in states if state["id"] in ledger.held]
    insert_rows(connection, table_of(StoredDossier), fresh)
    update_rows(connection, table_of(StoredDossier), changed)
    insert_rows(connection, table_of(CodeClaim), ledger.claimed)
    moved = update(UnitHead).where(col(UnitHead.unit) == ledger.unit)
    connection.execute(moved.values(position=ledger.position))


def _state(ledger: Ledger, dossier: UUID) -> dict[str, Any]:
    state = ledger.dossiers[dossier]
    return {
        "unit": ledger.unit,
        "id": dossier,
        "first_rank": ledger.first_ranks[dossier],
        "rank": state.rank,
        "fold": FOLD_VERSION,
        "state": state.model_dump_json(),
    }
