"""After an outage of the whole province every counter is let in, and none waits for ever."""

import asyncio
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from sync.centre.admission import RETRY_SECONDS_MAX, Admission
from sync.centre.refusals import RefusedError
from tests.builders import a_journal
from tests.sync.centre.desks import Centre, Desk

UNITS, COUNTERS_EACH = 30, 10


def a_crowd() -> list[tuple[str, str]]:
    return [(f"u{unit}", f"u{unit}/Q{n}") for unit in range(UNITS) for n in range(COUNTERS_EACH)]


class Turns:
    """Counts what was let in, and lets those sent away come again after so many turns."""

    def __init__(self, admission: Admission, seed: int) -> None:
        self.admission, self.random = admission, Random(seed)
        self.done: Counter[str] = Counter()
        self.busiest: Counter[str] = Counter()
        self.told: set[int] = set()
        self.lag = 0
        self._turn = asyncio.Condition()

    async def deliver(self, unit: str, counter: str, pushes: int) -> None:
        while self.done[counter] < pushes:
            try:
                async with self.admission.place(unit, counter, self.random.random()):
                    in_work = self.admission.in_work
                    self.busiest[unit] = max(self.busiest[unit], in_work[unit])
                    self.busiest["all"] = max(self.busiest["all"], in_work.total())
                    await done()
                    self.done[counter] += 1
                    self.lag = max(self.lag, self.done[counter] - min_of(self.done))
                async with self._turn:
                    self._turn.notify(40)
            except RefusedError as refusal:
                self.told.add(refusal.retry_after or 0)
                async with self._turn:
                    await self._turn.wait()


async def done() -> None:
    """Some work, during which everybody else may ask."""
    loop = asyncio.get_running_loop()
    for _ in range(3):
        turned = loop.create_future()
        loop.call_soon(turned.set_result, None)
        await turned


def min_of(done_by: Counter[str]) -> int:
    return min(done_by[counter] for _, counter in a_crowd())


@pytest.mark.parametrize("seed", [1])
async def test_300_counters_all_deliver_and_none_is_left_behind(seed: int) -> None:
    admission = Admission(room=250)
    turns = Turns(admission, seed)
    async with asyncio.TaskGroup() as crowd:
        for unit, counter in a_crowd():
            crowd.create_task(turns.deliver(unit, counter, 3))
    assert set(turns.done.values()) == {3}
    assert turns.busiest.pop("all") == admission.places
    assert max(turns.busiest.values()) <= admission.unit_places
    assert 1 < min(turns.told) <= max(turns.told) <= RETRY_SECONDS_MAX
    assert turns.lag <= 2
    assert (admission.in_work.total(), admission.waiting) == (0, [])


async def test_a_unit_with_many_counters_does_not_keep_another_waiting() -> None:
    admission = Admission()
    order: list[str] = []

    async def push(unit: str, counter: str) -> None:
        async with admission.place(unit, counter, 0.0):
            await done()
            order.append(unit)

    async with asyncio.TaskGroup() as crowd:
        for number in range(20):
            crowd.create_task(push("large", f"large/Q{number}"))
        crowd.create_task(push("small", "small/Q1"))
    assert order.index("small") < 4


async def test_a_counter_whose_lines_die_leaves_its_unit_the_other_places() -> None:
    admission = Admission(places=8, unit_places=4)
    dead = [asyncio.create_task(hang(admission)) for _ in range(6)]
    await done()
    assert admission.of_counters == {"u/Q1": 2}
    async with asyncio.timeout(5):
        await enter(admission)
    for line in dead:
        line.cancel()
    await asyncio.gather(*dead, return_exceptions=True)
    assert (admission.in_work, admission.of_counters, admission.waiting) == ({}, {}, [])


async def hang(admission: Admission) -> None:
    async with admission.place("u", "u/Q1", 0.0):
        await asyncio.Event().wait()


async def test_whoever_hangs_up_gives_the_place_back() -> None:
    admission = Admission(places=1, unit_places=1)
    async with admission.place("u", "u/Q1", 0.0):
        waiting = asyncio.create_task(enter(admission))
        await done()
        assert len(admission.waiting) == 1
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert admission.waiting == []
    await enter(admission)
    assert admission.in_work.total() == 0


async def enter(admission: Admission) -> None:
    async with admission.place("u", "u/Q2", 0.0):
        await done()


async def test_those_sent_away_are_told_times_that_differ() -> None:
    admission = Admission(room=0, unit_places=0, push_seconds=1.0)
    told = set()
    for step in range(10):
        with pytest.raises(RefusedError) as refused:
            async with admission.place("u", f"u/Q{step}", step / 10):
                pass
        told.add(refused.value.retry_after)
    assert len(told) > 1


@pytest.fixture
def crowded() -> Callable[[Centre], None]:
    def fill(centre: Centre) -> None:
        centre.context.admission.room = 0
        centre.context.admission.unit_places = 0

    return fill


@pytest.mark.parametrize("processes", [1])
async def test_a_push_that_finds_no_place_is_told_when_to_come_again(
    desk: Desk, crowded: Callable[[Centre], None]
) -> None:
    crowded(desk.centre)
    answer = await desk.push(a_journal(2).texts)
    said = answer.json()
    assert (answer.status_code, said["error"], said["request"]) == (503, "busy", "asked")
    assert answer.headers["Retry-After"] == str(said["retry_after"])
    assert (await desk.head())["seq"] == 0
    desk.centre.context.admission.room = 1
    desk.centre.context.admission.unit_places = 1
    assert (await desk.push(a_journal(2).texts)).status_code == 200
