"""Codes are written strictly, read tolerantly, and never mistaken for one another."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.codes import (
    CENTRE_SLOT,
    SLOTS,
    Band,
    band_of_slot,
    desk_ordinals,
    dossier_code,
    next_ordinal,
    pad_ordinals,
    pad_serial,
    read_code,
    read_pad,
    read_slip,
    register_volume,
    slip_barcode,
    slip_number,
)

UNIT = "000.17.22.H02"
READERS: tuple[Callable[[str], object | None], ...] = (read_code, read_slip, read_pad)

identifiers = st.one_of(
    st.from_regex(r"000\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}", fullmatch=True),
    st.from_regex(r"[A-Z][0-9]{2}(\.[0-9]{1,3}){0,3}", fullmatch=True),
    st.from_regex(r"[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}", fullmatch=True),
)
dates = st.dates(date(2000, 1, 1), date(2099, 12, 31))
slots = st.sampled_from(SLOTS)
bands = st.sampled_from((CENTRE_SLOT, *SLOTS)).map(band_of_slot)
numbers = st.integers(1, 9_999_999)
codelike = st.one_of(st.text(), st.text("0123456789.-HPQhpq /", max_size=30))
written = st.one_of(
    st.builds(dossier_code, identifiers, dates, st.integers(1, 999_999)),
    st.builds(slip_barcode, identifiers, st.integers(2000, 2099), slots, numbers),
    st.builds(pad_serial, identifiers, slots, numbers),
)


def ordinals(band: Band) -> set[int]:
    return {n for first, last in band.ranges for n in range(first, last + 1)}


def of_desk(band: Band) -> list[int]:
    return [n for first, last in desk_ordinals(band) for n in range(first, last + 1)]


def test_a_code_is_written_as_the_regulation_shows_it() -> None:
    assert dossier_code(UNIT, date(2019, 11, 20), 1001) == "000.17.22.H02-191120-1001"


@pytest.mark.parametrize(("ordinal", "end"), [(7, "-0007"), (20001, "-20001"), (110001, "-110001")])
def test_an_ordinal_has_four_digits_and_no_zeros_beyond(ordinal: int, end: str) -> None:
    assert dossier_code(UNIT, date(2019, 11, 20), ordinal).endswith(end)


@pytest.mark.parametrize("ordinal", [0, -1, 1_000_000])
def test_an_impossible_ordinal_is_never_written(ordinal: int) -> None:
    with pytest.raises(ValueError, match="ordinal"):
        dossier_code(UNIT, date(2019, 11, 20), ordinal)


@pytest.mark.parametrize("identifier", ["", "000", "h02", "H02-1", "000.17.22.H02 "])
def test_an_identifier_is_written_only_as_agencies_have_them(identifier: str) -> None:
    with pytest.raises(ValueError, match="identifier"):
        dossier_code(identifier, date(2019, 11, 20), 1)


@given(identifiers, dates, st.integers(1, 999_999))
def test_a_written_code_reads_back(identifier: str, on: date, ordinal: int) -> None:
    text = dossier_code(identifier, on, ordinal)
    code = read_code(f" {text.lower()}\r\n")
    assert code is not None
    assert (code.text, code.identifier, code.on, code.ordinal) == (text, identifier, on, ordinal)


@pytest.mark.parametrize(
    "text", ["H02.31-201231-0012", "38.98.H29-200102-012345", "H02.31.5-200102-100001"]
)
def test_codes_of_other_systems_keep_their_own_text(text: str) -> None:
    code = read_code(text)
    assert code is not None
    assert code.text == text


@pytest.mark.parametrize(
    "text",
    [
        "000.17.22.H02-191320-1001",
        "000.17.22.H02-190229-1001",
        "000.17.22.H02-191120-101",
        "000.17.22.H02-191120-0000",
        "000.17.22.H02-191120-1001000",
        "000.17.22.002-191120-1001",
        "000.17.22.H02-191120-1001-2",
        "000.17.22.ſ02-191120-1001",
        "٠٠٠.17.22.H02-191120-1001",
    ],
)
def test_a_code_that_cannot_be_is_not_read(text: str) -> None:
    assert read_code(text) is None


@given(st.integers(2000, 2099), slots, numbers, identifiers)
def test_slips_and_pads_read_back(year: int, slot: int, number: int, identifier: str) -> None:
    slip = read_slip(slip_barcode(identifier, year, slot, number).lower())
    pad = read_pad(pad_serial(identifier, slot, number).lower())
    assert slip is not None
    assert pad is not None
    assert (slip.identifier, slip.year, slip.slot, slip.number) == (identifier, year, slot, number)
    assert (pad.identifier, pad.slot, pad.number) == (identifier, slot, number)
    assert slip.text == slip_barcode(identifier, year, slot, number)
    assert pad.text == pad_serial(identifier, slot, number)


def test_slips_registers_and_pads_are_written_as_designed() -> None:
    assert slip_number(2, 2020, 12) == "Q2-0012/HDHS"
    assert register_volume(2, 1, 2020) == "Q2-01/2020"
    assert slip_barcode(UNIT, 2020, 2, 12) == "000.17.22.H02-20-2-0012"
    assert pad_serial(UNIT, 11, 7) == "000.17.22.H02-P11-0007"


@pytest.mark.parametrize("slot", [-1, 0, 10, 100])
def test_only_slots_of_counters_number_slips(slot: int) -> None:
    with pytest.raises(ValueError, match="slot"):
        slip_number(slot, 2020, 1)
    with pytest.raises(ValueError, match="slot"):
        pad_serial(UNIT, slot, 1)


@pytest.mark.parametrize("text", ["000.17.22.H02-20-10-0012", "000.17.22.H02-20-2-0000"])
def test_a_slip_of_no_counter_is_not_read(text: str) -> None:
    assert read_slip(text) is None


@given(codelike)
def test_readers_answer_none_to_any_other_text(text: str) -> None:
    assert sum(reader(text) is not None for reader in READERS) <= 1


@given(written, st.data())
def test_one_reader_at_most_takes_a_code_even_when_it_is_broken(
    text: str, data: st.DataObject
) -> None:
    assert sum(reader(text) is not None for reader in READERS) == 1
    at = data.draw(st.integers(0, len(text) - 1))
    broken = text[:at] + data.draw(st.sampled_from("0P-.H")) + text[at + 1 :]
    assert sum(reader(broken) is not None for reader in READERS) <= 1


@given(slots, numbers)
def test_pads_keep_clear_of_letters_that_typing_in_vietnamese_changes(
    slot: int, number: int
) -> None:
    assert not set(pad_serial(UNIT, slot, number)) & set("AEIOUYDW")


def test_bands_are_as_designed() -> None:
    assert band_of_slot(0).ranges == ((1, 999), (100_001, 109_999))
    assert band_of_slot(2).ranges == ((2001, 2999), (20_001, 29_999))
    assert band_of_slot(11).ranges == ((110_001, 119_999),)


@pytest.mark.parametrize("slot", [-1, 10, 100])
def test_there_is_no_band_for_a_slot_that_does_not_exist(slot: int) -> None:
    with pytest.raises(ValueError, match="slot"):
        band_of_slot(slot)


def test_no_two_slots_share_an_ordinal() -> None:
    taken = [ordinals(band_of_slot(slot)) for slot in (CENTRE_SLOT, *SLOTS)]
    assert sum(map(len, taken)) == len(set().union(*taken))


def test_pads_have_the_last_two_hundred_of_the_first_range() -> None:
    assert pad_ordinals(band_of_slot(2)) == range(2800, 3000)
    assert pad_ordinals(band_of_slot(11)) == range(119_800, 120_000)
    assert not pad_ordinals(band_of_slot(CENTRE_SLOT))


@given(bands)
def test_desk_and_pads_share_out_the_whole_band(band: Band) -> None:
    desk, pads = set(of_desk(band)), set(pad_ordinals(band))
    assert not desk & pads
    assert desk | pads == ordinals(band)


def test_a_band_is_issued_in_order_to_its_end_without_the_pads() -> None:
    band, issued, last = band_of_slot(2), [], None
    while (last := next_ordinal(band, last)) is not None:
        issued.append(last)
    assert issued == of_desk(band)


@given(bands, st.one_of(st.none(), st.integers(0, 1_100_000)))
def test_the_next_ordinal_rises_within_the_desks_share(band: Band, last: int | None) -> None:
    ordinal = next_ordinal(band, last)
    assume(ordinal is not None)
    assert ordinal in of_desk(band)
    assert ordinal > (last or 0)


def test_after_a_pad_ordinal_the_second_range_follows() -> None:
    assert next_ordinal(band_of_slot(2), 2850) == 20_001


def test_a_band_that_is_used_up_says_so() -> None:
    assert next_ordinal(band_of_slot(2), 29_999) is None
    assert next_ordinal(band_of_slot(11), 119_799) is None


@given(bands)
def test_a_band_survives_the_wire(band: Band) -> None:
    assert Band.model_validate_json(band.model_dump_json()) == band
