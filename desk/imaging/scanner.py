"""A scanner driven through SANE's own program `scanimage`; its failures are values.

Each page lies in a private folder only from its last byte until it has been read, a moment later;
the folder is gone when the scan ends, however it ends.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Literal

from desk.imaging.leftovers import FOLDER_START, clear_scans
from desk.imaging.sane_answers import ScanReason, why
from desk.settings import ScanSettings

PROGRAM = "scanimage"
PAGE = "trang*.png"
LIST_SECONDS = 60.0
_STOP_SECONDS = 3.0
_LAST_WORDS = "Batch terminated"
_OWNER_ONLY = 0o077
A4 = ("-x", "210mm", "-y", "297mm")
"""What is asked for first: what drivers choose by themselves may be less. The unit makes a device
that counts dots refuse it, instead of scanning 210 of them."""
Source = Literal["flatbed", "feeder"]


@dataclass(frozen=True, slots=True)
class Device:
    """A scanner that SANE sees."""

    name: str
    """What `device` in the settings wants."""
    words: str
    """Maker and model."""


def devices(program: str = PROGRAM) -> tuple[Device, ...] | ScanReason:
    """Every scanner that SANE sees; it may take many seconds."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            [program, "-f", "%d\t%v %m%n"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=LIST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "timed_out"
    except OSError:
        return "not_installed"
    lines = (line.partition("\t") for line in done.stdout.splitlines())
    return tuple(Device(name, words) for name, tab, words in lines if tab)


def arguments(
    settings: ScanSettings, source: Source, count: int | None, area: tuple[str, ...] = A4
) -> list[str]:
    """What `scanimage` is asked for; an empty setting leaves the choice to the device.

    Of what is said twice the last counts, so that the settings' options may name another area.
    """
    named = {
        "--device-name": settings.device,
        "--source": settings.feeder if source == "feeder" else settings.flatbed,
        "--mode": settings.mode,
        "--resolution": str(settings.resolution or ""),
        "--batch-count": str(count or ""),
    }
    given = [f"{name}={value}" for name, value in named.items() if value]
    return ["--format=png", "--batch-print", *given, *area, *settings.options]


@dataclass
class Scanning:
    """One scan, from `run` to its end; `cancel` may come from any thread."""

    settings: ScanSettings
    home: Path
    """The folder that the private folder is made in."""
    program: str = PROGRAM
    _is_cancelled: Event = field(default_factory=Event, init=False)
    _is_late: Event = field(default_factory=Event, init=False)
    _process: "subprocess.Popen[str] | None" = field(default=None, init=False)

    def run(
        self, source: Source, took: Callable[[bytes], None], *, count: int | None = None
    ) -> ScanReason | None:
        """Scan, handing over each page as it is done; None when all came, else why it stopped.

        A device that refuses what it is asked for is asked once more without the size of the paper.
        The glass gives one page. The feeder gives all it has, or `count`; that it is empty
        afterwards is its end, and a failure only when no page came.
        """
        clear_scans(self.home)
        if shutil.which(self.program) is None:
            return "not_installed"
        try:
            folder = Path(tempfile.mkdtemp(prefix=FOLDER_START, dir=self.home))
        except OSError:
            return "disk"
        count = 1 if source == "flatbed" else count
        try:
            return self._asked_twice(source, folder, took, count)
        except OSError:
            return "disk"
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _asked_twice(
        self, source: Source, folder: Path, took: Callable[[bytes], None], count: int | None
    ) -> ScanReason | None:
        reason, pages = self._run(arguments(self.settings, source, count), folder, took)
        if reason == "settings" and not pages:
            # The words for an option that it has not are the C library's, in any language.
            reason, _ = self._run(arguments(self.settings, source, count, ()), folder, took)
        return reason

    def cancel(self) -> None:
        """Stop; pages that were handed over stay."""
        self._is_cancelled.set()
        self._stop()

    def _run(
        self, asked: list[str], folder: Path, took: Callable[[bytes], None]
    ) -> tuple[ScanReason | None, int]:
        batch = f"--batch={folder / PAGE.replace('*', '%04d')}"
        command = [self.program, batch, *asked]
        said: list[str] = []
        pages = 0
        with subprocess.Popen(  # noqa: S603 - settings are the technician's, and no shell reads them
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            umask=_OWNER_ONLY,
            start_new_session=True,
        ) as self._process:
            Thread(target=_see_off, args=(self._process,), daemon=True).start()
            if self._is_cancelled.is_set():
                self._stop()
            watch = self._patience()
            assert self._process.stdout is not None
            for line in self._process.stdout:
                page = folder / Path(line.strip()).name
                if page.match(PAGE) and page.is_file():
                    took(page.read_bytes())
                    page.unlink()
                    pages += 1
                said.append(line)
                watch.cancel()
                watch = self._closing() if line.startswith(_LAST_WORDS) else self._patience()
            code = self._process.wait()
            watch.cancel()
        return self._end(code, "".join(said), pages), pages

    def _end(self, code: int, said: str, pages: int) -> ScanReason | None:
        if self._is_cancelled.is_set():
            return "cancelled"
        if self._is_late.is_set():
            return "timed_out"
        reason = why(0 if _LAST_WORDS in said and code < 0 else code, said)
        if reason == "no_docs" and pages:
            return None
        return reason if reason or pages else "no_docs"

    def _patience(self) -> Timer:
        """Stops a scanner from which no page comes for too long."""
        return _begun(Timer(self.settings.page_seconds, self._lose_patience))

    def _closing(self) -> Timer:
        """Ends a driver that hangs when all is said and done, as some do."""
        assert self._process is not None
        return _begun(Timer(_STOP_SECONDS, self._process.kill))

    def _lose_patience(self) -> None:
        self._is_late.set()
        self._stop()

    def _stop(self) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            return
        # Asked first, so that the scanner's head goes home; a driver that hangs is not asked twice.
        process.terminate()
        _begun(Timer(_STOP_SECONDS, process.kill))


def _begun(timer: Timer) -> Timer:
    timer.daemon = True
    timer.start()
    return timer


def _see_off(process: "subprocess.Popen[str]") -> None:
    """When the program has ended, end what its driver left running: it would hold our pipe open."""
    process.wait()
    if os.name == "posix":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
