"""Which addresses a counter may speak to: its token travels encrypted, or stays on the machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_allowed(url: str) -> bool:
    """Whether an address is https, or http on this very machine; nothing beyond host and port."""
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0
    except ValueError:
        return False
    host = parts.hostname
    is_plain = url.isascii() and url.isprintable() and "@" not in parts.netloc
    if not host or not has_port or not is_plain or parts.query or parts.fragment:
        return False
    if parts.path not in {"", "/"} or "\\" in url or " " in url:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine, so that nothing said to it is heard by others."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
