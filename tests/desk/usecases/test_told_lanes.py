"""The lanes of the program: files go beside the entries, and every step is told."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from desk.store.scan_tables import Scan
from desk.usecases.attach import attach_scan
from desk.usecases.told_lanes import ToldLanes
from schemas.entries import Received
from tests.builders import a_received
from tests.desk.usecases.test_attach import file_of, scan_of
from tests.properties.world import CounterOf, World

SECONDS_MAX = 20


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def counter(world: World) -> CounterOf:
    made = world.counters["Q1"]
    made.record("dossier.received", Received.model_validate(a_received()), UUID(int=7, version=4))
    return made


def all_is_sent(counter: CounterOf) -> bool:
    with counter.store.read() as session:
        states = set(session.exec(select(Scan.state)))
    return states == {"sent"} and counter.replica.head().seq == counter.replica.acknowledged()


def test_files_and_entries_go_by_themselves_and_a_wake_brings_the_next(
    world: World, counter: CounterOf, tmp_path: Path
) -> None:
    lanes = ToldLanes(counter.lanes.courier)
    told = asyncio.Event()
    lanes.done = told.set
    lanes.scans.told = told.set

    async def until_sent() -> None:
        while not await asyncio.to_thread(all_is_sent, counter):
            told.clear()
            await told.wait()

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
        running.cancel()

    world.runner.run(work())
    assert all_is_sent(counter)
