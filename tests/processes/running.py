"""The centre and the desk as processes of their own, spoken to as a technician does."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

UNIT = "000.17.22.H02"
SECONDS_MAX = 60
DRIVER = Path(__file__).with_name("reception_driver.py")


def run(*command: str, home: Path, expected: int = 0) -> str:
    """Run a module's command to its end and answer what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        check=False,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
    )
    assert done.returncode == expected, done.stderr
    return done.stdout


def environment(home: Path) -> dict[str, str]:
    """The environment of a process that lives in a home."""
    return {**os.environ, "DESK_HOME": str(home), "DESK_CENTRE_HOME": str(home)}


@dataclass
class CentreProcess:
    """`desk-centre` on an SQLite home, with the demo unit."""

    home: Path
    port: int = 0
    url: str = ""
    process: subprocess.Popen[str] | None = field(default=None, init=False)

    def prepare(self) -> None:
        """Seed the demo unit."""
        run("sync.centre", "seed-demo", home=self.home)

    def start(self) -> None:
        """Serve; on the same port as before."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sync.centre", "serve", "--port", str(self.port)],
            env=environment(self.home),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        ready = self.process.stdout.readline()
        assert "http://" in ready, "the centre did not start"
        self.url = ready.split()[-1]
        self.port = int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """End it at once, in whatever it is doing."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.communicate()
            self.process = None

    def dossiers(self) -> list[dict[str, Any]]:
        """What it holds, as its own command lists it."""
        told = json.loads(run("sync.centre", "dossiers", "--json", home=self.home))
        listed: list[dict[str, Any]] = told["dossiers"]
        return listed

    def assert_whole(self) -> None:
        """Its own check finds nothing."""
        told = json.loads(run("sync.centre", "verify", "--json", home=self.home))
        assert (told["ok"], told["problems"]) == (True, [])


@dataclass(frozen=True)
class DeskProcess:
    """`desk` on a home."""

    home: Path

    def enrol(self, centre: CentreProcess, name: str = "Q1") -> None:
        """Become a counter of the demo unit, and fetch the reference data."""
        code = run("sync.centre", "enrol-code", UNIT, home=centre.home).strip()
        run("desk", "enrol", centre.url, code, "--name", name, home=self.home)
        self.sync()

    def sync(self, *, expected: int = 0) -> None:
        """Deliver everything once."""
        run("desk", "sync", "--once", home=self.home, expected=expected)

    def status(self) -> dict[str, Any]:
        """Where it stands."""
        told: dict[str, Any] = json.loads(run("desk", "status", "--json", home=self.home))
        return told

    def receive(self, file: Path) -> dict[str, Any]:
        """Receive the form in a file."""
        said = run("desk", "receive", "--file", str(file), "--json", home=self.home)
        told: dict[str, Any] = json.loads(said)
        return told

    def assert_whole(self) -> None:
        """Its own check finds nothing."""
        told = json.loads(run("desk", "verify", "--json", home=self.home))
        assert (told["ok"], told["problems"]) == (True, [])

    def drive(self, forms: Path) -> subprocess.Popen[str]:
        """A process that receives one form after another and says each code once it is durable."""
        return subprocess.Popen(
            [sys.executable, str(DRIVER), str(self.home), str(forms)],
            stdout=subprocess.PIPE,
            text=True,
        )
