"""A scan is a card, a receipt, a slip, a pad sheet or unknown; never an exception."""

import json
from base64 import b64encode
from datetime import date
from hashlib import sha512

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.scanning.scan import Scan, as_json, is_scan, read_scan
from schemas.codes import PROOF_BARS, PROOF_SQUARE
from tests.desk.scanning.cards import TODAY

CODES = [
    ("receipt", "000.17.22.H02-191120-1001"),
    ("slip", "000.17.22.H02-20-2-0012"),
    ("pad", "000.17.22.H02-P2-0001"),
]
CARD = "024190001234||Nguyễn Thị Lan|04051990|Nữ|Thôn Đông, Tân Mỹ, Bắc Giang|01072021"


@pytest.mark.parametrize(("kind", "code"), CODES)
def test_a_code_ends_in_a_digit_by_which_a_silence_knows_it_is_whole(kind: str, code: str) -> None:
    kinds = [read_scan(text, TODAY).kind for text in (code, f"{code}A", f"{code}-")]
    assert kinds == [kind, "unknown", "unknown"]
    assert code[-1].isdecimal()


@pytest.mark.parametrize(("kind", "code"), CODES)
@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        " {}\r\n",
        "\ufeff{}",
        "]C1{}",
        "https://dvc.example.vn/tra-cuu?ma={}",
        "https://dvc.example.vn/tra-cuu?lang=vi&ma={}#top",
        "HTTPS://DVC.EXAMPLE.VN/TRA-CUU?MA={}",
        "https://dvc.example.vn/tra-cứu?má={}",
    ],
)
def test_a_code_is_known_alone_and_in_the_look_up_address(kind: str, code: str, frame: str) -> None:
    for written in (code, code.lower()):
        scan = read_scan(frame.format(written), TODAY)
        assert (scan.kind, scan.code, scan.warnings) == (kind, code, ())


@pytest.mark.parametrize(
    "line",
    [
        "https://dvc.example.vn/?ma=000.17.22.H02-191120-1001",
        "https://dvc.example.vn/tra-cuu?ma=000.17.22.H02-191120-10",
        "https://dvc.example.vn/tra-cuu?ma=000.17.22.Đ02-191120-1001",
        "https://dvc.example.vn/tra-cuu?tam=000.17.22.H02-191120-1001",
        "x 000.17.22.H02-191120-1001",
        "8934563138165",
        "",
        "|",
    ],
)
def test_anything_else_is_unknown(line: str) -> None:
    assert read_scan(line, TODAY) == Scan("unknown")


@pytest.mark.parametrize("line", ["000.17.22.Đ02-191120-1001", "000.17.22.Á2-20-2-0012"])
def test_a_code_typed_through_vietnamese_keys_is_not_guessed(line: str) -> None:
    assert read_scan(line, TODAY) == Scan("unknown", warnings=("keyboard_vietnamese",))


@pytest.mark.parametrize(
    "line",
    [
        "https://vneid.gov.vn/qr/b3f1",
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIwMDEifQ.c2lnbmF0dXJl",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "/9j4AAQSkZJRgABAQEAYABgAAD7RmV0Y2gx2Q9xT0s+Kw8=",
        "~7Qm1zX0vT4bYc9KpR2sW8eHj5uLaN3dGf6iOq~kZ2xV1",
        '{"idCard": "x", "name": "Nguyễn"}',
    ],
)
def test_a_code_of_vneid_or_another_app_is_not_supported_and_is_still_a_scan(line: str) -> None:
    assert read_scan(line, TODAY) == Scan("unknown", warnings=("not_supported",))
    assert is_scan(line, TODAY)


@pytest.mark.parametrize(
    "line",
    [
        "/tmp/quet/2019-11-20/giay-khai-sinh-trang-1.png",
        "/dev/serial/by-id/usb-Honeywell_Imaging_1900_00000000-if00",
        "C:/Users/canbo/Documents/quet/2019-11-20/giay-to-1.pdf",
        "quet/2019-11-20/giay-khai-sinh-cua-cong-dan-trang-1.pdf",
        "quet/2019-11-20/giay-khai-sinh-cua-cong-dan-trang-mot",
        "~/Documents/Ho-so-Quet/2019/Nguoi-nop-12/Giay-to-A4",
        "/srv/quet/550e8400-e29b-41d4-a716-446655440000",
        "ipp://10.20.30.40:631/printers/canon-lbp2900-quay-01",
        "https://trung-tam.bacgiang.gov.vn/quay/mot-cua/dich-vu",
    ],
)
def test_a_long_path_or_address_is_typed_and_no_scan(line: str) -> None:
    assert read_scan(line, TODAY) == Scan("unknown")
    assert not is_scan(line, TODAY)


@given(st.binary(min_size=40, max_size=200))
def test_whatever_an_app_seals_is_known_for_it(sealed: bytes) -> None:
    line = b64encode(sha512(sealed).digest()).decode()
    assert read_scan(line, TODAY).warnings == ("not_supported",)
    assert read_scan(f"/{line}", TODAY).warnings == ("not_supported",)


@pytest.mark.parametrize("line", [PROOF_BARS, PROOF_SQUARE, PROOF_SQUARE.lower()])
def test_the_test_page_s_own_codes_are_known(line: str) -> None:
    assert read_scan(f"{line}\r", TODAY) == Scan("proof")
    assert is_scan(line, TODAY)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        (CARD, True),
        (CARD[3:], True),
        ("000.17.22.Đ02-191120-1001", True),
        ("Nguyễn Thị Lan, thôn Đông, xã Tân Mỹ, thành phố Bắc Giang, tỉnh Bắc Giang", False),
        ("nguyenthilan.thondong@tanmy.bacgiang.gov.vn", False),
    ],
)
def test_damaged_scans_are_scans_and_what_hands_type_is_not(line: str, is_one: bool) -> None:
    assert is_scan(line, TODAY) is is_one


def test_a_broken_card_is_told_from_something_else() -> None:
    assert read_scan(CARD[3:], TODAY) == Scan("unknown", warnings=("damaged",))


def test_five_thousand_letters_are_too_long() -> None:
    assert read_scan("9" * 5_000, TODAY) == Scan("unknown", warnings=("too_long",))


@given(st.one_of(st.text(), st.text("0123456789|/NamữH-.P\ufeff\x00\ud800 ")), st.dates())
def test_no_text_breaks_the_reader(line: str, today: date) -> None:
    told = as_json(read_scan(line, today))
    assert told["ok"] is (told["kind"] != "unknown")
    json.dumps(told, ensure_ascii=False).encode()


def test_a_card_is_told_with_dates_in_iso_form() -> None:
    assert as_json(read_scan(CARD, TODAY)) == {
        "ok": True,
        "kind": "identity",
        "fields": {
            "number": "024190001234",
            "old_number": "",
            "name": "Nguyễn Thị Lan",
            "birth_date": "1990-05-04",
            "gender": "female",
            "address": "Thôn Đông, Tân Mỹ, Bắc Giang",
            "issued_on": "2021-07-01",
        },
        "warnings": [],
    }


def test_a_code_is_told_as_code_and_the_unknown_has_no_fields() -> None:
    assert as_json(read_scan(CODES[0][1], TODAY))["fields"] == {"code": CODES[0][1]}
    assert as_json(read_scan("?", TODAY)) == {
        "ok": False,
        "kind": "unknown",
        "fields": {},
        "warnings": [],
    }
