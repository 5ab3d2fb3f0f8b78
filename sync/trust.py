"""Whom a counter believes over TLS to be its centre, and why it does not believe somebody."""

import ssl
from pathlib import Path
from typing import Final, Literal

Doubt = Literal[
    "certificate_over",
    "certificate_early",
    "certificate_name",
    "certificate_authority",
    "not_the_centre",
]
_DOUBTS: Final[dict[int, Doubt]] = {
    9: "certificate_early",
    10: "certificate_over",
    62: "certificate_name",
    64: "certificate_name",
}
"""OpenSSL's results of verification (`x509_vfy.h`); any other one leads to no trusted authority."""


def trusting(authority: Path | None) -> ssl.SSLContext:
    """A context that trusts the authorities in a PEM file and no others; without one, nobody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authority is not None and authority_problem(authority) == "":
        context.load_verify_locations(authority)
    return context


def authority_problem(authority: Path) -> Literal["", "missing", "broken"]:
    """What keeps a file of authorities from being used; empty when nothing does."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(authority)
    except FileNotFoundError:
        return "missing"
    except OSError:  # ssl.SSLError is one
        return "broken"
    return ""


def doubt_in(error: BaseException | None) -> Doubt | None:
    """Why a handshake was given up, found in what an error was raised from; None when it was not.

    Whoever speaks no TLS at an https address is not the centre.
    """
    while error is not None:
        match error:
            case ssl.SSLCertVerificationError():
                return _DOUBTS.get(error.verify_code, "certificate_authority")
            case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
                return None
            case ssl.SSLError():
                return "not_the_centre"
            case _:
                error = error.__cause__ or error.__context__
    return None
