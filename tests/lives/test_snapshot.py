"""A late-comer takes its unit's dossiers page by page, while others go on working."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

import sync.courier
from desk.usecases.verify import verify
from schemas.entries import Reason
from sync.protocol import Delivered, TakeSnapshot, Unreachable
from tests.lives.scenes import Scene

pytestmark = pytest.mark.slow


@dataclass
class Breaking:
    """A line over which a page of a snapshot does not come the first time."""

    app: ASGIApp
    broken: int
    asked: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["path"].endswith("/snapshot"):
            self.asked.append(parse_qs(scope["query_string"].decode())["after"][0])
            if len(self.asked) == self.broken:
                await Response("<html>", 502)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def test_a_snapshot_that_is_broken_off_goes_on_and_is_one_whole_with_what_changed_meanwhile(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync.courier, "PAGE_ENTRIES_MAX", 2)
    ours, other = scene.counter(), scene.counter("Q2")
    scene.receive(other, 7)
    assert scene.sync(other)
    read, unread = scene.printed[0][1], scene.printed[5][1]
    scene.receive(ours, 1)
    shown = ours.dossiers()
    line = Breaking(scene.world.centre.app, broken=3)

    ours.network.app = line
    run, courier = scene.world.runner.run, ours.lanes.courier
    assert run(courier.perform(TakeSnapshot())) == Unreachable("not_the_centre")
    assert ours.dossiers() == shown, "a part of a snapshot is never shown"

    for dossier in (read, unread):
        other.record("dossier.in_process", Reason(reason="x"), dossier)
    scene.receive(other, 3)
    assert scene.sync(other)
    assert run(courier.perform(TakeSnapshot())) == Delivered()
    assert len(line.asked) == len(set(line.asked)) + 1, "only the lost page is asked for again"
    assert verify(ours.desk) == ()

    assert scene.sync(ours)
    scene.nothing_is_lost_and_no_number_given_twice(ours)
    assert ours.dossiers() == scene.world.centre.dossiers()
    assert {ours.dossiers()[one].status for one in (read, unread)} == {4}
