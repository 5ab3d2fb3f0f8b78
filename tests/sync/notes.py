"""A store that notes what the courier hands it, and answers as the centre gives them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from schemas.journal import BrokenEntryError, Head
from schemas.wire import FeedPage, Me, Reference, ReferenceName, Result, Seen, Snapshot
from sync.courier import Courier
from sync.lives import SAME, Cut, Difference
from sync.protocol import (
    Heard,
    Step,
)
from sync.replica import Membership
from tests.builders import COUNTER, NOON, UNIT

Answers = Callable[[httpx.Request], httpx.Response]


@dataclass
class Notes:
    """A store that notes what it is handed."""

    texts: Sequence[str] = ()
    url: str = "http://centre"
    held: int = 0
    tags: dict[str, str] = field(default_factory=dict)
    acknowledged_head: Head | None = None
    results: Sequence[Result] = ()
    rewound: int | None = None
    skew_ms: int | None = None
    incarnation: str = ""
    pages: list[FeedPage] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    differs: Difference = SAME
    compared: Me | None = None
    caught_up_to: int | None = None
    cuts: list[Cut] = field(default_factory=list)
    taken_back: list[tuple[int, int, int]] = field(default_factory=list)
    others: list[tuple[int, str]] = field(default_factory=list)
    given_back: list[tuple[int, str]] = field(default_factory=list)
    voided: tuple[int, str] | None = None

    def membership(self) -> Membership:
        return Membership(self.url, COUNTER, UNIT, 1, "token", "instance")

    def head(self) -> Head:
        return Head(seq=len(self.texts))

    def acknowledged(self) -> int:
        return self.held

    def unsent(self, entries_max: int, bytes_max: int) -> Sequence[str]:
        assert entries_max > 0
        assert bytes_max > 0
        return self.texts

    def acknowledge(self, head: Head, results: Sequence[Result]) -> None:
        self.acknowledged_head, self.results = head, results

    def rewind(self, seq: int) -> None:
        self.rewound = seq

    def unsent_count(self) -> int:
        return self.head().seq - self.held

    def acknowledge_closed(self, epoch: int, results: Sequence[Result]) -> None:
        self.closed.append(epoch)
        self.results = results

    def rewind_closed(self, epoch: int, seq: int) -> None:
        self.closed.append(epoch)
        self.rewound = seq

    def difference(self, me: Me) -> Difference:
        self.compared = me
        return self.differs

    def catch_up(self, me: Me) -> None:
        self.caught_up_to = me.head.seq

    def open_epoch(self, cut: Cut, now: datetime, random_bytes: Callable[[int], bytes]) -> None:
        assert (now, random_bytes(1)) == (NOON, b"r")
        self.cuts.append(cut)

    def take_back(self, epoch: int, after: int, entries: Sequence[Mapping[str, Any]]) -> bool:
        self.taken_back.append((epoch, after, len(entries)))
        return after == 0

    def give_up(self, epoch: int, after: int) -> None:
        self.given_up = (epoch, after)

    def foreign(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        return [(rank, text) for rank, text in self.others if rank > after][:limit]

    def testified(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        return [(place, text) for place, text in self.given_back if place > after][:limit]

    def void_ranks(self, kept: int, incarnation: str) -> None:
        self.voided = (kept, incarnation)

    def meet(self, me: Me, skew_ms: int, *, is_first: bool) -> None:
        self.skew_ms, self.incarnation = skew_ms, me.incarnation

    def feed_position(self) -> int:
        return 7

    def feed_seen(self) -> Seen:
        return Seen(7, "abcd")

    def apply_page(self, page: FeedPage) -> None:
        if page.unit != UNIT:
            raise BrokenEntryError
        self.pages.append(page)

    def apply_snapshot(self, snapshot: Snapshot) -> bool:
        self.snapshots.append(snapshot)
        return snapshot.position > 0

    def reference_tag(self, name: ReferenceName) -> str | None:
        return self.tags.get(name)

    def store_reference(self, reference: Reference, tag: str) -> None:
        self.stored.append(f"{reference.name} {tag}")


async def hear(step: Step, answers: Answers, notes: Notes | None = None) -> Heard:
    async with httpx.AsyncClient(transport=httpx.MockTransport(answers)) as client:
        return await Courier(client, notes or Notes(), lambda: NOON, lambda n: b"r" * n).perform(
            step
        )


def genuine(request: httpx.Request, status: int = 200, **fields: Any) -> httpx.Response:
    answer = {"protocol": 1, "request": request.headers["Desk-Request"], "incarnation": "i"}
    headers = {"Desk-Request": request.headers["Desk-Request"]}
    return httpx.Response(status, json=answer | fields, headers=headers)
