"""What passes between a desk and a centre in processes of their own, byte by byte."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlmodel import select

from desk import machine
from desk.store.home import Home
from desk.store.replica import StoreReplica
from desk.store.store import open_store
from desk.store.tables import Counter
from schemas.wire import WAIT_SECONDS_MAX
from sync.courier import Courier
from sync.exchange import open_client
from sync.lanes import Lanes
from sync.protocol import REFRESH_SECONDS, Follow, Refresh
from tests.processes.running import CentreProcess, DeskProcess
from tests.processes.wire import Wire, a_wire

pytestmark = pytest.mark.slow
IDLE_BYTES_A_MINUTE = 2000


@asynccontextmanager
async def at_the_end_of(wire: Wire, desk: DeskProcess) -> AsyncIterator[Courier]:
    """The desk, speaking through a line."""
    home = Home(desk.home)
    store = open_store(home)
    with store.write() as session:
        row = session.exec(select(Counter)).one()
        row.url = wire.here
        session.add(row)
    replica = StoreReplica(store, home.instance())
    async with open_client() as client:
        yield Courier(client, replica, machine.now, machine.random_bytes)
    store.close()


async def test_an_idle_desk_costs_less_than_two_kilobytes_a_minute(
    centre: CentreProcess, desk: DeskProcess
) -> None:
    async with a_wire(centre.url) as wire, at_the_end_of(wire, desk) as courier:
        await Lanes(courier).drain()
        before = wire.passed
        # What a wait at the centre costs does not depend on how long it was.
        await courier.perform(Follow(0))
        poll, before = wire.passed - before, wire.passed
        await courier.perform(Refresh())
        refresh = wire.passed - before
    polls, refreshes = 60 / WAIT_SECONDS_MAX, 60 / REFRESH_SECONDS
    assert 0 < poll * polls + refresh * refreshes <= IDLE_BYTES_A_MINUTE
