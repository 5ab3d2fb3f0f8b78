"""Reads the payload of an identity card by its anchors, and says what is not certain.

The payload is `number|old number|name|birth|gender|address|issued`, some fields of which may be
absent, with more after them. The number in front, the two real dates and the gender tell which
field is which. A field is certain, or empty, or named in the warnings.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desk.scanning.letters import has_marks, is_whole_address, is_whole_name, shown
from schemas.people import PROVINCES, number_doubts

Gender = Literal["male", "female"]

FIELDS_MOST = 11
"""Of more fields than any card has, two scans ran together."""
LONGEST_NAME = 100
LONGEST_ADDRESS = 300
_LONGEST_GENDER = 5
"""What mojibake can make of `Nữ`; anything longer in its place is an address."""

_NUMBER = re.compile(r"[0-9]{12}")
_OLD_CARD = re.compile(r"[0-9]{9}")
_DATE = re.compile(r"([0-9]{2})(?P<separator>[/.-]?)([0-9]{2})(?P=separator)([0-9]{4})")
_GENDERS: dict[str, Gender] = {"nam": "male", "nữ": "female"}
_EARLIEST_YEAR = 1880


@dataclass(frozen=True)
class IdentityFields:
    """What a card says; empty or None where the scan does not say it for certain."""

    number: str = ""
    old_number: str = ""
    name: str = ""
    birth_date: date | None = None
    gender: Gender | None = None
    address: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class _Cut:
    """The raw fields of a payload, each where its anchors say that it belongs."""

    old_number: str
    name: str
    birth: str
    gender: str
    address: str
    issued: str


def read_card(line: str, today: date) -> tuple[IdentityFields, tuple[str, ...]] | None:
    """The fields of a card and the codes of what to check, or None when it is no whole card.

    A line of twelve digits alone is the barcode of an older card.
    """
    number, *rest = [part.strip(" \t") for part in line.rstrip("| \t").split("|")]
    if not _NUMBER.fullmatch(number) or len(rest) >= FIELDS_MOST:
        return None
    if not rest:
        known = number[:3] in PROVINCES
        return (IdentityFields(number=number), ("number_only",)) if known else None
    birth_at = _birth_at(rest, today)
    if birth_at is None:
        old = rest[0] if _OLD_CARD.fullmatch(rest[0]) and len(rest) > 1 else ""
        codes = ("damaged", "check_name", "check_address")
        return IdentityFields(number=number, old_number=old), codes
    cut = _cut(rest, birth_at, today)
    fields = _filled(number, cut, today)
    return fields, (*_doubts(fields, cut), *_letters_to_check(fields, cut))


def _birth_at(rest: list[str], today: date) -> int | None:
    """Where the birth date is: second or third, known by itself, else by the gender after it."""
    for at in (1, 2):
        if len(rest) > at and _real_date(rest[at], today):
            return at
    for at in (1, 2):
        if len(rest) > at + 1 and rest[at + 1].lower() in _GENDERS and _has_digit(rest[at]):
            return at
    return None


def _cut(rest: list[str], birth_at: int, today: date) -> _Cut:
    has_old = birth_at > 1 or rest[0].isdigit()
    name_at = birth_at - 1
    gender, after = _take_gender(rest[birth_at + 1 :], today)
    has_address = bool(after) and not _real_date(after[0], today)
    after = after if has_address else ["", *after]
    return _Cut(
        old_number=rest[0] if has_old else "",
        name=rest[name_at] if birth_at > 1 or not has_old else "",
        birth=rest[birth_at],
        gender=gender,
        address=after[0],
        issued=after[1] if len(after) > 1 else "",
    )


def _take_gender(after: list[str], today: date) -> tuple[str, list[str]]:
    if not after:
        return "", []
    is_absent = len(after) > 1 and len(after[0]) > _LONGEST_GENDER and _real_date(after[1], today)
    return ("", after) if is_absent else (after[0], after[1:])


def _filled(number: str, cut: _Cut, today: date) -> IdentityFields:
    birth, issued = _real_date(cut.birth, today), _real_date(cut.issued, today)
    # Cards of 2012 to 2015 had the twelve digits that stayed; others come from a second card.
    is_old = bool(_OLD_CARD.fullmatch(cut.old_number)) or cut.old_number == number
    return IdentityFields(
        number=number,
        old_number=cut.old_number if is_old else "",
        name=shown(cut.name),
        birth_date=birth,
        gender=_GENDERS.get(cut.gender.lower()),
        address=shown(cut.address),
        issued_on=None if issued and birth and issued < birth else issued,
    )


def _doubts(fields: IdentityFields, cut: _Cut) -> list[str]:
    codes = [d.code for d in number_doubts(fields.number, fields.gender, fields.birth_date)]
    if fields.birth_date is None:
        codes.append("check_birth_date")
    is_lost = (
        cut.old_number and not fields.old_number,
        cut.gender and not fields.gender,
        cut.issued and not fields.issued_on,
    )
    if any(is_lost):
        codes.append("damaged")
    if len(fields.name) > LONGEST_NAME or len(fields.address) > LONGEST_ADDRESS:
        codes.append("too_long")
    return codes


def _letters_to_check(fields: IdentityFields, cut: _Cut) -> list[str]:
    """Name and address: what harmed one of them or a field before may have harmed both."""
    is_harmed = (
        not is_whole_name(cut.name)
        or bool(cut.old_number and not fields.old_number)
        or bool(cut.address and not is_whole_address(cut.address))
        or cut.address.lower() in _GENDERS
        or bool(cut.gender and not fields.gender)
    )
    # One line goes one way: what brought the marks of one field brought those of the others.
    is_safe = has_marks(f"{cut.name} {cut.gender} {cut.address}")
    # Only the date after it proves that nothing was cut from an address or run into it.
    is_address_safe = is_safe and bool(cut.address) and fields.issued_on is not None
    codes = ["check_name"] if is_harmed or not is_safe else []
    return codes + (["check_address"] if is_harmed or not is_address_safe else [])


def _has_digit(text: str) -> bool:
    # Without one it is a piece of a name, and what follows is the name Nam, not a gender.
    return any(c.isdigit() for c in text)


def _real_date(text: str, today: date) -> date | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year = int(found[1]), int(found[3]), int(found[4])
    try:
        real = date(max(year, _EARLIEST_YEAR), month, day)
    except ValueError:
        return None
    return real if real.year == year and real <= today else None
