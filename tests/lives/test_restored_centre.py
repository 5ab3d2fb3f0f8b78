"""The centre restored from a backup: counters bring back what they wrote and what they hold."""

from dataclasses import replace

import pytest

from desk.usecases.outbox import outbox
from desk.usecases.verify import verify
from sync.protocol import Introduce
from tests.lives.scenes import Scene
from tests.properties.world import CounterOf

pytestmark = pytest.mark.slow


def offers_every_file_once(scene: Scene, at: CounterOf) -> None:
    """However often a session asks, such as while its testimony does not get through."""
    courier = replace(at.lanes.courier)
    at.network.app = scene.world.centre.app
    for offered in (2, 0):
        scene.world.runner.run(courier.perform(Introduce()))
        assert outbox(at.desk).scans == offered
        scene.send_scans(at)


def test_what_the_backup_lacks_comes_back_from_its_writers(scene: Scene) -> None:
    first, second = scene.counter(), scene.counter("Q2")
    scene.receive(first, 1)
    assert scene.sync(first)
    kept = scene.image_of_centre()
    for at in (first, second):
        scene.receive(at, 2)
        scene.attach(first, at.name)
        assert scene.sync(at)
    assert scene.sync(first)
    assert scene.send_scans(first) == 0
    scene.restore_centre(kept)
    offers_every_file_once(scene, first)
    for at in (first, second, first):
        assert scene.sync(at)
    scene.receive(first, 1)
    for at in (first, second):
        assert scene.sync(at)
    assert scene.send_scans(first) == 0
    scene.nothing_is_lost_and_no_number_given_twice(first, second)
    assert first.replica.feed_position() == second.replica.feed_position() == 10


def test_what_a_dead_counter_wrote_comes_back_from_who_had_read_it(scene: Scene) -> None:
    first, second = scene.counter(), scene.counter("Q2")
    for at in (first, second):
        assert scene.sync(at)
    kept = scene.image_of_centre()
    scene.receive(first, 2)
    assert scene.sync(first)
    assert scene.sync(second)
    scene.stop(first)
    scene.restore_centre(kept)
    assert scene.sync(second)
    scene.receive(second, 1)
    assert scene.sync(second)
    scene.nothing_is_lost_and_no_number_given_twice(second)
    assert verify(second.desk) == ()


def test_a_restart_with_another_incarnation_is_noticed_within_a_session(scene: Scene) -> None:
    at = scene.counter()
    assert scene.sync(at)
    kept = scene.image_of_centre()
    scene.receive(at, 2)
    assert scene.sync(at)
    scene.restore_centre(kept)
    before = at.lanes.state.incarnation
    scene.receive(at, 1)
    assert scene.sync(at)
    assert at.lanes.state.incarnation != before
    scene.nothing_is_lost_and_no_number_given_twice(at)
