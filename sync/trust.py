"""Whom a counter believes over TLS to be its centre."""

import ssl
from pathlib import Path
from typing import Literal


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
