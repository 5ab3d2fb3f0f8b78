"""Desks and centres as processes that cost little to start and may die at a named point."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

UNIT = "000.17.22.H02"
PROGRAM = Path(__file__).with_name("forked_programs.py")
ROOT = Path(__file__).parents[2]
KILLED = -signal.SIGKILL if sys.platform != "win32" else None


@dataclass(frozen=True)
class Forks:
    """The process that all others are forked from."""

    parent: "subprocess.Popen[str]"

    def _order(self, **order: object) -> Any:
        assert self.parent.stdin is not None
        assert self.parent.stdout is not None
        self.parent.stdin.write(json.dumps(order) + "\n")
        self.parent.stdin.flush()
        return json.loads(self.parent.stdout.readline())

    def start(self, program: str, *words: str, home: Path, point: str = "") -> int:
        """A program that runs, and dies at a point."""
        order = {"program": program, "words": words, "home": str(home), "point": point}
        process: int = self._order(do="start", **order)
        return process

    def line(self, process: int) -> str:
        """The next line that it says."""
        said: str = self._order(do="line", process=process)
        return said

    def end(self, process: int) -> tuple[int, str]:
        """How it ended, and what it said."""
        status, said = self._order(do="wait", process=process)
        return status, said

    def run(self, program: str, *words: str, home: Path, point: str = "") -> str:
        """A program run to its end, or to the point where it dies; what it said."""
        status, said = self.end(self.start(program, *words, home=home, point=point))
        assert status == (KILLED if point else 0), said
        return said


@contextmanager
def running_forks() -> Iterator[Forks]:
    """The parent of all, for as long as it is needed."""
    parent = subprocess.Popen(
        [sys.executable, str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    )
    try:
        yield Forks(parent)
    finally:
        parent.kill()
        parent.communicate()


@dataclass
class ForkedCentre:
    """`desk-centre serve` on a database, with the demo unit."""

    forks: Forks
    home: Path
    database: str
    url: str = ""
    process: int = field(default=0, init=False)
    port: str = field(default="0", init=False)

    def run(self, *words: str) -> str:
        """One of its other commands."""
        return self.forks.run("desk-centre", *words, "--database", self.database, home=self.home)

    def start(self, point: str = "") -> None:
        """Serve; on the same port as before, until it dies at a point."""
        words = ("serve", "--port", self.port, "--database", self.database)
        self.process = self.forks.start("desk-centre", *words, home=self.home, point=point)
        self.url = self.forks.line(self.process).split()[-1]
        self.port = self.url.rpartition(":")[2]

    def ended(self) -> int:
        """How it ended."""
        status, _ = self.forks.end(self.process)
        self.process = 0
        return status

    def kill(self) -> None:
        """End it at once."""
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            self.ended()

    def enrol(self, home: Path, url: str = "") -> None:
        """Make a home a counter, with its reference data; it keeps the address it is told."""
        code = self.run("enrol-code", UNIT).strip()
        self.forks.run("desk", "enrol", url or self.url, code, "--name", "Q1", home=home)
        self.forks.run("desk", "sync", "--once", home=home)
