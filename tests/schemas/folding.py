"""A dossier at home: entries of several counters, ranked in the order in which they come."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from schemas.dossiers import Case, Dossier, Outcome, fold
from schemas.journal import read_entry
from schemas.judge import judge
from schemas.statuses import Status
from tests.builders import UNIT, JournalOf, a_received, an_id

DOSSIER = an_id("one dossier")
REQUEST = {"number": "Q1-0001/HDHS", "barcode": f"{UNIT}-19-1-0001", "reason": "thiếu tờ khai"}
RESULT = {"number": "12/QĐ", "dated": "2019-11-21", "signatory": "Trần Thị Bình"}


@dataclass
class Home:
    """The unit that orders a dossier, with a counter for every name."""

    state: Dossier | None = None
    rank: int = 0
    journals: dict[str, JournalOf] = field(default_factory=dict)
    last: UUID = DOSSIER
    """Id of the newest entry."""

    def write(
        self,
        name: str,
        kind: str,
        body: dict[str, Any] | None = None,
        *,
        concerns: tuple[Case, ...] = (),
        owner: UUID | None = None,
        **fields: Any,
    ) -> Outcome:
        """Let a counter record something about the dossier; it saw all that is ranked so far."""
        journal = self.journals.setdefault(name, JournalOf(f"{UNIT}/{name}"))
        about = {"dossier": DOSSIER, "base": self.rank or None} | fields
        entry = read_entry(journal.write(kind, body=body or {}, **about))
        outcome = judge(self.state, entry, owner, concerns)
        self.rank += 1
        self.last = entry.id
        self.state = fold(self.state, entry, outcome, self.rank)
        assert Dossier.model_validate(json.loads(self.state.model_dump_json())) == self.state
        return outcome

    def receive(self, name: str = "Q1", **fields: Any) -> Outcome:
        """Let a counter receive the dossier."""
        return self.write(name, "dossier.received", a_received(**fields.pop("body", {})), **fields)

    def settle(self, name: str, entry: UUID, decision: str) -> Outcome:
        """Let an officer at a counter decide a case."""
        return self.write(name, "case.settled", {"entry": str(entry), "decision": decision})

    @property
    def now(self) -> Dossier:
        """The dossier as it stands."""
        assert self.state is not None
        return self.state

    def status(self) -> Status | None:
        """Its status."""
        return self.now.status


def received() -> Home:
    """A dossier that counter Q1 received."""
    home = Home()
    home.receive()
    return home


def resolved() -> Home:
    """A dossier with its result."""
    home = received()
    home.write("C0", "dossier.resolved", RESULT)
    return home
