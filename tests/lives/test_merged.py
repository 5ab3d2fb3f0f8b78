"""A unit that is merged into another: its counters finish, the other's go on with its dossiers."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from desk.screens.dossier_words import head_lines
from desk.store.scans import StoreScans
from desk.usecases.attach import Attached
from desk.usecases.conclude import Handing, return_result
from desk.usecases.dossiers import dossier_known
from desk.usecases.lists import all_page, search
from desk.usecases.recording import Hand, Recorded
from desk.usecases.scan import DossierScanned, open_scan
from desk.usecases.verify import verify
from schemas.dossiers import Dossier
from schemas.entries import Reason, Resolved, Returned
from schemas.reception import FeeTaken
from schemas.statuses import Status
from sync.centre.acting import act
from sync.centre.blobs import count_pending, pending_scans
from sync.centre.counters import revoke
from sync.centre.deeds import Deed
from sync.centre.own_counter import Hand as CentreHand
from sync.centre.refusals import RefusedError
from sync.centre.succession import add_heir
from sync.protocol import Complained
from sync.scan_lane import ScanLane
from tests.builders import OTHER_UNIT, UNIT
from tests.desk.scans import attach_scan
from tests.lives.scenes import Scene
from tests.lives.test_relayed import counter_elsewhere, hand_over
from tests.properties.world import MORNING, CounterOf, drawn

pytestmark = pytest.mark.slow
STEPS = {
    "dossier.in_process": Reason(reason="x"),
    "fee.collected": FeeTaken(key="copy", name="Bản sao", amount_vnd=8_000),
    "dossier.resolved": Resolved(number="12/QĐ", dated="2020-03-05", signatory="Chủ tịch"),
    "dossier.returned": Returned(to="Nguyễn Văn An"),
}
"""What is left to do for a dossier once it was received."""


def inherit(scene: Scene, unit: str, heir: str, *, at: datetime = MORNING) -> int:
    """The technician says who goes on with a unit's dossiers."""
    with scene.world.centre.store.writing() as session:
        return add_heir(session, unit, heir, now=at)


def department(scene: Scene, code: str, deed: Deed) -> None:
    """A department does something to the dossier of a code."""
    hand = CentreHand("p", scene.world.clock(), drawn(f"{code} {deed.name}"), "i")
    with scene.world.centre.store.writing() as session:
        act(session, code, deed, hand)


def finish(at: CounterOf, dossier: UUID, home: str = OTHER_UNIT) -> None:
    """Take the fee, give the result."""
    for kind, body in STEPS.items():
        at.record(kind, body, dossier, home)


def inherited(at: CounterOf) -> dict[UUID, Dossier]:
    """The other unit's dossiers as a counter shows them."""
    return {one: made for one, made in at.dossiers().items() if made.home == OTHER_UNIT}


def head(at: CounterOf, dossier: UUID) -> str:
    """What stands first on the dossier's screen."""
    known = dossier_known(at.desk, dossier)
    assert known is not None
    return str(head_lines(known.dossier, known.writers))


def test_the_heir_of_a_merged_unit_sees_finds_and_finishes_its_dossiers(scene: Scene) -> None:
    ending, heir = counter_elsewhere(scene), scene.counter()
    assert scene.sync(ending)
    scene.receive(ending, 4)
    ended, (code, dossier) = scene.printed[2][1], scene.printed[1]
    finish(ending, ended)
    assert scene.sync(ending)
    # The two had to do with each other before: what the heir knows of it, it is told again.
    hand_over(heir, scene, 0)
    assert scene.sync(heir)
    scene.receive(ending, 1)  # Of its last day, and the line is down.

    assert inherit(scene, OTHER_UNIT, UNIT) == 4
    assert inherit(scene, OTHER_UNIT, UNIT) == 0
    scene.receive(heir, 1)
    assert scene.sync(heir)
    assert inherited(heir) == scene.world.centre.dossiers(OTHER_UNIT)
    assert open_scan(code, heir.desk) == DossierScanned(code, (dossier,))
    for listed in (search(heir.desk, code), all_page(heir.desk, 0, 10)):
        assert (dossier, code) in {(one.id, one.code) for one in listed}

    department(scene, code, Deed("take"))
    heir.record("fee.collected", STEPS["fee.collected"], dossier, OTHER_UNIT)
    assert scene.sync(heir)
    department(scene, code, Deed("resolve", number="1", date="2020-03-02", signatory="B"))
    assert scene.sync(heir)
    assert isinstance(return_result(dossier, Handing(), heir.desk, Hand("lan")), Recorded)
    for at in (heir, ending, heir):
        assert scene.sync(at)
    shown = scene.world.centre.dossiers(OTHER_UNIT)
    assert (shown[dossier].status, shown[dossier].cases) == (Status.RETURNED, ())
    assert inherited(heir) == ending.dossiers() == shown
    assert len(shown) == 5
    for at, receiving in ((ending, "quầy Q1"), (heir, f"quầy {OTHER_UNIT}/Q1")):
        assert (at.pending(), verify(at.desk)) == (0, ())
        assert f", {receiving}, " in head(at, dossier)
    scene.nothing_is_lost_and_no_number_given_twice()


