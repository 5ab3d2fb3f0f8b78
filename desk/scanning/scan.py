"""Says what one scanned line is: a card, a receipt, a slip, a pad sheet, or unknown.

Never raises, whatever the line holds. Lines are personal data: nothing here keeps or logs them.
"""

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from desk.scanning.card import IdentityFields, read_card
from desk.scanning.letters import composed
from schemas.codes import PROOF_BARS, PROOF_SQUARE, read_code, read_pad, read_slip
from schemas.letters import folded

Kind = Literal["identity", "receipt", "slip", "pad", "proof", "unknown"]

LONGEST_LINE = 2000
"""No code that a desk is shown is longer, even decomposed."""
_CARD_BARS = 4
"""A line with so many bars was meant as a card."""

_AROUND = "".join(map(chr, range(0x21))) + "\x7f\ufeff"
_PREFIX = re.compile(r"\A(?:ï»¿|\][A-Za-z][0-9A-Za-z])+")
"""A byte order mark read as Latin-1, and the symbology that some scanners send first."""
_LOOK_UP = re.compile(r"tra-cuu/?\?(?:[^#]*&)?ma=([^&#\s]+)")
_OF_AN_APP = re.compile(r"\{.*\}|\S*vneid\S*", re.ASCII | re.DOTALL | re.IGNORECASE)
"""What apps show on telephones, VNeID first of all: of use to their own kind only."""
_SEALED = re.compile(
    r"(?![a-z][\w+.-]*:|.*\.[a-z]{2,4}\Z)[\w+/=.:?&%#~-]{40,}", re.ASCII | re.IGNORECASE
)
"""As long as what they seal, and no address or file: technicians paste those, and long paths."""
_WHOLE = re.compile(r"[0-9A-Za-z]{40,}=*")
_TURN = re.compile(
    r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[0-9])|(?<=[A-Za-z0-9][A-Z])(?=[a-z])"
)
"""Where small letters, capitals and digits meet within a word, but for a word's capital."""
_SEALED_TURNS = 0.3
"""Of its letters at least so many are turns in a sealed code, and hardly any in a path."""
_PROOFS = frozenset({PROOF_BARS.casefold(), PROOF_SQUARE.casefold()})
_CODE_LIKE = re.compile(r"[0-9.]*[a-z][0-9.]{1,12}-(?:[0-9]{2}|[0-9]{6}|p[0-9]{1,2})-[0-9-]{4,}")


@dataclass(frozen=True)
class Scan:
    """What a line was found to be; what is doubtful about it is in the warnings, as codes."""

    kind: Kind
    fields: IdentityFields | None = None
    """Only for a card."""
    code: str = ""
    """Only for a receipt, slip or pad sheet: its code as we print it."""
    warnings: tuple[str, ...] = ()


def read_scan(line: str, today: date) -> Scan:
    """What a scanned line is; a field of a card is certain, empty, or warned about."""
    if len(line) > LONGEST_LINE:
        return Scan("unknown", warnings=("too_long",))
    text = _PREFIX.sub("", composed(line).strip(_AROUND)).strip(_AROUND)
    card = read_card(text, today)
    if card is not None:
        return Scan("identity", fields=card[0], warnings=card[1])
    return _coded(text) or _coded(_looked_up(text)) or Scan("unknown", warnings=_why(text))


def is_scan(line: str, today: date) -> bool:
    """Whether something came from a scanner: what is known, and what is known to be damaged."""
    scan = read_scan(line, today)
    return scan.kind != "unknown" or bool(scan.warnings)


def as_json(scan: Scan) -> dict[str, Any]:
    """The scan as `desk card --json` prints it: dates in ISO form, null where there is none."""
    fields: dict[str, Any] = {"code": scan.code} if scan.code else {}
    if scan.fields is not None:
        fields = asdict(scan.fields)
        for key in ("birth_date", "issued_on"):
            fields[key] = fields[key] and fields[key].isoformat()
    return {
        "ok": scan.kind != "unknown",
        "kind": scan.kind,
        "fields": fields,
        "warnings": list(scan.warnings),
    }


def _coded(text: str) -> Scan | None:
    if text.casefold() in _PROOFS:
        return Scan("proof")
    if code := read_code(text):
        return Scan("receipt", code=code.text)
    if slip := read_slip(text):
        return Scan("slip", code=slip.text)
    if pad := read_pad(text):
        return Scan("pad", code=pad.text)
    return None


def _looked_up(text: str) -> str:
    """The code in a look-up address, or nothing.

    Vietnamese typing may have marked letters of the address, which does not matter, but not of
    the code: which letter `Đ` was cannot be known.
    """
    found = _LOOK_UP.search(folded(text))
    return found[1] if found and found[1] in text.casefold() else ""


def _why(text: str) -> tuple[str, ...]:
    if text.count("|") >= _CARD_BARS:
        return ("damaged",)
    if _OF_AN_APP.fullmatch(text) or _is_sealed(text):
        return ("not_supported",)
    is_typed = not text.isascii() and _CODE_LIKE.fullmatch(folded(text))
    return ("keyboard_vietnamese",) if is_typed else ()


def _is_sealed(text: str) -> bool:
    turns = len(_TURN.findall(text))
    is_mixed = bool(_WHOLE.fullmatch(text)) or turns >= _SEALED_TURNS * len(text)
    return is_mixed and bool(_SEALED.fullmatch(text))
