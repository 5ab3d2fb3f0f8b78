"""Entries and journals for tests: valid by default, so that a test says only what matters."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from schemas.codes import dossier_code
from schemas.journal import seal
from schemas.shape import written

UNIT = "000.17.22.H02"
OTHER_UNIT = "000.18.22.H02"
COUNTER = f"{UNIT}/Q1"
NOON = datetime(2019, 11, 20, 5, 0, tzinfo=UTC)
"""12:00 in Hanoi on the day the regulation was issued."""


def an_id(*parts: object) -> UUID:
    """An id that is the same for the same words."""
    return UUID(bytes=sha256(repr(parts).encode()).digest()[:16], version=4)


def a_received(code: str | None = None, **more: Any) -> dict[str, Any]:
    """The body of a reception."""
    return {
        "code": code or dossier_code(UNIT, NOON.date(), 1001),
        "procedure": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "catalogue": 1,
        "case": "default",
        "case_name": "Thông thường",
        "applicant": {"kind": "person", "name": "Nguyễn Văn [/] Ấn"},
        "promised": {
            "due": written(NOON + timedelta(days=1)),
            "published": written(NOON + timedelta(days=1)),
            "rule": "working_day",
            "calendar": 1,
        },
        **more,
    }


def an_entry(**fields: Any) -> dict[str, Any]:
    """An entry without its digest: the opening of `COUNTER`'s first epoch unless told otherwise."""
    counter = fields.get("counter", COUNTER)
    epoch, seq = fields.get("epoch", 1), fields.get("seq", 1)
    return {
        "counter": counter,
        "epoch": epoch,
        "seq": seq,
        "id": str(an_id(counter, epoch, seq)),
        "dossier": None,
        "home": counter.partition("/")[0],
        "kind": "epoch.opened",
        "v": 1,
        "happened": written(NOON),
        "at": written(NOON),
        "skew_ms": None,
        "officer": "lan",
        "base": None,
        "body": {"reason": "enrolled", "previous": None},
        "prev": None,
        **{key: _plain(value) for key, value in fields.items()},
    }


def _plain(value: object) -> object:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return written(value)
        case _:
            return value


@dataclass
class JournalOf:
    """A counter that writes: each entry is sealed into the chain of those before."""

    counter: str = COUNTER
    epoch: int = 1
    texts: list[str] = field(default_factory=list)
    head: str | None = None

    def write(self, kind: str = "epoch.opened", **fields: Any) -> str:
        """Write one more entry and answer its text."""
        own = {"counter": self.counter, "epoch": self.epoch, "seq": len(self.texts) + 1}
        if kind != "epoch.opened":
            fields = {"body": {}} | fields
        text = seal(an_entry(kind=kind, prev=self.head, **(own | fields)))
        self.head = json.loads(text)["digest"]
        self.texts.append(text)
        return text

    def receive(self, dossier: UUID, *, ordinal: int = 1001, **fields: Any) -> str:
        """Write a reception of a dossier with a code of the day."""
        unit = str(fields.get("home", self.counter.partition("/")[0]))
        body = a_received(dossier_code(unit, NOON.date(), ordinal))
        return self.write("dossier.received", dossier=dossier, **({"body": body} | fields))


def a_journal(count: int = 3, *, counter: str = COUNTER, first_ordinal: int = 1001) -> JournalOf:
    """A journal of so many entries: its opening, then a reception each."""
    journal = JournalOf(counter)
    journal.write()
    for step in range(count - 1):
        journal.receive(an_id(counter, "dossier", step), ordinal=first_ordinal + step)
    return journal


def mappings(texts: Sequence[str]) -> list[dict[str, Any]]:
    """Entries as a message carries them."""
    return [json.loads(text) for text in texts]
