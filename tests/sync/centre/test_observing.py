"""What the centre says of its own work: counts and ids, and nothing about anybody."""

import re

import pytest

from sync.centre.counts import Counts
from tests.builders import COUNTER, UNIT, JournalOf, a_journal, an_id
from tests.sync.centre.desks import Centre, Desk
from tests.sync.centre.logged import logged

NAME = "Nguyen Van An 024090000123"
LINE = re.compile(r'desk_centre_[a-z_]+(\{([a-z]+="[^"]*",?)*\})? [0-9.e+]+')


async def metrics(centre: Centre) -> dict[str, float]:
    async with centre.client() as client:
        answer = await client.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(LINE.fullmatch(line) for line in lines)
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


@pytest.mark.parametrize("processes", [1])
async def test_entries_and_answers_are_counted(desk: Desk) -> None:
    journal = a_journal(3)
    journal.write("dossier.hovered", dossier=an_id(COUNTER, "dossier", 0))
    await desk.push(journal.texts)
    counted = await metrics(desk.centre)
    assert counted['desk_centre_entries_total{outcome="applied"}'] == 3
    assert counted['desk_centre_entries_total{outcome="parked"}'] == 1
    route = 'method="POST",route="/v1/counters/me/journal",status="200"'
    assert counted[f"desk_centre_requests_total{{{route}}}"] == 1
    assert counted['desk_centre_answer_seconds_bucket{le="+Inf"}'] == 2
    assert counted["desk_centre_pushes_in_work"] == 0


def test_a_count_is_told_to_its_last_digit() -> None:
    counts = Counts()
    counts.stored({"applied": 1_234_567})
    told = counts.text(7_654_321, {"long_polls": ("Readers.", 2.0)}).splitlines()
    assert 'desk_centre_entries_total{outcome="applied"} 1234567' in told
    assert "desk_centre_pushes_refused_total 7654321" in told
    assert "# TYPE desk_centre_pushes_refused_total counter" in told
    assert "desk_centre_long_polls 2" in told


@pytest.mark.parametrize("processes", [1])
async def test_paths_that_are_none_are_counted_as_one(centre: Centre) -> None:
    async with centre.client() as client:
        for path in ("/a", "/b"):
            await client.request("BREW", path)
    counted = await metrics(centre)
    assert counted['desk_centre_requests_total{method="any",route="none",status="404"}'] == 2


async def test_every_answer_is_a_line_of_ids_and_numbers(desk: Desk) -> None:
    journal = JournalOf()
    journal.write()
    journal.receive(an_id("one"))
    request = str(an_id("request"))
    with logged() as log:
        await desk.push(journal.texts, request=request)
        await desk.get(f"/v1/dossiers/{UNIT}-191120-1001")
    push, found = log.lines()
    assert push | {"ms": 0} == {
        "at": "2019-11-20T05:00:00.000Z",
        "level": "info",
        "event": "answered",
        "request": request,
        "method": "POST",
        "route": "/v1/counters/me/journal",
        "status": 200,
        "ms": 0,
        "counter": COUNTER,
        "unit": UNIT,
        "applied": 2,
        "flagged": 0,
        "parked": 0,
    }
    assert found["route"] == "/v1/dossiers/{code}"
    assert "191120-1001" not in log.getvalue()
    assert "Nguyễn" not in log.getvalue()


@pytest.mark.parametrize(
    "said",
    [NAME, "024090000123", "0190" * 9, "019ea5c6-7000-7000-8000-00000000000", f"{an_id()} {NAME}"],
)
async def test_what_a_client_calls_a_request_is_in_no_line_unless_it_is_an_id(
    centre: Centre, said: str
) -> None:
    with logged() as log:
        async with centre.client() as client:
            for method, path in (("GET", "/v1/counters/me"), ("NGUYENVANAN", "/healthz")):
                answer = await client.request(method, path, headers={"Desk-Request": said})
                assert answer.headers["Desk-Request"] == said
    assert [(one["request"], one["method"]) for one in log.lines()] == [("", "GET"), ("", "any")]
