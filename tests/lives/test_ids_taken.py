"""An id that two facts claim: one keeps it, the other is a case wherever anybody counts on it."""

from uuid import UUID

import pytest
from sqlmodel import select

from desk.rules.recording import NotRecorded
from desk.store.tables import Journal
from desk.usecases.cases import CaseAtHand, Settled, open_cases, settle_case
from desk.usecases.conclude import withdraw_dossier
from desk.usecases.outbox import outbox, outbox_page
from desk.usecases.recording import Hand, Recorded
from schemas.statuses import Status
from sync.centre.open_cases import WaitingCase
from sync.centre.open_cases import open_cases as cases_of_centre
from tests.builders import UNIT, an_id
from tests.lives.scenes import Scene
from tests.properties.world import CounterOf

pytestmark = pytest.mark.slow
TAKEN = an_id("said twice")


def withdraw(at: CounterOf, dossier: UUID) -> Recorded | NotRecorded:
    return withdraw_dossier(dossier, "x", at.desk, Hand("lan", id=TAKEN))


def at_centre(scene: Scene) -> list[WaitingCase]:
    with scene.world.centre.store.reading() as session:
        return list(cases_of_centre(session, UNIT))


def claim_twice(scene: Scene) -> tuple[CounterOf, CounterOf, UUID, UUID]:
    """Two counters, neither of which knows of the other, give one id to two withdrawals."""
    first, second = scene.counter("Q1"), scene.counter("Q2")
    scene.receive(first, 2)
    for at in (first, second):
        assert scene.sync(at)
    (_, one), (_, other) = scene.printed
    for at, dossier in ((first, one), (second, other)):
        assert isinstance(withdraw(at, dossier), Recorded)
    return first, second, one, other


def the_case(at: CounterOf) -> CaseAtHand:
    (case,) = open_cases(at.desk)
    assert (case.open.case.code, case.open.parked, case.settlable) == ("id_taken", True, True)
    assert case.open.case.params["other"] == "dossier.withdrawn"
    return case


def test_both_sides_show_the_case_and_agree_and_an_officer_decides_it(scene: Scene) -> None:
    first, second, one, other = claim_twice(scene)
    for at in (first, second, first):
        assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(first, second)
    for shown in (first.dossiers(), second.dossiers(), scene.world.centre.dossiers()):
        assert (shown[one].status, shown[other].status) == (Status.WITHDRAWN, Status.RECEIVED)
    (waiting,) = at_centre(scene)
    assert (waiting.dossier, waiting.case.case.code) == (str(other), "id_taken")
    assert the_case(first).open == the_case(second).open == waiting.case
    (parked,) = outbox_page(second.desk, 0, 5)
    assert (parked.kind, parked.dossier, outbox(second.desk).parked) == (
        "dossier.withdrawn",
        other,
        1,
    )
    assert outbox(first.desk).count == 0
    decided = settle_case(
        other,
        waiting.case.entry,
        decision="apply",
        reason="đã hỏi",
        desk=second.desk,
        officer="lan",
    )
    assert isinstance(decided, Settled)
    for at in (second, first):
        assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(first, second)
    assert first.dossiers()[other].status is Status.WITHDRAWN
    assert (open_cases(first.desk), open_cases(second.desk), at_centre(scene)) == ((), (), [])


def test_an_id_that_this_counter_knows_for_something_else_is_refused(scene: Scene) -> None:
    first, second, one, other = claim_twice(scene)
    for at in (first, second, first):
        assert scene.sync(at)
    for at, dossier in ((first, other), (second, one), (second, other)):
        assert withdraw(at, dossier) == NotRecorded("id_used")
    assert isinstance(withdraw(first, one), Recorded)


def test_a_counter_that_lost_its_disk_is_told_of_it_again(scene: Scene) -> None:
    first, second, _, other = claim_twice(scene)
    kept = scene.image(first, "before the claim of another")
    assert scene.sync(second)
    assert scene.sync(first)
    (case,) = open_cases(first.desk)
    assert case.dossier != other
    scene.put_back(first, kept)
    for at in (first, second, first):
        assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(first, second)
    assert the_case(first).open == the_case(second).open


def test_a_late_comer_and_a_restored_centre_agree_too(scene: Scene) -> None:
    first, second, *_ = claim_twice(scene)
    backup = scene.image_of_centre()
    assert scene.sync(first)
    with scene.pruned():
        assert scene.sync(second)
    assert scene.sync(second)
    scene.nothing_is_lost_and_no_number_given_twice(second)
    the_case(second)
    scene.restore_centre(backup)
    # By now the other claim comes first, and stands.
    for at in (second, first, second):
        assert scene.sync(at)
    scene.nothing_is_lost_and_no_number_given_twice(first, second)
    assert the_case(first).open == the_case(second).open
    with second.store.read() as session:
        assert str(TAKEN) in set(session.exec(select(Journal.id)))
