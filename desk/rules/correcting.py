"""What may be corrected of a reception, one value at a time, and what it gives.

The numbers, the procedure and the times stand on paper in a citizen's hand: they are no slips of
the keyboard any more, and have other ways to change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk.rules.reception import COUNT_MAX, SETS_MAX
from desk.rules.recording import NotRecorded
from schemas.effects import corrected
from schemas.entries import Corrected, Received
from schemas.letters import nfc
from schemas.people import (
    Doubt,
    Organisation,
    applicant_doubts,
    tidy_number,
    tidy_phone,
    tidy_tax_code,
)

CORRECTABLE = ("applicant", "submitter", "papers", "sets", "delivery", "note")
COUNTS = frozenset({"originals", "certified", "photocopies"})
MAY_LACK = frozenset({"birth_date", "gender", "issued_on"})
"""What nobody knows is nothing, and no empty text."""
_ABSENT = object()


@dataclass(frozen=True)
class Correction:
    """One value of a reception that is wrong, and what is right."""

    field: str
    """Its way in the reception, such as `applicant.name`, `papers.identity.originals` or `note`."""
    old: str
    """What the officer saw there; it must still stand."""
    new: str
    reason: str
    is_checked: bool = False
    """Whether what is unusual in the new value was compared with the citizen's papers."""


def is_made(received: Received, asked: Correction) -> bool:
    """Whether the field says the new value already."""
    top, *way = asked.field.split(".")
    held = _at(received.model_dump(mode="json").get(top, _ABSENT), way)
    return held is not _ABSENT and _shown(held) == _tidied(asked, received, asked.new)


def correction_of(received: Received, asked: Correction, today: date) -> Corrected | NotRecorded:
    """The correction as it is recorded, or why it cannot be."""
    top, *way = asked.field.split(".")
    whole = received.model_dump(mode="json")
    if not asked.reason.strip():
        return NotRecorded("reason_missing")
    if top not in CORRECTABLE or way[-1:] == ["kind"]:
        return NotRecorded("fixed_field", {"field": asked.field})
    held = _at(whole[top], way)
    if held is _ABSENT or isinstance(held, dict | list | bool) or not _is_open(top, way):
        return NotRecorded("no_such_field", {"field": asked.field})
    if _shown(held) != nfc(asked.old.strip()):
        return NotRecorded("stale", {"field": asked.field, "held": _shown(held)})
    new = _typed(held, _tidied(asked, received, asked.new), asked.field)
    if isinstance(new, NotRecorded):
        return new
    body = Corrected(
        field=top, old=whole[top], new=_with(whole[top], way, new), reason=asked.reason
    )
    return _checked(received, body, asked, today)


def _is_open(top: str, way: list[str]) -> bool:
    """Of a paper only its counts can be wrong: the rest is the catalogue's."""
    return top != "papers" or way[-1] in COUNTS


def _at(value: Any, way: list[str]) -> Any:
    """What lies at the end of a way; the papers are found by their keys."""
    for name in way:
        if isinstance(value, list):
            value = next((one for one in value if one.get("key") == name), _ABSENT)
        elif isinstance(value, dict):
            value = value.get(name, _ABSENT)
        else:
            return _ABSENT
    return value


def _with(value: Any, way: list[str], new: Any) -> Any:
    """The same with another value at the end of the way."""
    if not way:
        return new
    name, rest = way[0], way[1:]
    if isinstance(value, list):
        return [_with(one, rest, new) if one["key"] == name else one for one in value]
    return value | {name: _with(value[name], rest, new)}


def _shown(held: Any) -> str:
    return "" if held is None else str(held)


def _tidied(asked: Correction, received: Received, text: str) -> str:
    bare = nfc(text.strip())
    name = asked.field.rpartition(".")[2]
    is_tax = asked.field == "applicant.number" and isinstance(received.applicant, Organisation)
    return tidy_tax_code(bare) if is_tax else _TIDY.get(name, str)(bare)


_TIDY: Mapping[str, Callable[[str], str]] = {
    "number": tidy_number,
    "old_number": tidy_number,
    "phone": tidy_phone,
}


def _typed(held: Any, text: str, field: str) -> Any:
    """The new value as the old one is: a whole number, a text, or nothing."""
    if not isinstance(held, int):
        return text if text or field.rpartition(".")[2] not in MAY_LACK else None
    low, high = (1, SETS_MAX) if field == "sets" else (0, COUNT_MAX)
    if not (text.isascii() and text.isdecimal()) or not low <= int(text) <= high:
        return NotRecorded("out_of_range", {"low": str(low), "high": str(high)})
    return int(text)


def _checked(
    received: Received, body: Corrected, asked: Correction, today: date
) -> Corrected | NotRecorded:
    """The correction, if what it gives is a reception that could have been accepted so."""
    after = corrected(received, body)
    if after is None:
        return NotRecorded("invalid", {"field": asked.field})
    if body.new == body.old:
        return NotRecorded("nothing_to_correct", {"field": asked.field})
    found = [one for one in _doubts(after, today) if one not in _doubts(received, today)]
    errors = [one for one in found if one.severity == "error"]
    standing = errors or ([] if asked.is_checked else found)
    if standing:
        reason = "doubtful" if errors else "unusual"
        return NotRecorded(reason, {"doubt": standing[0].code})
    return body


def _doubts(received: Received, today: date) -> list[Doubt]:
    people = [one for one in (received.applicant, received.submitter) if one is not None]
    found = [doubt for one in people for doubt in applicant_doubts(one, today)]
    delivery = received.delivery
    if delivery.channel == "postal" and not delivery.address.strip():
        found.append(Doubt("delivery.address", "delivery_address_missing", "error"))
    return found
