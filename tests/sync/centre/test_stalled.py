"""Whoever stops in the middle of what it says holds nothing for long; whoever is slow is heard."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import cast

import pytest

from sync.centre.pace import Pace, arrived
from sync.centre.punctual import Patience
from sync.centre.refusals import RefusedError
from sync.centre.store import Store
from tests.builders import OTHER_UNIT, UNIT, a_journal
from tests.simulator.loop import VirtualLoop
from tests.sync.centre.desks import Centre, Desk, push_body
from tests.sync.centre.logged import logged
from tests.sync.centre.sockets import Connect, Line, head_of_push, listening, until

THIRD_UNIT = "000.19.22.H02"
LARGE = 50_000
BYTES_MAX = 1024 * 1024
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
async def desks(store: Store) -> list[Desk]:
    """Two counters of each of two units, and one of a third."""
    centre = Centre(store)
    found = []
    for unit in (UNIT, OTHER_UNIT, THIRD_UNIT):
        centre.add_unit(unit)
        found += [await centre.enrol(name, unit) for name in ("Q1", "Q2")]
    return found[:5]


def with_pace(centre: Centre, pace: Pace) -> None:
    centre.app.state.context = replace(centre.context, pace=pace)


async def stall(connect: Connect, desks: list[Desk]) -> list[Line]:
    """A push of each, of which one byte comes; all hold a place."""
    lines = [await connect() for _ in desks]
    for line, desk in zip(lines, desks, strict=True):
        await line.say(head_of_push(desk, LARGE) + "{")
    admission = desks[0].centre.context.admission
    await until(lambda: admission.in_work.total() == len(desks))
    return lines


async def push(connect: Connect, desk: Desk) -> int:
    body = push_body(a_journal(3, counter=desk.counter).texts).decode()
    line = await connect()
    await line.say(head_of_push(desk, len(body.encode())) + body)
    return await line.status()


@on_sqlite
async def test_uploads_that_stall_give_their_places_back(desks: list[Desk]) -> None:
    *stalled, well = desks
    centre = well.centre
    with_pace(centre, Pace(seconds=0.3))
    centre.context.admission.places, centre.context.admission.unit_places = 4, 2
    async with listening(centre) as connect:
        lines = await stall(connect, stalled)
        assert await push(connect, well) == 200
        assert [await line.status() for line in lines] == [408] * 4
    assert centre.context.admission.in_work.total() == 0


@on_sqlite
async def test_uploads_on_their_way_keep_nobody_from_being_ranked(desks: list[Desk]) -> None:
    *slow, well = desks
    async with listening(well.centre) as connect:
        lines = await stall(connect, slow)
        assert await push(connect, well) == 200
        assert well.centre.context.work.in_work.total() == 0
        body = push_body(a_journal(2, counter=slow[0].counter).texts).decode()
        await lines[0].say(body[1:] + " " * (LARGE - len(body.encode())))
        assert await lines[0].status() == 200


@on_sqlite
@pytest.mark.parametrize(
    "said",
    [
        "",
        "POST /v1/counters/me/journal HTTP/1.1\r\nAuthor",
        "POST /nothing HTTP/1.1\r\nHost: centre\r\nContent-Length: 9\r\n\r\n{",
    ],
    ids=["nothing", "half_a_head", "half_a_body_that_nobody_wants"],
)
async def test_a_connection_that_owes_something_is_ended(store: Store, said: str) -> None:
    centre = Centre(store)
    with_pace(centre, Pace(seconds=0.1))
    async with listening(centre, Patience(head=0.2, rest=0.2)) as connect:
        line = await connect()
        await line.say(said)
        if "Content-Length" in said:
            assert await line.status() == 404
        assert await line.is_ended()


@on_sqlite
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/enrolments"),
        ("POST", "/v1/officers/me/password"),
        ("POST", f"/v1/units/{UNIT}/witness"),
        ("PATCH", f"/v1/blobs/{UNIT}/{'a' * 64}"),
    ],
)
async def test_no_address_waits_for_a_body_without_end(
    desks: list[Desk], method: str, path: str
) -> None:
    with_pace(desks[0].centre, Pace(seconds=0.1))
    async with listening(desks[0].centre) as connect:
        line = await connect()
        head = head_of_push(desks[0], 9) + "{"
        more = "Upload-Offset: 0\r\nUpload-Length: 9\r\nContent-Length"
        head = head.replace("POST /v1/counters/me/journal", f"{method} {path}")
        await line.say(head.replace("Content-Length", more))
        assert await line.status() == 408


@on_sqlite
async def test_a_client_that_goes_away_is_a_line_and_no_failure(desks: list[Desk]) -> None:
    async with listening(desks[0].centre) as connect:
        (line,) = await stall(connect, desks[:1])
        with logged() as log:
            line.writer.close()
            await until(lambda: bool(log.getvalue()))
    (told,) = log.lines()
    assert (told["level"], told["status"], told["counter"]) == ("info", 499, desks[0].counter)


def arriving(sizes: list[int], each_seconds: float) -> tuple[str, float]:
    """What becomes of a body whose parts come so far apart, and when."""

    async def line(loop: VirtualLoop) -> AsyncIterator[bytes]:
        for size in sizes:
            await loop.pass_time(each_seconds)
            yield b"." * size

    async def told() -> tuple[str, float]:
        loop = cast(VirtualLoop, asyncio.get_running_loop())
        try:
            return str(len(await arrived(line(loop), Pace(), BYTES_MAX))), loop.time()
        except RefusedError as refusal:
            return refusal.error, loop.time()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(told())


@pytest.mark.parametrize(
    ("sizes", "each_seconds", "told"),
    [
        ([2_000] * 140, 1.0, ("280000", 140.0)),
        ([4_096] * 14, 19.0, ("57344", 266.0)),
        ([300], 19.0, ("300", 19.0)),
        ([100] * 3_000, 1.0, ("too_slow", 20.0)),
        ([4_096] * 100, 5.0, ("too_slow", 300.0)),
        ([50_000, 1], 30.0, ("too_slow", 20.0)),
        ([600_000] * 2, 1.0, ("too_big", 2.0)),
    ],
    ids=["2G", "2G_with_pauses", "short", "a_dribble", "too_long", "silence", "too_large"],
)
def test_a_slow_line_delivers_and_a_dead_one_is_given_up(
    sizes: list[int], each_seconds: float, told: tuple[str, float]
) -> None:
    assert arriving(sizes, each_seconds) == told
