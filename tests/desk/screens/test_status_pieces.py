"""What an officer must know fits a line of 80 columns, in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.screens.status_pieces import status_pieces
from desk.serial.scanner import ScannerStanding
from desk.store.references import Edition
from desk.usecases.line import LineStanding
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
