"""Why somebody's certificate is not believed, as a stable code for a centre and a printer alike."""

import ssl
from typing import Final, Literal

Doubt = Literal[
    "certificate_over",
    "certificate_early",
    "certificate_name",
    "certificate_authority",
    "no_tls",
]
_DOUBTS: Final[dict[int, Doubt]] = {
    9: "certificate_early",
    10: "certificate_over",
    62: "certificate_name",
    64: "certificate_name",
}
"""OpenSSL's results of verification (`x509_vfy.h`); any other one leads to no trusted authority."""


class OtherNameError(ssl.SSLCertVerificationError):
    """A certificate leads to a trusted authority and names somebody else."""

    verify_code = 62


def doubt_in(error: BaseException | None) -> Doubt | None:
    """Why a handshake was given up, found in what an error was raised from.

    None when it was not, or was broken off. Whoever does not speak TLS is `no_tls`.
    """
    while error is not None:
        match error:
            case ssl.SSLCertVerificationError():
                return _DOUBTS.get(error.verify_code, "certificate_authority")
            case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
                return None
            case ssl.SSLError():
                return "no_tls"
            case _:
                error = error.__cause__ or error.__context__
    return None
