"""A centre that listens, and clients of it that may stop in the middle of what they say."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sync.centre.punctual import Patience, Punctual
from sync.centre.serving import Server, listen
from tests.sync.centre.desks import SECONDS_MAX, Centre, Desk

Connect = Callable[[], Awaitable["Line"]]


@dataclass
class Line:
    """One connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, said: str) -> None:
        """Send something, and nothing after it."""
        self.writer.write(said.encode())
        await self.writer.drain()

    async def status(self) -> int:
        """The status of the next answer."""
        async with asyncio.timeout(SECONDS_MAX):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
            await self.reader.readexactly(length)
        return int(head.split()[1])

    async def is_ended(self) -> bool:
        """Wait until the centre has ended the connection, without another word."""
        async with asyncio.timeout(SECONDS_MAX):
            try:
                return await self.reader.read(1) == b""
            except ConnectionError:
                return True


async def until(happened: Callable[[], bool]) -> None:
    """Let everybody else act until something has happened."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(SECONDS_MAX):
        while not happened():
            turned = loop.create_future()
            loop.call_soon(turned.set_result, None)
            await turned


@asynccontextmanager
async def listening(centre: Centre, patience: Patience | None = None) -> AsyncIterator[Connect]:
    """Let a centre listen; answers what makes connections with it."""
    kept = patience or Patience()

    class Protocol(Punctual):
        patience = kept

    ready = asyncio.Event()
    bound = listen("127.0.0.1", 0)
    server = Server(centre.app, ready.set, protocol=Protocol)
    running = asyncio.create_task(server.serve([bound]))
    lines: list[Line] = []

    async def connect() -> Line:
        line = Line(*await asyncio.open_connection(*bound.getsockname()))
        lines.append(line)
        return line

    await ready.wait()
    try:
        yield connect
    finally:
        for line in lines:
            line.writer.close()
        server.should_exit = True
        await running


def head_of_push(desk: Desk, size: int, encoding: str = "identity") -> str:
    """The first line and the headers of a push."""
    headers = desk.headers | {"Host": "centre", "Content-Encoding": encoding}
    told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /v1/counters/me/journal HTTP/1.1\r\n{told}Content-Length: {size}\r\n\r\n"
