"""A unit that is split in two while one of its counters is away."""

from uuid import UUID

import pytest

from desk.usecases.verify import verify
from schemas.codes import read_code
from schemas.dossiers import Dossier
from schemas.statuses import Status
from tests.builders import OTHER_UNIT, UNIT
from tests.lives.scenes import Scene
from tests.lives.test_merged import finish, inherit
from tests.lives.test_relayed import counter_elsewhere

pytestmark = pytest.mark.slow
THIRD_UNIT = "000.19.22.H02"


def test_a_unit_is_split_in_two_while_a_counter_is_away_and_nothing_is_lost(scene: Scene) -> None:
    away, stayed = scene.counter(), scene.counter("Q2")
    scene.receive(stayed, 2)
    for at in (stayed, away):
        assert scene.sync(at)
    before = [dossier for _, dossier in scene.printed]
    scene.receive(away, 2)  # The line is down there from now on.

    units = (OTHER_UNIT, THIRD_UNIT)
    halves = [counter_elsewhere(scene, unit) for unit in units]
    assert [inherit(scene, UNIT, unit) for unit in units] == [2, 2]
    for half in halves:
        assert scene.sync(half)
        assert list(half.dossiers()) == before
        scene.receive(half, 2)
        assert scene.sync(half)
    scene.receive(away, 1)
    finish(halves[0], before[0], UNIT)
    assert scene.sync(halves[0])

    assert scene.sync(away)
    tail = [dossier for code, dossier in scene.printed if is_of(code, UNIT)]
    finish(halves[1], tail[3], UNIT)
    for at in (*halves, away, stayed, *halves):
        assert scene.sync(at)
    old = scene.world.centre.dossiers()
    assert (len(tail), set(tail)) == (5, set(old))
    assert old[before[0]].status == old[tail[3]].status == Status.RETURNED
    assert away.dossiers() == stayed.dossiers() == old
    for half, unit in zip(halves, units, strict=True):
        mine = {dossier for code, dossier in scene.printed if is_of(code, unit)}
        assert half.dossiers() == old | scene.world.centre.dossiers(unit)
        assert set(half.dossiers()) == {*tail, *mine}
        assert (half.pending(), verify(half.desk)) == (0, ())
    scene.nothing_is_lost_and_no_number_given_twice()


def is_of(code: str, unit: str) -> bool:
    """Whether a number was given by a unit."""
    read = read_code(code)
    return read is not None and read.text.startswith(unit)


def test_a_late_comer_of_a_half_takes_one_snapshot_of_both_units(scene: Scene) -> None:
    stayed, half = scene.counter(), counter_elsewhere(scene)
    scene.receive(stayed, 3)
    for at in (stayed, half):
        assert scene.sync(at)
    scene.receive(half, 2)
    assert scene.sync(half)
    inherit(scene, UNIT, OTHER_UNIT)
    with scene.pruned(OTHER_UNIT):
        assert scene.sync(half)
    scene.receive(stayed, 1)
    assert scene.sync(stayed)
    assert scene.sync(half)
    assert half.dossiers() == held(scene)
    assert verify(half.desk) == ()
    kept = scene.image_of_centre()
    finish(half, scene.printed[0][1], UNIT)
    for at in (half, stayed):
        assert scene.sync(at)
    scene.restore_centre(kept)
    for at in (half, stayed, half, stayed):
        assert scene.sync(at)
    assert half.dossiers() == held(scene)
    for at in (half, stayed):
        assert at.pending() == 0
        assert verify(at.desk) == ()
    scene.nothing_is_lost_and_no_number_given_twice()


def held(scene: Scene) -> dict[UUID, Dossier]:
    """The dossiers of both units."""
    return scene.world.centre.dossiers() | scene.world.centre.dossiers(OTHER_UNIT)
