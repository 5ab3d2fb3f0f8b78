"""The scanner test in words: what cannot be seen is made visible."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from desk.rules.typing import shown_date
from desk.scanning.arrival import Arrival
from desk.scanning.damage import Finding
from desk.scanning.scan import Scan
from desk.serial.scanner import SerialScanner
from desk.texts import scanner as words

SHOWN_MAX = 300
_MARKS = {"cr": "‹CR›", "lf": "‹LF›", "crlf": "‹CR›‹LF›", "tab": "‹Tab›", "none": ""}
_UNSEEN = {"\xa0": "‹NBSP›", "\ufeff": "‹BOM›"}


def seen(arrival: Arrival) -> str:
    """The letters as they came, with their end; what nobody can see by its number."""
    text = arrival.text
    cut = text if len(text) <= SHOWN_MAX else f"{text[:SHOWN_MAX]}… (+{len(text) - SHOWN_MAX})"
    return "".join(map(_visible, cut)) + _MARKS[arrival.end]


def _visible(letter: str) -> str:
    if letter in _UNSEEN:
        return _UNSEEN[letter]
    if unicodedata.combining(letter):
        return f"◌{letter}"
    return letter if letter.isprintable() else f"‹{ord(letter):02X}›"


def fact_words(arrival: Arrival) -> str:
    """Where it came from, how long it is, what ended it, and how fast it was typed."""
    facts = words.FACTS.format(
        source=words.SOURCES[arrival.source],
        count=len(arrival.text),
        end=words.ENDS[arrival.end],
    )
    if arrival.seconds <= 0:
        return facts
    return facts + words.PACE.format(pace=len(arrival.text) / arrival.seconds)


def read_words(scan: Scan) -> str:
    """What the program makes of it, field by field."""
    kind = words.KINDS[scan.kind]
    if scan.fields is None:
        return f"{kind} {scan.code}".rstrip()
    told = [
        f"{name}: {_said(getattr(scan.fields, field))}"
        for field, name in words.FIELDS.items()
        if getattr(scan.fields, field)
    ]
    return f"{kind} · {' · '.join(told)}"


def _said(value: str | date) -> str:
    if isinstance(value, date):
        return shown_date(value)
    return words.GENDERS.get(value, value)


def advice_words(found: Sequence[Finding], *, has_marks: bool) -> str:
    """What is wrong and how to set it right, each with a mark; or that all is well.

    Only letters with marks show that they come whole: a code has none.
    """
    lines = [f"{words.HARM if one.is_harm else words.NOTE} {_sentence(one)}" for one in found]
    if not any(one.is_harm for one in found):
        lines.insert(0, words.SOUND if has_marks else words.READ_ONLY)
    return "\n".join(lines)


def _sentence(one: Finding) -> str:
    detail = words.PAGES.get(one.detail, one.detail)
    return " ".join(words.FINDINGS[one.code].format(detail=detail).split()).replace(" ,", ",")


def port_words(scanner: SerialScanner, *, is_file_wrong: bool = False) -> str:
    """How the serial port stands; where there is none, whether a wrong file may be why."""
    if scanner.port is None:
        return words.PORT_WRONG if is_file_wrong else words.PORT_NONE
    standing, port = scanner.standing, scanner.port.name
    if standing.is_there:
        return words.PORT_READY.format(port=port)
    if standing.since is None:
        return words.PORT_WAITING.format(port=port)
    return words.PORT_TROUBLES[standing.trouble].format(port=port)
