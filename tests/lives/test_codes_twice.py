"""One number printed for two citizens: both are found and named, and the second is served."""

from uuid import UUID

import pytest

from desk.screens.dossier_words import head_lines
from desk.screens.routing import ChooseDossier, route
from desk.usecases.cases import open_cases, settle_case
from desk.usecases.dossiers import dossier_known
from desk.usecases.lists import dossier_by_id, search, today_page
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.usecases.repeating import form_again
from schemas.statuses import Status
from tests.lives.scenes import AN, Scene
from tests.properties.world import CounterOf

pytestmark = pytest.mark.slow


def printed_twice(scene: Scene) -> tuple[str, UUID, UUID]:
    """A disk that went back unnoticed gives one number to two citizens."""
    at = scene.counter()
    assert scene.sync(at)
    kept = scene.image(at, "before")
    scene.receive(at, 1)
    assert scene.sync(at)
    scene.put_back(at, kept)
    scene.receive(at, 1)
    (code, first), (same, second) = scene.printed
    assert code == same
    for one in (at, scene.counter("Q2"), at):
        assert scene.sync(one)
    del scene.printed[1]
    return code, first, second


def choices(at: CounterOf, code: str) -> list[tuple[object, str]]:
    found = route(code, at.desk, "lan")
    assert isinstance(found, ChooseDossier)
    return list(found.choices)


def is_found_and_named(at: CounterOf, code: str, first: object, second: object) -> None:
    """Both are found by the code, and the second is in the lists with what its paper says."""
    (case,) = open_cases(at.desk)
    told = (case.open.case.code, case.dossier, case.applicant, case.owner)
    assert told == ("code_taken", second, AN.name, AN.name)
    listed = {row.id: row for row in today_page(at.desk, 0, 10)}
    assert listed[case.dossier].applicant == AN.name
    assert listed[case.dossier].promised_at is not None
    for words in (code, "nguyen van an"):
        assert {row.id for row in search(at.desk, words)} == {first, second}
    assert [dossier for dossier, _ in choices(at, code)] == [first, second]
    assert all(AN.name in said for _, said in choices(at, code))


def stands_under(at: CounterOf, new: str, old: str, second: UUID) -> None:
    """The second has a code of its own, and the old one says whose it is."""
    assert open_cases(at.desk) == ()
    held = dossier_by_id(at.desk, second)
    assert held is not None
    assert (held.code, held.status) == (new, Status.RECEIVED)
    (_, first_said), (_, second_said) = choices(at, old)
    assert first_said.endswith("mang mã này")
    assert second_said.endswith(f"nay mang mã {new}")


def test_a_number_printed_twice_is_settled_by_receiving_the_second_anew(scene: Scene) -> None:
    code, first, second = printed_twice(scene)
    at, other = scene.counter(), scene.counter("Q2")
    for one in (at, other):
        is_found_and_named(one, code, first, second)
    # Any counter may do it; a second Enter, or the same at another counter, does it once.
    form = form_again(second, other.desk, "minh")
    assert form is not None
    answer = receive_dossier(form, other.desk)
    assert isinstance(answer, Accepted)
    assert (answer.code != code, answer.created, answer.job is None) == (True, True, False)
    again = receive_dossier(form, other.desk)
    assert isinstance(again, Accepted)
    assert (again.code, again.created, again.job) == (answer.code, False, answer.job)
    scene.printed.append((answer.code, second))
    for one in (other, at, other):
        assert scene.sync(one)
    assert isinstance(receive_dossier(form, at.desk), Refused)
    for one in (at, other):
        stands_under(one, answer.code, code, second)
    scene.nothing_is_lost_and_no_number_given_twice(at, other)


def test_what_was_only_set_aside_keeps_its_name_and_may_be_received_later(scene: Scene) -> None:
    code, _, second = printed_twice(scene)
    at = scene.counter()
    (case,) = open_cases(at.desk)
    settle_case(
        case.dossier,
        case.open.entry,
        decision="set_aside",
        reason="chưa rõ ai giữ",
        desk=at.desk,
        officer="lan",
    )
    assert scene.sync(at)
    assert [one.applicant for one in search(at.desk, code)] == [AN.name] * 2
    known = dossier_known(at.desk, case.dossier)
    assert known is not None
    assert (known.dossier.id, known.dossier.status) == (second, None)
    said = dict(head_lines(known.dossier, known.writers))
    assert said["Mã trên giấy"] == code
    assert said["Tình trạng"].startswith("không có hiệu lực")
    form = form_again(case.dossier, at.desk, "lan")
    assert form is not None
    answer = receive_dossier(form, at.desk)
    assert isinstance(answer, Accepted)
    scene.printed.append((answer.code, case.dossier))
    assert scene.sync(at)
    assert form_again(case.dossier, at.desk, "lan") is None
    scene.nothing_is_lost_and_no_number_given_twice(at)
