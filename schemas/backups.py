"""The label of a counter's backup: what it is, and its key, sealed for the province."""

from collections.abc import Callable
from typing import Literal

from schemas.sealing import seal_for, unseal
from schemas.shape import Instant, Shape

LABEL_BYTES_MAX = 16 * 1024
PURPOSE = b"counter-desk backup key"


class BackupLabel(Shape):
    """The first line of a backup, as JSON; the encrypted store follows."""

    kind: Literal["counter-desk backup 1"] = "counter-desk backup 1"
    counter: str
    epoch: int
    seq: int
    at: Instant
    sealed_key: str
    """The store's key for the province, in hexadecimal; empty if its key was not known."""
    sha256: str
    """Of what follows."""


def read_label(line: bytes) -> BackupLabel:
    """The label in a first line; a `ValueError` if it is none."""
    return BackupLabel.model_validate_json(line)


def seal_key(public: str, key: bytes, random_bytes: Callable[[int], bytes]) -> str:
    """A store's key, sealed for the province's public key."""
    return seal_for(bytes.fromhex(public), key, PURPOSE, random_bytes).hex() if public else ""


def unseal_key(private: bytes, label: BackupLabel) -> bytes:
    """The store's key, for whoever holds the province's key.

    Raises:
        SealError: it was sealed for another, or not at all.
    """
    return unseal(private, bytes.fromhex(label.sealed_key), PURPOSE)
