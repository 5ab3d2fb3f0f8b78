"""The two lanes at work: what wakes them, what does not, and when a drain ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from schemas.journal import Head
from sync.courier import Courier
from sync.lanes import Lanes
from sync.protocol import (
    UNDER_WAY,
    Complained,
    Delivered,
    Follow,
    Heard,
    Introduce,
    Introduced,
    Push,
    Refresh,
    Step,
    Unreachable,
)
from sync.state import Lane, with_lane
from tests.builders import NOON
from tests.sync.notes import Notes

SECONDS_MAX = 20
LONG = b"\xff\xff\xff\xff"
"""Drawn for the jitter: the longest wait there is."""


class Outbox(Notes):
    """A counter with so many entries, of which the centre has some."""

    written = 0

    def head(self) -> Head:
        return Head(seq=self.written)


class Scripted(Courier):
    """A courier whose steps are seen and answered by the test."""

    def __init__(self) -> None:
        self.outbox = Outbox()
        super().__init__(httpx.AsyncClient(), self.outbox, lambda: NOON, lambda _: LONG)
        self.asked: asyncio.Queue[tuple[Step, asyncio.Future[Heard]]] = asyncio.Queue()

    async def perform(self, step: Step) -> Heard:
        answer: asyncio.Future[Heard] = asyncio.get_running_loop().create_future()
        await self.asked.put((step, answer))
        return await answer

    async def anything(self) -> tuple[Step, asyncio.Future[Heard]]:
        """The next step there is."""
        async with asyncio.timeout(SECONDS_MAX):
            return await self.asked.get()

    async def next(self, step: type[Step]) -> asyncio.Future[Heard]:
        """The next step there is, which is of this kind."""
        asked, answer = await self.anything()
        assert isinstance(asked, step)
        return answer

    async def no_step_begins(self) -> None:
        """The lanes had their turns, and took none."""
        for _ in range(50):
            await asyncio.to_thread(int)
        assert self.asked.empty()


def met(seq: int = 0) -> Introduced:
    return Introduced(1, Head(seq=seq), "i", Head(seq=seq))


@asynccontextmanager
async def at_work() -> AsyncIterator[tuple[Scripted, Lanes]]:
    """Lanes that have met the centre and now follow the feed, which they wait for."""
    courier = Scripted()
    lanes = Lanes(courier)
    running = asyncio.create_task(lanes.run())
    try:
        (await courier.next(Introduce)).set_result(met())
        (await courier.next(Refresh)).set_result(Delivered())
        yield courier, lanes
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await courier.client.aclose()


async def test_a_written_entry_is_sent_at_once() -> None:
    async with at_work() as (courier, lanes):
        await courier.next(Follow)
        await courier.no_step_begins()
        courier.outbox.written = 1
        lanes.wake()
        await courier.next(Push)


async def test_news_of_entries_does_not_shorten_a_wait_but_a_person_does() -> None:
    async with at_work() as (courier, lanes):
        await courier.next(Follow)
        courier.outbox.written = 1
        lanes.wake()
        (await courier.next(Push)).set_result(Complained(503, "unavailable", 600))
        await courier.no_step_begins()
        for _ in range(3):
            lanes.wake()
            await courier.no_step_begins()
        lanes.retry_now()
        await courier.next(Push)


async def test_the_other_lanes_success_ends_a_wait_for_the_line() -> None:
    async with at_work() as (courier, lanes):
        follow = await courier.next(Follow)
        courier.outbox.written = 1
        lanes.state = with_lane(lanes.state, "up", Lane(failures=11))
        lanes.wake()
        (await courier.next(Push)).set_result(Unreachable("no_route"))
        await courier.no_step_begins()
        assert lanes.state.up.wait > 200
        follow.set_result(Delivered())
        kinds = {type((await courier.anything())[0]) for _ in range(2)}
        assert kinds == {Push, Follow}


async def test_a_wait_ends_by_itself() -> None:
    async with at_work() as (courier, lanes):
        await courier.next(Follow)
        courier.outbox.written = 1
        lanes.wake()
        (await courier.next(Push)).set_result(Unreachable("no_route"))
        await courier.next(Push)


async def test_lanes_with_nothing_to_do_stand_still() -> None:
    async with at_work() as (courier, _):
        await courier.next(Follow)
        await courier.no_step_begins()


async def answered(courier: Scripted, answers: list[Any]) -> list[Step]:
    """Give each step its answer, and tell which steps they were."""
    steps = []
    for answer in answers:
        step, asked = await courier.anything()
        steps.append(step)
        asked.set_result(answer)
    return steps


@pytest.mark.parametrize(
    ("answers", "drained"),
    [
        ([Unreachable("no_route")], False),
        ([Complained(401, "unknown_token")], False),
        ([met(), Complained(503, "unavailable", 60)], False),
        ([Introduced(1, Head(), "i", Head(), is_copied=True)], False),
        ([met(), Delivered(), Delivered()], True),
        ([met(), Delivered(), Delivered(more=True), Delivered()], True),
        ([met(), Delivered(), Complained(410, "pruned"), Delivered(), Delivered()], True),
        ([met(), Delivered(), Complained(500, "internal")], False),
    ],
)
async def test_a_drain_ends_when_all_is_done_or_at_the_first_failure(
    answers: list[Heard], drained: bool
) -> None:
    courier = Scripted()
    draining = asyncio.create_task(Lanes(courier).drain())
    await answered(courier, answers)
    async with asyncio.timeout(SECONDS_MAX):
        assert await draining is drained
    assert courier.asked.empty()
    await courier.client.aclose()


@pytest.mark.parametrize("reason", sorted(UNDER_WAY))
async def test_a_drain_sends_less_at_once_where_a_push_fails_under_way(reason: str) -> None:
    courier = Scripted()
    courier.outbox.written = 20
    draining = asyncio.create_task(Lanes(courier).drain())
    steps = await answered(courier, [met(20), Delivered(), *[Unreachable(reason)] * 5])
    assert [step.entries_max for step in steps if isinstance(step, Push)] == [500, 10, 5, 2, 1]
    async with asyncio.timeout(SECONDS_MAX):
        assert await draining is False
    assert courier.asked.empty()
    await courier.client.aclose()


async def test_lanes_that_are_cancelled_while_a_wait_ends_have_ended() -> None:
    courier = Scripted()
    lanes = Lanes(courier)
    running = asyncio.create_task(lanes.run())
    (await courier.next(Introduce)).set_result(Unreachable("no_route"))
    await courier.no_step_begins()
    lanes.wake()
    await courier.no_step_begins()
    lanes.retry_now()
    running.cancel()
    done, _ = await asyncio.wait([running], timeout=SECONDS_MAX)
    assert running in done
    await courier.client.aclose()
