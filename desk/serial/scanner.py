"""A serial scanner: listens, opens its port again after unplugging, and says how it stands."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from desk.scanning.arrival import Arrival
from desk.scanning.framing import Framing
from desk.serial.port import PortError, SerialPort, open_port
from desk.serial.reading import Stop, read_in_loop
from desk.serial.reading_thread import read_in_thread
from sync.backoff import ceiling

if TYPE_CHECKING:
    from serial import Serial

AGAIN_SECONDS_MAX = 5.0
"""Whoever plugs a scanner in again does not wait longer."""
Read = Callable[["Serial", Callable[[bytes], None], Callable[[], None]], Stop]


@dataclass(frozen=True)
class ScannerStanding:
    """Whether the scanner is there, and since when."""

    is_there: bool = False
    since: datetime | None = None
    """None until the port was tried."""
    trouble: str = ""
    """Why it is not there: absent, denied, taken, other, or gone after it was there."""


def _unheard() -> None:
    """Nobody listens."""


@dataclass
class SerialScanner:
    """Works in the event loop; everything it calls is called there."""

    port: SerialPort | None
    """Where it listens; nowhere for a counter whose scanner types."""
    heard: Callable[[Arrival], None]
    """Called with every scan."""
    now: Callable[[], datetime]
    changed: Callable[[], None] = _unheard
    """Called when it comes or goes."""
    read: Read = read_in_thread if sys.platform == "win32" else read_in_loop
    standing: ScannerStanding = ScannerStanding()
    _retried: asyncio.Event = field(default_factory=asyncio.Event)
    _lost: asyncio.Event = field(default_factory=asyncio.Event)
    _at: tuple[asyncio.AbstractEventLoop, Context] | None = None

    async def run(self) -> None:
        """Listen until cancelled."""
        self._at = asyncio.get_running_loop(), copy_context()
        failures = 0
        while True:
            self._retried.clear()
            port = self.port
            if port is None:
                await self._retried.wait()
                continue
            try:
                opened = await asyncio.to_thread(open_port, port)
            except PortError as error:
                failures += 1
                self._stand(port, is_there=False, trouble=str(error))
                await self._wait(min(ceiling(failures), AGAIN_SECONDS_MAX))
                continue
            failures = 0
            await self._use(port, opened)

    async def _use(self, port: SerialPort, opened: "Serial") -> None:
        """Listen to an opened port, then close it."""
        self._stand(port, is_there=True)
        try:
            if port == self.port:
                await self._listen(opened)
        finally:
            with suppress(OSError):
                opened.close()
        self._stand(port, is_there=False, trouble="gone")

    async def _listen(self, opened: "Serial") -> None:
        """Until the port is gone, or another one is meant."""
        loop, framing = asyncio.get_running_loop(), Framing()
        lost = self._lost = asyncio.Event()
        silence: asyncio.TimerHandle | None = None

        def hear(data: bytes) -> None:
            nonlocal silence
            if silence is not None:
                silence.cancel()
            self._tell(framing.feed(data))
            if framing.patience:
                silence = loop.call_later(framing.patience, fall_silent)

        def fall_silent() -> None:
            self._tell(framing.fall_silent())

        stop = self.read(opened, hear, lost.set)
        try:
            await lost.wait()
        finally:
            stop()
            if silence is not None:
                silence.cancel()
        fall_silent()

    def _tell(self, arrivals: list[Arrival]) -> None:
        for arrival in arrivals:
            self.heard(arrival)

    def _stand(self, port: SerialPort, *, is_there: bool, trouble: str = "") -> None:
        """Keep how a port stands, unless another one is meant by now."""
        before = self.standing
        if port == self.port and (before.since is None or before.is_there != is_there):
            self.standing = ScannerStanding(is_there, self.now(), trouble)
            self.changed()

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._retried.wait()

    def listen_at(self, port: SerialPort | None) -> None:
        """Listen at another port from now on; may be called from any thread."""
        if self._at is None:
            self.port = port
        else:
            loop, context = self._at
            loop.call_soon_threadsafe(self._move, port, context=context)

    def _move(self, port: SerialPort | None) -> None:
        if port != self.port:
            self.port, self.standing = port, ScannerStanding()
            self.changed()
            self._lost.set()
            self._retried.set()

    def retry_now(self) -> None:
        """Open the port at once, because a person asked for it."""
        self._retried.set()
