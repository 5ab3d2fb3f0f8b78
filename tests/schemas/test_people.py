"""Doubts about people's numbers: errors only for what cannot be stored, else warnings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.people import (
    PROVINCES,
    Organisation,
    Person,
    applicant_doubts,
    birth_doubts,
    birth_year_of,
    email_doubts,
    gender_of,
    issue_doubts,
    number_doubts,
    old_number_doubts,
    organisation_doubts,
    person_doubts,
    phone_doubts,
    tax_check_digit,
    tax_code_doubts,
    tidy_number,
    tidy_phone,
    tidy_tax_code,
)

TODAY = date(2020, 1, 2)
LAN = Person(
    name="Nguyễn Thị Lan",
    birth_date=date(1990, 5, 4),
    gender="female",
    number="024190001234",
    old_number="121234567",
    issued_on=date(2016, 7, 1),
    address="Thôn Đông, xã Tân Mỹ, thành phố Bắc Giang, tỉnh Bắc Giang",
    phone="0912345678",
    email="lan@example.vn",
)


def test_nothing_is_doubtful_about_an_ordinary_person() -> None:
    assert person_doubts(LAN, TODAY) == []


def test_there_were_sixty_three_provinces() -> None:
    assert len(PROVINCES) == 63
    assert {"001", "024", "096"} <= PROVINCES


@given(st.sampled_from(sorted(PROVINCES)), st.dates(date(1900, 1, 1), date(2399, 12, 31)))
def test_a_number_holds_gender_and_year_of_birth(province: str, birth: date) -> None:
    century = (birth.year - 1900) // 100 * 2
    number = f"{province}{century}{birth:%y}001234"
    assert (gender_of(number), birth_year_of(number)) == ("male", birth.year)
    assert number_doubts(number, "male", birth) == []
    assert gender_of(f"{province}{century + 1}{birth:%y}001234") == "female"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"gender": "male"}, "number_gender"),
        ({"birth_date": date(1991, 5, 4)}, "number_birth_year"),
        ({"number": "003190001234"}, "number_province"),
        ({"number": "12345678"}, "number_unusual"),
        ({"number": "E12345"}, "number_unusual"),
        ({"old_number": "12345678"}, "old_number_unusual"),
        ({"birth_date": date(1899, 12, 31), "number": ""}, "birth_long_ago"),
        ({"phone": "01234567890"}, "phone_former"),
        ({"phone": "+819012345678"}, "phone_abroad"),
        ({"phone": "19001009"}, "phone_unusual"),
        ({"email": "lan@đông.vn"}, "email_unusual"),
        ({"name": "Nguyễn Thị L4n"}, "name_unusual"),
        ({"name": "Nguy\ufffdn Thị Lan"}, "name_unusual"),
    ],
)
def test_the_unusual_can_be_confirmed(change: dict[str, object], code: str) -> None:
    (doubt,) = person_doubts(LAN.model_copy(update=change), TODAY)
    assert (doubt.code, doubt.severity) == (code, "warning")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"number": "02419000123"}, "number", "number"),
        ({"number": "0241900012345"}, "number", "number"),
        ({"number": "02419000123x?"}, "number", "number"),
        ({"birth_date": date(2020, 1, 3), "number": ""}, "birth_date", "birth_in_future"),
        ({"issued_on": date(2020, 1, 3)}, "issued_on", "issued_in_future"),
        ({"issued_on": date(1990, 5, 3)}, "issued_on", "issued_before_birth"),
        ({"phone": "091"}, "phone", "phone"),
        ({"phone": "không có"}, "phone", "phone"),
        ({"email": "lan"}, "email", "email"),
        ({"email": "lan @example.vn"}, "email", "email"),
        ({"name": "  "}, "name", "name_missing"),
        ({"name": "a" * 501}, "name", "too_long"),
        ({"address": "a" * 501}, "address", "too_long"),
    ],
)
def test_only_what_cannot_be_stored_sensibly_is_an_error(
    change: dict[str, object], field: str, code: str
) -> None:
    found = person_doubts(LAN.model_copy(update={"issued_on": None, **change}), TODAY)
    assert [(d.field, d.code) for d in found if d.severity == "error"] == [(field, code)]


@pytest.mark.parametrize("number", ["", "121234567", "B1234567", "P01234567", "024190001234"])
def test_documents_in_common_use_raise_no_doubt(number: str) -> None:
    assert number_doubts(number, None, None) == []


def test_a_former_card_may_have_twelve_digits() -> None:
    assert old_number_doubts("024190001234") == []


def test_someone_born_today_and_someone_of_120_are_usual() -> None:
    assert birth_doubts(TODAY, TODAY) == []
    assert birth_doubts(date(1900, 1, 1), TODAY) == []


def test_a_card_issued_today_is_usual() -> None:
    assert issue_doubts(TODAY, None, TODAY) == []


@pytest.mark.parametrize("code", ["0100109106", "0300588569", "0100109106-011"])
def test_real_tax_codes_raise_no_doubt(code: str) -> None:
    assert tax_code_doubts(code) == []


@pytest.mark.parametrize(
    ("number", "code", "severity"),
    [
        ("0100109107", "tax_check_digit", "warning"),
        ("0100109106-000", "tax_branch", "warning"),
        ("024190001234", "tax_code_of_person", "warning"),
        ("010010910", "tax_code", "error"),
        ("0100109106-01", "tax_code", "error"),
        ("không rõ", "tax_code", "error"),
    ],
)
def test_a_doubtful_tax_code_is_named(number: str, code: str, severity: str) -> None:
    (doubt,) = organisation_doubts(Organisation(name="Công ty A", number=number))
    assert (doubt.field, doubt.code, doubt.severity) == ("number", code, severity)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_of_a_tax_code_is_always_seen(first: str, at: int, by: int) -> None:
    digit = tax_check_digit(first)
    wrong = first[:at] + str((int(first[at]) + by) % 10) + first[at + 1 :]
    assert digit is None or [d.code for d in tax_code_doubts(f"{wrong}{digit}")] == [
        "tax_check_digit"
    ]


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("0912 345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("+84 0912345678", "0912345678"),
        ("(0204) 3854-123", "02043854123"),
        ("+84 24 3825 1234", "02438251234"),
    ],
)
def test_phones_are_tidied_to_what_is_dialled(typed: str, dialled: str) -> None:
    assert tidy_phone(typed) == dialled
    assert phone_doubts(dialled) == []


@given(st.sampled_from("35789"), st.integers(0, 99_999_999))
def test_every_mobile_of_ten_digits_is_usual_at_home_and_from_abroad(head: str, rest: int) -> None:
    national = f"0{head}{rest:08d}"
    assert phone_doubts(national) == []
    assert tidy_phone(f"+84{national[1:]}") == national


def test_numbers_and_tax_codes_are_tidied_as_they_are_stored() -> None:
    assert tidy_number(" 024 190 001 234 ") == "024190001234"
    assert tidy_number("b1234567") == "B1234567"
    assert tidy_tax_code("0100109106011") == "0100109106-011"
    assert tidy_tax_code("0100109106 - 011") == "0100109106-011"


@given(st.text(), st.dates(), st.dates())
def test_no_text_breaks_the_checks(text: str, birth: date, today: date) -> None:
    person = Person(name=text, number=text, old_number=text, phone=text, email=text, address=text)
    dated = person.model_copy(update={"birth_date": birth, "issued_on": birth, "gender": "male"})
    firm = Organisation(name=text, number=text, phone=text, email=text)
    doubts = applicant_doubts(dated, today) + applicant_doubts(firm, today)
    assert {d.severity for d in doubts} <= {"error", "warning"}


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    for tidy in (tidy_number, tidy_tax_code, tidy_phone):
        assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_an_email_without_an_at_sign_is_never_taken(text: str) -> None:
    bare = text.replace("@", "")
    assert not bare or email_doubts(bare)[0].severity == "error"
