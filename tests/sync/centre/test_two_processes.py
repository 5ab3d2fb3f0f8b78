"""Two API processes over one PostgreSQL are one centre: nothing of it is kept in a process."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from schemas.wire import EnrolRequest, Witness
from sync.centre.counters import Caller
from sync.centre.enrolment import enrol
from sync.centre.incarnation import held_incarnation, incarnation_of
from sync.centre.own_counter import Hand
from sync.centre.restoring import begin_incarnation, take_witness
from sync.centre.store import Store, open_store
from sync.centre.verifying import problems
from tests.builders import NOON, UNIT, a_journal
from tests.sync.centre.databases import PostgresServer
from tests.sync.centre.desks import Centre, Desk

pytestmark = pytest.mark.postgres
UNITS, COUNTERS_EACH = 6, 7


@pytest.fixture
def pair(postgres: PostgresServer) -> Iterator[tuple[Centre, Centre]]:
    """Two centres, each with connections, bell and places of its own."""
    postgres.empty()
    stores = open_store(postgres.url), open_store(postgres.url)
    first, second = (Centre(store) for store in stores)
    first.add_unit()
    yield first, second
    for store in stores:
        store.close()


def test_both_may_start_at_once_on_a_new_database(postgres: PostgresServer) -> None:
    def started(store: Store) -> str:
        Centre(store)
        with store.reading() as session:
            return incarnation_of(session)

    postgres.empty()
    stores = [open_store(postgres.url) for _ in range(4)]
    with ThreadPoolExecutor(len(stores)) as threads:
        assert len(set(threads.map(started, stores))) == 1
    for store in stores:
        store.close()


def at(centre: Centre, desk: Desk) -> Desk:
    """The same counter as it meets another process."""
    return Desk(centre, desk.unit, desk.counter, desk.token)


async def test_a_counter_may_speak_to_either(pair: tuple[Centre, Centre]) -> None:
    desk = await pair[0].enrol()
    journal = a_journal(6)
    for end, centre in zip((2, 4, 6), cycle(pair), strict=False):
        answer = await at(centre, desk).push(journal.texts[end - 2 : end])
        assert answer.json()["head"]["seq"] == end
    assert [row.rank for row in (await at(pair[1], desk).feed()).rows] == [1, 2, 3, 4, 5, 6]
    again = await at(pair[0], desk).push(journal.texts)
    assert (
        again.json()["results"] == (await at(pair[1], desk).push(journal.texts)).json()["results"]
    )


def test_no_restore_is_told_at_one_while_the_other_notes_what_a_counter_said(
    pair: tuple[Centre, Centre],
) -> None:
    first, second = pair
    with first.store.writing() as noting, second.store.reading() as restoring:
        held_incarnation(noting)
        restoring.connection().execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(OperationalError):
            begin_incarnation(restoring, now=NOON, random_bytes=bytes)


def test_two_witnesses_at_once_follow_one_another(pair: tuple[Centre, Centre]) -> None:
    first, second = pair
    hand, caller = Hand("", NOON, bytes, "i"), Caller(UNIT, f"{UNIT}/Q1", 1)
    nothing = Witness(request="r", entries=())
    with first.store.writing() as one, second.store.reading() as other:
        take_witness(one, caller, nothing, hand)
        other.connection().execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(OperationalError):
            take_witness(other, caller, nothing, hand)


async def test_the_same_push_at_both_at_once_is_stored_once(pair: tuple[Centre, Centre]) -> None:
    desk = await pair[0].enrol()
    journal = a_journal(20)
    answers = await asyncio.gather(*(at(centre, desk).push(journal.texts) for centre in pair * 3))
    assert len({answer.text for answer in answers}) == 1
    assert [row.rank for row in (await desk.feed()).rows] == list(range(1, 21))


async def test_a_long_poll_at_one_hears_of_a_push_at_the_other(pair: tuple[Centre, Centre]) -> None:
    desk = await pair[0].enrol()
    waiting = asyncio.create_task(at(pair[1], desk).feed(wait=20))
    await desk.push(a_journal(2).texts)
    assert len((await waiting).rows) == 2


def crowd(centre: Centre) -> list[Desk]:
    """Enrolled counters of a province."""
    units = [f"000.{unit}.22.H02" for unit in range(10, 10 + UNITS)]
    for unit in units:
        centre.add_unit(unit)
    codes = [
        (unit, f"Q{n}", centre.enrol_code(unit)) for unit in units for n in range(COUNTERS_EACH)
    ]
    desks = []
    with centre.store.writing() as session:
        for unit, name, code in codes:
            asked = EnrolRequest(request=f"{unit}{name}", code=code, name=name, instance="i")
            made = enrol(
                session, asked, incarnation="i", now=NOON, random_bytes=centre.random_bytes
            )
            desks.append(Desk(centre, unit, made.counter, made.token))
    return desks


@pytest.mark.slow
async def test_a_crowd_with_a_backlog_is_served_by_two(pair: tuple[Centre, Centre]) -> None:
    desks = crowd(pair[0])
    for centre in pair:
        centre.context.admission.room = len(desks)

    async def deliver(desk: Desk, number: int) -> int:
        journal = a_journal(4, counter=desk.counter, first_ordinal=1001 + 10 * number)
        head = 0
        for centre in cycle(pair):
            answer = await at(centre, desk).push(journal.texts[head : head + 2])
            assert answer.status_code in {200, 503}, answer.text
            head = answer.json()["head"]["seq"] if answer.status_code == 200 else head
            if head == 4:
                break
        return head

    heads = await asyncio.gather(*(deliver(desk, n % 10) for n, desk in enumerate(desks)))
    assert heads == [4] * len(desks)
    with pair[0].store.reading() as session:
        assert list(problems(session)) == []
