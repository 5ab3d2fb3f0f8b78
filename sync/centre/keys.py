"""The centre's own keys: drawn once, kept in its database, the public halves told to counters."""

from collections.abc import Callable

from sqlmodel import Session

from sync.bundle import KEY_BYTES, public_key
from sync.centre.blob_tables import CentreKey

BUNDLE = "bundle"


def bundle_private_key(session: Session) -> bytes | None:
    """The key that opens bundles; None before it was drawn."""
    held = session.get(CentreKey, BUNDLE)
    return bytes.fromhex(held.secret) if held else None


def bundle_public_key(session: Session) -> str:
    """What counters seal bundles for, in hexadecimal; empty before it was drawn."""
    private = bundle_private_key(session)
    return public_key(private).hex() if private else ""


def draw_bundle_key(session: Session, random_bytes: Callable[[int], bytes]) -> bool:
    """Draw the key if there is none yet; whether it was drawn now."""
    if session.get(CentreKey, BUNDLE) is not None:
        return False
    session.add(CentreKey(purpose=BUNDLE, secret=random_bytes(KEY_BYTES).hex()))
    session.flush()
    return True
