"""Printing a PDF on Windows without IPP: the last resort, kept to this module.

Windows has no command of its own that prints a PDF. SumatraPDF (free, one file, no installation)
prints silently, unscaled and on the asked paper, and ends with 0 when the pages are in the
printer's queue. Without it the system's PDF reader is asked to print: it may scale, show a window,
and takes neither copies nor paper. A printer that speaks IPP needs none of this: its `ipp://`
address works on Windows as it does on Linux.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from printing.spool import Order

_PRINT_TO = (
    "$ErrorActionPreference='Stop';"
    "Start-Process -FilePath $args[0] -Verb PrintTo -ArgumentList ('\"'+$args[1]+'\"')"
    " -WindowStyle Hidden -Wait"
)
_PRINT = (
    "$ErrorActionPreference='Stop';"
    "Start-Process -FilePath $args[0] -Verb Print -WindowStyle Hidden -Wait"
)


def windows_command(queue: str, file: Path, order: Order, *, program: str = "") -> list[str]:
    """The command that prints a file; names are arguments of their own, never part of a script."""
    if program:
        where = ["-print-to", queue] if queue else ["-print-to-default"]
        look = ["noscale", "simplex", f"{order.copies}x"]
        if order.paper:
            look.append(f"paper={order.paper}")
        return [program, *where, "-print-settings", ",".join(look), "-silent", str(file)]
    script = _PRINT_TO if queue else _PRINT
    shell = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", f"& {{{script}}}"]
    return [*shell, _quoted(str(file)), *([_quoted(queue)] if queue else [])]


def _quoted(text: str) -> str:
    """An argument of a script block: after -Command, PowerShell reads all of it as a script."""
    return "'" + text.replace("'", "''") + "'"


def print_on_windows(
    pdf: bytes,
    queue: str,
    order: Order,
    *,
    run: Callable[[Sequence[str]], int],
    program: str = "",
) -> int:
    """Print a PDF from a file that is gone afterwards; the command's exit code."""
    with tempfile.TemporaryDirectory(prefix="quay-in-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "giay.pdf"
        file.write_bytes(pdf)
        times = 1 if program else order.copies
        codes = [run(windows_command(queue, file, order, program=program)) for _ in range(times)]
    return next((code for code in codes if code), 0)
