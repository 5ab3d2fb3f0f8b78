"""Printers, scanners, folder, faces and backups: each trouble is found, and has its sentence."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.rules.diagnosis_devices import DeviceFacts, RouteFact, device_findings
from desk.texts.diagnosis import line_of

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
RECEIPT = ("receipt", "other")


def told(**facts: Any) -> dict[str, str]:
    """Level by line, without its mark."""
    found = device_findings(DeviceFacts(**{"backup_at": NOON, **facts}), NOON)
    return {line_of(one.code, one.level, one.params)[7:]: one.level for one in found}


def test_a_counter_that_prints_into_its_folder_has_nothing_to_watch() -> None:
    assert set(told(routes=(RouteFact(RECEIPT),)).values()) == {"well"}


@pytest.mark.parametrize(
    ("facts", "words", "level"),
    [
        ({"is_valid": False}, "desk.toml có chỗ sai", "wrong"),
        ({"is_set": False}, "Chưa có tệp cài đặt desk.toml", "well"),
        ({"routes": (RouteFact(RECEIPT),)}, "Máy in (giấy tiếp nhận, giấy khác): sẵn sàng", "well"),
        ({"routes": (RouteFact(RECEIPT, "media-empty-error"),)}, "hết giấy. Nạp giấy", "wrong"),
        ({"routes": (RouteFact(RECEIPT, "toner-low-report"),)}, "sắp hết mực", "watch"),
        ({"routes": (RouteFact(RECEIPT, "offline-report"),)}, "không trả lời", "wrong"),
        ({"routes": (RouteFact(RECEIPT, "unreachable", True),)}, "Máy in dự phòng", "watch"),
        ({"routes": (RouteFact(RECEIPT, "unasked"),)}, "lệnh của hệ thống", "watch"),
        ({"routes": (RouteFact(RECEIPT, "files"),)}, "chỉ ghi tệp PDF", "watch"),
        ({"routes": (RouteFact(RECEIPT, "files", True),)}, "không ra giấy.", "well"),
        ({"port": "ready"}, "máy quét mã mở được", "well"),
        ({"port": "absent"}, "Không thấy cổng", "wrong"),
        ({"port": "denied"}, "dialout", "wrong"),
        ({"port": "taken"}, "đang có chương trình giữ", "watch"),
        ({"port": "other"}, "Không mở được cổng", "wrong"),
        ({"scanner": "ready"}, "SANE thấy máy quét giấy tờ đã đặt.", "well"),
        ({"scanner": "no_device"}, "không thấy máy quét giấy tờ", "watch"),
        ({"scanner": "timed_out"}, "không thấy máy quét giấy tờ", "watch"),
        ({"scanner": "not_installed"}, "sane-utils", "wrong"),
        ({"folder": "missing"}, "Không thấy thư mục quét", "wrong"),
        ({"folder": "denied"}, "Không đọc, ghi được", "wrong"),
        ({"faces": False}, "Thiếu phông", "wrong"),
        ({"backup_at": None}, "Chưa thấy sao lưu", "watch"),
        ({"backup_at": NOON - timedelta(days=8)}, "8 ngày trước", "well"),
        ({"backup_at": NOON - timedelta(days=9)}, "9 ngày trước", "watch"),
    ],
)
def test_each_trouble_is_found(facts: dict[str, Any], words: str, level: str) -> None:
    assert [how for line, how in told(**facts).items() if words in line] == [level]
