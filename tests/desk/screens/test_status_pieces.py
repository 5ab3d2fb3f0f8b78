"""What an officer must know fits a line of 80 columns, in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.screens.status_pieces import status_pieces
from desk.serial.scanner import ScannerStanding
from desk.store.references import Edition
from desk.usecases.line import LineStanding
from desk.usecases.print_troubles import NO_TROUBLE, PrintTrouble
from desk.usecases.status import Standing
from desk.widgets.status_line import SEPARATOR, fitting
from tests.builders import NOON

ROOM = 78
"""What the line's padding leaves of 80 columns."""
CALM = Standing(
    counter="000.17.22.H02/Q1",
    unit="000.17.22.H02",
    epoch=1,
    head_seq=1,
    acked_seq=1,
    unsent=0,
    feed_position=0,
    dossiers=0,
    drafts=0,
    print_jobs={},
    catalogue=Edition(14, NOON - timedelta(days=12)),
    clock="right",
    skew_ms=0,
)
TODAY = replace(CALM, catalogue=Edition(15, NOON))
BAD = replace(CALM, unsent=123, cases=2)
UP, DOWN = LineStanding("up", NOON), LineStanding("down", NOON)
SINCE = "Có đường truyền từ 12:00"
SCANNER = ScannerStanding(is_there=True, since=NOON)


@pytest.mark.parametrize(
    ("standing", "state", "scanner", "shown"),
    [
        (CALM, UP, None, f"{SINCE} │ Gửi hết │ In tốt │ Danh mục 14, 12 ngày │ 12:00"),
        (TODAY, UP, None, f"{SINCE} │ Gửi hết │ In tốt │ Danh mục 15, hôm nay │ 12:00"),
        (
            CALM,
            UP,
            SCANNER,
            "Có mạng │ Gửi hết │ In tốt │ Máy quét tốt │ Danh mục 14, 12 ngày │ 12:00",
        ),
        (
            BAD,
            DOWN,
            SCANNER,
            "MẤT MẠNG 12:00 │ 123 chưa gửi │ 2 vướng F3 │ Danh mục 14, 12 ngày │ 12:00",
        ),
    ],
)
def test_the_catalogues_version_and_age_stand_in_80_columns(
    standing: Standing, state: LineStanding, scanner: ScannerStanding | None, shown: str
) -> None:
    fitted = fitting(status_pieces(standing, state, NOON, scanner=scanner), ROOM)
    assert SEPARATOR.join(piece.words for piece in fitted) == shown


@pytest.mark.parametrize(
    ("entries", "scans", "refused", "long", "short"),
    [
        (0, 0, 0, "Đã gửi hết", "Gửi hết"),
        (2, 0, 0, "2 bút toán chưa gửi", "2 chưa gửi"),
        (2, 1, 0, "2 bút toán, 1 bản quét chưa gửi", "2 và 1 quét chưa gửi"),
        (0, 1, 0, "1 bản quét chưa gửi", "1 quét chưa gửi"),
        (0, 0, 1, "1 bản quét bị từ chối (F7)", "1 quét? F7"),
    ],
)
def test_an_unsent_scan_is_unsent(
    entries: int, scans: int, refused: int, long: str, short: str
) -> None:
    left = replace(CALM, unsent=entries, scans=scans, scans_refused=refused)
    pieces = status_pieces(left, UP, NOON)
    assert (pieces[1].words, pieces[1].short) == (long, short)
    told = {piece.words for piece in fitting(pieces, ROOM)}
    assert {"Đã gửi hết", "Gửi hết"}.isdisjoint(told) is (entries + scans + refused > 0)


OUT_OF_PAPER = PrintTrouble("media-empty-error toner-low-report", stuck=2)


@pytest.mark.parametrize(
    ("jobs", "trouble", "long", "short"),
    [
        ({"sent": 2}, OUT_OF_PAPER, "Hết giấy, sắp hết mực: 2 giấy chưa ra (F8)", "Hết giấy (F8)"),
        (
            {"failed": 1},
            PrintTrouble("unreachable"),
            "Máy in không trả lời: 1 giấy cần xem lại (F8)",
            "Máy in không trả lời (F8)",
        ),
        (
            {"printed": 1},
            PrintTrouble("fallback stopped"),
            "Máy in đang dừng, in ở máy dự phòng (F8)",
            "Máy in đang dừng (F8)",
        ),
        ({"sent": 1}, PrintTrouble("media-low"), "Sắp hết giấy (F8)", "Sắp hết giấy (F8)"),
        ({"unknown": 1}, NO_TROUBLE, "1 giấy cần xem lại (F8)", "1 giấy? F8"),
        ({"queued": 1}, NO_TROUBLE, "Đang in 1 giấy", "In 1"),
        ({"printed": 9}, NO_TROUBLE, "Máy in sẵn sàng", "In tốt"),
    ],
)
def test_what_hinders_the_printer_is_said_in_words(
    jobs: dict[str, int], trouble: PrintTrouble, long: str, short: str
) -> None:
    piece = status_pieces(replace(CALM, print_jobs=jobs, print_trouble=trouble), UP, NOON)[3]
    assert (piece.words, piece.short) == (long, short)
    crowded = replace(BAD, print_jobs=jobs, print_trouble=trouble)
    fitted = fitting(status_pieces(crowded, DOWN, NOON, scanner=SCANNER), ROOM)
    assert not piece.loud or short in {one.words for one in fitted}


def test_settings_that_cannot_be_followed_are_said_where_the_printer_would_be() -> None:
    pieces = status_pieces(CALM, UP, NOON, scanner=SCANNER, printing="settings_wrong")
    short = {piece.short for piece in fitting(pieces, ROOM)}
    assert "Chỉ ghi PDF (Ctrl+O)" in short
    assert "In tốt" not in short
    assert "desk.toml có chỗ sai: chỉ ghi tệp PDF (Ctrl+O)" in {piece.words for piece in pieces}


def test_without_a_printer_nobody_is_told_that_all_is_well() -> None:
    pieces = status_pieces(CALM, UP, NOON, scanner=SCANNER, printing="files")
    assert "Chỉ ghi tệp PDF" in {piece.words for piece in pieces}
    short = {piece.short for piece in fitting(pieces, ROOM)}
    assert "Chỉ ghi PDF" in short
    assert "In tốt" not in short
