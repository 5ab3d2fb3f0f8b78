"""Attached files: kept encrypted, sent by themselves, lost by no network."""

import random
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlmodel import delete, func, select

from desk.store.scan_tables import Scan, ScanPart
from desk.store.scans import StoreScans
from desk.usecases.attach import Attached, NotAttached
from desk.usecases.outbox import outbox, outbox_page
from desk.usecases.verify import verify
from schemas.entries import Received
from schemas.scans import OFFSET_HEADER, PART_BYTES
from sync.centre.blobs import BlobName, content_of, pending_scans
from sync.courier import Courier
from sync.scan_lane import PART_BYTES_MIN, ScanLane
from tests.builders import a_received
from tests.desk.scans import attach_scan
from tests.properties.world import UNIT, CounterOf, World
from tests.sync.notes import genuine

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def counter(world: World) -> CounterOf:
    return world.counters["Q1"]


@pytest.fixture
def dossier(counter: CounterOf) -> UUID:
    """A dossier received here."""
    name = UUID(int=7, version=4)
    counter.record("dossier.received", Received.model_validate(a_received()), name)
    return name


def scan_of(number: int, size: int = 3 * PART_BYTES + 17) -> bytes:
    """The content of a file, other for every number."""
    return PNG + random.Random(number).randbytes(size - len(PNG))


def file_of(folder: Path, content: bytes, name: str = "a.png") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


class Flaky(httpx.AsyncBaseTransport):
    """Carries most requests; drops some before, some after the centre has heard them."""

    def __init__(self, app: object, seed: int, *, bad: float = 0.4) -> None:
        self.inner = httpx.ASGITransport(app)  # type: ignore[arg-type]  # the app is one
        self.random = random.Random(seed)
        self.bad = bad
        self.bytes = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        fate = self.random.random()
        if fate < self.bad / 3:
            raise httpx.ConnectError("lost")
        self.bytes += len(await request.aread())
        if fate < self.bad * 2 / 3:
            await self.inner.handle_async_request(request)
            raise httpx.ReadError("lost answer")
        if fate < self.bad:
            return httpx.Response(200, html="<html>Wi-Fi</html>")
        return await self.inner.handle_async_request(request)


def lane(counter: CounterOf, transport: httpx.AsyncBaseTransport) -> ScanLane:
    client = httpx.AsyncClient(transport=transport, base_url="http://centre")
    courier = Courier(client, counter.replica, counter.now, counter.draws)
    return ScanLane(courier, StoreScans(counter.store))


def drain(world: World, carrying: ScanLane, tries: int = 400) -> int:
    """Rounds until everything is sent."""
    for rounds in range(tries):
        if world.runner.run(carrying.drain()):
            return rounds
    raise AssertionError("files are left after so many rounds")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_five_files_arrive_whole_and_once_over_a_flaky_network(
    world: World, counter: CounterOf, dossier: UUID, tmp_path: Path, seed: int
) -> None:
    contents = [scan_of(number, PART_BYTES + 17) for number in range(5)]
    for number, content in enumerate(contents):
        answer = attach_scan(file_of(tmp_path, content), dossier, f"p{number}", "lan", counter.desk)
        assert isinstance(answer, Attached)
    rounds = drain(world, lane(counter, Flaky(world.centre.app, seed)))
    assert rounds > 0, "this network was not flaky"
    with world.centre.store.reading() as session:
        arrived = [
            b"".join(content_of(session, BlobName(UNIT, sha256(one).hexdigest())))
            for one in contents
        ]
    assert arrived == contents
    with counter.store.read() as session:
        assert set(session.exec(select(Scan.state))) == {"sent"}
        assert session.exec(select(func.count()).select_from(Scan)).one() == len(contents)
    assert len(counter.dossiers()[dossier].scans) == len(contents)


