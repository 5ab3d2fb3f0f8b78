"""The people of a dossier, and what makes their numbers plausible."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from schemas.shape import Shape, Text


class Person(Shape):
    """A citizen, as applicant or as the one who stands at the counter."""

    kind: Literal["person"] = "person"
    name: Text
    birth_date: date | None = None
    gender: Literal["male", "female"] | None = None
    number: Text = ""
    """Citizen identity number (12 digits), old identity card (9) or passport."""
    old_number: Text = ""
    issued_on: date | None = None
    address: Text = ""
    phone: Text = ""
    email: Text = ""


class Organisation(Shape):
    """An organisation or enterprise as applicant."""

    kind: Literal["organisation"] = "organisation"
    name: Text
    number: Text = ""
    """Tax code: 10 digits, or 10-3 for a dependent unit."""
    representative: Text = ""
    address: Text = ""
    phone: Text = ""
    email: Text = ""


Applicant = Annotated[Person | Organisation, Field(discriminator="kind")]
"""The person or organisation that the dossier concerns."""


@dataclass(frozen=True)
class Doubt:
    """What is wrong or unusual about one field; the words for its code are the screen's."""

    field: str
    """Name of the field in the shape."""
    code: str
    severity: Literal["error", "warning"]
    """An error cannot be stored sensibly; a warning is possible, and can be confirmed."""


LONGEST_TEXT = 500
"""No name or address on paper is longer."""
OLDEST_YEARS = 120
"""People have lived longer, but seldom come to the counter."""

_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 "
    "036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 "
    "074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
)
PROVINCES = frozenset(_PROVINCES.split())
"""The 63 provinces that identity numbers begin with (Circular 59/2021/TT-BCA, appendix I).

Provinces merged in 2025 keep their codes in numbers. Whoever was registered abroad has another."""

_CITIZEN = re.compile(r"[0-9]{12}")
_OLD_CARD = re.compile(r"[0-9]{9}")
_PASSPORT = re.compile(r"[A-Z][0-9]{7,8}")
_FOREIGN_DOCUMENT = re.compile(r"(?=.*[A-Z])[A-Z0-9]{5,20}|[0-9]{5,8}")
_TAX_CODE = re.compile(r"([0-9]{10})(?:-([0-9]{3}))?")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_FORMER_MOBILE = re.compile(r"01[2689][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{8,9}")
_ABROAD = re.compile(r"\+(?!84)[1-9][0-9]{6,14}")
_OTHER_PHONE = re.compile(r"[0-9]{4,11}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
_USUAL_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


def tidy_number(text: str) -> str:
    """A document number or tax code without the spaces and dots it is often written with."""
    return re.sub(r"[\s.]", "", text).upper()


def tidy_tax_code(text: str) -> str:
    """A tax code as it is stored: ten digits, or ten and three with a dash between."""
    bare = tidy_number(text)
    return f"{bare[:10]}-{bare[10:]}" if re.fullmatch(r"[0-9]{13}", bare) else bare


def tidy_phone(text: str) -> str:
    """A telephone number as it is dialled: no separators, Vietnam's own code written as 0."""
    bare = re.sub(r"[\s.()-]", "", text)
    return re.sub(r"^(?:\+|00)84(?:0(?=[0-9]{9}))?(?=[0-9]{8})", "0", bare)


def gender_of(number: str) -> Literal["male", "female"]:
    """The gender that a citizen identity number of 12 digits holds."""
    return "female" if int(number[3]) % 2 else "male"


def birth_year_of(number: str) -> int:
    """The year of birth that a citizen identity number of 12 digits holds."""
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def number_doubts(number: str, gender: str | None, birth_date: date | None) -> list[Doubt]:
    """Doubts about a tidy number: citizen identity (12 digits), old card (9) or passport."""
    if not number or _OLD_CARD.fullmatch(number) or _PASSPORT.fullmatch(number):
        return []
    if not _CITIZEN.fullmatch(number):
        possible = _FOREIGN_DOCUMENT.fullmatch(number)
        return [_warning("number", "number_unusual") if possible else _error("number", "number")]
    doubts = []
    if number[:3] not in PROVINCES:
        doubts.append(_warning("number", "number_province"))
    if gender is not None and gender != gender_of(number):
        doubts.append(_warning("number", "number_gender"))
    if birth_date is not None and birth_date.year != birth_year_of(number):
        doubts.append(_warning("number", "number_birth_year"))
    return doubts


def old_number_doubts(number: str) -> list[Doubt]:
    """Doubts about the number of a former card: nine digits, or twelve for its last years."""
    if not number or _OLD_CARD.fullmatch(number) or _CITIZEN.fullmatch(number):
        return []
    return [_warning("old_number", "old_number_unusual")]


def tax_check_digit(first_nine: str) -> int | None:
    """The tenth digit that a tax code must have, or None when no code begins so."""
    total = sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, first_nine, strict=True))
    digit = 10 - total % 11
    return None if digit == 10 else digit  # noqa: PLR2004 a digit is below ten


