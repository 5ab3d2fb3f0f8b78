"""A counter that took a snapshot reads of a case what the counters that saw it happen read."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.screens.cases_words import after_words, case_sections
from desk.store.replica import StoreReplica
from desk.usecases.cases import CaseAtHand, open_cases
from schemas.shape import written
from schemas.wire import Snapshot
from tests.builders import a_received, an_id
from tests.desk.contested import LittleCentre
from tests.desk.office import Office, open_office
from tests.schemas.folding import REQUEST, RESULT

UNIT = "000.17.22.H02"
DOSSIER = an_id("contested")
AN = {"kind": "person", "name": "Trần Văn An", "number": "024090000123"}
PAPERS = [{"key": "b", "name": "Giấy chứng sinh", "state": "ok", "originals": 1}]


def promise(office: Office, days: int) -> dict[str, Any]:
    due = written(office.clock.at + timedelta(days=days))
    return {"due": due, "published": due, "rule": f"working_day:{days}", "calendar": 1}


def reception(office: Office, ordinal: int, days: int) -> dict[str, Any]:
    more = {"applicant": AN, "papers": PAPERS, "promised": promise(office, days)}
    return a_received(f"{UNIT}-200302-{ordinal}", **more)


def contested(path: Path) -> tuple[Office, LittleCentre]:
    """A counter that sees everything, and a dossier that another one received."""
    office = open_office(path)
    centre = LittleCentre(office.desk, UNIT)
    centre.elsewhere("Q2", "dossier.received", reception(office, 2001, 1), DOSSIER)
    centre.sync()
    return office, centre


def received_twice(path: Path) -> tuple[Office, LittleCentre]:
    office, centre = contested(path)
    centre.elsewhere("Q3", "dossier.received", reception(office, 3001, 2), DOSSIER, base=None)
    return office, centre


def supplemented_twice(path: Path) -> tuple[Office, LittleCentre]:
    office, centre = contested(path)
    centre.elsewhere("Q2", "dossier.supplement_requested", REQUEST, DOSSIER)
    for counter, days in (("Q2", 3), ("Q3", 4)):
        body = {"promised": promise(office, days), "papers": PAPERS}
        centre.elsewhere(counter, "dossier.supplemented", body, DOSSIER, base=2)
    return office, centre


def withdrawn_late(path: Path) -> tuple[Office, LittleCentre]:
    office, centre = contested(path)
    centre.elsewhere("C0", "dossier.resolved", RESULT, DOSSIER)
    centre.elsewhere("Q3", "dossier.withdrawn", {"reason": "đổi ý"}, DOSSIER, base=1)
    return office, centre


def settled_otherwise(path: Path) -> tuple[Office, LittleCentre]:
    office, centre = withdrawn_late(path)
    centre.sync()
    (case,) = open_cases(office.desk)
    for counter, decision, reason in (("Q3", "set_aside", "đã giao"), ("Q2", "apply", "chưa giao")):
        body = {"entry": str(case.open.entry), "decision": decision, "reason": reason}
        centre.elsewhere(counter, "case.settled", body, DOSSIER)
    return office, centre


def told(office: Office) -> tuple[CaseAtHand, str]:
    (case,) = open_cases(office.desk)
    sections = case_sections(case)
    return case, " ".join(f"{name} {' '.join(map(' '.join, lines))}" for name, lines in sections)


def late_comer(path: Path, centre: LittleCentre) -> Office:
    """A counter to which the feed does not reach back."""
    office = open_office(path)
    state = json.loads(centre.states[DOSSIER].model_dump_json())
    said = {"request": "r", "incarnation": "i", "unit": UNIT, "position": centre.rank, "fold": 1}
    snapshot = Snapshot.model_validate(said | {"dossiers": [state]})
    assert StoreReplica(office.desk.store, "i").apply_snapshot(snapshot)
    return office


BOTH_SIDES = {
    received_twice: ("Trần Văn An (024090000123)", "Giấy chứng sinh", "-3001", "04/03/2020"),
    supplemented_twice: ("Giấy chứng sinh", "05/03/2020", "06/03/2020"),
    settled_otherwise: (
        "Về việc Cho rút hồ sơ",
        "Quyết định ghi nhận Lý do chưa giao",
        "Quyết định bỏ qua Lý do đã giao",
    ),
    withdrawn_late: ("Lý do đổi ý", "số 12/QĐ, ngày 21/11/2019, Trần Thị Bình ký", "trung tâm"),
}


@pytest.mark.parametrize("contest", BOTH_SIDES)
def test_a_late_comer_reads_both_sides_of_a_case_as_whoever_saw_them(
    tmp_path: Path, contest: Any
) -> None:
    seeing, centre = contest(tmp_path / "seeing")
    centre.sync()
    (_, said), (_, late) = told(seeing), told(late_comer(tmp_path / "late", centre))
    assert late == said
    for words in BOTH_SIDES[contest]:
        assert words in late


def test_one_online_dossier_received_for_two_persons_says_whose_paper_is_void(
    tmp_path: Path,
) -> None:
    office, centre = contested(tmp_path)
    other = reception(office, 2001, 1) | {"applicant": AN | {"name": "Vũ Văn Dũng"}}
    centre.elsewhere("Q3", "dossier.received", other, DOSSIER, base=None)
    centre.sync()
    case, _ = told(office)
    after = {offer.answer: after_words(case, offer) for offer in case.offers}
    assert "giấy mang tên Trần Văn An của quầy Q2 hết hiệu lực" in after["apply"]
    assert "giấy mang tên Vũ Văn Dũng của quầy Q3 hết hiệu lực" in after["set_aside"]


def test_a_second_answer_without_new_papers_says_which_time_stands_and_which_paper_is_void(
    tmp_path: Path,
) -> None:
    seeing, centre = supplemented_twice(tmp_path)
    centre.sync()
    case, _ = told(seeing)
    after = {offer.answer: after_words(case, offer) for offer in case.offers}
    assert list(after) == ["set_aside", "apply"]
    assert "hẹn trả vẫn là 09:00 thứ Năm, 05/03/2020" in after["set_aside"]
    assert "giấy hẹn 09:00 thứ Sáu, 06/03/2020 của quầy Q3 hết hiệu lực" in after["set_aside"]
    assert "hẹn trả thành 09:00 thứ Sáu, 06/03/2020" in after["apply"]
    assert "giấy hẹn 09:00 thứ Năm, 05/03/2020 của quầy Q2 hết hiệu lực" in after["apply"]
