"""Reading a file whose shape cannot be trusted: total functions over any JSON value."""

import json
import math
from dataclasses import dataclass
from typing import Any
from unicodedata import category

from schemas.letters import nfc

DEPTH_MAX = 30
WHOLE_MAX = 2**53
"""Larger numbers lose digits in JSON readers, and canonical JSON refuses them."""


@dataclass(frozen=True)
class Refusal:
    """Why a whole file cannot be read, in a sentence for the administrator."""

    reason: str


def read_records(text: str) -> list[Any] | Refusal:
    """The records of a file, one by one as they stand, records of a wrong kind included."""
    try:
        content = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        return Refusal(f"Tệp không phải JSON hợp lệ: dòng {error.lineno}, cột {error.colno}.")
    except (ValueError, RecursionError):
        return Refusal("Tệp JSON có số quá dài hoặc lồng nhau quá sâu.")
    if not isinstance(content, list):
        return Refusal("Tệp phải là một danh sách các thủ tục ([ … ]).")
    if not content:
        return Refusal("Tệp không có bản ghi nào.")
    return content


def text_of(value: object) -> str:
    """One line of printable NFC text; empty for anything that is not text."""
    return " ".join(printable(nfc(value)).split()) if isinstance(value, str) else ""


def printable(text: str) -> str:
    """A text without what would steer a terminal or a printer: controls and invisible marks."""
    if text.isprintable():
        return text
    kept = (c if c.isprintable() else "" if category(c) == "Cf" else " " for c in text)
    return "".join(kept)


def whole(value: object) -> int | None:
    """A whole number that is not negative, else None."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value


def rows(value: object) -> list[Any]:
    """The list that is there, or an empty one."""
    return value if isinstance(value, list) else []


def fields(value: object) -> dict[str, Any]:
    """The object that is there, or an empty one."""
    return value if isinstance(value, dict) else {}


def said(value: object) -> str:
    """The source's words as they stand; other values as JSON, for the eye of an administrator."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def unstorable(value: object, depth: int = 0) -> str:
    """What in a value no database or JSON reader would give back unchanged; empty if nothing."""
    if depth > DEPTH_MAX:
        return "lồng nhau quá sâu"
    if isinstance(value, str):
        return "" if _plain(value) else "có ký tự hỏng"
    if isinstance(value, dict):
        return _first(unstorable(part, depth + 1) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return _first(unstorable(part, depth + 1) for part in value)
    if isinstance(value, float):
        return "" if math.isfinite(value) else "có số vô hạn"
    return _whole_fault(value)


def _whole_fault(value: object) -> str:
    if isinstance(value, int):
        return "" if abs(value) < WHOLE_MAX else "có số quá lớn"
    return "" if value is None else "có giá trị không phải JSON"


def _plain(text: str) -> bool:
    # PostgreSQL stores no NUL; half a surrogate pair cannot be written as UTF-8.
    return not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text)


def _first(reasons: Any) -> str:
    return next((reason for reason in reasons if reason), "")
