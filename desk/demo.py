"""The demo office: a centre of its own as a process on loopback, and a counter enrolled at it."""

import asyncio
import re
import socket
import subprocess
import sys
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
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
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


@dataclass
class DemoCentre:
    """The demo centre as a process of its own; it can be stopped and started again."""

    office: DemoOffice
    port: int = 0
    _process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Its address, once it was started."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, on the same port as before if it ran already.

        Raises:
            CommandError: it does not come up.
        """
        # Somebody may take the port between the look and the centre's own start.
        for port in (self.port,) if self.port else (_free_port(), 0):
            found = self._serve(port)
            if found:
                self.port = int(found[1])
                return
            self.stop()
        raise CommandError(words.CENTRE_DID_NOT_START)

    def _serve(self, port: int) -> re.Match[str] | None:
        with (self.office.path / "trung-tam.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # our own program and arguments
                _command(self.office, "serve", "--port", str(port)),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._process.stdout is not None
        return _ADDRESS.search(self._process.stdout.readline())

    def stop(self) -> None:
        """Stop it, and wait until it is gone."""
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=STOP_SECONDS_MAX)
            self._process = None


def run_demo(path: Path, *, headless: bool) -> int:
    """Prepare the demo office, work in it, and stop what was started; the exit code."""
    office = DemoOffice(path.absolute())
    office.path.mkdir(parents=True, exist_ok=True)
    with failures():
        print(words.PREPARING, file=sys.stderr)  # noqa: T201  # the screen is not open yet
        _centre(office, "seed-demo")
        centre = DemoCentre(office)
        try:
            centre.start()
            _prepare_counter(office, centre.url)
            return _headless(office, centre) if headless else _on_screen(office)
        finally:
            centre.stop()


def _on_screen(office: DemoOffice) -> int:
    from desk.program import run_program

    return run_program(office.counter.path, demo_password=PASSWORD)


def _headless(office: DemoOffice, centre: DemoCentre) -> int:
    """Play the day; say what it left behind."""
    from desk.demo_day import play_day
    from desk.program import make_app

    async def cut() -> None:
        await asyncio.to_thread(centre.stop)

    async def mend() -> None:
        await asyncio.to_thread(centre.start)

    pictures = office.path / "man-hinh"
    before = set(office.counter.paper.glob("*.pdf"))
    app = make_app(office.counter.path, demo_password=PASSWORD)
    taken = play_day(app, office.counter.paper, pictures, cut=cut, mend=mend)
    printed = sorted(set(office.counter.paper.glob("*.pdf")) - before)
    print(words.DAY_DONE)  # noqa: T201  # the day's report is this command's output
    for file in (*printed, *(pictures / name for name in taken)):
        print(f"  {file}")  # noqa: T201  # as above
    return 0


def _prepare_counter(office: DemoOffice, url: str) -> None:
    home = office.counter
    if not home.is_enrolled():
        code = _centre(office, "enrol-code", UNIT).strip()
        asyncio.run(enrol_home(home.path, url, code, COUNTER))
    with opened(home.path, writing=True) as desk:
        change_centre(desk.store, url)
        asyncio.run(drain(home.path, desk))


def _centre(office: DemoOffice, *command: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own program with our own arguments
        _command(office, *command), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CommandError(words.CENTRE_DID_NOT_START)
    return done.stdout


def _command(office: DemoOffice, *command: str) -> list[str]:
    # As a module of its own process: the desk never imports the centre.
    return [sys.executable, "-m", "sync.centre", *command, "--home", str(office.centre)]


def _free_port() -> int:
    """The port of the demo's look-up address; any other when somebody has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return 0
    return PORT
