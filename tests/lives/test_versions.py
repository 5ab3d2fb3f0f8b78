"""A release and the one before it, at either end of the line: everything arrives, and alike."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.entries import Reason
from tests.lives.scenes import Scene
from tests.lives.versions import Released, first, later, newest, next_version, without_us
from tests.properties.world import CounterOf

pytestmark = pytest.mark.slow


class SaidMore(Reason):
    """A body with a field that this release does not know."""

    mood: str = "vui"


def meet_as(scene: Scene, at: CounterOf, said_as: Callable[[str, Any], Any]) -> Released:
    """Let a counter meet a centre of another release."""
    made = Released(scene.world.centre.app, said_as)
    at.network.app = made
    return made


def drained(scene: Scene, at: CounterOf) -> bool:
    return scene.world.runner.run(at.lanes.drain())


@pytest.mark.parametrize("said_as", [first, newest, later])
def test_a_counter_and_a_centre_of_neighbouring_releases_agree(
    scene: Scene, said_as: Callable[[str, Any], Any]
) -> None:
    ours, other = scene.counter(), scene.counter("Q2")
    for _ in range(2):
        scene.receive(ours, 2)
        scene.receive(other, 2)
        assert scene.sync(ours)
        between = meet_as(scene, other, said_as)
        assert drained(scene, other)
        assert between.answers > 2
    assert scene.sync(ours)
    scene.nothing_is_lost_and_no_number_given_twice(ours, other)
    assert ours.dossiers() == other.dossiers()


def test_what_a_later_release_records_is_kept_whole_and_folded_alike_by_an_older_one(
    scene: Scene,
) -> None:
    ours, newer = scene.counter(), scene.counter("Q2")
    scene.receive(newer, 1)
    dossier = scene.printed[-1][1]
    newer.record("dossier.in_process", SaidMore(reason="x"), dossier)
    newer.record("dossier.hovered", Reason(reason="x"), dossier)
    for at in (newer, ours, newer):
        assert scene.sync(at)
    assert ours.dossiers() == newer.dossiers() == scene.world.centre.dossiers()
    (case,) = ours.dossiers()[dossier].cases
    assert (case.case.code, case.parked) == ("unknown_kind", True)
    assert scene.world.centre.journal("Q2") == newer.journal()
    assert '"mood":"vui"' in "".join(newer.journal())


@pytest.mark.parametrize("said_as", [next_version, without_us])
def test_a_centre_that_speaks_no_version_of_ours_halts_the_line_and_keeps_all(
    scene: Scene, said_as: Callable[[str, Any], Any]
) -> None:
    at = scene.counter()
    between = meet_as(scene, at, said_as)
    assert not drained(scene, at)
    assert (at.lanes.state.halt, at.lanes.state.line) == ("outdated", "up")
    assert between.answers == 1
    scene.receive(at, 2)
    assert scene.row(at).acked_seq == 0
    # The program, or the centre, was brought up to date.
    scene.start(at)
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)
