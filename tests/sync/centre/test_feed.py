"""A reader of the feed skips nothing, is woken when there is something, and can start afresh."""

import asyncio
from itertools import pairwise

import pytest
from sqlmodel import col, update

from schemas.dossiers import FOLD_VERSION, Dossier, Outcome, fold
from schemas.journal import trusted_entry
from schemas.wire import FeedPage, OwnJournal, Snapshot
from sync.centre.bell import Bell
from sync.centre.tables import UnitHead
from tests.builders import UNIT, a_journal, an_id
from tests.sync.centre.desks import Centre, Desk

SLIP = {"number": "1", "barcode": "000.17.22.H02-P1"}


async def test_a_page_goes_on_where_the_last_one_ended(desk: Desk) -> None:
    await desk.push(a_journal(5).texts)
    first = await desk.feed(limit=3)
    second = await desk.feed(first.position, limit=3)
    assert (first.position, first.more, second.position, second.more) == (3, True, 5, False)
    assert [row.rank for row in (*first.rows, *second.rows)] == [1, 2, 3, 4, 5]


async def test_an_end_without_news_is_an_empty_page_at_once(desk: Desk) -> None:
    page = await desk.feed()
    assert (page.rows, page.position, page.more) == ((), 0, False)


@pytest.mark.slow
async def test_a_large_page_ends_early_and_says_that_there_is_more(desk: Desk) -> None:
    journal = a_journal(1)
    for step in range(24):
        journal.write("citizen.notified", dossier=an_id(step), body={"about": "x" * 250_000})
        await desk.push(journal.texts[-2:] if step == 0 else journal.texts[-1:])
    page = await desk.feed()
    assert 0 < len(page.rows) < 25
    assert page.more
    rest = await desk.feed(page.position)
    assert (len(page.rows) + len(rest.rows), rest.more) == (25, False)


async def test_a_pruned_position_asks_for_a_snapshot(centre: Centre, desk: Desk) -> None:
    await desk.push(a_journal(4).texts)
    with centre.store.writing() as session:
        session.connection().execute(
            update(UnitHead).where(col(UnitHead.unit) == UNIT).values(pruned=2)
        )
    answer = await desk.get(f"/v1/units/{UNIT}/feed?after=1")
    assert (answer.status_code, answer.json()["error"]) == (410, "pruned")
    assert [row.rank for row in (await desk.feed(2)).rows] == [3, 4]


async def test_a_position_the_centre_never_reached_asks_for_a_snapshot(desk: Desk) -> None:
    answer = await desk.get(f"/v1/units/{UNIT}/feed?after=9")
    assert (answer.status_code, answer.json()["error"]) == (410, "ahead")


async def test_a_snapshot_is_the_fold_of_the_feed(centre: Centre, desk: Desk) -> None:
    other = await centre.enrol("Q2")
    mine, theirs = a_journal(4), a_journal(3, counter=other.counter, first_ordinal=2001)
    shared = an_id(desk.counter, "dossier", 0)
    mine.write("dossier.in_process", dossier=shared, base=2)
    theirs.write("dossier.withdrawn", dossier=shared, base=2)
    theirs.write("dossier.hovered", dossier=shared, base=2)
    await desk.push(mine.texts)
    await other.push(theirs.texts)
    answer = await desk.get(f"/v1/units/{UNIT}/snapshot")
    snapshot = Snapshot.model_validate_json(answer.content)
    told = {one.id: one for one in map(Dossier.model_validate, snapshot.dossiers)}
    assert told == {one.id: one for one in folded(await desk.feed())}
    assert (snapshot.position, snapshot.fold) == (10, FOLD_VERSION)
    assert {case.case.code for case in told[shared].cases} == {"concurrent", "unknown_kind"}


async def test_a_snapshot_in_pages_is_the_same_and_whole_for_who_knows_no_pages(
    desk: Desk,
) -> None:
    await desk.push(a_journal(5).texts)
    path = f"/v1/units/{UNIT}/snapshot"
    whole = Snapshot.model_validate_json((await desk.get(path)).content)
    pages = [await page_of_snapshot(desk, "limit=2")]
    while pages[-1].more:
        pages.append(await page_of_snapshot(desk, f"after={pages[-1].after}&limit=2"))
    assert [len(page.dossiers) for page in pages] == [2, 2]
    assert sum((page.dossiers for page in pages), ()) == whole.dossiers
    assert not whole.more


async def test_a_page_of_a_snapshot_is_bounded_in_size_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.centre.feed.SNAPSHOT_LETTERS_MAX", 100)
    await desk.push(a_journal(3).texts)
    page = await page_of_snapshot(desk, "limit=500")
    assert (len(page.dossiers), page.more) == (1, True)


