"""A TCP proxy that spoils one request of a line: cuts it off, half-closes it, or is a portal."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

PART_BYTES = 4096
SECONDS_MAX = 20
PORTAL = "<html><body>Xin mời đăng nhập để dùng mạng</body></html>"


Way = Literal["to the centre", "to the desk"]


@dataclass(frozen=True)
class Fault:
    """What becomes of the next request that begins so, and of its connection."""

    request: bytes
    way: Way
    after: int
    """So many bytes of the request, or of its answer, still pass."""
    manner: Literal["cut", "half-close", "portal"] = "cut"
    status: str = "200 OK"
    """What the portal says."""


@dataclass
class Connection:
    """One connection of a desk, and of ours to the centre for it."""

    desk: asyncio.StreamWriter
    centre: asyncio.StreamWriter
    asked: bytes = b""
    answered: int | None = None
    """Bytes of the answer to the request that is spoilt; None before it."""
    ended: asyncio.StreamWriter | None = None
    """Towards whom nothing more is written."""

    def pass_on(self, part: bytes, towards: asyncio.StreamWriter) -> None:
        """Let bytes through, unless that way was ended."""
        if towards is not self.ended and not towards.is_closing():
            towards.write(part)


@dataclass
class BadWire:
    """One line to a centre; a fault strikes once, then nobody is carried until it is mended."""

    url: str
    port: int = 0
    fault: Fault | None = None
    struck: int = 0
    is_away: bool = False
    ways: "set[asyncio.Task[None]]" = field(default_factory=set)
    """Held here, since the loop itself forgets who only waits."""
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    @property
    def here(self) -> str:
        """The address that the desk speaks to."""
        return f"http://127.0.0.1:{self.port}"

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection, until either side ends it."""
        if self.is_away:
            writer.close()
            return
        told = urlsplit(self.url)
        answers, centre = await asyncio.open_connection(told.hostname, told.port)
        made = Connection(writer, centre)
        ways = {
            asyncio.create_task(self._up(made, reader)),
            asyncio.create_task(self._down(made, answers)),
        }
        self.ways |= ways
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        self.ways -= ways
        for one in (writer, centre):
            # What was passed on is let out first, or a cut would be an earlier one.
            one.close()
            with suppress(ConnectionError):
                await one.wait_closed()

    async def _up(self, made: Connection, reader: asyncio.StreamReader) -> None:
        while part := await reader.read(PART_BYTES):
            passed, fault = len(made.asked), self.fault
            made.asked += part
            begins = made.asked.find(fault.request) if fault else -1
            if fault is None or begins < 0:
                made.pass_on(part, made.centre)
                continue
            made.answered = 0
            left = begins + fault.after - passed
            if fault.way == "to the desk" or left >= len(part):
                made.pass_on(part, made.centre)
                continue
            made.pass_on(part[: max(0, left)], made.centre)
            self._strike(made, fault)

    async def _down(self, made: Connection, reader: asyncio.StreamReader) -> None:
        while part := await reader.read(PART_BYTES):
            fault = self.fault
            if fault is None or fault.way == "to the centre" or made.answered is None:
                made.pass_on(part, made.desk)
                continue
            left = fault.after - made.answered
            made.answered += len(part)
            made.pass_on(part[:left], made.desk)
            if left < len(part):
                self._strike(made, fault)

    def _strike(self, made: Connection, fault: Fault) -> None:
        self.fault, self.struck, self.is_away = None, self.struck + 1, True
        match fault.manner:
            case "half-close":
                made.ended = made.centre if fault.way == "to the centre" else made.desk
                made.ended.write_eof()
            case "portal":
                said = PORTAL.encode()
                head = f"HTTP/1.1 {fault.status}\r\nContent-Length: {len(said)}\r\n\r\n"
                made.desk.write(head.encode() + said)
                made.centre.close()
            case "cut":
                made.centre.close()


@contextmanager
def a_bad_wire(url: str) -> Iterator[BadWire]:
    """A line to a centre, in a thread of its own: the test waits for processes."""
    wire, is_up, is_over = BadWire(url), threading.Event(), asyncio.Event()

    async def serve() -> None:
        server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
        wire.port = server.sockets[0].getsockname()[1]
        is_up.set()
        await is_over.wait()
        server.close()
        for way in tuple(wire.ways):
            way.cancel()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

    thread = threading.Thread(target=wire.loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert is_up.wait(SECONDS_MAX)
        yield wire
    finally:
        wire.loop.call_soon_threadsafe(is_over.set)
        thread.join(SECONDS_MAX)
        wire.loop.close()
