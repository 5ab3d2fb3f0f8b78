"""Disks that go back, copies, and disks that come back to life: nothing lost, no number twice."""

import pytest

from desk.usecases.epochs import (
    Granted,
    NotGranted,
    accept_voucher,
    check_newest_receipt,
    is_guard_due,
    numbers,
)
from desk.usecases.receive import Accepted, Refused
from schemas.entries import Reason
from sync.centre.epochs import settle_alarm
from sync.centre.granting import issue_voucher
from sync.protocol import Delivered, FetchBack, Follow, Introduce, Introduced
from tests.lives.scenes import Scene

pytestmark = pytest.mark.slow


def is_frozen(scene: Scene, at: object = None) -> bool:
    answer = scene.attempt(scene.counter() if at is None else at)  # type: ignore[arg-type]
    return isinstance(answer, Refused) and answer.doubts[0].code == "numbers_frozen"


def test_a_disk_that_went_back_opens_a_new_epoch_and_gets_its_entries_again(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 2)
    assert scene.sync(at)
    kept = scene.image(at, "yesterday")
    scene.receive(at, 3)
    assert scene.sync(at)
    scene.put_back(at, kept)
    assert scene.sync(at)
    row = scene.row(at)
    assert row.epoch > 2**31
    assert row.slot == 3
    scene.receive(at, 2)
    assert scene.sync(at)
    assert scene.put_aside(at) == 0
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_a_disk_that_goes_back_every_night_loses_nothing_for_a_week(scene: Scene) -> None:
    at = scene.counter()
    kept = scene.image(at, "frozen")
    for _ in range(5):
        assert scene.sync(at)
        scene.receive(at, 2)
        assert scene.sync(at)
        scene.put_back(at, kept)
    assert scene.sync(at)
    assert scene.row(at).alarm == ""
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_what_was_written_on_a_disk_that_went_back_unnoticed_is_written_again(
    scene: Scene,
) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    kept = scene.image(at, "before")
    scene.receive(at, 2)
    assert scene.sync(at)
    before = list(scene.printed)
    scene.put_back(at, kept)
    # Nobody can know without the line: the same two numbers are printed again.
    scene.receive(at, 4)
    forked = scene.printed[len(before) :]
    scene.printed = [*before, *forked[2:]]
    while not isinstance(at.plan("up"), FetchBack):
        scene.world.runner.run(at.step("up"))
    scene.world.runner.run(at.step("up"))
    # The line may break here: nobody misses a dossier, and its receipt can be recorded.
    assert {dossier for _, dossier in forked} <= at.dossiers().keys()
    assert scene.sync(at)
    assert scene.put_aside(at) > 0
    taken = {code for code, _ in before} & {code for code, _ in forked}
    assert len(taken) == 2
    parked = [one for one in at.dossiers().values() if any(case.parked for case in one.cases)]
    assert {one.id for one in parked} == {dossier for _, dossier in forked[:2]}
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_the_newest_receipt_shows_a_rollback_before_the_line_is_up(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    kept = scene.image(at, "before")
    scene.receive(at, 1)
    assert scene.sync(at)
    newest = scene.printed[-1][0]
    assert is_guard_due(at.desk)
    assert check_newest_receipt(newest, at.desk) == "known"
    scene.put_back(at, kept)
    assert check_newest_receipt("thẻ", at.desk) == "unreadable"
    assert check_newest_receipt(newest.replace("-1002", "-2002"), at.desk) == "not_ours"
    assert check_newest_receipt(newest, at.desk) == "rolled_back"
    assert is_frozen(scene)
    assert not is_guard_due(at.desk)
    assert scene.sync(at)
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_a_voucher_thaws_the_numbers_while_the_line_is_down(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    kept = scene.image(at, "before")
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.put_back(at, kept)
    check_newest_receipt(scene.printed[-1][0], at.desk)
    asked = numbers(at.desk)
    assert asked.frozen
    with scene.world.centre.store.writing() as session:
        text = issue_voucher(session, asked.counter, asked.epoch_name, now=scene.world.time)
    assert accept_voucher(text[:-1] + "2", at.desk) == NotGranted("mistyped")
    assert accept_voucher(text.lower(), at.desk) == Granted(3)
    assert accept_voucher(text, at.desk) == NotGranted("not_frozen")
    scene.receive(at, 2)
    assert scene.sync(at)
    assert scene.row(at).slot == 3
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_a_copy_with_another_instance_is_a_new_epoch_from_its_first_start(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    copy = scene.machine_of(scene.image(at, "copy"), "copy", is_same_instance=False)
    assert is_frozen(scene, copy)
    scene.receive(at, 1)
    scene.stop(copy)
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_two_machines_of_one_image_are_an_alarm_on_both_and_nothing_is_lost(
    scene: Scene,
) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    copy = scene.machine_of(scene.image(at, "clone"), "clone")
    scene.receive(at, 1)
    assert scene.sync(at)
    assert scene.sync(copy)
    scene.receive(copy, 1)
    assert scene.sync(copy)
    scene.start(at)
    assert scene.sync(at)
    scene.receive(at, 1)
    assert scene.sync(at)
    for one in (copy, at):
        scene.start(one)
        assert not scene.sync(one)
        assert one.lanes.state.halt == "clone"
        assert is_frozen(scene, one)
    scene.stop(copy)
    with scene.world.centre.store.writing() as session:
        settle_alarm(session, f"{scene.row(at).counter}", now=scene.world.time)
    scene.start(at)
    assert scene.sync(at)
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(at)


def test_an_old_disk_that_comes_back_to_life_delivers_what_it_has(scene: Scene) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    kept = scene.image(at, "old")
    scene.receive(at, 2)
    old = scene.machine_of(scene.image(at, "unsent"), "old")
    scene.stop(old)
    scene.put_back(at, kept)
    scene.stop(at)
    (at.home.path / "instance").unlink()
    scene.start(at)
    assert scene.sync(at)
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.start(old)
    assert scene.sync(old)
    assert scene.row(old).epoch > 2**31
    scene.nothing_is_lost_and_no_number_given_twice(old)


def test_what_another_copy_wrote_again_before_us_is_confirmed_and_nobody_is_stuck(
    scene: Scene,
) -> None:
    at = scene.counter()
    scene.receive(at, 1)
    assert scene.sync(at)
    kept = scene.image(at, "early")
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.put_back(at, kept)
    unheard = at.record("dossier.in_process", Reason(reason="x"), scene.printed[0][1])
    scene.recorded.add(str(unheard.id))
    assert isinstance(scene.attempt(at), Accepted), "its code is taken, so the centre parks it"
    copy = scene.machine_of(scene.image(at, "unheard"), "copy")

    run, courier = scene.world.runner.run, at.lanes.courier
    at.network.app = scene.world.centre.app
    assert isinstance(run(courier.perform(Introduce())), Introduced)
    assert scene.sync(copy)
    scene.stop(copy)
    assert run(courier.perform(Follow(0))) == Delivered()
    assert scene.sync(at)
    assert scene.put_aside(at) > 0
    assert at.pending() == 0
    scene.nothing_is_lost_and_no_number_given_twice(at)
