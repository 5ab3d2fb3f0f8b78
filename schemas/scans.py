"""Attached files: what they may be, how they travel in parts, and how one is told from another."""

import hashlib
import re
from typing import Literal

from schemas.wire import Answer

SCAN_BYTES_MAX = 20 * 1024 * 1024
PART_BYTES = 256 * 1024
OFFSET_HEADER = "Upload-Offset"
LENGTH_HEADER = "Upload-Length"
CHECKED_HEADER = "Desk-Checked"
"""`1` once the centre has the whole file and its digest is right."""
MediaType = Literal["application/pdf", "image/jpeg", "image/png"]
_BEGINNINGS: tuple[tuple[bytes, MediaType], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
_DIGEST = re.compile("[0-9a-f]{64}")


class BlobStanding(Answer):
    """How much of a file the centre has, and whether it is whole and checked."""

    offset: int
    checked: bool


def media_type_of(beginning: bytes) -> MediaType | None:
    """What a file is by its first bytes, whatever its name says; None if it may not be attached."""
    return next((kind for lead, kind in _BEGINNINGS if beginning.startswith(lead)), None)


def sha256_of(content: bytes) -> str:
    """The digest a file is known by."""
    return hashlib.sha256(content).hexdigest()


def is_digest(text: str) -> bool:
    """Whether a text can be the digest of a file."""
    return _DIGEST.fullmatch(text) is not None
