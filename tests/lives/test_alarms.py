"""What keeps a counter from its work is told at the counter and at the centre, with its remedy."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk.usecases.epochs import check_newest_receipt
from schemas.entries import Reason
from sync.centre.observing import log_to
from tests.lives.commands import run, run_centre
from tests.lives.scenes import Scene
from tests.lives.versions import Released, without_us
from tests.properties.world import MORNING, UNIT, CounterOf

pytestmark = pytest.mark.slow
NAME = f"{UNIT}/Q1"


def findings(at: CounterOf) -> dict[str, str]:
    """What the doctor finds of line and numbers, and how bad it is."""
    told = json.loads(run(at.home.path, "doctor", "--json")[1])
    about = ("line_", "numbers_")
    return {one["code"]: one["level"] for one in told["findings"] if one["code"].startswith(about)}


def status(at: CounterOf) -> tuple[str, bool, str]:
    told = json.loads(run(at.home.path, "status", "--json")[1])
    return told["trouble"], told["frozen"], run(at.home.path, "status")[1]


def metrics(scene: Scene) -> str:
    async def read() -> str:
        transport = httpx.ASGITransport(scene.world.centre.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:
            return (await client.get("/metrics")).text

    return asyncio.run(read())


def listed(scene: Scene) -> dict[str, Any]:
    told = json.loads(run_centre(scene, "counters", "--json")[1])["counters"]
    (one,) = (one for one in told if one["counter"] == NAME)
    return dict(one)


def alarmed_by_two(scene: Scene) -> tuple[CounterOf, CounterOf]:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    copy = scene.machine_of(scene.image(at, "clone"), "clone")
    scene.receive(at, 1)
    assert scene.sync(at)
    for one in (copy, at, copy, at):
        scene.start(one)
        scene.sync(one)
    return at, copy


def test_two_machines_as_one_counter_are_told_everywhere_until_settled(
    by_asgi: Scene, tmp_path: Path
) -> None:
    scene, log = by_asgi, io.StringIO()
    log_to(log, lambda: MORNING, answers=False)
    at, copy = alarmed_by_two(scene)
    assert [NAME in line and "settle-clone" in line for line in log.getvalue().splitlines()] == [
        True
    ]
    for one in (at, copy):
        assert findings(one) == {"line_clone": "wrong"}
        told = run(one.home.path, "doctor")[1]
        assert told.index("desk export-bundle") < told.index(f"settle-clone {NAME}")
        trouble, is_frozen, text = status(one)
        assert (trouble, is_frozen) == ("clone", True)
        assert text.index("desk export-bundle") < text.index("settle-clone")
        code, told = run(one.home.path, "sync", "--once")
        assert (code, "settle-clone" in told) == (1, True)
    assert listed(scene)["alarm"] == "clone"
    told = run_centre(scene, "counters")[1]
    assert told.index("import-bundle") < told.index(f"settle-clone {NAME}")
    code, told = run_centre(scene, "verify")
    assert (code, f"settle-clone {NAME}" in told) == (0, True)
    assert "desk_centre_counters_clone 1" in metrics(scene).splitlines()

    only_here = copy.record("dossier.withdrawn", Reason(reason="đổi ý"), scene.printed[0][1])
    scene.stop(copy)
    assert run(copy.home.path, "export-bundle", str(tmp_path / "goi"))[0] == 0
    assert run_centre(scene, "import-bundle", str(tmp_path / "goi"))[0] == 0
    assert str(only_here.id) in [one for _, one in scene.world.centre.feed()]
    assert run_centre(scene, "settle-clone", NAME)[0] == 0
    assert run(at.home.path, "sync", "--once")[0] == 0
    assert findings(at) == {"line_up": "well"}
    assert (status(at)[:2], listed(scene)["alarm"]) == (("", False), "")
    assert "settle-clone" not in run_centre(scene, "verify")[1]
    assert "desk_centre_counters_clone 0" in metrics(scene).splitlines()


def test_a_centre_restored_without_a_word_is_told_everywhere(by_asgi: Scene) -> None:
    scene, at = by_asgi, by_asgi.counter()
    kept = scene.image_of_centre()
    scene.receive(at, 2)
    assert scene.sync(at)
    scene.restore_centre(kept, announced=False)
    scene.receive(at, 1)
    assert findings(at) == {"line_behind": "wrong"}
    trouble, is_frozen, text = status(at)
    assert (trouble, is_frozen, "desk-centre restored" in text) == ("behind", False, True)
    code, told = run(at.home.path, "sync", "--once")
    assert (code, "desk-centre restored" in told, "chưa gửi" in told) == (1, True, True)
    assert listed(scene)["alarm"] == "behind"
    assert "desk-centre restored" in run_centre(scene, "counters")[1]
    assert "desk_centre_counters_behind 1" in metrics(scene).splitlines()


def test_versions_too_far_apart_and_missing_numbers_are_told(
    by_asgi: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, at = by_asgi, by_asgi.counter()
    scene.receive(at, 1)
    kept = scene.image(at, "before")
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.put_back(at, kept)
    assert check_newest_receipt(scene.printed[-1][0], at.desk) == "rolled_back"
    assert findings(at)["numbers_frozen"] == "wrong"
    trouble, is_frozen, text = status(at)
    assert (trouble, is_frozen, "desk voucher" in text) == ("", True, True)
    assert run(at.home.path, "sync", "--once")[0] == 0
    assert "numbers_frozen" not in findings(at)

    released = Released(scene.world.centre.app, without_us)
    monkeypatch.setattr(scene.world.centre, "app", released)
    assert findings(at) == {"line_outdated": "wrong"}
    assert status(at)[0] == "outdated"
    code, told = run(at.home.path, "sync", "--once")
    assert (code, "cập nhật" in told) == (1, True)
