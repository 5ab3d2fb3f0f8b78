"""What the courier makes of pages, snapshots and reference data."""

import httpx

from sync.protocol import (
    Complained,
    Delivered,
    Follow,
    Refresh,
    TakeSnapshot,
    Unreachable,
)
from tests.builders import NOON, UNIT
from tests.sync.notes import Answers, Notes, genuine, hear


def page(request: httpx.Request, unit: str = UNIT, *, empty: bool = False) -> httpx.Response:
    row = {"rank": 8, "entry": {}, "outcome": "applied"}
    rows = [] if empty else [row]
    return genuine(request, unit=unit, rows=rows, position=8, more=True)


async def test_a_page_is_applied_and_tells_whether_more_is_there() -> None:
    notes = Notes()
    assert await hear(Follow(25), page, notes) == Delivered(more=True)
    assert [one.position for one in notes.pages] == [8]


async def test_a_page_without_rows_is_no_news_and_never_promises_more() -> None:
    notes = Notes()
    answer = await hear(Follow(25), lambda r: page(r, empty=True), notes)
    assert (answer, notes.pages) == (Delivered(more=False, news=False), [])


async def test_a_page_that_was_damaged_on_its_way_counts_as_not_delivered() -> None:
    assert await hear(Follow(25), lambda r: page(r, "other")) == Unreachable("damaged")


async def test_the_feed_is_asked_for_after_our_position() -> None:
    asked: list[str] = []

    def keep(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return page(request)

    await hear(Follow(25), keep)
    assert asked == [f"http://centre/v1/units/{UNIT}/feed?after=7&mark=abcd&limit=500&wait=25"]


async def test_a_snapshot_is_handed_to_the_store() -> None:
    notes = Notes()
    answers: Answers = lambda r: genuine(r, unit=UNIT, position=9, fold=1, dossiers=[])  # noqa: E731
    assert await hear(TakeSnapshot(), answers, notes) == Delivered()
    assert [one.position for one in notes.snapshots] == [9]


async def test_a_snapshot_of_a_life_of_the_centre_that_ended_is_not_taken() -> None:
    answers: Answers = lambda r: genuine(r, unit=UNIT, position=0, fold=1, dossiers=[])  # noqa: E731
    assert await hear(TakeSnapshot(), answers) == Complained(409, "incarnation")


def reference(request: httpx.Request) -> httpx.Response:
    name = request.url.path.rpartition("/")[2]
    if request.headers.get("If-None-Match") == '"held"':
        return httpx.Response(304, headers={"Desk-Request": request.headers["Desk-Request"]})
    answer = genuine(request, name=name, version=2, published_at=NOON.isoformat(), content={})
    answer.headers["ETag"] = f'"{name}-2"'
    return answer


async def test_only_reference_data_that_changed_is_stored() -> None:
    notes = Notes(tags={"catalogue": '"held"', "calendar": '"old"', "units": '"held"'})
    assert await hear(Refresh(), reference, notes) == Delivered()
    assert notes.stored == [
        'calendar "calendar-2"',
        'officers "officers-2"',
        'settings "settings-2"',
    ]


async def test_a_304_that_nobody_of_ours_sent_is_not_believed() -> None:
    answer = await hear(Refresh(), lambda _: httpx.Response(304), Notes(tags={"catalogue": "x"}))
    assert answer == Unreachable("not_the_centre")
