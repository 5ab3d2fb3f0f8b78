"""Whom an `ipps` address is believed to be.

Without a file, whom the machine's authorities vouch for. With one, the printer whose own
certificate is in it, whatever that names, since printers name themselves as they like; or a
printer whose certificate leads to one in the file and names the host of the address.
"""

import re
import ssl
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from schemas.certificates import OtherNameError

_CERTIFICATE = re.compile(
    "-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.ASCII | re.DOTALL
)


class _Socket(ssl.SSLSocket):
    """Looks at the name itself: OpenSSL would ask it of a printer's own certificate too."""

    def do_handshake(self, block: bool = False) -> None:  # noqa: FBT001, FBT002 - the overridden one's
        super().do_handshake(block)
        assert isinstance(self.context, _Context)
        own = self.getpeercert(binary_form=True)
        if own not in self.context.own and not _names(self.getpeercert(), self.server_hostname):
            raise OtherNameError(1, "the certificate names another host")


class _Context(ssl.SSLContext):
    sslsocket_class = _Socket
    own: frozenset[bytes] = frozenset()
    """Certificates that are believed whatever they name."""


def trusting(certificate: Path | None, *, is_plain: bool) -> ssl.SSLContext:
    """The context for an address.

    Raises:
        OSError: the file is not there, or no certificate (`ssl.SSLError`).
    """
    if certificate is None or is_plain:
        return _of_the_machine(is_plain=is_plain)
    # A file that was replaced counts from the next question on.
    return _of_a_file(certificate, certificate.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _of_the_machine(*, is_plain: bool) -> ssl.SSLContext:
    """Reading the machine's authorities takes 20 ms, so it is done once."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if is_plain else ssl.create_default_context()


@lru_cache(maxsize=8)
def _of_a_file(certificate: Path, _: int) -> ssl.SSLContext:
    context = _Context(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(certificate)
    found = _CERTIFICATE.findall(certificate.read_text("ascii", "replace"))
    context.own = frozenset(ssl.PEM_cert_to_DER_cert(one) for one in found)
    context.check_hostname = False
    # A printer's own certificate is believed without those that signed it.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _names(told: dict[str, Any] | None, host: str | None) -> bool:
    """Whether a certificate names a host; a name for many hosts is none."""
    named = (told or {}).get("subjectAltName", ())
    if host is None:
        return False
    try:
        address = ip_address(host)
    except ValueError:
        return any(kind == "DNS" and one.lower() == host.lower() for kind, one in named)
    return any(kind == "IP Address" and ip_address(one) == address for kind, one in named)
