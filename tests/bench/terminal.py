"""A program on a real pseudo-terminal, and how long it takes until something is painted."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from desk.machine import HOME_VARIABLE

ROOT = Path(__file__).parents[2]
COLUMNS, ROWS = 120, 36
PATIENCE_SECONDS = 60.0


class SilentError(Exception):
    """The program ended, or painted nothing of what was waited for."""


class Terminal:
    """Starts a Python program on a terminal of 120×36; ends it when the block ends."""

    def __init__(self, *arguments: str, home: Path | None = None) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._painted = b""
        self.began = perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env=_environment(home),
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509  # the bench has no threads
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def type(self, keys: str) -> float:
        """Send keys as a keyboard does, forgetting what was painted; when they were sent."""
        self._painted = b""
        at = perf_counter()
        os.write(self._master, keys.encode())
        return at

    def wait_for(self, text: str) -> float:
        """When a text had been painted since the last keys."""
        wanted, ends = text.encode(), perf_counter() + PATIENCE_SECONDS
        while wanted not in self._painted:
            self._read(ends - perf_counter(), text)
        return perf_counter()

    def rest(self, seconds: float) -> None:
        """Read along for so long."""
        ends = perf_counter() + seconds
        while select.select([self._master], [], [], max(0.0, ends - perf_counter()))[0]:
            self._read(seconds, "")

    def _read(self, seconds: float, wanted: str) -> None:
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        try:
            data = os.read(self._master, 1 << 16) if ready else b""
        except OSError:  # the program ended, and the terminal with it
            data = b""
        if not data:
            msg = f"{wanted!r} was not painted: {self._painted[-2000:]!r}"
            raise SilentError(msg)
        self._painted += data


def _take_terminal() -> None:
    """Be hung up on when the bench ends, however it ends."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _environment(home: Path | None) -> dict[str, str]:
    # Compiled modules are kept, as an installed program's are: the first round makes them.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **own,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        HOME_VARIABLE: str(home),
    }
