"""The whole province has the line again: everybody delivers, in turns, to the real centre."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import cast

import httpx
import pytest
from sqlmodel import col, select

from sync.centre.store import Store
from sync.centre.tables import StoredEntry
from sync.centre.verifying import problems
from tests.builders import a_journal
from tests.simulator.loop import VirtualLoop, without_threads
from tests.sync.centre.crowd import Crowd, FullOutbox
from tests.sync.centre.desks import Centre

pytestmark = pytest.mark.slow
UNITS = {
    "000.20.22.H02": 12,
    "000.21.22.H02": 6,
    "000.22.22.H02": 6,
    "000.23.22.H02": 3,
    "000.24.22.H02": 3,
}
"""How many counters each has."""
UNSENT, FIRST_BATCH = 40, 5
UPLOAD_SECONDS, PAGE_SECONDS, SECONDS_MAX = 2.0, 40.0, 600.0


async def passing(seconds: float) -> None:
    await cast(VirtualLoop, asyncio.get_running_loop()).pass_time(seconds)


@dataclass
class Upload(httpx.AsyncByteStream):
    """A body on its way up a slow line: its place at the centre is taken meanwhile."""

    content: bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        await passing(UPLOAD_SECONDS)
        yield self.content


class SlowLine(httpx.ASGITransport):
    """Carries entries slowly, and pages of the feed more slowly."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            request.stream = Upload(await request.aread())
        elif request.url.path.endswith("/feed"):
            await passing(PAGE_SECONDS)
        return await super().handle_async_request(request)


async def a_province(centre: Centre) -> list[FullOutbox]:
    outboxes = []
    for unit, size in UNITS.items():
        centre.add_unit(unit)
        for number in range(size):
            desk = await centre.enrol(f"Q{number + 1}", unit)
            journal = a_journal(UNSENT, counter=desk.counter, first_ordinal=1001 + 100 * number)
            outboxes.append(FullOutbox(url="http://centre", desk=desk, journal=journal))
    return outboxes


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_30_counters_of_units_large_and_small_drain_in_turns_and_some_come_again(
    store: Store,
) -> None:
    centre = Centre(store)
    # So few that these counters fill them.
    centre.context.admission.places, centre.context.admission.unit_places = 4, 2
    with without_threads(), asyncio.Runner(loop_factory=VirtualLoop) as runner:
        outboxes = runner.run(a_province(centre))

        def client() -> httpx.AsyncClient:
            return httpx.AsyncClient(transport=SlowLine(centre.app))

        crowd = Crowd(outboxes, client, FIRST_BATCH)
        runner.run(crowd.deliver(SECONDS_MAX))
    for outbox in outboxes:
        assert [one.seq for one in outbox.outcomes] == list(range(1, UNSENT + 1))
        assert {one.outcome for one in outbox.outcomes} == {"applied"}
        assert journal_at(centre, outbox.desk.counter) == outbox.journal.texts
    with store.reading() as session:
        assert list(problems(session)) == []
    admission = centre.context.admission
    assert (admission.waiting, admission.in_work.total()) == ([], 0)
    assert 0 < crowd.told_to_wait.total() == admission.refused
    # Whoever was told to come again comes a turn later at most.
    assert crowd.apart() <= 3
    assert crowd.longest_pause() <= len(outboxes)


def journal_at(centre: Centre, counter: str) -> list[str]:
    """What the centre has of a counter, in order."""
    query = select(StoredEntry.text).where(StoredEntry.counter == counter)
    with centre.store.reading() as session:
        return list(session.exec(query.order_by(col(StoredEntry.seq))))
