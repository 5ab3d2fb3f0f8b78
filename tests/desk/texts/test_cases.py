"""Every case has its sentence, with who did what when, and decisions that make sense."""

import re
from pathlib import Path
from typing import Any

import pytest

from desk.texts.cases import CHOICES, SENTENCES, STEPS, choices, sentence
from desk.texts.writers import Writers
from schemas.clashes import IN_THE_WAY
from schemas.dossiers import CODE_TAKEN, Case, OpenCase
from schemas.entries import BODIES
from schemas.identity import ID_TAKEN
from tests.builders import UNIT, an_id
from tests.golden_samples import BODIES as SAMPLES
from tests.schemas.folding import REQUEST, RESULT, Home, received
from tests.schemas.test_kinds import CODE, registered

OURS = Writers(UNIT, {"lan": "Nguyễn Thị Lan"})
ROOT = Path(__file__).parents[3]
DECIDING = (
    "schemas/judge.py",
    "schemas/irregular.py",
    "schemas/clashes.py",
    "schemas/standing.py",
    "sync/centre/concerns.py",
    "sync/centre/ranking.py",
)
EVERYTHING = {
    "kind": "dossier.returned",
    "status": "7",
    "other": "dossier.withdrawn",
    "counter": f"{UNIT}/Q2",
    "officer": "minh",
    "happened": "2019-11-20T05:00:00.000Z",
    "version": "1",
}


def opened(code: str, *, parked: bool = True, **params: str) -> OpenCase:
    case = Case(code=code, params=EVERYTHING | params)
    return OpenCase(entry=an_id(code), counter=f"{UNIT}/Q1", parked=parked, case=case)


def codes() -> set[str]:
    """Every code that the sources of the judge and of the centre can open a case with."""
    text = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in DECIDING)
    named = set(re.findall(r'(?:code=|_case\(\s*|CASE_\w+ = |KIND = |BEHIND = )"([a-z_]+)"', text))
    return named | IN_THE_WAY | {CODE_TAKEN, ID_TAKEN, "unreadable_body"}


def test_every_code_has_a_sentence() -> None:
    assert len(codes()) > 25
    assert codes() - SENTENCES.keys() == set()


def test_no_sentence_is_for_a_code_that_nobody_gives() -> None:
    assert SENTENCES.keys() - codes() == set()


def test_every_kind_is_said_as_something_that_somebody_did() -> None:
    assert {kind for kind, _ in BODIES} == STEPS.keys()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_one_in_vietnamese_with_nothing_left_open(code: str) -> None:
    said = sentence(opened(code))
    assert said.endswith(".")
    assert "{" not in said
    assert said[0].isupper()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_parked_case_can_be_decided_and_a_flagged_one_acknowledged(code: str) -> None:
    decisions = [decision for decision, _ in choices(opened(code))]
    assert decisions
    assert len(set(decisions)) == len(decisions)
    assert [one for one, _ in choices(opened(code, parked=False))] == ["apply"]


@pytest.mark.parametrize(
    ("kind", "name"), [("x.y", "«x.y»"), ("dossier.returned", "«trả kết quả»")]
)
def test_a_kind_that_nobody_knows_is_quoted_once(kind: str, name: str) -> None:
    said = sentence(opened("unknown_kind", kind=kind))
    assert f" {name} phiên bản 1" in said


def test_every_choice_belongs_to_a_code_that_has_a_sentence() -> None:
    assert CHOICES.keys() <= SENTENCES.keys()


def test_the_sentence_of_a_result_returned_while_the_dossier_was_withdrawn() -> None:
    home = received()
    home.write("Q2", "dossier.withdrawn", officer="minh")
    home.write("Q1", "dossier.returned", {"to": "Ấn"}, base=1)
    said = sentence(home.now.cases[0], OURS)
    assert said == (
        "Kết quả được trả trong khi hồ sơ đã rút: "
        "minh ở quầy Q2 đã cho rút hồ sơ lúc 12:00 ngày 20/11/2019."
    )


def test_the_sentence_of_an_online_dossier_received_twice_names_the_other_counter() -> None:
    home = registered()
    home.receive("Q2", body={"code": CODE})
    home.receive("Q1", body={"code": CODE}, base=1)
    (case,) = home.now.cases
    assert "Nguyễn Thị Lan ở quầy Q2 đã tiếp nhận hồ sơ" in sentence(case, OURS)
    assert [words for _, words in choices(case, writers=OURS)] == [
        "Lấy lần tiếp nhận ở quầy Q1",
        "Giữ lần tiếp nhận ở quầy Q2",
    ]


def test_what_else_was_found_is_said_too() -> None:
    home = received()
    concern = Case(code="disabled_officer", params={"account": "lan", "recorded": "x"})
    home.write("Q2", "dossier.in_process")
    home.write("Q1", "dossier.stopped", {"reason": "x"}, base=1, concerns=(concern,))
    said = sentence(home.now.cases[0])
    assert "chưa thấy việc của nơi khác" in said
    assert "Ngoài ra: Tài khoản lan đã bị khóa" in said


def test_the_centre_is_called_the_centre() -> None:
    home = received()
    home.write("C0", "dossier.supplement_requested", REQUEST)
    home.write("Q1", "dossier.stopped", {"reason": "x"}, base=1)
    assert f"trung tâm ({UNIT}) đã lập phiếu yêu cầu bổ sung" in sentence(home.now.cases[0])


def test_a_kind_that_this_release_knows_can_be_applied_after_an_upgrade() -> None:
    unknown = opened("unknown_kind", kind="dossier.hovered", version="1")
    known = opened("unknown_kind", kind="dossier.returned", version="1")
    assert [one for one, _ in choices(unknown)] == ["set_aside"]
    assert [one for one, _ in choices(known)] == ["apply", "set_aside"]


def test_officers_are_named_and_a_department_stands_for_itself() -> None:
    home = received()
    home.write("Q2", "dossier.in_process", officer="minh")
    home.write("Q1", "dossier.corrected", {"field": "sets", "old": 7, "new": 2, "reason": "x"})
    assert "Nguyễn Thị Lan ở quầy Q1" in sentence(home.now.cases[0], OURS)
    other = received()
    other.write("C0", "dossier.withdrawn", officer="")
    other.write("Q1", "dossier.returned", {"to": "Ấn"}, base=1)
    assert f"đã rút: trung tâm ({UNIT}) đã cho rút hồ sơ" in sentence(other.now.cases[0])


@pytest.mark.parametrize("value", ["{x}", "[/]", "", "9999-99-99", "2019-11-20T05:00:00.000Z"])
def test_odd_values_do_not_break_a_sentence(value: str) -> None:
    odd: dict[str, Any] = dict.fromkeys(EVERYTHING, value)
    for code in SENTENCES:
        assert sentence(opened(code, **odd)).endswith(".")


def test_the_result_of_a_whole_life_opens_no_case() -> None:
    home = Home()
    home.receive()
    home.write("C0", "dossier.in_process")
    home.write("C0", "dossier.resolved", RESULT)
    home.write("Q1", "dossier.returned", SAMPLES["dossier.returned", 1])
    assert home.now.cases == ()
