"""The lanes of the program: files go beside the entries, and every step is told."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from desk.screens.outbox_words import outbox_row
from desk.store.scan_tables import Scan
from desk.store.scans import offer_again
from desk.usecases.line import Line
from desk.usecases.outbox import outbox_page
from desk.usecases.told_lanes import ToldLanes
from schemas.entries import Received
from sync.lanes import Lanes
from sync.state import Lane
from tests.builders import a_received
from tests.desk.scans import attach_scan
from tests.desk.usecases.test_attach import file_of, scan_of
from tests.properties.world import CounterOf, World

SECONDS_MAX = 20


@pytest.fixture
def counter(world: World) -> CounterOf:
    made = world.counters["Q1"]
    made.record("dossier.received", Received.model_validate(a_received()), UUID(int=7, version=4))
    return made


def all_is_sent(counter: CounterOf) -> bool:
    with counter.store.read() as session:
        states = set(session.exec(select(Scan.state)))
    return states == {"sent"} and counter.replica.head().seq == counter.replica.acknowledged()


def longest(size: int) -> bytes:
    """Drawn for the jitter: the longest wait there is."""
    return b"\xff" * size


def put_in_doubt(counter: CounterOf) -> None:
    """As an introduction to a centre that was restored does."""
    with counter.store.write() as session:
        offer_again(session)


@dataclass
class Watched(httpx.AsyncBaseTransport):
    """Carries every request, and looks at the outbox while a part of a file is on its way."""

    app: Any
    look: Callable[[], str]
    seen: list[str] = field(default_factory=list)
    is_cut: bool = True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "PATCH":
            self.seen.append(await asyncio.to_thread(self.look))
            if self.is_cut:
                raise httpx.ReadError("cut")
        return await httpx.ASGITransport(self.app).handle_async_request(request)


def test_a_scan_is_being_sent_only_while_a_part_of_it_is_on_its_way(
    world: World, counter: CounterOf, tmp_path: Path
) -> None:
    dossier = UUID(int=7, version=4)
    for number in range(2):
        path = file_of(tmp_path, scan_of(number, size=1000))
        attach_scan(path, dossier, "p", "lan", counter.desk)

    def states() -> str:
        rows = [one for one in outbox_page(counter.desk, 0, 64) if one.what == "scan"]
        return " · ".join(outbox_row(one, line.standing).cells[-1] for one in rows)

    wire = Watched(world.centre.app, states)
    client = httpx.AsyncClient(transport=wire, base_url="http://centre")
    courier = replace(counter.lanes.courier, client=client)
    line = Line(lambda: courier, counter.now)
    lanes = line._lanes = line._lanes_over(courier)
    line._hear(replace(lanes.state, line="up"))
    world.runner.run(lanes.scans.drain())
    waits = "chờ: đường truyền đứt giữa chừng"
    assert states() == f"{waits} · {waits}"
    line._hear(replace(lanes.state, line="down"))
    assert states() == "chờ đường truyền · chờ đường truyền"
    line._hear(replace(lanes.state, line="up"))
    wire.is_cut = False
    world.runner.run(lanes.scans.drain())
    assert wire.seen == ["đang gửi · chờ đến lượt", "đang gửi · chờ đến lượt", "đang gửi"]
    assert states() == ""


def test_files_and_entries_go_by_themselves_at_a_wake_and_after_every_introduction(
    world: World, counter: CounterOf, tmp_path: Path
) -> None:
    lanes = ToldLanes(counter.lanes.courier)
    told = asyncio.Event()
    lanes.done = told.set
    lanes.scans.told = told.set

    async def until_sent() -> None:
        # Cleared before it is looked at: what is told meanwhile is not to be missed.
        told.clear()
        while not await asyncio.to_thread(all_is_sent, counter):
            await told.wait()
            told.clear()

    async def work() -> None:
        running = asyncio.create_task(lanes.run())
        for number in range(2):
            path = file_of(tmp_path, scan_of(number))
            await asyncio.to_thread(
                attach_scan, path, UUID(int=7, version=4), f"p{number}", "lan", counter.desk
            )
            lanes.wake()
            async with asyncio.timeout(SECONDS_MAX):
                await until_sent()
        await asyncio.to_thread(put_in_doubt, counter)
        lanes.state = replace(lanes.state, introduced=False)
        Lanes.wake(lanes)
        async with asyncio.timeout(SECONDS_MAX):
            await until_sent()
        running.cancel()

    world.runner.run(work())
    assert all_is_sent(counter)


@dataclass
class Cut(httpx.AsyncBaseTransport):
    """Carries every request once it is mended."""

    app: Any
    is_cut: bool = True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            raise httpx.ConnectError("cut")
        return await httpx.ASGITransport(self.app).handle_async_request(request)


@pytest.mark.parametrize("first", ["entries", "files"])
def test_what_gets_through_first_ends_the_wait_of_all_the_others(
    world: World, counter: CounterOf, tmp_path: Path, first: str
) -> None:
    path = file_of(tmp_path, scan_of(1, size=1000))
    attach_scan(path, UUID(int=7, version=4), "p", "lan", counter.desk)
    line = Cut(world.centre.app)
    client = httpx.AsyncClient(transport=line, base_url="http://centre")
    lanes = ToldLanes(replace(counter.lanes.courier, client=client, random_bytes=longest))
    long = Lane(failures=9)
    lanes.state, lanes.scans.luck = replace(lanes.state, up=long, down=long), long

    async def until(holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(SECONDS_MAX):
            while not await asyncio.to_thread(holds):
                pass

    async def work() -> None:
        running = asyncio.create_task(lanes.run())
        await until(lambda: lanes.state.up.wait > 200 and lanes.scans.luck.wait > 200)
        line.is_cut = False
        if first == "entries":
            Lanes.retry_now(lanes)
        else:
            lanes.scans.retry_now()
        await until(lambda: all_is_sent(counter))
        assert (lanes.state.line, lanes.state.trouble) == ("up", "")
        running.cancel()

    world.runner.run(work())
