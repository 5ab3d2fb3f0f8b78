"""What follows a reception, from the counter to the centre and on to the next counter."""

import pytest
from sqlmodel import select

from desk.rules.correcting import Correction
from desk.rules.money import Refund
from desk.rules.recording import NotRecorded
from desk.store.tables import Feed
from desk.usecases.conclude import Handing, return_result
from desk.usecases.correct import correct_dossier
from desk.usecases.fees import refund_fee
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.recording import Hand, Recorded
from desk.usecases.shifts import ShiftBegun, ShiftEnded, close_shift, open_shift
from desk.usecases.status import standing
from schemas.dossiers import Dossier, money_taken
from schemas.reception import FeeTaken
from schemas.statuses import Status
from sync.centre.acting import act
from sync.centre.deeds import Deed
from sync.centre.own_counter import Hand as CentreHand
from tests.lives.scenes import AN, Scene
from tests.properties.world import CounterOf, drawn

pytestmark = pytest.mark.slow
BY_LAN = Hand("lan")


def everywhere(scene: Scene, dossier: object) -> Dossier:
    """The dossier, once the centre and both counters agree on it."""
    both = (scene.counter(), scene.counter("Q2"))
    for at in (*both, *both):
        assert scene.sync(at)
    shown = [at.dossiers()[dossier] for at in both]  # type: ignore[index]
    assert shown == [scene.world.centre.dossiers()[dossier]] * 2  # type: ignore[index]
    scene.nothing_is_lost_and_no_number_given_twice(*both)
    return shown[0]


def received(scene: Scene, at: CounterOf) -> Accepted:
    """A dossier with its fee, known everywhere."""
    fee = FeeTaken(key="copy", name="Bản sao", amount_vnd=8_000, receipt_number="0000123")
    answer = receive_dossier(scene.form(at).model_copy(update={"fees": (fee,)}), at.desk)
    assert isinstance(answer, Accepted)
    everywhere(scene, answer.id)
    return answer


def test_a_correction_a_refund_and_a_return_are_the_same_everywhere(scene: Scene) -> None:
    at, other = scene.counter(), scene.counter("Q2")
    done = received(scene, at)
    wrong = Correction("applicant.name", AN.name, "Nguyễn Văn Ân", "gõ sai dấu")
    assert isinstance(correct_dossier(done.id, wrong, at.desk, BY_LAN), Recorded)
    assert isinstance(refund_fee(done.id, Refund("thu nhầm"), other.desk, BY_LAN), Recorded)
    state = everywhere(scene, done.id)
    assert state.received is not None
    assert (state.received.applicant.name, money_taken(state)) == ("Nguyễn Văn Ân", 0)
    again = refund_fee(done.id, Refund("lần nữa"), at.desk, BY_LAN)
    assert isinstance(again, NotRecorded)
    resolved = Deed("resolve", number="12/QĐ", date="2020-03-02", signatory="Trần Thị Bình")
    with scene.world.centre.store.writing() as session:
        act(session, done.code, resolved, CentreHand("p", scene.world.clock(), drawn("c"), "i"))
    everywhere(scene, done.id)
    assert isinstance(return_result(done.id, Handing(), other.desk, BY_LAN), Recorded)
    state = everywhere(scene, done.id)
    assert (state.status, state.cases) == (Status.RETURNED, ())
    assert state.returned is not None
    assert state.returned.to == "Nguyễn Văn Ân"
    seen = return_result(done.id, Handing(to="Ai", identity="CCCD"), at.desk, BY_LAN)
    assert isinstance(seen, NotRecorded)
    assert seen.case is not None
    assert seen.case.code == "returned_twice"


def test_two_corrections_made_without_a_line_are_for_an_officer_to_settle(scene: Scene) -> None:
    at, other = scene.counter(), scene.counter("Q2")
    done = received(scene, at)
    for one, new in ((at, "Nguyễn Văn Ân"), (other, "Nguyễn Văn Ấn")):
        wrong = Correction("applicant.name", AN.name, new, "gõ sai dấu")
        assert isinstance(correct_dossier(done.id, wrong, one.desk, BY_LAN), Recorded)
    state = everywhere(scene, done.id)
    assert [case.case.code for case in state.cases] == ["stale_correction"]
    assert state.received is not None
    assert state.received.applicant.name == "Nguyễn Văn Ân"


def test_a_shift_closes_over_unsent_entries_which_arrive_later(scene: Scene) -> None:
    at, other = scene.counter(), scene.counter("Q2")
    assert scene.sync(at)
    assert isinstance(open_shift(0, at.desk, BY_LAN), ShiftBegun)
    scene.receive(at, 2)
    ended = close_shift(0, at.desk, BY_LAN)
    assert isinstance(ended, ShiftEnded)
    assert (ended.unsent, ended.told.received) == (standing(at.desk).unsent, 2)
    scene.recorded |= scene.recorded_at(at)
    for one in (at, other):
        assert scene.sync(one)
    scene.nothing_is_lost_and_no_number_given_twice(at, other)
    with other.store.read() as session:
        assert str(ended.entry) in set(session.exec(select(Feed.id)))