def test_what_a_revoked_counter_brings_late_and_a_snapshot_reach_the_heir(scene: Scene) -> None:
    ending, heir, late = counter_elsewhere(scene), scene.counter(), scene.counter("Q2")
    assert scene.sync(ending)
    scene.receive(ending, 2)
    assert scene.sync(ending)
    inherit(scene, OTHER_UNIT, UNIT)
    scene.receive(ending, 1)
    with scene.world.centre.store.writing() as session:
        revoke(session, f"{OTHER_UNIT}/Q1", now=MORNING)
    scene.sync(ending)
    assert scene.sync(heir)
    shown = scene.world.centre.dossiers(OTHER_UNIT)
    assert [one.case.code for one in shown[scene.printed[2][1]].cases] == ["revoked_counter"]
    hand_over(heir, scene, 2)
    assert scene.sync(heir)

    with scene.pruned():
        assert scene.sync(late)
    finish(heir, scene.printed[0][1])
    assert scene.sync(heir)
    assert scene.sync(late)
    shown = scene.world.centre.dossiers(OTHER_UNIT)
    for at in (heir, late):
        assert inherited(at) == shown
        assert verify(at.desk) == ()
    assert heir.pending() == 0
    scene.nothing_is_lost_and_no_number_given_twice()


def test_a_file_that_the_heir_attached_is_here_though_it_lies_with_the_heir(
    scene: Scene, tmp_path: Path
) -> None:
    ending, heir = counter_elsewhere(scene), scene.counter()
    assert scene.sync(ending)
    scene.receive(ending, 1)
    assert scene.sync(ending)
    inherit(scene, OTHER_UNIT, UNIT)
    assert scene.sync(heir)
    dossier = scene.printed[0][1]
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    answer = attach_scan(tmp_path / "a.png", dossier, "p", "lan", heir.desk)
    assert isinstance(answer, Attached)
    assert scene.sync(heir)
    with scene.world.centre.store.reading() as session:
        assert set(pending_scans(session, OTHER_UNIT)) == {dossier}
    lane = ScanLane(heir.lanes.courier, StoreScans(heir.store))
    assert scene.world.runner.run(lane.drain())
    with scene.world.centre.store.reading() as session:
        assert count_pending(session) == 0


def test_only_an_heir_may_ask_for_a_dossier_of_another_unit_also_of_one_long_closed(
    scene: Scene,
) -> None:
    ending, heir = counter_elsewhere(scene), scene.counter()
    assert scene.sync(ending)
    scene.receive(ending, 2)
    (code, closed), (_, still_open) = scene.printed
    finish(ending, closed)
    assert scene.sync(ending)
    ask = heir.lanes.courier.find(code)
    assert scene.world.runner.run(ask) == Complained(404, "unknown_dossier")
    assert inherit(scene, OTHER_UNIT, UNIT, at=MORNING + timedelta(days=91)) == 1
    assert scene.sync(heir)
    assert set(inherited(heir)) == {still_open}
    found = scene.world.runner.run(heir.lanes.courier.find(code))
    assert found == scene.world.centre.dossiers(OTHER_UNIT)[closed]
    with pytest.raises(RefusedError, match="own_heir"):
        inherit(scene, UNIT, OTHER_UNIT)
