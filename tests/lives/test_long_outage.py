"""Three days without a line: thousands of entries arrive in order and once."""

import gzip
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import pytest

from desk.store.journal import Fact, append
from desk.texts.cases import sentence
from desk.usecases.cases import open_cases
from desk.usecases.outbox import outbox
from desk.usecases.receive import Refused
from schemas.codes import dossier_code
from schemas.entries import Received
from schemas.procedures import Catalogue
from schemas.reception import FeeTaken
from schemas.statuses import Status
from schemas.wire import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX
from sync.centre.publishing import publish_own_catalogue
from tests.builders import a_received, an_id
from tests.lives.scenes import Scene
from tests.properties.world import MORNING, PROCEDURE, UNIT, CounterOf

pytestmark = pytest.mark.slow
UNSENT, HOURS = 5_000, 72


@dataclass(frozen=True)
class Counting(httpx.AsyncBaseTransport):
    """Carries everything, and notes what each push held."""

    carried: httpx.AsyncBaseTransport
    batches: list[tuple[int, int]] = field(default_factory=list)
    """Entries and bytes before compression."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raw = await request.aread()
        if request.method == "POST":
            said = gzip.decompress(raw) if "Content-Encoding" in request.headers else raw
            self.batches.append((len(json.loads(said)["entries"]), len(said)))
        return await self.carried.handle_async_request(request)


def receptions(first: int, count: int, now: datetime) -> list[Fact]:
    """Citizens received one after another, each with a fee."""
    facts = []
    for number in range(first, first + count):
        dossier, code = an_id("outage", number), dossier_code(UNIT, now.date(), 10_001 + number)
        body = Received.model_validate(a_received(code, procedure=PROCEDURE.code))
        fee = FeeTaken(key="copy", name="Bản sao", amount_vnd=8_000)
        facts += [
            Fact("dossier.received", body, now, "lan", dossier),
            Fact("fee.collected", fee, now, "lan", dossier),
        ]
    return facts


def record(at: CounterOf, facts: list[Fact]) -> None:
    """Into the journal, which is all that is sent: folding it would take as long once more."""
    with at.store.write() as session:
        append(session, facts, now=at.now(), random_bytes=at.draws)


def test_5000_entries_of_three_days_arrive_in_order_and_once_in_bounded_batches(
    scene: Scene,
) -> None:
    at = scene.counter()
    begun = at.replica.unsent_count()
    for hour in range(HOURS):
        scene.world.time = MORNING + timedelta(hours=hour)
        first, end = (UNSENT // 2 * one // HOURS for one in (hour, hour + 1))
        record(at, receptions(first, end - first, at.now()))
        if hour % 24 == 23:
            scene.stop(at)
            scene.start(at)
        at.lanes.retry_now()
        at.network.fault = "lost_request"
        assert not scene.sync(at)
    texts = at.journal()
    assert len(texts) == UNSENT + begun
    assert outbox(at.desk).unsent == len(texts)
    line = Counting(at.network)
    at.lanes.courier.client = httpx.AsyncClient(transport=line, base_url="http://centre")
    at.lanes.retry_now()
    while scene.world.step("Q1", "up"):
        pass
    assert scene.world.centre.journal("Q1") == texts
    assert sum(count for count, _ in line.batches) == len(texts)
    assert all(n <= BATCH_ENTRIES_MAX and size <= BATCH_BYTES_MAX for n, size in line.batches)
    assert (at.replica.unsent_count(), outbox(at.desk).unsent) == (0, 0)
    assert list(at.answered()) == list(range(1, len(texts) + 1))
    assert {json.loads(one or "{}")["kind"] for one in at.answered().values()} == {"applied"}


def test_a_reception_of_the_outage_for_a_procedure_retired_meanwhile_stands_and_says_so(
    scene: Scene,
) -> None:
    at = scene.counter()
    assert scene.sync(at)
    other = PROCEDURE.model_copy(update={"code": "1.000001", "name": "Khác"})
    catalogue = Catalogue(version=2, published_on=MORNING.date(), procedures=(other,))
    with scene.world.centre.store.writing() as session:
        publish_own_catalogue(session, catalogue, now=MORNING)
    scene.receive(at)
    assert open_cases(at.desk) == ()
    assert scene.sync(at)
    (case,) = open_cases(at.desk)
    assert (case.open.case.code, case.open.parked) == ("retired_procedure", False)
    words = sentence(case.open)
    assert "không còn trong danh mục từ ngày" in words
    assert "hồ sơ vẫn được ghi nhận" in words
    assert case.state.status == Status.RECEIVED
    # With its next session the counter has the new catalogue too.
    scene.stop(at)
    scene.start(at)
    assert scene.sync(at)
    refused = scene.attempt(at)
    assert isinstance(refused, Refused)
    assert [one.code for one in refused.doubts] == ["retired"]
    scene.nothing_is_lost_and_no_number_given_twice(at)