async def test_a_dossier_that_gets_its_code_while_pages_are_read_is_on_a_later_one(
    desk: Desk,
) -> None:
    journal, early = a_journal(1), an_id("early")
    journal.write("dossier.supplement_requested", dossier=early, body=SLIP)
    for ordinal in (1001, 1002):
        journal.receive(an_id("late", ordinal), ordinal=ordinal)
    await desk.push(journal.texts)
    first = await page_of_snapshot(desk, "limit=1")
    journal.receive(early, ordinal=1003)
    await desk.push(journal.texts)
    rest = await page_of_snapshot(desk, f"after={first.after}&limit=500")
    assert [one["id"] for one in first.dossiers] == [str(early)]
    assert [one["code"] for one in rest.dossiers][-1].endswith("-1003")
    assert (len(rest.dossiers), rest.more) == (3, False)


async def page_of_snapshot(desk: Desk, query: str) -> Snapshot:
    answer = await desk.get(f"/v1/units/{UNIT}/snapshot?{query}")
    assert answer.status_code == 200, answer.text
    return Snapshot.model_validate_json(answer.content)


def folded(page: FeedPage) -> list[Dossier]:
    states: dict[object, Dossier] = {}
    for row in page.rows:
        entry = trusted_entry(row.entry)
        if entry.dossier is not None:
            outcome = Outcome(kind=row.outcome, case=row.case)
            states[entry.dossier] = fold(states.get(entry.dossier), entry, outcome, row.rank)
    return [Dossier.model_validate_json(one.model_dump_json()) for one in states.values()]


async def test_a_dossier_is_found_by_its_code_and_by_its_id(desk: Desk) -> None:
    await desk.push(a_journal(2).texts)
    by_code = await desk.get(f"/v1/dossiers/{UNIT.lower()}-191120-1001")
    by_id = await desk.get(f"/v1/dossiers/{an_id(desk.counter, 'dossier', 0)}")
    assert by_code.json()["dossier"] == by_id.json()["dossier"]
    assert by_code.json()["dossier"]["status"] == 2


async def test_own_entries_come_back_after_a_restore(desk: Desk) -> None:
    journal = a_journal(5)
    await desk.push(journal.texts)
    answer = await desk.get("/v1/counters/me/journal?epoch=1&after=2")
    own = OwnJournal.model_validate_json(answer.content)
    assert [entry["seq"] for entry in own.entries] == [3, 4, 5]
    assert (own.head.digest, own.more) == (journal.head, False)


async def test_a_ring_wakes_a_listener() -> None:
    bell = Bell(recheck_seconds=3600)
    with bell.listening(UNIT) as listener:
        await asyncio.to_thread(bell.ring, [UNIT])
        async with asyncio.timeout(20):
            await listener.wait(3600)


async def test_a_long_poll_is_answered_when_an_entry_arrives(desk: Desk) -> None:
    waiting = asyncio.create_task(desk.feed(wait=25))
    await desk.push(a_journal(1).texts)
    async with asyncio.timeout(20):
        page = await waiting
    assert [row.rank for row in page.rows] == [1]


@pytest.mark.slow
async def test_a_long_poll_hears_of_another_process(centre: Centre, desk: Desk) -> None:
    elsewhere = Desk(Centre(centre.store), desk.unit, desk.counter, desk.token)
    waiting = asyncio.create_task(desk.feed(wait=25))
    await elsewhere.push(a_journal(1).texts)
    async with asyncio.timeout(20):
        page = await waiting
    assert len(page.rows) == 1


@pytest.mark.parametrize("processes", [1])
async def test_a_long_poll_ends_with_the_server(centre: Centre, desk: Desk) -> None:
    waiting = asyncio.create_task(desk.feed(wait=25))
    centre.app.state.context.bell.close()
    async with asyncio.timeout(20):
        page = await waiting
    assert page.rows == ()


async def test_identical_pushes_at_the_same_moment_store_once(desk: Desk) -> None:
    journal = a_journal(20)
    answers = await asyncio.gather(*(desk.push(journal.texts) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert [row.rank for row in (await desk.feed()).rows] == list(range(1, 21))


@pytest.mark.slow
async def test_a_reader_beside_two_writers_never_sees_a_gap(centre: Centre, desk: Desk) -> None:
    other = await centre.enrol("Q2")
    total = 2 * 60
    writing = asyncio.gather(
        write(desk, 60, first_ordinal=1001), write(other, 60, first_ordinal=2001)
    )
    ranks: list[int] = []
    while len(ranks) < total:
        page = await desk.feed(len(ranks), limit=17, wait=5)
        assert page.position == len(ranks) + len(page.rows)
        ranks += [row.rank for row in page.rows]
    await writing
    assert ranks == list(range(1, total + 1))


async def write(desk: Desk, count: int, *, first_ordinal: int) -> None:
    journal = a_journal(count, counter=desk.counter, first_ordinal=first_ordinal)
    for start, end in pairwise(range(0, count + 1, 3)):
        answer = await desk.push(journal.texts[start:end])
        assert answer.status_code == 200, answer.text
