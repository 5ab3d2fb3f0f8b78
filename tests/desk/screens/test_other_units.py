"""What another unit recorded is told apart, though its counter and account are spelt like ours."""

from pathlib import Path

from desk.screens.cases_words import after_words, case_sections
from desk.screens.dossier_words import head_lines, timeline_lines
from desk.screens.outbox_words import outbox_row
from desk.usecases.cases import open_cases
from desk.usecases.dossiers import dossier_known
from desk.usecases.line import LineStanding
from desk.usecases.outbox import outbox_page
from schemas.entries import Received
from tests.builders import OTHER_UNIT, UNIT, JournalOf, a_received, an_id
from tests.desk.contested import LittleCentre
from tests.desk.office import Office, open_office

DOSSIER = an_id("shared")
THEIRS = f"{OTHER_UNIT}/Q1"
OURS = {"applicant": {"kind": "person", "name": "Vũ Văn Dũng"}}


def received_at_both(path: Path) -> Office:
    """Two units' counters Q1, each with an account `lan`, receive one dossier."""
    office = open_office(path)
    centre = LittleCentre(office.desk, UNIT)
    centre.journals["theirs"] = JournalOf(THEIRS)
    centre.elsewhere("theirs", "dossier.received", a_received(), DOSSIER, home=UNIT, officer="lan")
    centre.record("dossier.received", Received.model_validate(a_received() | OURS), DOSSIER)
    centre.sync()
    return office


def test_an_entry_of_another_unit_names_the_unit_and_nobody_of_ours(tmp_path: Path) -> None:
    office = received_at_both(tmp_path)
    (case,) = open_cases(office.desk)
    (_, opening), (here, ours), (_, theirs), (_, decisions) = case_sections(case)
    assert f"lan ở quầy {THEIRS} đã tiếp nhận hồ sơ" in str(opening)
    assert (here, "Nguyễn Thị Lan · " in str(ours)) == ("Đã ghi ở quầy Q1", True)
    assert f"Tiếp nhận hồ sơ · lan · quầy {THEIRS} · " in str(theirs)
    assert "Nguyễn Thị Lan" not in str([opening, theirs, decisions])
    assert [offer.words for offer in case.offers] == [
        "Lấy lần tiếp nhận ở quầy Q1",
        f"Giữ lần tiếp nhận ở quầy {THEIRS}",
    ]
    after = {offer.answer: after_words(case, offer) for offer in case.offers}
    assert f"của quầy {THEIRS} hết hiệu lực" in after["apply"]
    assert "của quầy Q1 hết hiệu lực" in after["set_aside"]

    known = dossier_known(office.desk, DOSSIER)
    assert known is not None
    head = dict(head_lines(known.dossier, known.writers))
    assert head["Tiếp nhận"].endswith(f", quầy {THEIRS}, lan")
    first, second = (said for _, said in timeline_lines(known.dossier, known.writers))
    assert f" · lan ({THEIRS})" in first
    assert " · Nguyễn Thị Lan (Q1) · " in second
    (waiting,) = (one for one in outbox_page(office.desk, 0, 9) if one.what == "parked")
    assert f"lan ở quầy {THEIRS} đã" in str(outbox_row(waiting, LineStanding()).cells)
