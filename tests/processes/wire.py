"""A TCP proxy between a desk and a centre that counts every byte."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PART_BYTES = 4096


@dataclass
class Wire:
    """One line; what passes is counted both ways."""

    url: str
    """Of the centre behind it."""
    passed: int = 0
    port: int = 0
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def here(self) -> str:
        """The address that the desk speaks to."""
        return f"http://127.0.0.1:{self.port}"

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection, until either side ends it."""
        told = urlsplit(self.url)
        there, to_centre = await asyncio.open_connection(told.hostname, told.port)
        self.open |= {writer, to_centre}
        async with asyncio.TaskGroup() as both:
            up = both.create_task(self._pass(reader, to_centre))
            both.create_task(self._pass(there, writer)).add_done_callback(lambda _: up.cancel())

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while part := await reader.read(PART_BYTES):
                writer.write(part)
                await writer.drain()
                self.passed += len(part)
        writer.close()


@asynccontextmanager
async def a_wire(url: str) -> AsyncIterator[Wire]:
    """A line to a centre."""
    wire = Wire(url)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        server.close()
        for one in wire.open:
            one.close()
            with suppress(ConnectionError):
                await one.wait_closed()
