"""Wrong usage of either program is one Vietnamese sentence and exit 2; help is Vietnamese too."""

import re
import sys

import pytest

from desk.commands import app as desk_app
from sync.centre.commands import app as centre_app
from sync.command_line import run

ENGLISH = re.compile(
    r"\b(?:usage|options?|commands?|arg\w*|show|this|message|and|exit|default|required|env|try)\b",
    re.IGNORECASE,
)
"""The words of the library's own help."""


def _said(
    words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    name, *given = words.split()
    monkeypatch.setattr(sys, "argv", [name, *given])
    with pytest.raises(SystemExit) as ended:
        run(desk_app if name == "desk" else centre_app, name)
    shown = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, shown.out, shown.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("desk due", "Thiếu --received. Xem cách dùng: desk due --help\n"),
        ("desk quay", "Không có lệnh quay. Xem cách dùng: desk --help\n"),
        ("desk verify --nope", "Không có lựa chọn --nope. Xem cách dùng: desk verify --help\n"),
        ("desk-centre serve --port", "Thiếu giá trị của --port. Xem cách dùng: "),
        ("desk-centre serve --port cao", "Giá trị của --port không dùng được"),
        ("desk verify thua", "Dòng lệnh thừa, thiếu hoặc sai chỗ một phần."),
        ("desk sync", "Thêm --once"),
        ("desk due --received hôm-nay --limit 1 --unit hour", "Không hiểu thời điểm “hôm-nay”."),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(
    words: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed, error = _said(words, monkeypatch, capsys)

    assert (code, printed) == (2, "")
    assert error.startswith(said)
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        "desk --help",
        "desk due --help",
        "desk settings export --help",
        "desk-centre",
        "desk-centre --help",
        "desk-centre dossiers --help",
        "desk-centre add-unit --help",
    ],
)
def test_help_is_vietnamese(
    words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed, error = _said(words, monkeypatch, capsys)
    shown = printed + error

    assert code == (0 if "--help" in words else 2)
    assert f"Cách dùng: {words.removesuffix(' --help')} [LỰA CHỌN]" in shown
    assert "In cách dùng rồi" in shown
    assert ENGLISH.findall(shown) == []


def test_a_promise_beyond_the_known_calendar_is_given_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "desk due --received 2126-12-30T09:00 --limit 5 --unit working_day --json"

    code, printed, error = _said(words, monkeypatch, capsys)

    assert code == 0
    assert '"rule": "working_day:5"' in printed
    assert "chưa có lịch nghỉ chính thức" in error


def test_a_limit_of_nothing_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "desk due --received 2026-11-30T09:00 --limit 0 --unit hour"

    code, _, error = _said(words, monkeypatch, capsys)

    assert (code, error) == (1, "Thời hạn (--limit) phải từ 1 trở lên.\n")
