"""The serial ports that this machine has now, for whoever sets a scanner up."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serial.tools.list_ports_common import ListPortInfo

BY_ID = Path("/dev/serial/by-id")
"""Linux's names that stay the same whichever socket is used."""
_SAYS_NOTHING = {"", "n/a"}
"""What pyserial has for a port that does not describe itself."""


@dataclass(frozen=True, slots=True)
class Port:
    """A port that a scanner may be on."""

    name: str
    """What `port` in the settings wants."""
    words: str
    """What the device says of itself; nothing where that tells no more than the name."""


def ports(by_id: Path = BY_ID) -> tuple[Port, ...]:
    """Every port, by its lasting name where it has one; may take a moment."""
    from serial.tools.list_ports import comports

    return ports_of(comports(), _lasting(by_id))


def ports_of(found: "Iterable[ListPortInfo]", lasting: Mapping[str, str]) -> tuple[Port, ...]:
    """Ports as pyserial found them, by their lasting names, in the order of their devices."""
    return tuple(
        Port(lasting.get(one.device, one.device), _words(one, is_named=one.device in lasting))
        for one in sorted(found)
    )


def _words(one: "ListPortInfo", *, is_named: bool) -> str:
    said = one.description or ""
    if said in _SAYS_NOTHING or said == one.name:
        return one.device if is_named else ""
    return said


def _lasting(by_id: Path) -> dict[str, str]:
    if sys.platform == "win32" or not by_id.is_dir():
        return {}
    return {str(one.resolve()): str(one) for one in sorted(by_id.iterdir())}
