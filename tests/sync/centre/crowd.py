"""Many counters with full outboxes that meet one centre at the same moment."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

import httpx

from schemas.journal import Head
from schemas.wire import FeedPage, Result, Seen
from sync.courier import Courier
from sync.lanes import Lanes
from sync.replica import Membership
from sync.state import State
from tests.builders import NOON, JournalOf
from tests.sync.centre.desks import Desk
from tests.sync.notes import Notes


@dataclass
class FullOutbox(Notes):
    """A counter's store in memory: it sends from its journal, and keeps what was answered."""

    url: str = field(kw_only=True)
    desk: Desk = field(kw_only=True)
    journal: JournalOf = field(kw_only=True)
    position: int = 0
    outcomes: list[Result] = field(default_factory=list)
    delivered: Callable[[], None] = lambda: None
    """Hears of every push that has brought something over."""

    def membership(self) -> Membership:
        return Membership(self.url, self.desk.counter, self.desk.unit, 1, self.desk.token, "i")

    def head(self) -> Head:
        return Head(seq=len(self.journal.texts), digest=self.journal.head)

    def unsent(self, entries_max: int, bytes_max: int) -> Sequence[str]:
        """As many as fit."""
        some = self.journal.texts[self.held : self.held + entries_max]
        sizes = accumulate(len(text.encode()) + 1 for text in some)
        return some[: max(1, sum(size <= bytes_max for size in sizes))]

    def acknowledge(self, head: Head, results: Sequence[Result]) -> None:
        self.outcomes += [one for one in results if one.seq > self.held]
        self.held = head.seq
        self.delivered()

    def feed_position(self) -> int:
        return self.position

    def feed_seen(self) -> Seen:
        return Seen(self.position)

    def apply_page(self, page: FeedPage) -> None:
        self.position = page.position


@dataclass
class Crowd:
    """Counters that all have the line again, each with both of its lanes at work."""

    outboxes: Sequence[FullOutbox]
    open_client: Callable[[], httpx.AsyncClient]
    batch: int
    """How many entries each counter sends at first; it sends more once that went well."""
    turns: list[tuple[str, str, float]] = field(default_factory=list)
    """Unit and counter of each push that brought something, in order, and when it was answered."""
    told_to_wait: Counter[str] = field(default_factory=Counter)
    """How often each counter was told to come again."""

    async def deliver(self, seconds_max: float) -> None:
        """Let all begin at once, and end when every outbox is empty."""
        everything = asyncio.Event()
        async with AsyncExitStack() as opened:
            running = []
            for outbox in self.outboxes:
                client = await opened.enter_async_context(self.open_client())
                lanes = self._lanes(client, outbox, everything)
                running.append(asyncio.create_task(lanes.run()))
            try:
                async with asyncio.timeout(seconds_max):
                    await everything.wait()
            finally:
                for one in running:
                    one.cancel()
                await asyncio.gather(*running, return_exceptions=True)

    def _lanes(
        self, client: httpx.AsyncClient, outbox: FullOutbox, everything: asyncio.Event
    ) -> Lanes:
        loop, counter, unit = asyncio.get_running_loop(), outbox.desk.counter, outbox.desk.unit

        async def heard(response: httpx.Response) -> None:
            if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
                self.told_to_wait[counter] += 1

        def delivered() -> None:
            self.turns.append((unit, counter, loop.time()))
            if not any(one.unsent_count() for one in self.outboxes):
                loop.call_soon_threadsafe(everything.set)

        client.event_hooks = {"response": [heard]}
        outbox.delivered = delivered
        lanes = Lanes(Courier(client, outbox, lambda: NOON, Random(counter).randbytes))
        lanes.state = State(epoch=1, head=outbox.head(), batch=self.batch)
        return lanes

    def apart(self) -> int:
        """How many turns more any counter ever had than one of its unit with entries left."""
        of = {counter: unit for unit, counter, _ in self.turns}
        left = Counter(counter for _, counter, _ in self.turns)
        had = Counter(dict.fromkeys(left, 0))
        widest = 0
        for unit, counter, _ in self.turns:
            had[counter] += 1
            left[counter] -= 1
            fewest = min((had[one] for one in of if of[one] == unit and left[one]), default=None)
            if fewest is not None:
                widest = max(widest, had[counter] - fewest)
        return widest

    def longest_pause(self) -> int:
        """The most turns of others in a row that a unit with entries left had to wait for."""
        last: dict[str, int] = {}
        longest = 0
        for turn, (unit, _, _) in enumerate(self.turns):
            longest = max(longest, turn - last.get(unit, -1) - 1)
            last[unit] = turn
        return longest
