"""The centre and the desk as processes of their own, spoken to as a technician does."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.processes.forks import UNIT, ForkedCentre, Forks

SECONDS_MAX = 60
DRIVER = Path(__file__).with_name("reception_driver.py")


def environment(home: Path) -> dict[str, str]:
    """The environment of a process that lives in a home."""
    return {**os.environ, "DESK_HOME": str(home), "DESK_CENTRE_HOME": str(home)}


class CentreProcess(ForkedCentre):
    """`desk-centre` with the demo unit, and what its commands say of it."""

    def dossiers(self) -> list[dict[str, Any]]:
        """What it holds, as its own command lists it."""
        told = json.loads(self.run("dossiers", "--json"))
        listed: list[dict[str, Any]] = told["dossiers"]
        return listed

    def assert_whole(self) -> None:
        """Its own check finds nothing."""
        told = json.loads(self.run("verify", "--json"))
        assert (told["ok"], told["problems"]) == (True, [])


@dataclass(frozen=True)
class DeskProcess:
    """`desk` on a home."""

    home: Path
    forks: Forks

    def run(self, *words: str, expected: int = 0) -> str:
        """What one of its commands says."""
        process = self.forks.start("desk", *words, home=self.home)
        status, said = self.forks.end(process)
        assert status == expected, said
        return said

    def enrol(self, centre: CentreProcess, name: str = "Q1") -> None:
        """Become a counter of the demo unit, and fetch the reference data."""
        code = centre.run("enrol-code", UNIT).strip()
        self.run("enrol", centre.url, code, "--name", name)
        self.sync()

    def sync(self, *, expected: int = 0) -> None:
        """Deliver everything once."""
        self.run("sync", "--once", expected=expected)

    def status(self) -> dict[str, Any]:
        """Where it stands."""
        told: dict[str, Any] = json.loads(self.run("status", "--json"))
        return told

    def receive(self, file: Path) -> dict[str, Any]:
        """Receive the form in a file."""
        said = self.run("receive", "--file", str(file), "--json")
        told: dict[str, Any] = json.loads(said)
        return told

    def assert_whole(self) -> None:
        """Its own check finds nothing."""
        told = json.loads(self.run("verify", "--json"))
        assert (told["ok"], told["problems"]) == (True, [])

    def drive(self, forms: Path) -> subprocess.Popen[str]:
        """A process that receives one form after another and says each code once it is durable."""
        return subprocess.Popen(
            [sys.executable, str(DRIVER), str(self.home), str(forms)],
            stdout=subprocess.PIPE,
            text=True,
        )
