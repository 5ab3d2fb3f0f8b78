"""The demo office: a centre of its own as a process on loopback, and a counter enrolled at it."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desk.errands import drain, enrol_home
from desk.opening import CommandError, failures, opened
from desk.store.home import Home
from desk.texts import demo as words
from desk.usecases.enrol import change_centre

UNIT = "000.17.22.H02"
"""A demo value: the identifier of no real agency."""
COUNTER = "Q1"
PASSWORD = "demo-2019"  # noqa: S105  # shown on the demo's own sign-in screen
PORT = 8377
"""The port that the demo unit's look-up address names; another one serves if it is taken."""
READY = "http://"
STOP_SECONDS_MAX = 10


@dataclass(frozen=True)
class DemoOffice:
    """Where the demo office keeps its things."""

    path: Path

    @property
    def centre(self) -> Path:
        """The centre's home."""
        return self.path / "trung-tam"

    @property
    def counter(self) -> Home:
        """The counter's home."""
        return Home(self.path / "quay-1")


def run_demo(path: Path, *, headless: bool) -> int:
    """Prepare the demo office, work in it, and stop what was started; the exit code."""
    office = DemoOffice(path.absolute())
    with failures(), running_centre(office) as url:
        _prepare_counter(office, url)
        if headless:
            from desk.demo_day import play_day

            print(play_day(office))  # noqa: T201  # the day's report is this command's output
            return 0
        from desk.program import run_program

        return run_program(office.counter.path, demo_password=PASSWORD)


@contextmanager
def running_centre(office: DemoOffice) -> Iterator[str]:
    """The demo centre's address while it runs as its own process."""
    office.path.mkdir(parents=True, exist_ok=True)
    print(words.PREPARING, file=sys.stderr)  # noqa: T201  # the screen is not open yet
    _centre(office, "seed-demo")
    with (office.path / "trung-tam.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  # our own program with our own arguments
            _command(office, "serve", "--port", str(_port())),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield _address(process)
        finally:
            process.terminate()
            process.wait(STOP_SECONDS_MAX)


def _prepare_counter(office: DemoOffice, url: str) -> None:
    home = office.counter
    if not home.is_enrolled():
        code = _centre(office, "enrol-code", UNIT).strip()
        asyncio.run(enrol_home(home.path, url, code, COUNTER))
    with opened(home.path, writing=True) as desk:
        change_centre(desk.store, url)
        asyncio.run(drain(home.path, desk))


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    at = line.find(READY)
    if at < 0:
        raise CommandError(words.CENTRE_DID_NOT_START)
    return line[at:].split()[0].rstrip(".")


def _centre(office: DemoOffice, *words_of_command: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own program with our own arguments
        _command(office, *words_of_command),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CommandError(words.CENTRE_DID_NOT_START)
    return done.stdout


def _command(office: DemoOffice, *command: str) -> list[str]:
    # As a module of its own process: the desk never imports the centre.
    return [sys.executable, "-m", "sync.centre", *command, "--home", str(office.centre)]


def _port() -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return 0
    return PORT
