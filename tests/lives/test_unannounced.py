"""A centre that was restored, and nobody said so: noticed, told on both sides, and nothing lost."""

from pathlib import Path

import pytest
from sqlmodel import select

from sync.centre import restoring
from sync.centre.acting import act
from sync.centre.deeds import Deed
from sync.centre.epoch_words import ALARMS
from sync.centre.epochs import BEHIND
from sync.centre.incarnation import incarnation_of
from sync.centre.own_counter import Hand
from sync.centre.regained import unplaced
from sync.centre.tables import StoredEntry
from tests.lives.scenes import Scene
from tests.properties.world import UNIT, CounterOf, drawn

pytestmark = pytest.mark.slow


def is_halted(scene: Scene, at: CounterOf) -> bool:
    at.lanes.retry_now()
    return not scene.sync(at) and at.lanes.state.halt == "behind"


def goes_on(scene: Scene, at: CounterOf) -> None:
    """Neither it nor the centre was started anew: it asks again when its wait is over."""
    at.lanes.retry_now()
    assert scene.sync(at)


def noticed(scene: Scene) -> list[str]:
    return [one.partition(":")[0] for one in scene.world.centre.problems()]


@pytest.mark.parametrize("is_new_session", [False, True])
def test_a_counter_that_has_read_more_halts_keeps_all_and_says_so(
    scene: Scene, is_new_session: bool
) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    kept = scene.image_of_centre()
    scene.receive(at, 2)
    assert scene.sync(at)
    scene.restore_centre(kept, announced=False)
    acknowledged = scene.row(at).acked_seq
    scene.receive(at, 1)
    journal, held = at.journal(), at.feed()
    if is_new_session:
        scene.start(at)
    # The first thing that it hears may only be that something is wrong.
    assert is_halted(scene, at) or is_halted(scene, at)
    answers = at.network.answers
    for _ in range(3):
        assert is_halted(scene, at)
    assert at.network.answers - answers <= 6, "it asks from time to time, and does not loop"
    assert scene.world.centre.problems() == [f"{scene.row(at).counter}: {ALARMS[BEHIND]}"]
    assert (at.journal(), at.feed()) == (journal, held)
    assert scene.row(at).acked_seq == acknowledged
    scene.receive(at, 1)

    scene.announce()
    goes_on(scene, at)
    assert noticed(scene) == []
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_ranks_that_were_given_anew_before_anybody_noticed_are_told_apart(scene: Scene) -> None:
    first, second = scene.counter(), scene.counter("Q2")
    for at in (first, second):
        assert scene.sync(at)
    kept = scene.image_of_centre()
    scene.receive(first, 1)
    assert scene.sync(first)
    scene.restore_centre(kept, announced=False)
    # It had read no further than the backup, and sees nothing wrong.
    scene.receive(second, 3)
    assert scene.sync(second)
    assert first.replica.feed_position() < second.replica.feed_position()
    assert is_halted(scene, first) or is_halted(scene, first)
    scene.announce()
    for at in (second, first, second):
        goes_on(scene, at)
    scene.nothing_is_lost_and_no_number_given_twice(first, second)


def test_the_right_database_put_back_ends_the_alarm_by_itself(scene: Scene) -> None:
    at = scene.counter()
    assert scene.sync(at)
    wrong = scene.image_of_centre()
    scene.receive(at, 2)
    assert scene.sync(at)
    right = scene.image_of_centre("right")
    scene.restore_centre(wrong, announced=False)
    assert is_halted(scene, at) or is_halted(scene, at)
    scene.restore_centre(right, announced=False)
    scene.receive(at, 1)
    scene.start(at)
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def a_department_takes(scene: Scene, code: str, reason: str) -> str:
    """The id of what a department records of a dossier."""
    centre = scene.world.centre
    draws = drawn(f"{reason} {code}")
    with centre.store.writing() as session:
        hand = Hand("phong", scene.world.clock(), draws, incarnation_of(session))
        done = act(session, code, Deed("take", reason=reason), hand)
    return str(done.entry)


