"""A line that breaks each connection after so many bytes: all arrives, in smaller pieces."""

from hashlib import sha256
from pathlib import Path
from uuid import UUID

import httpx

from desk.store.scans import StoreScans
from desk.usecases.attach import Attached
from schemas.entries import Received
from schemas.scans import PART_BYTES
from sync.centre.blobs import BlobName, content_of
from sync.courier import Courier
from sync.lanes import line_now
from sync.scan_lane import ScanLane
from tests.builders import a_received
from tests.desk.scans import attach_scan
from tests.lives.scenes import Scene
from tests.properties.world import UNIT, CounterOf

ENTRIES = 120
MANY_BYTES = 4_000
"""Less than all the entries take together, packed."""


class ShortLine(httpx.AsyncBaseTransport):
    """Breaks its connection once so many bytes of bodies went up through it, and makes another."""

    def __init__(self, counter: CounterOf, bytes_max: int) -> None:
        self.counter, self.bytes_max = counter, bytes_max
        self.left, self.broken = bytes_max, 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.left -= len(await request.aread())
        if self.left < 0:
            self.left, self.broken = self.bytes_max, self.broken + 1
            raise httpx.WriteError("broken")
        return await self.counter.network.handle_async_request(request)


def courier_over(line: ShortLine, counter: CounterOf) -> Courier:
    client = httpx.AsyncClient(transport=line, base_url="http://centre")
    return Courier(client, counter.replica, counter.now, counter.draws)


def test_entries_arrive_in_batches_that_pass(scene: Scene) -> None:
    world, counter = scene.world, scene.counter()
    for number in range(ENTRIES):
        name = UUID(int=number + 1, version=4)
        counter.record("dossier.received", Received.model_validate(a_received()), name)
    line = ShortLine(counter, MANY_BYTES)
    counter.lanes.courier = courier_over(line, counter)
    line.bytes_max = line.left = 50
    assert world.runner.run(line_now(counter.lanes.courier)).trouble == "broken_off"
    assert not world.runner.run(counter.lanes.drain())
    line.bytes_max = line.left = MANY_BYTES
    counter.lanes.retry_now()
    line.broken = 0
    assert world.runner.run(counter.lanes.drain()), "one call of `desk sync` delivers"
    assert line.broken > 1, "everything fitted"
    assert world.centre.journal("Q1") == counter.journal()
    assert counter.replica.acknowledged() == counter.replica.head().seq


def test_a_file_arrives_in_parts_that_pass_and_nobody_waits_long(
    scene: Scene, tmp_path: Path
) -> None:
    world, counter = scene.world, scene.counter()
    content = b"\x89PNG\r\n\x1a\n" + bytes(5 * PART_BYTES)
    (tmp_path / "a.png").write_bytes(content)
    name = UUID(int=7, version=4)
    counter.record("dossier.received", Received.model_validate(a_received()), name)
    assert isinstance(attach_scan(tmp_path / "a.png", name, "p", "lan", counter.desk), Attached)
    line = ShortLine(counter, 100_000)
    lane = ScanLane(courier_over(line, counter), StoreScans(counter.store))
    failures = []
    while not world.runner.run(lane.drain()):
        failures.append(lane.luck.failures)
        assert len(failures) < 60, "the same part is sent again and again"
    assert line.broken == len(failures) > 10
    assert max(failures) <= 3, "parts arrived between, and still it waited ever longer"
    assert not lane.luck.failures
    (tmp_path / "b.png").write_bytes(content + b"x")
    assert isinstance(attach_scan(tmp_path / "b.png", name, "p", "lan", counter.desk), Attached)
    assert world.runner.run(lane.drain_all()), "one call of `desk sync` delivers"
    with world.centre.store.reading() as session:
        arrived = b"".join(content_of(session, BlobName(UNIT, sha256(content).hexdigest())))
    assert arrived == content
