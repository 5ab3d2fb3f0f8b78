"""A release and the one before it, at either end of the line: everything arrives, and alike."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from desk.usecases.cases import NotSettled, Settled, open_cases, settle_case
from desk.usecases.outbox import outbox, outbox_page
from desk.usecases.status import standing
from desk.usecases.verify import verify
from schemas import entries
from schemas.entries import Reason
from sync.centre.open_cases import open_cases as cases_of_centre
from tests.builders import UNIT
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


def cases_everywhere(scene: Scene, *counters: CounterOf) -> set[tuple[str, str, str]]:
    """What each counter and the centre list: kind, counter and case; alike."""
    with scene.world.centre.store.reading() as session:
        listed = [one for one in cases_of_centre(session, UNIT) if one.entry]
    found = {(one.entry.kind, one.case.counter, one.case.case.code) for one in listed if one.entry}
    for at in counters:
        assert verify(at.desk) == ()
        assert standing(at.desk).cases == len(found)
        assert found == {
            (one.recorded.kind, one.open.counter, one.open.case.code) for one in open_cases(at.desk)
        }
    return found


def test_what_is_about_no_dossier_waits_in_sight_of_all_until_the_centre_is_upgraded(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, newer = scene.counter(), scene.counter("Q2")
    newer.record("shift.paused", Reason(reason="x"), None)
    newer.record("shift.hidden", Reason(reason="x"), None)
    assert scene.sync(newer)
    with scene.pruned():
        # One of them takes a snapshot, and is told by that.
        assert scene.sync(ours)
    assert scene.sync(newer)
    found = cases_everywhere(scene, ours, newer)
    assert {kind for kind, _, _ in found} == {"shift.paused", "shift.hidden"}
    assert {(counter, code) for _, counter, code in found} == {(f"{UNIT}/Q2", "unknown_kind")}
    assert (outbox(newer.desk).parked, outbox(ours.desk).parked) == (2, 0)
    assert len(outbox_page(newer.desk, 0, 5)) == 2
    monkeypatch.setitem(entries.BODIES, ("shift.paused", 1), Reason)
    scene.world.centre.restart()
    for at in (ours, newer):
        assert scene.sync(at)
    assert {kind for kind, _, _ in cases_everywhere(scene, ours, newer)} == {"shift.hidden"}
    (case,) = open_cases(ours.desk)
    decided = partial(settle_case, decision="set_aside", reason="x", desk=ours.desk, officer="lan")
    about = (case.dossier, case.open.entry)
    assert decided(*about) == Settled(*about, "set_aside", created=True)
    assert decided(*about) == NotSettled("no_such_case")
    for at in (ours, newer):
        assert scene.sync(at)
    assert cases_everywhere(scene, ours, newer) == set()


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
