"""What followed a reception is told in Vietnamese, and no line has a word of the code."""

from pathlib import Path

from desk.rules.correcting import Correction
from desk.rules.money import Refund
from desk.screens.dossier_words import timeline_lines
from desk.texts.writers import Writers
from desk.usecases.conclude import Handing, return_result
from desk.usecases.correct import correct_dossier
from desk.usecases.fees import refund_fee
from tests.builders import UNIT
from tests.desk.after_reception import BY_LAN, FEE, received, resolved, standing
from tests.desk.office import AN, open_office


def test_a_correction_a_refund_and_a_return_stand_in_the_timeline(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    done = received(office, FEE)
    wanted = Correction("applicant.name", AN.name, "Nguyễn Văn Ân", "gõ sai")
    correct_dossier(done.id, wanted, office.desk, BY_LAN)
    refund_fee(done.id, Refund("thu thừa", amount_vnd=5_000), office.desk, BY_LAN)
    resolved(office, done.id)
    return_result(done.id, Handing(), office.desk, BY_LAN)
    writers = Writers(UNIT, {"lan": "Lan"})
    lines = [said for _, said in timeline_lines(standing(office, done.id), writers)]
    by_lan = "Lan (Q1) · chờ gửi"
    assert lines[-4:] == [
        f"Sửa thông tin chủ hồ sơ (gõ sai) · {by_lan}",
        f"Hoàn phí, lệ phí 5.000 đ (thu thừa) · {by_lan}",
        f"Có kết quả 12/QĐ · {by_lan}",
        f"Trả kết quả Nguyễn Văn Ân · {by_lan}",
    ]
