"""Who may push now, who waits, and who is told to come again: fair between units.

A push holds a mebibyte while it arrives, so only some may come at once; a unit never holds all
places, nor a counter all of its unit. The others wait, with their bodies unread, as long as an
answer may be kept waiting. Free places go to the unit with the fewest, then to the counter that has
been asking for longest, the times it was sent away included: so nobody starves. Whatever has
arrived is ranked in places of its own, fewer and under the same rules, where nobody is sent away:
those take a moment of the processor each, whereas a body takes as long as its line does.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import ceil

from sync.centre.refusals import RefusedError

UPLOADS = 32
"""Pushes that arrive at once, or have arrived: a mebibyte each."""
UNIT_UPLOADS = 8
COUNTER_UPLOADS = 2
"""The push that a counter sends, and one before it whose line died without a word."""
PLACES = 4
"""Pushes in work at once; more only pass the processor to and fro."""
UNIT_PLACES = 2
ROOM = 512
"""How many may wait; a counter sends one push at a time, so this is a province of counters."""
WAIT_SECONDS_MAX = 20.0
REMEMBERED_SECONDS = 900.0
"""How long a counter that was sent away keeps its place in the order."""
RETRY_SECONDS_MIN, RETRY_SECONDS_MAX = 2, 60


@dataclass(eq=False)
class Ticket:
    """One push that asks to be let in."""

    unit: str
    counter: str
    since: float
    """When its counter began to ask."""
    called: asyncio.Event = field(default_factory=asyncio.Event)
    is_let_in: bool = False
    """What it was called for: to come in, or else to go."""


@dataclass
class Admission:
    """The places of one process; lives in its event loop."""

    places: int = PLACES
    unit_places: int = UNIT_PLACES
    counter_places: int = COUNTER_UPLOADS
    room: int = ROOM
    wait_seconds: float | None = WAIT_SECONDS_MAX
    """None: as long as it takes."""
    in_work: Counter[str] = field(default_factory=Counter)
    """Pushes in work, by unit."""
    of_counters: Counter[str] = field(default_factory=Counter)
    """The same by counter."""
    waiting: list[Ticket] = field(default_factory=list)
    refused: int = 0
    push_seconds: float = 0.1
    """How long a push takes, lately."""
    _asking: dict[str, float] = field(default_factory=dict)

    @asynccontextmanager
    async def place(self, unit: str, counter: str, spread: float) -> AsyncIterator[None]:
        """A place for one push while the block runs; `spread` in [0, 1) keeps refusals apart.

        Raises:
            RefusedError: 503 `busy`; too many wait, or no place came free in time.
        """
        clock = asyncio.get_running_loop().time
        ticket = Ticket(unit, counter, self._asking_since(counter, clock()))
        await self._enter(ticket, spread)
        began = clock()
        try:
            yield
        finally:
            self.push_seconds += (clock() - began - self.push_seconds) / 20
            self._leave(ticket)

    def _asking_since(self, counter: str, now: float) -> float:
        if len(self._asking) > self.room:
            fresh = now - REMEMBERED_SECONDS
            self._asking = {one: at for one, at in self._asking.items() if at > fresh}
        return self._asking.get(counter, now)

    async def _enter(self, ticket: Ticket, spread: float) -> None:
        self.waiting.append(ticket)
        self._fill()
        self._keep_room()
        try:
            async with asyncio.timeout(self.wait_seconds):
                await ticket.called.wait()
        except TimeoutError:
            self._forget(ticket)
        except asyncio.CancelledError:
            # Its connection broke: it waits no more, or gives its place back.
            if ticket.is_let_in:
                self._leave(ticket)
            self._forget(ticket)
            raise
        if not ticket.is_let_in:
            raise self._sent_away(ticket, spread)
        self._asking.pop(ticket.counter, None)

    def _keep_room(self) -> None:
        """Send away whoever asks for the shortest time when too many wait."""
        while len(self.waiting) > self.room:
            newest = max(self.waiting, key=lambda one: one.since)
            self.waiting.remove(newest)
            newest.called.set()

    def _forget(self, ticket: Ticket) -> None:
        if ticket in self.waiting:
            self.waiting.remove(ticket)

    def _sent_away(self, ticket: Ticket, spread: float) -> RefusedError:
        self.refused += 1
        self._asking[ticket.counter] = ticket.since
        queue = len(self.waiting) / self.places * self.push_seconds
        seconds = min(max(queue, RETRY_SECONDS_MIN), RETRY_SECONDS_MAX / 2)
        return RefusedError(503, "busy", retry_after=ceil(seconds * (1 + spread)))

    def _leave(self, ticket: Ticket) -> None:
        self._count(ticket, -1)
        self._fill()

    def _count(self, ticket: Ticket, by: int) -> None:
        for held, one in ((self.in_work, ticket.unit), (self.of_counters, ticket.counter)):
            held[one] += by
            if not held[one]:
                del held[one]

    def _may_enter(self, ticket: Ticket) -> bool:
        of_unit, of_counter = self.in_work[ticket.unit], self.of_counters[ticket.counter]
        return of_unit < self.unit_places and of_counter < self.counter_places

    def _fill(self) -> None:
        """Give every free place to the one whose turn it is."""
        while self.in_work.total() < self.places:
            eligible = [one for one in self.waiting if self._may_enter(one)]
            if not eligible:
                return
            chosen = min(eligible, key=lambda one: (self.in_work[one.unit], one.since))
            self.waiting.remove(chosen)
            self._count(chosen, 1)
            chosen.is_let_in = True
            chosen.called.set()


def uploads() -> Admission:
    """Places for bodies that come in."""
    return Admission(places=UPLOADS, unit_places=UNIT_UPLOADS)


def work() -> Admission:
    """Places to rank what has come in; everybody there has one of the others."""
    return Admission(wait_seconds=None, room=UPLOADS)
