"""A working day at the demo counter, played headless through the real screens.

It scans, types and presses keys as an officer would, and leaves pictures of the screens and the
printed forms behind. An outage belongs to the day: the centre is stopped and started again.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from textual.pilot import Pilot

from desk import machine
from desk.app import DeskApp
from desk.opening import CommandError
from desk.screens.sign_in import SignInScreen
from desk.texts import demo as words
from desk.texts import desk as desk_words
from desk.texts import reception
from desk.texts.line import ALL_SENT
from desk.widgets.scanned import Scanned

SIZE = (120, 36)
STEP_SECONDS_MAX = 60.0
SLIP_NAME = "-phieu-bo-sung.pdf"
CARD_OF_AN = (
    "024090001234|121234567|Nguyễn Văn An|02011990|Nam|"
    "Thôn Đông, xã Bình Minh, huyện An Bình, tỉnh Bắc Giang|15032022"
)
CARD_OF_BINH = (
    "024185005678||Trần Thị Bình|17081985|Nữ|"
    "Thôn Trại, xã Bình Minh, huyện An Bình, tỉnh Bắc Giang|20092021"
)
CARD_OF_CUONG = (
    "024078009012||Lê Mạnh Cường|30041978|Nam|"
    "Thôn Hạ, xã Bình Minh, huyện An Bình, tỉnh Bắc Giang|01122021"
)


@dataclass
class Day:
    """The officer's hands: keys, scans, and a look at the screen after each task."""

    pilot: Pilot[None]
    paper: Path
    pictures: Path
    taken: list[str] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        """Press keys, then wait until the program is idle."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type words as they stand."""
        await self.press(*text)

    async def scan(self, line: str) -> None:
        """What a scanner sends, as the screen in front gets it."""
        self.pilot.app.screen.post_message(Scanned(line))
        await self.pilot.pause()

    async def until(self, shown: str) -> None:
        """Wait until words stand on the screen.

        Raises:
            CommandError: they do not come.
        """
        ends = machine.monotonic() + STEP_SECONDS_MAX
        while shown not in screen_text(self.pilot):
            if machine.monotonic() > ends:
                self.picture("khong-thay")
                raise CommandError(words.DAY_STUCK.format(shown=shown))
            await self.pilot.pause()

    def newest_slip(self) -> str:
        """The barcode of the slip that was printed last."""
        slips = self.paper.glob(f"*{SLIP_NAME}")
        return max(slips, key=lambda file: file.stat().st_mtime).name.removesuffix(SLIP_NAME)

    def find(self, pattern: str) -> str:
        """The first words on the screen that fit a pattern."""
        found = re.search(pattern, screen_text(self.pilot))
        if found is None:
            raise CommandError(words.DAY_STUCK.format(shown=pattern))
        return found[0]

    def picture(self, name: str) -> None:
        """Keep the screen as an SVG."""
        file = f"{len(self.taken) + 1:02d}-{name}.svg"
        self.pilot.app.save_screenshot(file, path=str(self.pictures))
        self.taken.append(file)


def screen_text(pilot: Pilot[None]) -> str:
    """The words on the screen, row by row."""
    screen = pilot.app.screen
    strips = screen._compositor.render_strips()  # noqa: SLF001  # Textual has no public reader
    return "\n".join(strip.text for strip in strips)


Outage = Callable[[], Awaitable[None]]


async def play(
    app: DeskApp, paper: Path, pictures: Path, *, cut: Outage, mend: Outage
) -> list[str]:
    """Play the day on an app; the pictures it took, in order."""
    async with app.run_test(size=SIZE) as pilot:
        day = Day(pilot, paper, pictures)
        await _morning(day)
        await _something_missing(day)
        await cut()
        await _outage(day)
        await mend()
        await _line_is_back(day)
        await _citizen_returns(day)
        await _end(day)
    return day.taken


async def _morning(day: Day) -> None:
    await day.until("demo-2019")
    assert isinstance(day.pilot.app.screen, SignInScreen)
    day.picture("dang-nhap")
    await day.type("lan")
    await day.press("enter")
    await day.type("demo-2019")
    await day.press("enter")
    await day.until(desk_words.READY)
    day.picture("ban-lam-viec")
    await day.scan(CARD_OF_AN)
    await day.until("Nguyễn Văn An")
    await _choose(day, "ket hon")
    await day.press("f5")
    day.picture("tiep-nhan")
    await _accept(day)
    day.picture("da-tiep-nhan")


async def _choose(day: Day, procedure: str) -> None:
    """A few letters and Enter; then the first case."""
    await day.type(procedure)
    await day.press("enter")
    await day.until(reception.WHICH_CASE)
    await day.press("enter")
    await day.until("THIẾU")


async def _accept(day: Day) -> None:
    await day.press("f2")
    await day.until(reception.DONE_RECEIVED)


async def _something_missing(day: Day) -> None:
    await day.scan(CARD_OF_BINH)
    await day.until("Trần Thị Bình")
    await _choose(day, "khai sinh")
    await day.press("space")
    day.picture("thieu-giay-to")
    await day.press("f3")
    await day.until(reception.SUPPLEMENT_TITLE)
    day.picture("yeu-cau-bo-sung")
    await day.press("f2")
    await day.until(reception.DONE_SLIP)
    day.picture("da-lap-phieu")


async def _outage(day: Day) -> None:
    """The centre is gone; the work is the same, and a badge says so."""
    await day.scan(CARD_OF_CUONG)
    await day.until("Lê Mạnh Cường")
    await _choose(day, "ket hon")
    await day.press("f5")
    await _accept(day)
    await day.press("escape")
    await day.until("Mất đường truyền")
    day.picture("mat-duong-truyen")


async def _line_is_back(day: Day) -> None:
    await day.press("f9")
    await day.until(ALL_SENT)
    day.picture("da-gui-het")


async def _citizen_returns(day: Day) -> None:
    """One scan of the slip brings the draft back; what was missing is still marked."""
    await day.scan(day.newest_slip())
    await day.until("Trần Thị Bình")
    day.picture("dua-ho-so-tro-lai")
    await day.press("f5")
    await _accept(day)
    code = day.find(r"[\d.]+H02-\d{6}-\d{4,6}")
    await day.press("escape")
    await day.until(desk_words.TODAY)
    await day.scan(code)
    await day.until(code)
    day.picture("ho-so")
    await day.press("escape")


async def _end(day: Day) -> None:
    await day.until(desk_words.TODAY)
    await day.press("f1")
    day.picture("tro-giup")
    await day.press("escape")
    await day.press("f12")
    day.picture("khoa-ban")


def play_day(app: DeskApp, paper: Path, pictures: Path, *, cut: Outage, mend: Outage) -> list[str]:
    """Play the day to its end."""
    pictures.mkdir(parents=True, exist_ok=True)
    return asyncio.run(play(app, paper, pictures, cut=cut, mend=mend))