def test_a_file_goes_on_at_the_byte_where_the_line_broke(
    world: World, counter: CounterOf, dossier: UUID, tmp_path: Path
) -> None:
    content = scan_of(1)
    attach_scan(file_of(tmp_path, content), dossier, "p", "lan", counter.desk)
    line = Flaky(world.centre.app, 0, bad=0.0)
    carrying = lane(counter, line)
    name = sha256(content).hexdigest()
    courier = carrying.courier
    world.runner.run(courier.send_part(name, len(content), 0, content[:1001]))
    line.bytes = 0
    assert world.runner.run(carrying.drain())
    assert line.bytes == len(content) - 1001


def test_entries_do_not_wait_for_their_files(
    world: World, counter: CounterOf, dossier: UUID, tmp_path: Path
) -> None:
    attach_scan(file_of(tmp_path, scan_of(1)), dossier, "p", "lan", counter.desk)
    while world.step("Q1", "up"):
        pass
    assert counter.replica.head().seq == counter.replica.acknowledged()
    with world.centre.store.reading() as session:
        assert list(pending_scans(session, UNIT)) == [dossier]
    drain(world, lane(counter, Flaky(world.centre.app, 0, bad=0.0)))
    with world.centre.store.reading() as session:
        assert pending_scans(session, UNIT) == {}
    assert world.centre.problems() == []
    assert verify(counter.desk) == ()


@pytest.mark.parametrize("paper", ["p", "q"])
def test_a_file_that_rotted_here_is_shown_and_goes_again_once_it_is_attached_again(
    world: World, counter: CounterOf, dossier: UUID, tmp_path: Path, paper: str
) -> None:
    for number in range(2):
        attach_scan(file_of(tmp_path, scan_of(number)), dossier, "p", "lan", counter.desk)
    rotten = sha256(scan_of(0)).hexdigest()
    with counter.store.write() as session:
        part = session.get_one(ScanPart, (rotten, 1))
        part.content = bytes(len(part.content))
        session.add(part)
    assert world.runner.run(lane(counter, Flaky(world.centre.app, 0, bad=0.0)).drain())
    with counter.store.read() as session:
        states = {one.sha256: (one.state, one.problem) for one in session.exec(select(Scan))}
    assert states[rotten] == ("refused", "wrong_hash")
    assert states[sha256(scan_of(1)).hexdigest()] == ("sent", "")
    assert [one.reason for one in outbox_page(counter.desk, 0, 64) if one.what == "scan"] == [
        "wrong_hash"
    ]
    attach_scan(file_of(tmp_path, scan_of(0)), dossier, paper, "lan", counter.desk)
    drain(world, lane(counter, Flaky(world.centre.app, 0, bad=0.0)))
    assert outbox(counter.desk).scans == 0


@pytest.mark.parametrize("said", ["too large for a proxy", "too slow for the centre"])
def test_who_cannot_take_a_part_gets_smaller_ones(
    world: World, counter: CounterOf, dossier: UUID, tmp_path: Path, said: str
) -> None:
    attach_scan(file_of(tmp_path, scan_of(1)), dossier, "p", "lan", counter.desk)

    class Narrow(Flaky):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if len(await request.aread()) > 2 * PART_BYTES_MIN:
                if said == "too slow for the centre":
                    return genuine(request, 408, error="too_slow")
                return httpx.Response(413, html="<html>too large</html>")
            return await super().handle_async_request(request)

    assert drain(world, lane(counter, Narrow(world.centre.app, 0, bad=0.0))) <= 16, "most pass"
    assert outbox(counter.desk).scans == 0


def test_parts_are_as_large_as_ever_after_an_outage_and_grow_after_cuts(
    world: World, counter: CounterOf, dossier: UUID, tmp_path: Path
) -> None:
    attach_scan(file_of(tmp_path, scan_of(1)), dossier, "p", "lan", counter.desk)
    carrying = lane(counter, httpx.MockTransport(lambda _: httpx.Response(200, html="<html>")))
    for _ in range(6):
        assert not world.runner.run(carrying.drain())
    assert carrying.part_bytes == PART_BYTES, "no part was under way"
    carrying.part_bytes = PART_BYTES_MIN
    carrying.courier.client = lane(counter, Flaky(world.centre.app, 0, bad=0.0)).courier.client
    assert world.runner.run(carrying.drain())
    assert carrying.part_bytes > 4 * PART_BYTES_MIN


