"""Every way in which scanners spoil a card has its name, and a sound card has none."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.scanning.arrival import Arrival, End
from desk.scanning.damage import findings
from desk.texts.scanner import FINDINGS
from tests.desk.scanning.cards import HARMFUL, HARMLESS, TODAY, a_card

LAN = (
    "024190001234|121234567|Nguyễn Thị Lan|04051990|Nữ|"
    "Thôn Đông, Tân Mỹ, Thành phố Bắc Giang, Bắc Giang|01072021"
)
# Where two names stand, letters alone cannot tell which of them it was.
NAMES = {
    "as latin-1": {"mojibake"},
    "as cp1252": {"mojibake"},
    "as cp1258": {"mojibake"},
    "as cp437": {"mojibake"},
    "as gbk": {"mojibake", "broken_bytes"},
    "latin-1 spaces": {"mojibake"},
    "ascii only": {"ascii_only"},
    "ascii marks": {"ascii_only"},
    "no marks": {"ascii_only", "letters_lost"},
    "latin-1 only": {"letters_lost", "ascii_only"},
    "replacement": {"broken_bytes"},
    "broken byte": {"broken_bytes"},
    "run together": {"run_together", "truncated"},
    "caps lock": {"caps_lock"},
    "5,000 letters": {"run_together"},
}


def scanned(text: str, end: End = "cr", **more: object) -> Arrival:
    return Arrival(text, end, "keyboard", **more)  # type: ignore[arg-type]


def codes(arrival: Arrival) -> list[str]:
    return [one.code for one in findings(arrival, TODAY)]


def whole_card(random: Random) -> str:
    """A card that says everything a card says."""
    while True:
        payload = a_card(random).payload
        if len(payload) >= 7:
            return "|".join(payload)


@pytest.mark.parametrize("way", HARMLESS)
def test_no_harm_is_found_in_a_sound_card(way: str) -> None:
    random = Random(way)
    for _ in range(100):
        text = HARMLESS[way](whole_card(random), random)
        assert [one for one in findings(scanned(text), TODAY) if one.is_harm] == [], text


@pytest.mark.parametrize("way", NAMES)
def test_what_was_done_to_a_card_has_its_name(way: str) -> None:
    random, named = Random(way), 0
    for _ in range(100):
        line = whole_card(random)
        found = set(codes(scanned(HARMFUL[way](line, random))))
        named += bool(found & NAMES[way])
    assert named >= 95


@pytest.mark.parametrize(
    ("arrival", "code"),
    [
        (scanned("000.17.22.Đ02-191120-1001"), "input_method"),
        (scanned(LAN, was_edited=True), "input_method"),
        (scanned(LAN[:60]), "truncated"),
        (scanned(LAN[20:]), "truncated"),
        (scanned("A" * 5000), "too_long"),
        (scanned(LAN, "none"), "no_end"),
        (Arrival(LAN, "none", "serial", raw=LAN.encode()), "no_end"),
        (Arrival("Nguy\ufffdn", "cr", "serial", raw=b"Nguy\xd4n"), "code_page"),
        (scanned(LAN.replace("Nguyễn", "NguyÔn").replace("Tân Mỹ", "T©n Mü")), "code_page"),
        (scanned("https://vneid.gov.vn/qr/b3f1"), "not_supported"),
        (scanned("8934563138165"), "unknown"),
        (scanned("024190001234"), "number_only"),
        (scanned(LAN.replace("|Nữ|", "|Nam|")), "number_doubtful"),
        (scanned(LAN, seconds=9.0), "slow"),
        (scanned("]Q3" + LAN), "prefix"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_usual_faults_are_named(arrival: Arrival, code: str) -> None:
    assert code in codes(arrival)


@pytest.mark.parametrize("line", [LAN, LAN.replace("121234567", "")], ids=["2021", "2024"])
def test_a_card_that_is_cut_anywhere_behind_its_number_is_said_to_be_cut(line: str) -> None:
    """Nothing is said of its letters, which came as they are."""
    for length in range(13, len(line)):
        assert codes(scanned(line[:length])) == ["truncated"], line[:length]


@pytest.mark.parametrize("line", [LAN.upper(), LAN.lower()])
def test_a_scanner_that_changes_the_case_of_all_letters_is_told(line: str) -> None:
    assert codes(scanned(line)) == ["one_case"]


@pytest.mark.parametrize(
    ("name", "address", "code"),
    [
        ("Nguyeexn Thij Lan", "Thoon Ddoong, Taan Myx", "telex_keys"),
        ("Nguye64n Thi5 Lan", "Tho6n D9o6ng, Ta6n My4", "vni_keys"),
        ("Nguyen Thi Lan", "Thon Dong, Tan My", "ascii_only"),
        ("Le Van Minh", "To 5, xom 12, Bac Giang", "ascii_only"),
    ],
)
def test_keys_of_input_methods_are_told_from_letters_without_marks(
    name: str, address: str, code: str
) -> None:
    line = f"024190001234|121234567|{name}|04051990|Nu|{address}|01072021"
    assert codes(scanned(line)) == [code]


@given(
    st.text(max_size=200),
    st.sampled_from(["cr", "none"]),
    st.sampled_from(["keyboard", "paste", "serial"]),
    st.binary(max_size=5),
)
def test_no_text_breaks_it_and_every_name_has_words(
    text: str, end: End, source: str, raw: bytes
) -> None:
    found = findings(Arrival(text, end, source, raw=raw), TODAY)  # type: ignore[arg-type]
    assert {one.code for one in found} <= FINDINGS.keys()
    assert [one.is_harm for one in found] == sorted((one.is_harm for one in found), reverse=True)
