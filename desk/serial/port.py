"""A serial port by its name in the settings, and how it is opened."""

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serial import Serial

_TROUBLES = {
    errno.ENOENT: "absent",
    errno.ENXIO: "absent",
    errno.ENODEV: "absent",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EBUSY: "taken",
    errno.EAGAIN: "taken",
}


class PortError(Exception):
    """The port does not open; its text is a code: absent, denied, taken or other."""


@dataclass(frozen=True)
class SerialPort:
    """Where a scanner is: `/dev/ttyACM0`, `/dev/serial/by-id/…`, `COM3`."""

    name: str
    baud: int = 9600
    """Of no account on USB."""


def open_port(port: SerialPort) -> "Serial":
    """The port, opened for this program alone; may block a moment."""
    from serial import Serial

    try:
        return Serial(port.name, port.baud, timeout=0, exclusive=True)
    except (OSError, ValueError) as error:
        raise PortError(trouble_of(error)) from error


def trouble_of(error: Exception) -> str:
    """The code of what kept a port from opening."""
    if isinstance(error, OSError) and error.errno in _TROUBLES:
        return _TROUBLES[error.errno]
    # On Windows the library keeps the reason in its text only; taken ports are denied there.
    text = str(error)
    return "absent" if "FileNotFound" in text else "taken" if "PermissionError" in text else "other"
