"""A counter whose token was withdrawn: what it has is delivered all the same, nothing is read."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import col, select

from sync.centre.blobs import count_pending
from sync.centre.counters import revoke
from sync.centre.tables import StoredEntry
from sync.state import State
from tests.desk.scans import attach_scan
from tests.lives.commands import run, run_centre
from tests.lives.scenes import Scene
from tests.properties.world import MORNING, UNIT, CounterOf

pytestmark = pytest.mark.slow
SECONDS_MAX = 30


def withdraw(scene: Scene) -> None:
    with scene.world.centre.store.writing() as session:
        revoke(session, f"{UNIT}/Q1", now=MORNING)


def outcomes(scene: Scene) -> set[str]:
    """What the centre made of Q1's receptions."""
    query = select(StoredEntry.outcome).where(col(StoredEntry.text).contains("dossier.received"))
    with scene.world.centre.store.reading() as session:
        return set(session.exec(query))


async def work_until_all_is_sent(at: CounterOf) -> None:
    """Both lanes, as the program runs them."""
    is_sent = asyncio.Event()

    def told(_: State) -> None:
        if not at.replica.unsent_count():
            is_sent.set()

    at.lanes.told = told
    working = asyncio.create_task(at.lanes.run())
    try:
        async with asyncio.timeout(SECONDS_MAX):
            await is_sent.wait()
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def test_both_lanes_at_work_deliver_all_of_it_and_the_feed_is_asked_for_with_waits(
    scene: Scene,
) -> None:
    at = scene.counter()
    scene.receive(at, 9)
    withdraw(scene)
    # Several pushes, so that the refusal of the down lane comes between two of them.
    at.lanes.state = replace(at.lanes.state, batch=1)
    scene.world.runner.run(work_until_all_is_sent(at))
    assert (at.lanes.state.halt, at.lanes.state.line) == ("revoked", "up")
    assert at.feed() == []
    assert at.network.answers < 20
    assert outcomes(scene) == {"flagged"}
    scene.nothing_is_lost_and_no_number_given_twice()


def test_one_run_of_sync_delivers_entries_and_scans_and_says_why_nothing_is_read(
    by_asgi: Scene, tmp_path: Path
) -> None:
    scene, at = by_asgi, by_asgi.counter()
    scene.receive(at, 2)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    attach_scan(scan, scene.printed[0][1], "proof", "lan", at.desk)
    withdraw(scene)
    code, told = run(at.home.path, "sync", "--once")
    assert code == 1
    assert "Không còn gì chờ gửi" in told
    assert "thu hồi" in told
    assert outcomes(scene) == {"flagged"}
    with scene.world.centre.store.reading() as session:
        assert count_pending(session) == 0
    assert run(at.home.path, "sync", "--once") == (code, told)


def test_what_the_doctor_advises_works_and_what_does_not_work_it_does_not_advise(
    by_asgi: Scene, tmp_path: Path
) -> None:
    scene, at = by_asgi, by_asgi.counter()
    scene.receive(at, 1)
    withdraw(scene)
    code, told = run(at.home.path, "doctor", "--json")
    assert (code, "line_revoked_unsent" in told, "line_up" in told) == (1, True, False)
    told = run(at.home.path, "doctor")[1]
    assert all(word in told for word in ("desk sync --once", "desk export-bundle", "enrol-code"))
    bundle = tmp_path / "goi"
    assert run(at.home.path, "export-bundle", str(bundle))[0] == 0
    assert run_centre(scene, "import-bundle", str(bundle))[0] == 0
    assert outcomes(scene) == {"flagged"}
    assert run(at.home.path, "sync", "--once")[1].startswith("Quầy đã bị thu hồi quyền")
    assert '"line_revoked"' in run(at.home.path, "doctor", "--json")[1]

    enrol = ("enrol", "http://127.0.0.1", run_centre(scene, "enrol-code", UNIT)[1], "--name", "Q7")
    code, told = run(at.home.path, *enrol)
    assert (code, "--home khác" in told) == (1, True)
    assert run(tmp_path / "moi", *enrol)[0] == 0


def test_a_disk_that_went_back_delivers_what_follows_and_what_forked(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    kept = scene.image(at, "before")
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.put_back(at, kept)
    scene.printed.pop()
    scene.receive(at, 3)
    withdraw(scene)
    assert not scene.sync(at)
    assert (at.lanes.state.halt, at.replica.unsent_count()) == ("revoked", 0)
    with scene.world.centre.store.reading() as session:
        held = {str(one) for one in session.exec(select(StoredEntry.id))}
    assert scene.recorded <= held


def test_a_centre_that_was_restored_gets_what_it_lacks(scene: Scene) -> None:
    at = scene.counter()
    assert scene.sync(at)
    kept = scene.image_of_centre()
    scene.receive(at, 2)
    scene.attach(at)
    assert scene.sync(at)
    assert scene.send_scans(at) == 0
    scene.restore_centre(kept)
    withdraw(scene)
    scene.receive(at, 1)
    assert not scene.sync(at)
    assert at.replica.unsent_count() == 0
    assert scene.send_scans(at) == 0
    scene.nothing_is_lost_and_no_number_given_twice()
