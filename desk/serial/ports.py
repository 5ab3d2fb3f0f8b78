"""The serial ports that this machine has now, for whoever sets a scanner up."""

import sys
from dataclasses import dataclass
from pathlib import Path

BY_ID = Path("/dev/serial/by-id")
"""Linux's names that stay the same whichever socket is used."""


@dataclass(frozen=True, slots=True)
class Port:
    """A port that a scanner may be on."""

    name: str
    """What `port` in the settings wants."""
    words: str
    """What the device says of itself."""


def ports(by_id: Path = BY_ID) -> tuple[Port, ...]:
    """Every port, by its lasting name where it has one; may take a moment."""
    from serial.tools.list_ports import comports

    lasting = _lasting(by_id)
    return tuple(
        Port(lasting.get(one.device, one.device), one.description or one.device)
        for one in sorted(comports())
    )


def _lasting(by_id: Path) -> dict[str, str]:
    if sys.platform == "win32" or not by_id.is_dir():
        return {}
    return {str(one.resolve()): str(one) for one in sorted(by_id.iterdir())}
