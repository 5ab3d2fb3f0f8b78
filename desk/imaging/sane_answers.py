"""What SANE answers, by number and by sentence, as one of a few reasons; pure."""

from typing import Literal

ScanReason = Literal[
    "busy", "settings", "jammed", "no_docs", "cover_open", "io_error", "denied", "no_device",
    "not_installed", "timed_out", "cancelled", "disk", "other",
]  # fmt: skip
_STATUSES: dict[int, ScanReason] = {
    1: "settings",
    3: "busy",
    4: "settings",
    6: "jammed",
    7: "no_docs",
    8: "cover_open",
    9: "io_error",
    11: "denied",
}
"""SANE's own numbers, which `scanimage` ends with."""
_SENTENCES: tuple[tuple[str, ScanReason], ...] = (
    ("Device busy", "busy"),
    ("Document feeder jammed", "jammed"),
    ("out of documents", "no_docs"),
    ("cover is open", "cover_open"),
    ("Error during device I/O", "io_error"),
    ("Access to resource has been denied", "denied"),
    ("no SANE devices found", "no_device"),
    ("open of device", "no_device"),
    ("No space left", "disk"),
    ("cannot open", "disk"),
    ("Invalid argument", "settings"),
    ("not supported", "settings"),
    ("scanimage: sane_", "other"),
)
"""SANE's sentences, English in every language, go before the number: a plain 1 tells little, and a
driver's helper process that dies of the same fault can turn the number into 0."""


def why(code: int, said: str) -> ScanReason | None:
    """Why `scanimage` ended with a code and some sentences; None when it did what it was asked."""
    told = next((reason for words, reason in _SENTENCES if words in said), None)
    if told or code == 0:
        return told
    return _STATUSES.get(code, "other")
