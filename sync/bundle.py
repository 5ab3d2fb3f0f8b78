"""Bundles: a counter's unsent entries and files in one file, carried to the centre by hand.

Theory of operation
-------------------
A bundle is a label in the clear (which counter, for which centre) and a row of sealed pieces. The
key is agreed between a key drawn for this bundle and the centre's own (X25519, HKDF), so only that
centre opens it, and not even the counter that wrote it. Every piece is sealed (ChaCha20-Poly1305)
under its number and a flag for the last one: pieces that are left out, moved, repeated or cut off
do not open. The last piece holds a signature over all before it, under a key that only this counter
and the centre can derive (from the digest of the counter's token): it proves who wrote it.

    magic · length · label as JSON · (length · sealed piece)*

A reader checks all of a bundle before it believes any of it: see `check_bundle`.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"counter-desk bundle 1\n"
KEY_BYTES = 32
LABEL_BYTES_MAX = 4096
PIECE_BYTES_MAX = 2 * 1024 * 1024
_LENGTH_BYTES = 4
_END = "end"


class BundleError(Exception):
    """A bundle cannot be read; the text is a stable code.

    `not_a_bundle`, `other_centre`, `damaged` (cut off or altered), `unknown_writer`.
    """


@dataclass(frozen=True)
class Label:
    """What stands on the outside."""

    counter: str
    centre: str
    """Which centre it is for: `name_of_key` of the centre's public key."""
    drawn: str
    """The public half of the key drawn for this bundle, in hexadecimal."""
    at: str


@dataclass(frozen=True)
class Piece:
    """A part of what a bundle holds: what it is, and its content."""

    kind: str
    """`entries` (a JSON array), `file` (what file follows, as JSON) or `part` of that file."""
    content: bytes


def public_key(private: bytes) -> bytes:
    """The public half of a centre's key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def name_of_key(public: bytes) -> str:
    """A short name of a centre's public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def write_bundle(  # noqa: PLR0913  (what goes in, for whom, from whom)
    out: BinaryIO,
    pieces: Iterable[Piece],
    *,
    counter: str,
    token_digest: str,
    centre_key: bytes,
    at: str,
    random_bytes: Callable[[int], bytes],
) -> None:
    """Write a bundle; `token_digest` is the SHA-256 of the counter's token, in hexadecimal."""
    own = X25519PrivateKey.from_private_bytes(random_bytes(KEY_BYTES))
    drawn = own.public_key().public_bytes_raw()
    label = {"counter": counter, "centre": name_of_key(centre_key), "drawn": drawn.hex(), "at": at}
    head = json.dumps(label).encode()
    out.write(MAGIC + len(head).to_bytes(_LENGTH_BYTES) + head)
    agreed = own.exchange(X25519PublicKey.from_public_bytes(centre_key))
    seal = _Seal(agreed, head)
    signed = _signature(token_digest, head)
    for piece in pieces:
        _write_piece(out, seal, piece, signed)
    end = seal.close(_joined(Piece(_END, signed.digest())), is_last=True)
    out.write(len(end).to_bytes(_LENGTH_BYTES) + end)


def _write_piece(out: BinaryIO, seal: "_Seal", piece: Piece, signed: "hmac.HMAC") -> None:
    plain = _joined(piece)
    assert len(plain) <= PIECE_BYTES_MAX, "pieces are cut before they get here"
    signed.update(hashlib.sha256(plain).digest())
    sealed = seal.close(plain, is_last=False)
    out.write(len(sealed).to_bytes(_LENGTH_BYTES) + sealed)


def read_label(file: BinaryIO) -> Label:
    """What stands on the outside of a bundle, which nobody has checked yet.

    Raises:
        BundleError: `not_a_bundle`.
    """
    return _label(_head(file))


