"""Names what a scanner, its settings or an input method did to a scan; pure, and never repairs.

The codes are those of `texts.scanner`; a finding names the code page or the like where it is known.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from desk.scanning.arrival import SCAN_KEYS_MIN, SCAN_SECONDS_PER_KEY, Arrival
from desk.scanning.letters import is_whole_address
from desk.scanning.scan import Scan, read_scan

NOTES = frozenset({"decomposed", "prefix", "number_only", "slow", "no_end"})
"""Findings that do no harm: the scan is read all the same."""

_PAGES = ("cp1252", "latin-1", "cp1258", "cp437", "cp850")
# The first byte of a Vietnamese letter in UTF-8 and one after it, each shown as a letter or sign.
_LATIN_PAIR = re.compile(
    "[ÃÂÄÅÆáâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\u0300\u0303\u0309\u0323]?[»º¿¼½¾]"
)
_OTHER_SCRIPTS = re.compile("[\u2500-\u259f\u3400-\u9fff\uac00-\ud7af]|ß[║╗]")
# Letters and signs that fonts of the time before Unicode put Vietnamese letters on.
_OF_OLD_FONTS = re.compile("[¨©ª«¬®µ¶·¸¹¾ÆÇËÌÎÏÑÖ×ØÞßäåæçëîïñö÷øûüþÿ]")
_TELEX = re.compile(
    r"(?i)\b[^\W\d_]*(?:aa|ee|oo|dd|[aou]w)[^\W\d_]*|\b[^\W\d_]*[aeiouy](?:ng|nh|ch|[cmnpt])?[sfrxj]\b"
)
_VNI = re.compile(r"(?i)\b[a-z]*[aeiouyd][1-9][a-z0-9]*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_PREFIX = re.compile(r"\][A-Za-z][0-9A-Za-z]|\ufeff|ï»¿")
_CARD_HEAD = re.compile(r"[0-9]{12}\|(?:[^|]*\|){1,2}[0-9/.-]{8,10}(?=\|)")
"""A number and, two or three fields on, a date: parents on a card have numbers only."""
_CARD_BARS = 4


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or worth knowing."""

    code: str
    detail: str = ""

    @property
    def is_harm(self) -> bool:
        """Whether letters are lost or wrong, or the scan is not read at all."""
        return self.code not in NOTES


def findings(arrival: Arrival, today: date) -> tuple[Finding, ...]:
    """What there is to say of one scan, the worst first; nothing of one that came as it should."""
    scan = read_scan(arrival.text, today)
    letters = list(_of_letters(arrival, scan))
    rest = [*_of_extent(arrival, scan), *_of_setting(arrival, scan)]
    if not letters and not any(one.is_harm for one in rest):
        letters = list(_of_reading(scan))
    return tuple(sorted((*letters, *rest), key=lambda one: not one.is_harm))


def _of_letters(arrival: Arrival, scan: Scan) -> Iterator[Finding]:
    """At most one finding: a way of losing letters hides the others."""
    text = _PREFIX.sub("", unicodedata.normalize("NFC", arrival.text), count=1)
    fields = _worded_fields(text)
    if arrival.was_edited or "keyboard_vietnamese" in scan.warnings:
        yield Finding("input_method")
    elif page := _mojibake_page(text):
        yield Finding("mojibake", page)
    elif arrival.raw and "\ufffd" in text:
        yield Finding("code_page")
    elif "\ufffd" in text:
        yield Finding("broken_bytes")
    elif _OF_OLD_FONTS.search(text):
        yield Finding("code_page", "TCVN3, VNI")
    elif code := _case_code(text, fields):
        yield Finding(code)
    elif fields and text.isascii():
        yield Finding(_ascii_kind(fields))


def _case_code(text: str, fields: str) -> str:
    """What became of capitals and small letters; nothing is said of letters without marks."""
    if any(word[0].islower() and word[1:].isupper() for word in _WORD.findall(fields)):
        return "caps_lock"
    is_one_case = fields and not text.isascii() and (text.isupper() or text.islower())
    return "one_case" if is_one_case else ""


def _ascii_kind(fields: str) -> str:
    if _TELEX.search(fields):
        return "telex_keys"
    return "vni_keys" if _VNI.search(fields.partition("|")[0]) else "ascii_only"


def _worded_fields(text: str) -> str:
    """Name and address of something that looks like a card: the fields with more than a word."""
    parts = text.split("|")
    if len(parts) <= _CARD_BARS:
        return ""
    return "|".join(part for part in parts if " " in part.strip() and re.search(r"[^\W\d_]", part))


def _mojibake_page(text: str) -> str:
    """The code page that UTF-8 was taken for; empty if the letters do not look like that."""
    if text.isascii():
        return ""
    for page in _PAGES:
        with suppress(UnicodeError):
            meant = text.encode(page).decode("utf-8")
            if all(map(is_whole_address, filter(None, _worded_fields(meant).split("|")))):
                return page
    if _OTHER_SCRIPTS.search(text):
        return "DOS, GBK"
    return "Latin-1" if _LATIN_PAIR.search(text) else ""


def _of_extent(arrival: Arrival, scan: Scan) -> Iterator[Finding]:
    """Too much, or too little."""
    is_card, is_damaged = arrival.text.count("|") >= _CARD_BARS, "damaged" in scan.warnings
    # With a bar behind its number it is no bar code of an old card, which is the number alone.
    has_no_end = scan.fields is not None and scan.fields.issued_on is None
    is_open = has_no_end and "|" in arrival.text
    if len(_CARD_HEAD.findall(arrival.text)) > 1 or (is_card and "too_long" in scan.warnings):
        yield Finding("run_together")
    elif "too_long" in scan.warnings:
        yield Finding("too_long")
    elif is_open or (is_card and is_damaged and scan.kind == "unknown"):
        yield Finding("truncated")


def _of_setting(arrival: Arrival, scan: Scan) -> Iterator[Finding]:
    """What the scanner adds, leaves out, or does slowly."""
    text = arrival.text
    if arrival.end == "none" and arrival.source != "paste":
        yield Finding("no_end")
    if _PREFIX.match(text):
        yield Finding("prefix")
    if text != unicodedata.normalize("NFC", text):
        yield Finding("decomposed")
    is_timed = arrival.source == "keyboard" and len(text) >= SCAN_KEYS_MIN
    if is_timed and arrival.seconds > SCAN_SECONDS_PER_KEY * len(text):
        yield Finding("slow")
    if "number_only" in scan.warnings and "|" not in text:
        yield Finding("number_only")


def _of_reading(scan: Scan) -> Iterator[Finding]:
    """What is left to say of a scan whose letters and extent look sound."""
    if "not_supported" in scan.warnings:
        yield Finding("not_supported")
    elif scan.kind == "unknown":
        yield Finding("unknown")
    elif {"check_name", "check_address", "damaged"} & set(scan.warnings):
        yield Finding("letters_lost")
    elif any(code.startswith("number_") and code != "number_only" for code in scan.warnings):
        yield Finding("number_doubtful")
