"""What scanners read from the pages that printers put down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.codes import MM, MODULE, QR_MODULE, bars, lookup_address
from printing.receipt import render_receipt
from printing.supplement import render_supplement
from tests.printing.reading import dots, scanned, texts
from tests.printing.samples import CODE, LETTERHEAD, a_receipt, a_slip, papers

CODES = (
    CODE,
    "000.17.22.H02-260101-0001",
    "000.17.22.H02-191120-100001",
    "000.17.22.H02-191231-999999",
    "000.00.22.H02-200229-20001",
    "H02.31-191120-3007",
    "38.98.H29-191120-9999",
)
DPIS = (203, 300)


def read_back(code: str, pdf: bytes, *, dpi: int, page: int = 0) -> None:
    found = scanned(dots(pdf, page, dpi=dpi))
    texts = {kind: symbol.text for kind, symbol in found.items()}
    address = lookup_address(LETTERHEAD.lookup_prefix, code)
    assert sorted(texts.values()) == sorted([code, address])


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("code", CODES)
def test_code_and_address_are_read_from_both_copies(code: str, dpi: int) -> None:
    pdf = render_receipt(a_receipt(code=code))
    read_back(code, pdf, dpi=dpi, page=0)
    read_back(code, pdf, dpi=dpi, page=1)


@settings(max_examples=20, deadline=None)
@given(
    identifier=st.from_regex(r"000\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2}", fullmatch=True),
    day=st.dates().map(lambda day: day.strftime("%y%m%d")),
    ordinal=st.integers(1, 999_999),
    dpi=st.sampled_from(DPIS),
)
def test_any_code_is_read(identifier: str, day: str, ordinal: int, dpi: int) -> None:
    code = f"{identifier}-{day}-{ordinal:04d}"
    read_back(code, render_receipt(a_receipt(code=code)), dpi=dpi)


@pytest.mark.parametrize("dpi", DPIS)
def test_code_and_address_are_read_from_a_form_of_several_a4_pages(dpi: int) -> None:
    pdf = render_receipt(a_receipt(papers=papers(60)))
    assert [s.text for s in scanned(dots(pdf, 0, dpi=dpi)).values()] == [CODE]
    last = scanned(dots(pdf, len(texts(pdf)) // 2 - 1, dpi=dpi))
    assert [s.text for s in last.values()] == [lookup_address(LETTERHEAD.lookup_prefix, CODE)]


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("slot", ["1", "12"])
def test_slip_is_read_before_reception_by_its_own_number(dpi: int, slot: str) -> None:
    number = f"000.17.22.H02-19-{slot}-0001"
    found = scanned(dots(render_supplement(a_slip(barcode=number)), dpi=dpi))
    assert [symbol.text for symbol in found.values()] == [number, number]


@pytest.mark.parametrize("dpi", DPIS)
def test_slip_of_a_received_dossier_leads_to_its_status(dpi: int) -> None:
    slip = a_slip(code=CODE)
    found = scanned(dots(render_supplement(slip), dpi=dpi))
    address = lookup_address(LETTERHEAD.lookup_prefix, CODE)
    assert {symbol.text for symbol in found.values()} == {slip.barcode, address}


def test_bars_stand_in_ten_modules_of_white() -> None:
    picture = dots(render_receipt(a_receipt(code="000.17.22.H02-191231-999999")), dpi=600)
    spot = next(s for s in scanned(picture).values() if "128" in str(s.format)).position
    quiet = int(10 * MODULE / 72 * 600) - 3
    middle = (spot.top_left.y + spot.bottom_right.y) // 2
    for x in (spot.top_left.x - 3 - quiet, spot.bottom_right.x + 4):
        assert picture.crop((x, middle - 8, x + quiet, middle + 8)).getextrema() == (255, 255)


def test_square_stands_in_four_modules_of_white() -> None:
    picture = dots(render_receipt(a_receipt()), dpi=600)
    spot = next(s for s in scanned(picture).values() if "QR" in str(s.format)).position
    left, top = spot.top_left.x - 3, spot.top_left.y - 3
    right, bottom = spot.bottom_right.x + 4, spot.bottom_right.y + 4
    quiet = int(4 * QR_MODULE / 72 * 600) - 3
    for box in (
        (left - quiet, top - quiet, right + quiet, top),
        (left - quiet, bottom, right + quiet, bottom + quiet),
        (left - quiet, top, left, bottom),
        (right, top, right + quiet, bottom),
    ):
        assert picture.crop(box).getextrema() == (255, 255)


def test_modules_are_wide_enough_for_203_dpi() -> None:
    assert MODULE >= 0.33 * MM
    assert QR_MODULE >= 0.33 * MM


def test_one_text_has_one_pattern_whatever_was_encoded_before() -> None:
    first = bars(CODE)
    bars.cache_clear()
    bars("000.17.22.H02-19-1-0001")
    assert bars(CODE) == first


def test_address_escapes_what_a_url_cannot_hold() -> None:
    assert lookup_address("https://x.vn/?ma=", "A 1/2&b") == "https://x.vn/?ma=A%201%2F2%26b"


def test_no_address_without_a_look_up_site() -> None:
    assert lookup_address("", CODE) == ""
