"""Which printers there are: the queues of a CUPS server, and what answers on the network."""

import os
import shutil
import subprocess
from typing import Final

from printing.addresses import PORT
from printing.ipp import IppFailed, IppPrinter, PrinterStanding

SECONDS_MAX: Final = 5
SERVER: Final = "CUPS_SERVER"
"""The environment variable by which CUPS's own commands find their server."""


def local_server() -> str:
    """The CUPS server of this machine, as `host:port`; a socket's path stands for this machine."""
    named = os.environ.get(SERVER, "")
    return named if named and not named.startswith("/") else f"localhost:{PORT}"


def queues_at(server: str) -> tuple[PrinterStanding, ...] | IppFailed:
    """The queues of a CUPS server named as `host` or `host:port`."""
    return IppPrinter(f"ipp://{server}/").queues()


def can_look_round() -> bool:
    """Whether the program that searches the network is there."""
    return shutil.which("ippfind") is not None


def found_on_network() -> tuple[str, ...]:
    """The addresses of printers that announce themselves; none where `ippfind` is missing."""
    try:
        done = subprocess.run(  # noqa: S603 - nothing in it comes from outside
            ["ippfind", "-T", str(SECONDS_MAX), "_ipp._tcp", "_ipps._tcp", "--print"],  # noqa: S607 - wherever it is installed
            capture_output=True,
            check=False,
            timeout=SECONDS_MAX * 3,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    lines = done.stdout.decode("utf-8", errors="replace").split()
    return tuple(dict.fromkeys(one for one in lines if one.startswith(("ipp://", "ipps://"))))
