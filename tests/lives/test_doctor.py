"""What `desk doctor` says of the clock: measured by the answer, or since when known."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from desk import diagnosis, machine
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
