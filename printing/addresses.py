"""When two addresses name the same queue, however they are spelled; pure."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

PORT: Final = 631
_SCHEMES: Final = {"ipp", "ipps"}
_HERE: Final = "localhost"


def queue_at(address: str) -> str:
    """The one spelling for all spellings of a queue's address.

    This machine has several names, hosts know no case, a port may be left out. `ipp` and `ipps`
    stay apart, since who chose one does not get the other. What is no such address stays as it is.
    """
    try:
        parts = urlsplit(address)
        host, port = _host(parts.hostname or ""), parts.port or PORT
    except ValueError:
        return address
    if parts.scheme not in _SCHEMES or not host:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{host}:{port}{parts.path or '/'}{query}"


def is_queue(address: str) -> bool:
    """Whether an address is one that a printer can be asked at."""
    return address.partition("://")[0] in _SCHEMES and queue_at(address).count("/") > 2  # noqa: PLR2004 - a host, then a path


def _host(name: str) -> str:
    try:
        number = ip_address(name)
    except ValueError:
        return name.casefold().rstrip(".")
    if number.is_loopback:
        return _HERE
    return f"[{number}]" if ":" in name else str(number)
