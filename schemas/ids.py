"""Identities: made before anything is sent, kept for ever."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

PAD_SHEETS = UUID("6f0b3c1e-52d4-5f7a-9a53-0b6a6d0c2f11")
"""Namespace of pad sheets, so that two officers entering one sheet meet in one dossier."""


def uuid7(now: datetime, random_bytes: Callable[[int], bytes]) -> UUID:
    """A UUIDv7: milliseconds since 1970, then 74 random bits (RFC 9562)."""
    milliseconds = int(now.timestamp() * 1000) & (1 << 48) - 1
    noise = int.from_bytes(random_bytes(10), "big")
    value = milliseconds << 80 | 0x7 << 76 | (noise >> 62 & 0xFFF) << 64
    return UUID(int=value | 0b10 << 62 | noise & (1 << 62) - 1)


def pad_dossier_id(serial: str) -> UUID:
    """The dossier id that belongs to a pad sheet's serial."""
    return uuid5(PAD_SHEETS, serial)
