"""A card fills its fields whatever the scanner did, or says what to check."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from desk.scanning.card import IdentityFields
from desk.scanning.scan import Scan, read_scan
from tests.desk.scanning.cards import HARMFUL, HARMLESS, TODAY, a_card

LAN = (
    "024190001234|121234567|Nguyễn Thị Lan|04051990|Nữ|"
    "Thôn Đông, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang|01072021"
)
FLAGS = {
    "number": {"number_province", "number_gender", "number_birth_year"},
    "old_number": {"damaged"},
    "name": {"check_name"},
    "birth_date": {"check_birth_date", "damaged"},
    "gender": {"damaged"},
    "address": {"check_address"},
    "issued_on": {"damaged"},
}


def read(line: str) -> tuple[IdentityFields, tuple[str, ...]]:
    scan = read_scan(line, TODAY)
    assert scan.fields is not None
    return scan.fields, scan.warnings


def silently_wrong(scan: Scan, truth: IdentityFields) -> list[str]:
    if scan.fields is None:
        return []
    return [
        field
        for field, flags in FLAGS.items()
        if getattr(scan.fields, field) not in {"", None, getattr(truth, field)}
        and not flags & set(scan.warnings)
    ]


def test_a_card_fills_every_field_without_a_warning() -> None:
    fields, warnings = read(LAN)
    assert fields == IdentityFields(
        number="024190001234",
        old_number="121234567",
        name="Nguyễn Thị Lan",
        birth_date=date(1990, 5, 4),
        gender="female",
        address="Thôn Đông, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang",
        issued_on=date(2021, 7, 1),
    )
    assert warnings == ()


@pytest.mark.parametrize("way", HARMLESS)
def test_what_scanners_add_changes_nothing(way: str) -> None:
    random = Random(way)
    for _ in range(200):
        line = "|".join(a_card(random).payload)
        assert read_scan(HARMLESS[way](line, random), TODAY) == read_scan(line, TODAY)


def test_ten_thousand_scans_never_fill_a_wrong_field_silently() -> None:
    random, read_as = Random(37_2019), Counter[str]()
    ways = [*HARMLESS.items(), *HARMFUL.items()]
    for turn in range(10_000):
        card, (way, spoil) = a_card(random), ways[turn % len(ways)]
        line = spoil("|".join(card.payload), random)
        scan = read_scan(line, TODAY)
        read_as[scan.kind] += 1
        if way == "run together" and scan.fields and scan.fields.number != card.truth.number:
            continue  # cut to nothing before the second card, which was then read whole
        assert not silently_wrong(scan, card.truth), (way, line, scan)
    assert set(read_as) == {"identity", "unknown"}
    assert read_as["identity"] > 5_000


def test_no_known_layout_loses_a_field_or_warns_without_reason() -> None:
    random = Random(1)
    for _ in range(1_000):
        card = a_card(random)
        fields, warnings = read("|".join(card.payload))
        assert (fields.number, fields.name) == (card.truth.number, card.truth.name)
        assert fields.birth_date == card.truth.birth_date
        if len(card.payload) >= 7:
            assert (fields, warnings) == (card.truth, ())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("|Nữ|", "|Nam|", "number_gender"),
        ("04051990", "04051991", "number_birth_year"),
        ("024190", "003190", "number_province"),
        ("04051990", "1990", "check_birth_date"),
        ("04051990", "31021990", "check_birth_date"),
        ("121234567", "12123456", "damaged"),
        ("01072021", "01072031", "damaged"),
        ("01072021", "01071989", "damaged"),
        ("Nguyễn", "Nguy\ufffdn", "check_name"),
        ("Lan|", "[/]|", "check_name"),
        ("Thị", "Th", "check_name"),
        ("Lan", "Lan" * 40, "too_long"),
        ("Tân Mỹ", "Tân M\x85ỹ", "check_address"),
        ("|01072021", "", "check_address"),
    ],
)
def test_what_is_doubtful_is_named(old: str, new: str, code: str) -> None:
    assert code in read(LAN.replace(old, new))[1]


@pytest.mark.parametrize(
    "line",
    [
        LAN.replace("01072021", "03062024"),  # the card of 2024, before its further fields
        LAN.replace("04051990", "04/05/1990").replace("01072021", "03/06/2024"),
        LAN.replace("01072021", "03062024|Trần Văn Cha|Lê Thị Mẹ|024088000001|"),
        LAN.replace("01072021", "03062024||||"),
        LAN.replace("01072021", "03062024|024060000001|024061000002||121234567"),
    ],
    ids=["seven", "slashes", "parents", "empty fields", "eleven"],
)
def test_the_card_of_2024_in_its_layouts_fills_every_field(line: str) -> None:
    fields, warnings = read(line)
    assert fields == replace(read(LAN)[0], issued_on=TODAY)
    assert warnings == ()


def test_a_card_of_2024_without_an_old_number_has_an_empty_field_for_it() -> None:
    fields, warnings = read(LAN.replace("121234567", "") + "|||")
    assert (fields.old_number, fields.name, warnings) == ("", "Nguyễn Thị Lan", ())


def test_a_date_in_the_future_is_left_empty() -> None:
    assert read(LAN.replace("01072021", "04062024"))[0].issued_on is None
    assert read(LAN.replace("01072021", "03062024"))[0].issued_on == TODAY


def test_latin_1_mojibake_is_marked_and_not_repaired() -> None:
    fields, warnings = read(LAN.encode().decode("latin-1"))
    assert {"check_name", "check_address", "damaged"} <= set(warnings)
    assert fields.number == "024190001234"
    assert fields.birth_date == date(1990, 5, 4)
    assert fields.name != "Nguyễn Thị Lan"


def test_what_is_filled_never_steers_the_terminal() -> None:
    fields, _ = read(LAN.replace("Thị", "\x1b[2J\x9b\u202e"))
    assert fields.name.isprintable()


@pytest.mark.parametrize("name", ["Y Blăk Niê", "H'Hen Niê", "Đinh Ý", "Lê A", "Mai Anh Nam"])
def test_names_that_are_rare_or_bare_of_marks_pass_beside_a_sound_address(name: str) -> None:
    fields, warnings = read(LAN.replace("Nguyễn Thị Lan", name))
    assert (fields.name, warnings) == (name, ())


@pytest.mark.parametrize("address", ["Thôn Tây, xã Bình Minh", "Xã Ea Kao", "Tân An, Hà Nam"])
def test_an_address_of_letters_that_any_scanner_brings_passes_beside_a_marked_name(
    address: str,
) -> None:
    line = f"024090001234|121234567|Nguyễn Văn An|02011990|Nam|{address}|15032022"
    fields, warnings = read(line)
    assert (fields.address, warnings) == (address, ())
    raw = line.encode()
    for harmed in (raw.decode("latin-1"), line.encode("ascii", "ignore").decode()):
        assert {"check_name", "check_address"} <= set(read(harmed)[1])


def test_the_barcode_of_an_older_card_gives_its_number_only() -> None:
    fields, warnings = read("024190001234")
    assert fields == IdentityFields(number="024190001234")
    assert warnings == ("number_only",)


def test_a_piece_of_a_name_is_not_taken_for_a_gender_nor_a_gender_for_an_address() -> None:
    fields, warnings = read(LAN.replace("Thị Lan", "Thị |Nam"))
    assert fields == IdentityFields(number="024190001234", old_number="121234567")
    assert "damaged" in warnings
    assert "check_address" in read("024190001234||Lý Văn Yến|17031990||Nữ|10052023")[1]


def test_twelve_digits_of_no_province_are_no_card() -> None:
    assert read_scan("893190001234", TODAY).kind == "unknown"
