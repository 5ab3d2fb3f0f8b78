"""The platform's own print command, for printers that nothing else reaches.

It says only whether the pages were taken; nothing can be asked afterwards.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from printing.papers import media_of, on_paper
from printing.spool import PLAIN, FailureReason, InDoubt, Order, SendFailed, Sent, Transport
from printing.windows_command import print_on_windows

SECONDS_MAX: Final = 30.0
_SAID: Final[tuple[tuple[str, FailureReason], ...]] = (
    ("does not exist", "not_found"),
    ("no default destination", "not_found"),
    ("not accepting", "not_accepting"),
    ("unable to connect", "unreachable"),
    ("scheduler", "unreachable"),
    ("unsupported", "no_pdf"),
    ("forbidden", "not_authorized"),
    ("not authorized", "not_authorized"),
)
"""What `lp` says in English, in the order looked for."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    said: str = ""


Run = Callable[[Sequence[str], bytes], Ended]
"""Runs a command with some bytes as its input."""


def run_command(command: Sequence[str], given: bytes) -> Ended:
    """Run a command to its end.

    Raises:
        OSError: there is no such command.
        subprocess.TimeoutExpired: it did not end; it was stopped.
    """
    done = subprocess.run(  # noqa: S603 - built here, and never by a shell
        list(command),
        input=given,
        capture_output=True,
        check=False,
        timeout=SECONDS_MAX,
        # Its words are read, so they must come in one language.
        env={**os.environ, "LC_ALL": "C"},
    )
    return Ended(done.returncode, done.stderr.decode("utf-8", errors="replace"))


@dataclass(frozen=True, slots=True)
class CommandTransport(Transport):
    """Prints by `lp`, on Windows by a PDF reader's own command."""

    queue: str
    """The printer's name as the system knows it; empty for the system's own choice."""
    program: str = ""
    """Windows: the PDF reader that prints; empty for the one that opens PDFs."""
    is_windows: bool = os.name == "nt"
    run: Run = run_command

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        """Hand over the pages, and believe the exit code."""
        pages = on_paper(pdf, order.paper)
        try:
            if self.is_windows:
                code = print_on_windows(
                    pages, self.queue, order, program=self.program,
                    run=lambda command: self.run(command, b"").code,
                )  # fmt: skip
                return Sent(self.queue) if code == 0 else SendFailed("other")
            ended = self.run(lp_command(self.queue, name, media_of(pages), order), pages)
        except subprocess.TimeoutExpired:
            return InDoubt()
        except OSError:
            return SendFailed("command_missing")
        return Sent(self.queue) if ended.code == 0 else SendFailed(reason_said(ended.said))

    def has_command(self) -> bool:
        """Whether what prints is there; asks nothing of the printer."""
        theirs = self.program or "powershell.exe"
        return shutil.which(theirs if self.is_windows else "lp") is not None


def lp_command(queue: str, name: str, media: str, order: Order) -> list[str]:
    """The `lp` command that prints its input; a queue or name is never taken for an option."""
    command = ["lp", "-s", "-t", name, "-n", str(order.copies)]
    if queue:
        command += ["-d", queue]
    for option in (f"media={media}", "print-scaling=none", "sides=one-sided"):
        command += ["-o", option]
    return [*command, "--", "-"]


def reason_said(said: str) -> FailureReason:
    """The reason behind what `lp` said."""
    words = said.lower()
    return next((reason for phrase, reason in _SAID if phrase in words), "other")
