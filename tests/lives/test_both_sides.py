"""Two counters that could not see each other: what each officer reads of the other afterwards."""

from uuid import UUID

import pytest

from desk.screens.cases_words import after_words, case_sections
from desk.screens.desk_rows import short_code
from desk.screens.routing import OpenDossier, route
from desk.usecases.cases import CaseAtHand, open_cases, settle_case
from desk.usecases.conclude import Handing, return_result, withdraw_dossier
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.recording import Hand, Recorded
from desk.usecases.repeating import form_again
from schemas.statuses import Status
from sync.centre.acting import act
from sync.centre.deeds import Deed
from sync.centre.own_counter import Hand as CentreHand
from tests.lives.scenes import Scene
from tests.lives.test_codes_twice import printed_twice
from tests.properties.world import CounterOf, drawn

pytestmark = pytest.mark.slow
LAN, MINH = Hand("lan"), Hand("minh")


def decided(scene: Scene, code: str) -> None:
    """The department has the result."""
    deed = Deed("resolve", number="12/QĐ", date="2020-03-02", signatory="Chủ tịch")
    with scene.world.centre.store.writing() as session:
        act(session, code, deed, CentreHand("", scene.world.clock(), drawn("result"), "i"))


def case_at(at: CounterOf) -> CaseAtHand:
    (case,) = open_cases(at.desk)
    return case


def said(at: CounterOf) -> str:
    """All that the screen says of the one case at a counter."""
    sections = case_sections(case_at(at))
    return " ".join(f"{title} {' '.join(map(' '.join, lines))}" for title, lines in sections)


def returned_while_withdrawn(scene: Scene) -> tuple[CounterOf, CounterOf, UUID]:
    """One counter returns the result; the other, offline, lets the citizen withdraw."""
    returning, offline = scene.counter(), scene.counter("Q2")
    scene.receive(returning)
    ((code, dossier),) = scene.printed
    for at in (returning, offline):
        assert scene.sync(at)
    decided(scene, code)
    assert scene.sync(returning)
    handed = return_result(dossier, Handing(), returning.desk, LAN)
    assert isinstance(handed, Recorded)
    assert isinstance(withdraw_dossier(dossier, "đổi ý", offline.desk, MINH), Recorded)
    return returning, offline, dossier


@pytest.mark.parametrize("is_return_first", [True, False])
def test_a_result_returned_while_another_counter_offline_withdrew_it(
    scene: Scene, is_return_first: bool
) -> None:
    returning, offline, dossier = returned_while_withdrawn(scene)
    if not is_return_first:
        assert scene.sync(offline)
        for words in ("đã có kết quả: trung tâm", "báo công dân đến nhận", "Kết quả chưa giao"):
            assert words in said(offline)
    for at in (returning, offline, returning):
        assert scene.sync(at)
    for at in (returning, offline):
        assert case_at(at).open.case.code == "withdrawn_after_return"
        for words in (
            "lan ở quầy Q1 đã trả kết quả lúc",
            "Cho rút hồ sơ",
            "Lý do đổi ý",
            "Trả cho",
        ):
            assert words in said(at)
        assert [offer.answer for offer in case_at(at).offers] == ["set_aside"]
        assert at.dossiers()[dossier].status is Status.RETURNED
    scene.nothing_is_lost_and_no_number_given_twice(returning, offline)


@pytest.mark.parametrize(("decision", "status"), [("apply", 7), ("set_aside", 9)])
def test_a_result_still_at_the_counter_is_kept_or_the_withdrawal_taken(
    scene: Scene, decision: str, status: int
) -> None:
    first, offline = scene.counter(), scene.counter("Q2")
    scene.receive(first)
    ((code, dossier),) = scene.printed
    assert scene.sync(first)
    assert scene.sync(offline)
    decided(scene, code)
    assert isinstance(withdraw_dossier(dossier, "đổi ý", offline.desk, MINH), Recorded)
    assert scene.sync(offline)
    assert scene.sync(first)
    case = case_at(first)
    settle_case(
        dossier,
        case.open.entry,
        decision="apply" if decision == "apply" else "set_aside",
        reason="đã gọi công dân",
        desk=first.desk,
        officer="lan",
    )
    for at in (first, offline):
        assert scene.sync(at)
        assert at.dossiers()[dossier].status == status
    scene.nothing_is_lost_and_no_number_given_twice(first, offline)


def received_again_twice(scene: Scene) -> tuple[CounterOf, CounterOf, UUID, list[str]]:
    """Both counters receive anew the second citizen of a number that was printed twice."""
    _, _, second = printed_twice(scene)
    both = (scene.counter(), scene.counter("Q2"))
    codes = []
    for at in both:
        form = form_again(second, at.desk, "lan")
        assert form is not None
        answer = receive_dossier(form, at.desk)
        assert isinstance(answer, Accepted)
        codes.append(answer.code)
        scene.printed.append((answer.code, second))
    for at in (*both, *both):
        assert scene.sync(at)
    return *both, second, codes


@pytest.mark.parametrize("decision", ["apply", "set_aside"])
def test_a_dossier_received_again_at_two_counters_says_which_code_and_paper_stand(
    scene: Scene, decision: str
) -> None:
    first, other, second, (held, late) = received_again_twice(scene)
    stands, void = (late, held) if decision == "apply" else (held, late)
    for at in (first, other):
        words = said(at)
        assert f"hồ sơ mang mã {held}, giấy ở quầy Q2 mang mã {late}" in words
        (offer,) = (one for one in case_at(at).offers if one.answer == decision)
        after = after_words(case_at(at), offer)
        verb = "thành" if decision == "apply" else "vẫn là"
        assert f"mã {verb} {short_code(stands)}, quét mã nào cũng thấy" in after
        assert f"giấy mã {short_code(void)} của quầy Q" in after
    settle_case(
        second,
        case_at(other).open.entry,
        decision="apply" if decision == "apply" else "set_aside",
        reason="công dân cầm giấy này",
        desk=other.desk,
        officer="minh",
    )
    for at in (other, first):
        assert scene.sync(at)
    for at in (first, other):
        assert at.dossiers()[second].code == stands
        assert route(void, at.desk, "lan") == route(stands, at.desk, "lan") == OpenDossier(second)
    scene.nothing_is_lost_and_no_number_given_twice(first, other)