def backed_up(scene: Scene, at: CounterOf) -> tuple[str, Path]:
    """The code of a dossier that the centre has, and a backup of the centre then."""
    scene.receive(at)
    assert scene.sync(at)
    ((code, _),) = scene.printed
    return code, scene.image_of_centre()


def test_what_departments_recorded_before_a_restore_nobody_told_of_is_recorded_once_more(
    scene: Scene,
) -> None:
    first, second = scene.counter(), scene.counter("Q2")
    scene.receive(first, 4)
    assert scene.sync(first)
    codes = [code for code, _ in scene.printed]
    a_department_takes(scene, codes[0], "before the backup")
    kept = scene.image_of_centre()
    lost = [a_department_takes(scene, code, "lost") for code in codes[1:3]]
    for at in (first, second):
        assert scene.sync(at)
    scene.restore_centre(kept, announced=False)
    # Written in the places of what was lost: one of its facts, and another's.
    scene.recorded |= {a_department_takes(scene, code, "since") for code in codes[2:]}
    for at in (first, second):
        assert is_halted(scene, at) or is_halted(scene, at)
    scene.announce()
    for at in (first, second, first):
        goes_on(scene, at)
    scene.recorded |= set(lost)
    scene.nothing_is_lost_and_no_number_given_twice(first, second)
    assert lacking(scene) == {}
    with scene.world.centre.store.reading() as session:
        ids = [str(one) for one in session.exec(select(StoredEntry.id))]
    assert all(ids.count(one) == 1 for one in lost), "it is written once more, not once a witness"


def test_the_same_backup_put_back_twice_costs_nothing_that_departments_wrote(scene: Scene) -> None:
    first, second = scene.counter(), scene.counter("Q2")
    code, kept = backed_up(scene, first)
    scene.recorded.add(a_department_takes(scene, code, "lost twice"))
    for at in (first, second):
        assert scene.sync(at)
    for _ in range(2):
        scene.restore_centre(kept)
        for at in (first, second, first):
            scene.start(at)
            assert scene.sync(at)
        scene.nothing_is_lost_and_no_number_given_twice(first, second)


def test_a_backup_put_back_untold_after_one_that_was_told_is_noticed_by_who_met_the_life_between(
    scene: Scene,
) -> None:
    at = scene.counter()
    code, kept = backed_up(scene, at)
    scene.restore_centre(kept)
    scene.start(at)
    assert scene.sync(at)
    lost = a_department_takes(scene, code, "between")
    assert scene.sync(at)
    scene.restore_centre(kept, announced=False)
    scene.start(at)
    assert is_halted(scene, at)
    assert noticed(scene) == [scene.row(at).counter]
    scene.announce()
    goes_on(scene, at)
    scene.recorded.add(lost)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_a_told_restore_after_an_untold_one_that_nobody_met_costs_nothing(scene: Scene) -> None:
    at = scene.counter()
    code, kept = backed_up(scene, at)
    lost = a_department_takes(scene, code, "in the first life")
    assert scene.sync(at)
    scene.restore_centre(kept, announced=False)
    # At the rank that the counter has read another entry at.
    scene.recorded.add(a_department_takes(scene, code, "in the second"))
    scene.announce()
    scene.start(at)
    assert scene.sync(at)
    scene.recorded.add(lost)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_what_an_earlier_release_left_with_the_witnesses_is_taken_up_at_the_start(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = scene.counter()
    code, kept = backed_up(scene, at)
    lost = a_department_takes(scene, code, "lost")
    assert scene.sync(at)
    scene.restore_centre(kept)
    with monkeypatch.context() as earlier:
        earlier.setattr(restoring, "write_again", lambda *_: frozenset[str]())
        assert scene.sync(at)
    assert lacking(scene) == {f"{UNIT}/C0": 1}
    scene.world.centre.restart()
    assert scene.sync(at)
    assert lacking(scene) == {}
    scene.recorded.add(lost)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def lacking(scene: Scene) -> dict[str, int]:
    with scene.world.centre.store.reading() as session:
        return unplaced(session)
