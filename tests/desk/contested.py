"""What other counters recorded meanwhile: a feed that the judge ranks, as the centre would."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from desk.store.journal import Fact, append
from desk.store.projection import show_own
from desk.store.replica import StoreReplica
from desk.usecases.desk import Desk
from schemas.dossiers import Dossier, fold
from schemas.journal import read_entry
from schemas.judge import judge
from schemas.shape import Shape, written
from schemas.wire import FeedPage, FeedRow
from tests.builders import JournalOf


@dataclass
class LittleCentre:
    """Ranks entries of one unit, those of a desk and those of others, and feeds the desk."""

    desk: Desk
    unit: str
    rank: int = 0
    states: dict[UUID, Dossier] = field(default_factory=dict)
    owners: dict[str, UUID] = field(default_factory=dict)
    journals: dict[str, JournalOf] = field(default_factory=dict)
    sent: int = 0
    others: list[str] = field(default_factory=list)
    """Texts that wait to be ranked."""

    def elsewhere(
        self, name: str, kind: str, body: dict[str, Any], dossier: UUID, **more: Any
    ) -> UUID:
        """Another counter records something; it is ranked before what the desk has not sent."""
        journal = self.journals.setdefault(name, JournalOf(f"{self.unit}/{name}"))
        at = written(self.desk.now())
        told = {"happened": at, "at": at, "base": self.rank or None} | more
        text = journal.write(kind, dossier=dossier, body=body, **told)
        self.others.append(text)
        return read_entry(text).id

    def record(self, kind: str, body: Shape, dossier: UUID, officer: str = "lan") -> UUID:
        """The desk records something beside its own use cases."""
        fact = Fact(kind, body, self.desk.now(), officer, dossier)
        with self.desk.store.write() as session:
            (done,) = append(
                session, [fact], now=self.desk.now(), random_bytes=self.desk.random_bytes
            )
            show_own(session, [done])
        return done.entry.id

    def sync(self) -> None:
        """Rank what others wrote, then what the desk wrote; the desk reads it all."""
        replica = StoreReplica(self.desk.store, "i")
        own = list(replica.unsent(500, 2**20))[self.sent :]
        self.sent += len(own)
        rows = tuple(self._ranked(text) for text in (*self.others, *own))
        self.others.clear()
        page = FeedPage(request="r", incarnation="i", unit=self.unit, rows=rows, position=self.rank)
        replica.apply_page(page)

    def _ranked(self, text: str) -> FeedRow:
        entry = read_entry(text)
        self.rank += 1
        code = entry.body.get("code")
        outcome = None
        if entry.dossier is not None:
            state = self.states.get(entry.dossier)
            outcome = judge(state, entry, self.owners.get(code) if code else None)
            self.states[entry.dossier] = fold(state, entry, outcome, self.rank)
            if code:
                self.owners.setdefault(code, entry.dossier)
        return FeedRow.model_validate(
            {
                "rank": self.rank,
                "entry": json.loads(text),
                "outcome": outcome.kind if outcome else "applied",
                "case": outcome.case if outcome else None,
            }
        )
