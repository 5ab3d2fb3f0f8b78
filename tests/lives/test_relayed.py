"""Entries about another unit's dossiers: ranked there, read in that order at both units."""

import pytest
from sqlmodel import col, select

from desk.store.home import Home
from desk.store.journal import Fact, append
from desk.store.projection import show_own
from desk.store.tables import Feed
from desk.usecases.enrol import begin_journal
from desk.usecases.verify import verify
from schemas.dossier_bodies import HandedOver
from schemas.wire import EnrolRequest
from sync.centre.enrolment import enrol, new_enrol_code
from sync.centre.units import NewUnit, add_unit
from sync.protocol import Delivered, TakeSnapshot
from tests.builders import OTHER_UNIT
from tests.lives.scenes import Scene
from tests.properties.world import MORNING, CounterOf, FragileReplica, drawn

pytestmark = pytest.mark.slow


def counter_elsewhere(scene: Scene, unit: str = OTHER_UNIT) -> CounterOf:
    """A counter of another unit of the province."""
    world, home, draws = scene.world, Home(scene.world.folder / unit), drawn(f"of {unit}")
    with world.centre.store.writing() as session:
        add_unit(session, NewUnit(unit, "UBND xã Tân Mỹ"), now=MORNING)
        code = new_enrol_code(session, unit, now=MORNING, random_bytes=draws)
    asked = EnrolRequest(request="r", code=code, name="Q1", instance=home.instance())
    with world.centre.store.writing() as session:
        granted = enrol(session, asked, incarnation="", now=MORNING, random_bytes=draws)
    begin_journal(home, "http://centre", granted, now=world.clock, random_bytes=draws).close()
    return CounterOf(unit, home, world.centre, world.clock, FragileReplica)


def hand_over(at: CounterOf, scene: Scene, number: int) -> None:
    """Record a fact about a dossier of the other unit."""
    body, dossier = HandedOver(batch="BG-1", to="Phòng Tư pháp"), scene.printed[number][1]
    fact = Fact("dossier.handed_over", body, at.now(), "lan", dossier, OTHER_UNIT)
    with at.store.write() as session:
        entries = append(session, [fact], now=at.now(), random_bytes=at.draws)
        show_own(session, entries)


def places(at: CounterOf) -> list[tuple[int, int]]:
    with at.store.read() as session:
        return list(
            session.exec(select(Feed.position, Feed.rank).order_by(col(Feed.position))).all()
        )


def test_relayed_entries_are_read_in_rank_order_at_both_units_and_hide_nothing(
    scene: Scene,
) -> None:
    home, writer = counter_elsewhere(scene), scene.counter()
    assert scene.sync(home)
    scene.receive(home, 3)
    assert scene.sync(home)
    for number in (0, 2):
        hand_over(writer, scene, number)
        scene.receive(writer, 1)
        assert scene.sync(writer)
    hand_over(writer, scene, 1)
    assert scene.sync(writer)
    assert scene.sync(home)

    here = places(writer)
    assert [position for position, _ in here] == list(range(1, writer.replica.feed_position() + 1))
    relayed = [rank for position, rank in here if rank != position]
    assert relayed == sorted(relayed)
    assert len(relayed) == 3
    assert [rank for _, rank in places(home)] == list(range(1, home.replica.feed_position() + 1))
    assert writer.pending() == home.pending() == 0
    assert [one.outcome for one in home.dossiers()[scene.printed[0][1]].timeline][-1] == "applied"
    for at in (writer, home):
        assert verify(at.desk) == ()

    kept = scene.image_of_centre()
    hand_over(writer, scene, 2)
    assert scene.sync(writer)
    scene.restore_centre(kept)
    for at in (writer, home, writer):
        assert scene.sync(at)
    assert writer.pending() == 0
    assert [position for position, _ in places(writer)][-1] == writer.replica.feed_position()
    assert scene.world.centre.problems() == []


def test_a_snapshot_brings_what_was_relayed_to_whom_has_not_read_so_far(scene: Scene) -> None:
    home, writer, late = counter_elsewhere(scene), scene.counter(), scene.counter("Q2")
    assert scene.sync(home)
    scene.receive(home, 2)
    assert scene.sync(home)
    assert scene.sync(writer)
    for number in (1, 0):
        hand_over(writer, scene, number)
    scene.receive(writer, 1)
    while scene.world.step("Q1", "up"):
        pass
    assert writer.pending() > 0

    for at in (writer, late):
        at.network.app = scene.world.centre.app
        assert scene.world.runner.run(at.lanes.courier.perform(TakeSnapshot())) == Delivered()
        assert at.pending() == 0
        assert [rank for position, rank in places(at) if rank != position] == [4, 5]
    assert scene.sync(late)
    assert scene.sync(writer)
    assert late.dossiers() == writer.dossiers()
    assert {scene.printed[0][1], scene.printed[1][1]} <= late.dossiers().keys()
    for at in (writer, late):
        assert verify(at.desk) == ()