def check_bundle(file: BinaryIO, private: bytes, token_digests: Sequence[str]) -> None:
    """Read a bundle to its end and believe it, or refuse it whole.

    Raises:
        BundleError: why it is refused.
    """
    head = _head(file)
    signatures = [_signature(one, head) for one in token_digests]
    for piece in _opened(file, head, private):
        if piece.kind == _END:
            proofs = (one.digest() for one in signatures)
            if not any(hmac.compare_digest(proof, piece.content) for proof in proofs):
                raise BundleError("unknown_writer")
            return
        for one in signatures:
            one.update(hashlib.sha256(_joined(piece)).digest())


def pieces_of(file: BinaryIO, private: bytes) -> Iterator[Piece]:
    """The pieces of a bundle that was checked.

    Raises:
        BundleError: as `check_bundle`, but for the writer.
    """
    return (one for one in _opened(file, _head(file), private) if one.kind != _END)


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    if file.read(len(MAGIC)) != MAGIC:
        raise BundleError("not_a_bundle")
    length = int.from_bytes(file.read(_LENGTH_BYTES))
    head = file.read(length) if length <= LABEL_BYTES_MAX else b""
    if len(head) != length or not head:
        raise BundleError("not_a_bundle")
    return head


def _label(head: bytes) -> Label:
    try:
        told: dict[str, Any] = json.loads(head)
        return Label(*(str(told[name]) for name in ("counter", "centre", "drawn", "at")))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BundleError("not_a_bundle") from None


def _opened(file: BinaryIO, head: bytes, private: bytes) -> Iterator[Piece]:
    """Every piece, the last one included; the file stands behind its head."""
    label = _label(head)
    if label.centre != name_of_key(public_key(private)):
        raise BundleError("other_centre")
    seal = _Seal(_agreed(private, label), head)
    while True:
        length = int.from_bytes(file.read(_LENGTH_BYTES))
        sealed = file.read(length) if length <= PIECE_BYTES_MAX + KEY_BYTES else b""
        if not sealed or len(sealed) != length:
            raise BundleError("damaged")
        plain, is_last = seal.open(sealed)
        kind, _, content = plain.partition(b"\n")
        yield Piece(kind.decode(errors="replace"), content)
        if is_last:
            break
    if file.read(1):
        raise BundleError("damaged")


def _agreed(private: bytes, label: Label) -> bytes:
    try:
        drawn = X25519PublicKey.from_public_bytes(bytes.fromhex(label.drawn))
        return X25519PrivateKey.from_private_bytes(private).exchange(drawn)
    except ValueError:
        raise BundleError("damaged") from None


def _joined(piece: Piece) -> bytes:
    return piece.kind.encode() + b"\n" + piece.content


def _signature(token_digest: str, head: bytes) -> "hmac.HMAC":
    key = _derived(bytes.fromhex(token_digest), b"bundle signature", b"")
    return hmac.new(key, head, hashlib.sha256)


def _derived(secret: bytes, purpose: bytes, salt: bytes) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"counter-desk " + purpose)
    return kdf.derive(secret)


class _Seal:
    """Closes and opens the pieces of one bundle in their order."""

    def __init__(self, agreed: bytes, head: bytes) -> None:
        self._head = hashlib.sha256(head).digest()
        self._cipher = ChaCha20Poly1305(_derived(agreed, b"bundle seal", self._head))
        self._number = 0

    def close(self, plain: bytes, *, is_last: bool) -> bytes:
        sealed = self._cipher.encrypt(self._nonce(is_last=is_last), plain, self._head)
        self._number += 1
        return sealed

    def open(self, sealed: bytes) -> tuple[bytes, bool]:
        for is_last in (False, True):
            try:
                plain = self._cipher.decrypt(self._nonce(is_last=is_last), sealed, self._head)
            except InvalidTag:
                continue
            self._number += 1
            return plain, is_last
        raise BundleError("damaged")

    def _nonce(self, *, is_last: bool) -> bytes:
        return self._number.to_bytes(11) + bytes([is_last])
