"""A small program on a real pty, for tests that send the bytes a terminal sends."""

import json
import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "widgets" / "pty_app.py"
ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30.0


class Terminal:
    """A program on a pty: bytes in, what it reports and what it paints out."""

    def __init__(self, log: Path, *how: str) -> None:
        self.master, slave = os.openpty()
        self.report, writing = os.pipe()
        self.painted = b""
        self._told = b""
        self._reports: deque[tuple[str, str]] = deque()
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(writing), str(log), *how],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            pass_fds=[writing],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(slave)
        os.close(writing)

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def reports(self) -> Iterator[tuple[str, str]]:
        """What the program tells, until it ends; its screen is read along."""
        while True:
            while self._reports:
                yield self._reports.popleft()
            ready, _, _ = select.select([self.master, self.report], [], [], PATIENCE_SECONDS)
            assert ready, "the program has fallen silent"
            if self.master in ready:
                with suppress(OSError):
                    self.painted += os.read(self.master, 65536)
            if self.report in ready:
                told = os.read(self.report, 65536)
                if not told:
                    return
                *lines, self._told = (self._told + told).split(b"\n")
                self._reports += [tuple(json.loads(line)) for line in lines]

    def wait_for(self, what: str, text: str = "") -> None:
        assert any(report == (what, text) for report in self.reports()), "it ended before"

    def scans(self, count: int) -> list[str]:
        found = []
        for what, text in self.reports():
            found += [text] if what == "scan" else []
            if len(found) == count:
                return found
        pytest.fail(f"it ended after {found}")

    def end(self) -> int:
        """Read until it has ended, and give its exit code."""
        for _ in self.reports():
            pass
        with suppress(OSError):
            while select.select([self.master], [], [], 0)[0]:
                self.painted += os.read(self.master, 65536)
        return self.process.wait(PATIENCE_SECONDS)

    def told(self, what: str) -> str:
        """The text of the next report of a kind."""
        for kind, text in self.reports():
            if kind == what:
                return text
        pytest.fail(f"it ended without any {what}")


def running(log: Path, *how: str) -> Iterator[Terminal]:
    terminal = Terminal(log, *how)
    try:
        terminal.wait_for("ready")
        yield terminal
    finally:
        terminal.process.kill()
        terminal.process.wait(PATIENCE_SECONDS)
        os.close(terminal.master)
        os.close(terminal.report)