class Spoiling(Flaky):
    """A line that changes every part of a file but the first, as long as it does."""

    is_spoiling = True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert self.bytes < 16 * PART_BYTES, "sent over and over, without an end"
        if self.is_spoiling and request.headers.get(OFFSET_HEADER, "0") != "0":
            zeros = bytes(len(await request.aread()))
            request = httpx.Request(
                request.method, request.url, headers=request.headers, content=zeros
            )
        return await super().handle_async_request(request)


def test_a_file_that_always_arrives_spoilt_is_sent_ever_less_often(
    world: World, counter: CounterOf, dossier: UUID, tmp_path: Path
) -> None:
    content = scan_of(1, 2 * PART_BYTES)
    attach_scan(file_of(tmp_path, content), dossier, "p", "lan", counter.desk)
    line = Spoiling(world.centre.app, 0, bad=0.0)
    carrying = lane(counter, line)
    assert not world.runner.run(carrying.drain_all())
    assert line.bytes == 2 * len(content), "once more at once, in case it was spoilt by chance"
    failures = carrying.luck.failures
    for more in range(1, 3):
        assert not world.runner.run(carrying.drain())
        assert carrying.luck.failures == failures + more
    line.is_spoiling = False
    assert world.runner.run(carrying.drain())
    assert outbox(counter.desk).scans == 0


def test_the_same_file_on_the_same_paper_is_attached_once(
    counter: CounterOf, dossier: UUID, tmp_path: Path
) -> None:
    path = file_of(tmp_path, scan_of(1))
    first = attach_scan(path, dossier, "p", "lan", counter.desk)
    again = attach_scan(path, dossier, "p", "lan", counter.desk)
    assert isinstance(first, Attached)
    assert isinstance(again, Attached)
    assert (first.created, again.created) == (True, False)
    assert len(counter.dossiers()[dossier].scans) == 1
    other = attach_scan(path, dossier, "q", "lan", counter.desk)
    assert isinstance(other, Attached)
    assert other.created
    assert outbox(counter.desk).scans == 1
    with counter.store.write() as session:
        session.execute(delete(Scan))
    assert attach_scan(path, dossier, "p", "lan", counter.desk) == again
    assert outbox(counter.desk).scans == 1, "of another counter, or of a store before this one"


@pytest.mark.parametrize("content", [b"", b"MZ\x90 %PDF-1.7"])
def test_what_may_not_be_attached_leaves_nothing_behind(
    counter: CounterOf, dossier: UUID, tmp_path: Path, content: bytes
) -> None:
    before = len(counter.journal())
    answer = attach_scan(file_of(tmp_path, content), dossier, "p", "lan", counter.desk)
    assert answer == NotAttached("wrong_type")
    assert len(counter.journal()) == before
    assert outbox(counter.desk).scans == 0


def test_a_missing_dossier_is_said(counter: CounterOf, tmp_path: Path) -> None:
    path = file_of(tmp_path, scan_of(1))
    nobody = attach_scan(path, UUID(int=9), "p", "lan", counter.desk)
    assert nobody == NotAttached("gone")
    assert outbox(counter.desk).scans == 0


def test_no_content_lies_in_the_clear(counter: CounterOf, dossier: UUID, tmp_path: Path) -> None:
    content = PNG + b"Nguyen Van An 024090000123 " * 2000
    attach_scan(file_of(tmp_path, content), dossier, "p", "lan", counter.desk)
    for file in counter.home.path.rglob("*"):
        assert not file.is_file() or b"Nguyen Van An" not in file.read_bytes()
