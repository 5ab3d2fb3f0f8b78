"""A serial scanner on a real pty pair: what it sends arrives whole, and unplugging is survived."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desk.scanning.arrival import Arrival
from desk.serial.port import SerialPort, trouble_of
from desk.serial.reading import read_in_loop
from desk.serial.reading_thread import read_in_thread
from desk.serial.scanner import ScannerStanding, SerialScanner
from tests.desk.serial.plug import Plug

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pty is a Unix thing")

CARD = "001099012345|012345678|Nguyễn Văn An|01021999|Nam|Thôn 1, xã Tân Tiến|15032021"
CODE = "000.17.22.H02-190603-0001"
MONDAY = datetime(2019, 6, 3, tzinfo=UTC)
READS: list[Any] = [read_in_loop, read_in_thread]


@dataclass
class Counter:
    """What the program sees of it."""

    plug: Plug
    scans: list[Arrival] = field(default_factory=list)
    stood: list[ScannerStanding] = field(default_factory=list)
    _moved: asyncio.Event = field(default_factory=asyncio.Event)
    scanner: Any = None

    def moved(self) -> None:
        self._moved.set()

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not is_so():
                await self._moved.wait()
                self._moved.clear()

    async def texts(self, count: int) -> list[str]:
        await self.until(lambda: len(self.scans) >= count)
        return [one.text for one in self.scans]


@asynccontextmanager
async def counter(folder: Path, read: Any = read_in_loop) -> AsyncGenerator[Counter, None]:
    made = Counter(Plug(folder / "scanner"))

    def heard(arrival: Arrival) -> None:
        made.scans.append(arrival)
        made.moved()

    def changed() -> None:
        made.stood.append(scanner.standing)
        made.moved()

    port = SerialPort(str(made.plug.path))
    scanner = SerialScanner(port, heard, lambda: MONDAY, changed, read)
    made.scanner = scanner
    running = asyncio.create_task(scanner.run())
    try:
        yield made
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@pytest.mark.parametrize("read", READS)
async def test_scans_arrive_whole_with_every_end_and_in_any_pieces(
    tmp_path: Path, read: Any
) -> None:
    async with counter(tmp_path, read) as desk:
        desk.plug.plug_in()
        desk.scanner.retry_now()
        await desk.until(lambda: desk.scanner.standing.is_there)
        desk.plug.send(f"{CARD}\r\n{CODE}\r{CODE}\t{CARD}\n".encode())
        assert await desk.texts(4) == [CARD, CODE, CODE, CARD]
        assert [one.end for one in desk.scans] == ["crlf", "cr", "tab", "lf"]

        whole = f"{CARD}\n".encode()
        desk.plug.send(whole[:22])  # In the middle of the letter ễ.
        desk.plug.send(whole[22:])
        assert (await desk.texts(5))[4] == CARD

        desk.plug.send(CODE.encode())  # A scanner that ends its codes with nothing.
        assert (await desk.texts(6))[5] == CODE
        assert desk.scans[5].end == "none"


async def test_garbage_and_endless_lines_are_told_and_the_next_scan_is_right(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path) as desk:
        desk.plug.plug_in()
        desk.scanner.retry_now()
        await desk.until(lambda: desk.scanner.standing.is_there)
        desk.plug.send(b"\xff\xfe\x00\x9f\xc3(\r")
        assert (await desk.texts(1))[0] == "\ufffd\ufffd\x00\ufffd\ufffd("
        assert desk.scans[0].raw == b"\xff\xfe\x00\x9f\xc3("
        for _ in range(12):
            desk.plug.send(b"9" * 1_000)
        desk.plug.send(f"\n{CARD}\n".encode())
        assert (await desk.texts(3))[2] == CARD
        assert len(desk.scans[1].text) == 8_000


@pytest.mark.parametrize("read", READS)
async def test_a_scanner_that_is_unplugged_is_told_and_heard_again_once_it_is_back(
    tmp_path: Path, read: Any
) -> None:
    async with counter(tmp_path, read) as desk:
        await desk.until(lambda: bool(desk.stood))
        assert desk.stood == [ScannerStanding(is_there=False, since=MONDAY, trouble="absent")]
        for turn in (1, 2):
            desk.plug.plug_in()
            desk.scanner.retry_now()
            await desk.until(lambda: desk.scanner.standing.is_there)
            desk.plug.send(f"{CODE}\r".encode())
            assert await desk.texts(turn) == [CODE] * turn
            desk.plug.pull_out()
            await desk.until(lambda: not desk.scanner.standing.is_there)
        assert [one.trouble for one in desk.stood] == ["absent", "", "gone", "", "gone"]


async def test_another_port_is_listened_to_at_once_and_no_port_is_told_of_as_none(
    tmp_path: Path,
) -> None:
    from serial import Serial

    other = Plug(tmp_path / "other")
    other.plug_in()
    async with counter(tmp_path) as desk:
        desk.plug.plug_in()
        desk.scanner.retry_now()
        await desk.until(lambda: desk.scanner.standing.is_there)
        await asyncio.to_thread(desk.scanner.listen_at, SerialPort(str(other.path)))
        await desk.until(lambda: len(desk.stood) > 1 and desk.scanner.standing.is_there)
        Serial(str(desk.plug.path), exclusive=True).close()  # The one before was let go.
        other.send(f"{CODE}\r".encode())
        assert await desk.texts(1) == [CODE]
        desk.scanner.listen_at(None)
        await desk.until(lambda: desk.scanner.port is None)
        other.pull_out()
        desk.scanner.listen_at(SerialPort(str(other.path)))
        await desk.until(lambda: desk.scanner.standing.trouble == "absent")
        assert {one.trouble for one in desk.stood} <= {"", "absent"}
        desk.plug.pull_out()


async def test_a_port_that_another_program_holds_is_told_as_taken(tmp_path: Path) -> None:
    from serial import Serial

    plug = Plug(tmp_path / "scanner")
    plug.plug_in()
    with Serial(str(plug.path), exclusive=True):
        async with counter(tmp_path) as desk:
            await desk.until(lambda: bool(desk.stood))
            assert desk.scanner.standing.trouble == "taken"
    plug.pull_out()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(2, "no such file"), "absent"),
        (OSError(13, "denied"), "denied"),
        (OSError("could not open port 'COM9': FileNotFoundError(2, '…', None, 2)"), "absent"),
        (OSError("could not open port 'COM3': PermissionError(13, '…', None, 5)"), "taken"),
        (ValueError("Not a valid baudrate"), "other"),
    ],
)
def test_what_keeps_a_port_shut_has_a_code_on_every_platform(error: Exception, code: str) -> None:
    assert trouble_of(error) == code
