"""What `desk doctor` says of the clock, and of scans that a centre does not take."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from desk import diagnosis, machine
from sync.centre import blobs
from tests.lives.commands import run
from tests.lives.scenes import Scene


@pytest.fixture
def met(by_asgi: Scene) -> Scene:
    """The counter met its centre with a clock that was right."""
    assert by_asgi.sync(by_asgi.counter())
    return by_asgi


def clock(scene: Scene, ahead: timedelta, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is found of a clock that is ahead by so much."""
    monkeypatch.setattr(machine, "now", lambda: scene.world.clock() + ahead)
    told = json.loads(run(scene.counter().home.path, "doctor", "--json")[1])
    return next(one for one in told["findings"] if one["code"].startswith("clock_"))


def test_a_clock_that_went_wrong_since_the_last_session_is_found_by_the_answer(
    met: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ahead in (timedelta(hours=2), timedelta(days=1096)):
        found = clock(met, ahead, monkeypatch)
        assert (found["code"], found["level"]) == ("clock_off", "wrong")
        assert found["params"] == {"minutes": ahead // timedelta(minutes=1)}
    assert clock(met, timedelta(), monkeypatch)["code"] == "clock_right"


def test_without_an_answer_it_is_said_since_when_the_clock_is_known(
    met: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("", request=request)

    since = f"{met.world.clock() + timedelta(hours=7):%H:%M %d/%m/%Y}"
    unheard = httpx.MockTransport(nobody)
    monkeypatch.setattr(diagnosis, "open_client", lambda _: httpx.AsyncClient(transport=unheard))
    found = clock(met, timedelta(hours=2), monkeypatch)
    assert (found["code"], found["level"]) == ("clock_right_then", "watch")
    assert found["params"]["since"] == since
    assert since in run(met.counter().home.path, "doctor")[1]


def test_a_scan_of_a_kind_that_the_centre_does_not_know_is_told_until_the_centre_does(
    met: Scene,
) -> None:
    at = met.counter()
    met.receive(at)
    met.attach(at)
    with pytest.MonkeyPatch.context() as older:
        older.setattr(blobs, "media_type_of", lambda _: None)
        code, told = run(at.home.path, "sync", "--once")
        assert (code, "1 bản quét bị từ chối" in told, "gửi hết" in told) == (1, True, False)
        told = run(at.home.path, "doctor")[1]
        assert "[XEM ] 1 bản quét bị từ chối" in told
        assert ("sẽ tự gửi" in told, "[TỐT ] Đã gửi hết" in told) == (False, False)
    assert run(at.home.path, "sync", "--once")[0] == 0
    assert met.send_scans(at) == 0
