"""Sealing a small secret for somebody's public key: only the private half opens it."""

from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE = bytes(12)


class SealError(Exception):
    """It was not sealed for this key, for this purpose, or not at all."""


def seal_for(
    public: bytes, secret: bytes, purpose: bytes, random_bytes: Callable[[int], bytes]
) -> bytes:
    """A secret, sealed for a public key with a key drawn only for it."""
    own = X25519PrivateKey.from_private_bytes(random_bytes(KEY_BYTES))
    drawn = own.public_key().public_bytes_raw()
    agreed = own.exchange(X25519PublicKey.from_public_bytes(public))
    # Its key serves once, so its nonce may stand still.
    return drawn + _cipher(agreed, drawn, public).encrypt(_NONCE, secret, purpose)


def unseal(private: bytes, sealed: bytes, purpose: bytes) -> bytes:
    """The secret that was sealed.

    Raises:
        SealError: this key does not open it.
    """
    own = X25519PrivateKey.from_private_bytes(private)
    drawn = sealed[:KEY_BYTES]
    try:
        agreed = own.exchange(X25519PublicKey.from_public_bytes(drawn))
        cipher = _cipher(agreed, drawn, own.public_key().public_bytes_raw())
        return cipher.decrypt(_NONCE, sealed[KEY_BYTES:], purpose)
    except (InvalidTag, ValueError):
        raise SealError("this key does not open it") from None


def _cipher(agreed: bytes, drawn: bytes, public: bytes) -> ChaCha20Poly1305:
    kdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=drawn + public, info=b"counter-desk seal")
    return ChaCha20Poly1305(kdf.derive(agreed))
