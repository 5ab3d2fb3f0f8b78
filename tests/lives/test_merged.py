"""A unit that is merged into another: its counters finish, the other's go on with its dossiers."""

import pytest

from desk.usecases.verify import verify
from sync.centre.counters import revoke
from sync.centre.lookup import look_up
from tests.builders import OTHER_UNIT, UNIT
from tests.lives.scenes import Scene
from tests.lives.test_relayed import counter_elsewhere, hand_over
from tests.properties.world import MORNING

pytestmark = pytest.mark.slow


def test_a_merged_unit_loses_nothing_and_its_dossiers_are_worked_on_from_the_other(
    scene: Scene,
) -> None:
    ending, heir = counter_elsewhere(scene), scene.counter()
    assert scene.sync(ending)
    scene.receive(ending, 3)
    assert scene.sync(ending)
    scene.receive(ending, 1)  # Of its last day, and the line is down.
    scene.receive(heir, 1)
    hand_over(heir, scene, 0)
    assert scene.sync(heir)

    assert scene.sync(ending)
    assert ending.pending() == 0
    shown = ending.dossiers()
    assert shown == scene.world.centre.dossiers(OTHER_UNIT)
    newest = shown[scene.printed[0][1]].timeline[-1]
    assert (newest.kind, newest.counter) == ("dossier.handed_over", f"{UNIT}/Q1")
    assert verify(ending.desk) == ()

    with scene.world.centre.store.writing() as session:
        revoke(session, f"{OTHER_UNIT}/Q1", now=MORNING)
    hand_over(heir, scene, 3)
    assert scene.sync(heir)
    held = scene.world.centre.dossiers(OTHER_UNIT)
    assert [one.kind for one in held[scene.printed[3][1]].timeline] == [
        "dossier.received",
        "dossier.handed_over",
    ]
    assert held[scene.printed[3][1]].cases == ()
    assert heir.pending() == 0
    with scene.world.centre.store.reading() as session:
        assert all(look_up(session, code) for code, _ in scene.printed)
    assert verify(heir.desk) == ()
    scene.nothing_is_lost_and_no_number_given_twice()
