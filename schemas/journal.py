"""The entry envelope and its hash chain: one counter's append-only evidence.

An entry is written once, as canonical JSON (RFC 8785), and that text is kept verbatim: digests are
over what was written, never over a model dumped again, so a field added later changes no digest.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import orjson
import rfc8785

from schemas.shape import Instant, Shape, Text

ENTRY_BYTES_MAX = 256 * 1024
INTEGER_MAX = 2**53 - 1
DEPTH_MAX = 64
"""How deep an entry may nest; what validates and writes JSON gives up somewhere above."""


class BrokenEntryError(Exception):
    """A text is not an entry, or not the entry its digest was made for."""


class TooLargeEntryError(BrokenEntryError):
    """What would be an entry holds more than one may."""


class Entry(Shape):
    """One fact at one counter, in its place in the chain."""

    counter: str
    epoch: int
    seq: int
    id: UUID
    dossier: UUID | None
    home: str
    """The unit that minted the dossier's id; it alone orders the dossier's entries."""
    kind: str
    v: int
    """Version of this kind's body."""
    happened: Instant
    at: Instant
    skew_ms: int | None
    officer: Text
    base: int | None
    """Rank of the newest confirmed entry of the dossier that the officer saw."""
    body: dict[str, Any]
    prev: str | None
    digest: str


class Head(Shape):
    """The newest entry of a journal; seq 0 and no digest before the first."""

    seq: int = 0
    digest: str | None = None


def canonical(mapping: Mapping[str, Any]) -> bytes:
    """Canonical JSON of a mapping (RFC 8785).

    Raises:
        BrokenEntryError: it holds a float, an integer beyond 2^53, or something JSON cannot carry,
            or it nests too deep.
    """
    try:
        _refuse_odd(mapping, DEPTH_MAX)
        return _canonical(mapping)
    except (rfc8785.CanonicalizationError, TypeError, UnicodeError, RecursionError):
        raise BrokenEntryError("not canonical JSON") from None


def _canonical(mapping: Mapping[str, Any]) -> bytes:
    """Canonical JSON of what holds nothing odd; the package only where the two orders differ."""
    text = orjson.dumps(mapping, option=orjson.OPT_SORT_KEYS)
    return rfc8785.dumps(dict(mapping)) if _is_unalike(text) else text


def _is_unalike(text: bytes) -> bool:
    """Whether keys may sort otherwise by code points than by UTF-16 units, as RFC 8785 asks."""
    return len(text.translate(None, _UNALIKE)) != len(text)


_UNALIKE = bytes(range(0xF0, 0xF5))
"""First bytes, in UTF-8, of what takes two units in UTF-16; Vietnamese has none of it."""


def digest_of(mapping: Mapping[str, Any]) -> str:
    """SHA-256 of an entry without its `digest`, in hexadecimal."""
    bare = {key: value for key, value in mapping.items() if key != "digest"}
    return hashlib.sha256(canonical(bare)).hexdigest()


def sealed(fields: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The final text of an entry, and the mapping it says: its fields with the digest.

    Raises:
        TooLargeEntryError: the entry is over 256 KiB.
        BrokenEntryError: it cannot be written canonically.
    """
    mapping = {**fields, "digest": digest_of(fields)}
    text = _canonical(mapping)
    if len(text) > ENTRY_BYTES_MAX:
        raise TooLargeEntryError("entry over 256 KiB")
    return text.decode(), mapping


def seal(fields: Mapping[str, Any]) -> str:
    """The final text of an entry: its fields with the digest, as canonical JSON.

    Raises:
        BrokenEntryError: as `sealed`.
    """
    return sealed(fields)[0]


def read_entry(text: str) -> Entry:
    """The entry in a text, its digest checked.

    Raises:
        BrokenEntryError: the text is no entry or its digest does not belong to it.
    """
    try:
        mapping = orjson.loads(text)
    except ValueError:
        raise BrokenEntryError("not JSON") from None
    return check_entry(mapping)


def check_entry(mapping: object) -> Entry:
    """The entry in a received mapping, its digest checked as received.

    Raises:
        BrokenEntryError: as `read_entry`.
    """
    if not isinstance(mapping, Mapping) or mapping.get("digest") != digest_of(mapping):
        raise BrokenEntryError("digest does not match")
    return trusted_entry(mapping)


def received_text(mapping: Mapping[str, Any]) -> str:
    """The final text of an entry that arrived as this mapping, its digest checked as received.

    Raises:
        BrokenEntryError: as `read_entry`, or the entry is over 256 KiB.
    """
    text = _usual_text(mapping)
    if text is None:
        text, whole = sealed({key: value for key, value in mapping.items() if key != "digest"})
        if whole["digest"] != mapping.get("digest"):
            raise BrokenEntryError("digest does not match")
    return text


def _usual_text(mapping: Mapping[str, Any]) -> str | None:
    """What `received_text` gives, at a fifth of its cost, of an entry with nothing unusual in it.

    None if there may be anything unusual: then the long way decides.
    """
    try:
        raw = orjson.dumps(mapping, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER)
    except orjson.JSONEncodeError:
        return None
    digest = f'"digest":"{mapping.get("digest")}",'.encode()
    # A body that quotes the digest itself is for the long way too.
    if len(raw) > ENTRY_BYTES_MAX or raw.count(digest) != 1 or _is_odd_text(raw):
        return None
    matches = hashlib.sha256(raw.replace(digest, b"")).hexdigest() == mapping["digest"]
    return raw.decode() if matches else None


def _is_odd_text(raw: bytes) -> bool:
    """Whether a text may nest too deep, hold a float, or sort otherwise by UTF-16 units."""
    return (
        raw.count(b"{") + raw.count(b"[") > DEPTH_MAX
        or _is_unalike(raw)
        or _FRACTION.search(raw) is not None
        or _EXPONENT.search(raw) is not None
    )


# Each begins with one letter, which is found ten times as fast as one of several.
_FRACTION = re.compile(rb"\.[0-9]+(?:e-?[0-9]+)?[,}\]]")
_EXPONENT = re.compile(rb"e-?[0-9]+[,}\]]")


def trusted_entry(mapping: Mapping[str, Any]) -> Entry:
    """The entry in a mapping whose digest was checked before it was stored."""
    try:
        return Entry.model_validate(mapping)
    except ValueError:
        # The cause is dropped on purpose: a validation error quotes the values it refused.
        raise BrokenEntryError("fields of the envelope are wrong") from None


def _refuse_odd(value: object, depth: int) -> None:
    if depth == 0:
        raise BrokenEntryError("an entry does not nest so deep")
    for part in _parts(value):
        # Most parts are texts, which are never odd; a call for each would cost more than all else.
        if type(part) is not str:
            _refuse_odd(part, depth - 1)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        if not all(type(key) is str for key in value):
            raise BrokenEntryError("keys are texts")
        return value.values()
    if isinstance(value, list | tuple):
        return value
    if not _is_plain(value):
        raise BrokenEntryError("an entry holds no floats, no huge numbers and nothing unknown")
    return ()


def _is_plain(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) <= INTEGER_MAX
    return value is None or isinstance(value, str)