def tax_code_doubts(number: str) -> list[Doubt]:
    """Doubts about a tidy tax code: check digit, branch, or a household's citizen number."""
    if not number:
        return []
    if _CITIZEN.fullmatch(number):
        return [_warning("number", "tax_code_of_person")]
    found = _TAX_CODE.fullmatch(number)
    if found is None:
        return [_error("number", "tax_code")]
    if tax_check_digit(found[1][:9]) != int(found[1][9]):
        return [_warning("number", "tax_check_digit")]
    return [_warning("number", "tax_branch")] if found[2] == "000" else []


def phone_doubts(phone: str) -> list[Doubt]:
    """Doubts about a tidy telephone number; only Vietnamese mobiles can be sent a message."""
    if not phone or _MOBILE.fullmatch(phone) or _LANDLINE.fullmatch(phone):
        return []
    if _FORMER_MOBILE.fullmatch(phone):
        return [_warning("phone", "phone_former")]
    if _ABROAD.fullmatch(phone):
        return [_warning("phone", "phone_abroad")]
    return [
        _warning("phone", "phone_unusual")
        if _OTHER_PHONE.fullmatch(phone)
        else _error("phone", "phone")
    ]


def email_doubts(email: str) -> list[Doubt]:
    """Doubts about an e-mail address, judged by its form only."""
    if not email or _USUAL_EMAIL.fullmatch(email):
        return []
    return [
        _warning("email", "email_unusual") if _EMAIL.fullmatch(email) else _error("email", "email")
    ]


def birth_doubts(birth_date: date | None, today: date) -> list[Doubt]:
    """Doubts about a date of birth, seen from today."""
    if birth_date is None:
        return []
    if birth_date > today:
        return [_error("birth_date", "birth_in_future")]
    if today.year - birth_date.year > OLDEST_YEARS:
        return [_warning("birth_date", "birth_long_ago")]
    return []


def issue_doubts(issued_on: date | None, birth_date: date | None, today: date) -> list[Doubt]:
    """Doubts about the date on which a card was issued."""
    if issued_on is None:
        return []
    if issued_on > today:
        return [_error("issued_on", "issued_in_future")]
    if birth_date is not None and issued_on < birth_date:
        return [_error("issued_on", "issued_before_birth")]
    return []


def name_doubts(field: str, name: str) -> list[Doubt]:
    """Doubts about a name that must be there."""
    if not name.strip():
        return [_error(field, "name_missing")]
    if len(name) > LONGEST_TEXT:
        return [_error(field, "too_long")]
    odd = any(c == "\ufffd" or not c.isprintable() for c in name)
    return [_warning(field, "name_unusual")] if odd else []


def person_doubts(person: Person, today: date) -> list[Doubt]:
    """Everything doubtful about a citizen, in the order of the form."""
    named = name_doubts("name", person.name)
    if not named and any(c.isdigit() for c in person.name):
        named = [_warning("name", "name_unusual")]
    return [
        *named,
        *birth_doubts(person.birth_date, today),
        *number_doubts(person.number, person.gender, person.birth_date),
        *old_number_doubts(person.old_number),
        *issue_doubts(person.issued_on, person.birth_date, today),
        *_contact_doubts(person),
    ]


def organisation_doubts(organisation: Organisation) -> list[Doubt]:
    """Everything doubtful about an organisation, in the order of the form."""
    return [
        *name_doubts("name", organisation.name),
        *tax_code_doubts(organisation.number),
        *_contact_doubts(organisation),
    ]


def applicant_doubts(applicant: Person | Organisation, today: date) -> list[Doubt]:
    """Everything doubtful about an applicant of either kind; errors block, warnings are asked."""
    if isinstance(applicant, Person):
        return person_doubts(applicant, today)
    return organisation_doubts(applicant)


def _contact_doubts(who: Person | Organisation) -> list[Doubt]:
    address = [_error("address", "too_long")] if len(who.address) > LONGEST_TEXT else []
    return [*address, *phone_doubts(who.phone), *email_doubts(who.email)]


def _error(field: str, code: str) -> Doubt:
    return Doubt(field, code, "error")


def _warning(field: str, code: str) -> Doubt:
    return Doubt(field, code, "warning")
