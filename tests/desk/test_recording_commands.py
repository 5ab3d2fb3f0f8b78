"""The commands that record what follows a reception, as a technician types them."""

import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from typer.testing import CliRunner

from desk import machine
from desk.commands import app
from desk.usecases.receive import receive_dossier
from desk.usecases.recording import dossier_of
from desk.usecases.supplement import Requested, Telling, request_supplement
from sync.command_line import run
from tests.desk.after_reception import FEE, papers_asked, received, resolved
from tests.desk.office import AN, Office, complete_form, lacking_form, open_office, with_passwords


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = with_passwords(open_office(tmp_path))
    monkeypatch.setattr(machine, "now", made.clock)
    return made


def typed(office: Office, *words: str, account: str = "lan") -> tuple[int, str]:
    """Exit code, and the one thing that was said."""
    line = [*words, "--as", account, "--home", str(office.home.path)]
    done = CliRunner().invoke(app, line)
    assert bool(done.stdout) is (done.exit_code == 0), done.output
    return done.exit_code, done.output.strip()


def told(office: Office, *words: str) -> dict[str, Any]:
    code, output = typed(office, *words, "--json")
    assert code == 0, output
    answer: dict[str, Any] = json.loads(output)
    return answer


def test_each_deed_is_recorded_once_and_says_where_the_dossier_stands(office: Office) -> None:
    online = complete_form(office).model_copy(update={"channel": "online"})
    receive_dossier(online, office.desk)
    slip = request_supplement(lacking_form(office), Telling(), office.desk)
    assert isinstance(slip, Requested)
    one, asked, other = (received(office, FEE).code for _ in range(3))
    unpaid = received(office)
    papers_asked(office, received_id(office, asked))
    resolved(office, received_id(office, other))
    renamed = ("correct", "--field", "applicant.name", "--old", AN.name, "--new", "Ân")
    deeds = (
        (one, *renamed, "--reason", "gõ sai"),
        (one, "refund", "--amount", "5000", "--reason", "thu thừa"),
        (unpaid.code, "exempt", "--reason", "hộ nghèo"),
        (str(online.id), "compare", "--differs", "declaration=thiếu chữ ký"),
        (asked, "supplemented"),
        (slip.barcode, "refuse", "--reason", "không thuộc thẩm quyền", "--to", "UBND huyện"),
        (one, "withdraw", "--reason", "đổi ý"),
        (other, "return"),
    )
    for deed in deeds:
        first, again = told(office, "record", *deed), told(office, "record", *deed)
        assert (first["created"], again["created"]) == (True, False), deed
        assert (again["entry"], again["status"]) == (first["entry"], first["status"])
    assert typed(office, "record", one, "withdraw", "--reason", "đổi ý") == (
        0,
        f"Việc cho rút hồ sơ đã ghi từ trước: hồ sơ {one}, tình trạng «Đã rút hồ sơ».",
    )


def received_id(office: Office, code: str) -> UUID:
    found = dossier_of(code, office.desk)
    assert isinstance(found, UUID)
    return found


def test_what_cannot_be_is_refused_in_one_sentence(office: Office) -> None:
    code = received(office, FEE).code
    refused = {
        ("record", code, "return"): (
            "Chưa ghi: không thể trả kết quả khi hồ sơ đang ở tình trạng «đã tiếp nhận»: lan ở "
            "quầy Q1 đã tiếp nhận hồ sơ lúc 09:00 ngày 02/03/2020."
        ),
        ("record", code, "refund", "--amount", "15001", "--reason", "x"): (
            "Chỉ còn 15.000 đ đã thu mà chưa hoàn; không hoàn được nhiều hơn."
        ),
        ("record", code, "withdraw", "--at", "2020-03-02T08:59"): (
            "Thời điểm xảy ra không thể trước việc tiếp nhận hồ sơ lúc 09:00 ngày 02/03/2020."
        ),
        ("record", code, "correct", "--field", "applicant.name", "--old", "Ba", "--reason", "x"): (
            f"Mục «chủ hồ sơ: tên» đang ghi «{AN.name}», không phải giá trị cũ đã nêu: xem lại rồi "
            "hãy sửa."
        ),
        ("void", code, "--reason", "x"): (f"Số {code} đang đứng cho một hồ sơ nên không hủy được."),
        ("shift", "close", "--cash", "0"): "Không có ca nào đang mở.",
        ("outage", "close"): "Không có sự cố nào đang mở.",
        ("pad", "issue", "201"): "Phải là một số từ 1 đến 200.",
    }
    for words, sentence in refused.items():
        assert typed(office, *words) == (1, sentence)
    unknown = "Không có cán bộ nào đang hoạt động với tài khoản «ai»."
    assert typed(office, "record", code, "withdraw", account="ai") == (1, unknown)


def test_a_counters_day_is_recorded_by_its_commands(office: Office) -> None:
    assert typed(office, "shift", "open", "--cash", "200000") == (0, "Đã mở ca.")
    received(office, FEE)
    assert typed(office, "outage", "open", "power", "--reason", "mất điện")[0] == 0
    assert typed(office, "outage", "report", "--to", "Điện lực", "--reference", "7")[0] == 0
    ended = typed(office, "outage", "close", "--entered", "3")
    assert ended == (0, "Đã ghi sự cố kết thúc; đã nhập bù 3 hồ sơ.")
    sheets = told(office, "pad", "issue", "2", "--id", "0199e6a2-7c1e-7d43-9b1a-5b1f0c2d3e4f")
    again = told(office, "pad", "issue", "2", "--id", "0199e6a2-7c1e-7d43-9b1a-5b1f0c2d3e4f")
    assert (again["sheets"], again["created"]) == (sheets["sheets"], False)
    serial = sheets["sheets"][0]["serial"]
    assert typed(office, "void", serial, "--reason", "in hỏng") == (0, f"Đã hủy số {serial}.")
    differs = typed(office, "shift", "close", "--cash", "200000")
    assert differs[0] == 1
    assert "phải có 215.000 đ" in differs[1]
    closed = told(office, "shift", "close", "--cash", "200000", "--reason", "đổi tiền lẻ")
    assert (closed["received"], closed["expected_vnd"]) == (1, 215_000)
    assert closed["unsent"] > 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("record", "x", "take", "--as", "lan"), "Không có việc «take»."),
        (("record", "x", "refund", "--as", "lan"), "Thiếu --reason cho việc refund."),
        (("record", "x", "compare", "--as", "lan", "--differs", "x"), "Ghi chỗ không khớp như"),
        (("record", "x", "withdraw", "--as", "lan", "--at", "mai"), "Không hiểu thời điểm “mai”."),
        (("record", "x", "withdraw"), "Thiếu --as."),
        (("outage", "open", "fire", "--as", "lan"), "Giá trị của SCOPE không dùng được"),
        (("shift", "close", "--as", "lan"), "Thiếu --cash."),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    words: tuple[str, ...],
    sentence: str,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["desk", *words, "--home", str(office.home.path)])
    with pytest.raises(SystemExit) as ended:
        run(app, "desk")
    said = capsys.readouterr().err
    assert (ended.value.code, said.count("\n")) == (2, 1)
    assert said.startswith(sentence)
