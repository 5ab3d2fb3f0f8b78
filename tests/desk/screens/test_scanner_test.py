"""The scanner test shows what arrives, from keys and from a port, and keeps nothing."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from desk.screens.desk import DeskScreen
from desk.screens.reception import ReceptionScreen
from desk.screens.scanner_test import ScannerTestScreen
from desk.serial.port import SerialPort
from desk.texts.questions import PAUSE_FIRST
from desk.widgets import pace
from tests.desk.screens.shell import seen
from tests.desk.serial.plug import Plug
from tests.desk.shell_office import CARD, Shop, settle, shop, signed_in, still, until
from tests.desk.widgets.keys import type_in_one_read

OTHER_CARD = "024185000456||Trần Thị Bình|03041985|Nữ|Thôn Đoài, xã Tân Tiến|10022021"

SIZES = [(80, 24), (120, 36)]
MOJIBAKE = CARD.encode().decode("cp1252", "ignore")


async def opened(pilot: Pilot[Any]) -> None:
    await signed_in(pilot)
    await pilot.press("ctrl+t")
    await settle(pilot)
    assert isinstance(pilot.app.screen, ScannerTestScreen)


async def arrived(pilot: Pilot[Any], keys: str, words: str) -> None:
    type_in_one_read(pilot.app, keys, gap=0.002)
    await until(pilot, lambda: words in " ".join(seen(pilot.app).split()))


async def test_a_card_is_shown_as_it_came_and_opens_nothing(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await arrived(pilot, f"{CARD}\r\n", "CR LF")
        shown = " ".join(seen(pilot.app).split())
        assert "05052019‹CR›‹LF›" in shown
        assert "Thẻ căn cước · số: 001087012345" in shown
        assert "Máy quét đặt đúng" in shown
        await arrived(pilot, "000.17.22.H02-191120-1001\r", "Quét thêm một thẻ căn cước")
        assert "Máy quét đặt đúng" not in " ".join(seen(pilot.app).split())
        await arrived(pilot, f"{CARD}\t", "05052019‹Tab›")
        await arrived(pilot, CARD, "Thiếu ký tự kết thúc")
        await arrived(pilot, f"\x1b[200~{CARD}\n\x1b[201~", "Từ: dán")
        await arrived(pilot, "000.17.22.DD\x7fĐ2-191120-1001\r", "Bộ gõ tiếng Việt đang bật")
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        assert pilot.app.screen.box.value == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a pty is a Unix thing")
async def test_a_scanner_on_a_port_works_whatever_has_the_focus_and_is_missed_when_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "WORK_SECONDS", 60.0)
    plug = Plug(tmp_path / "scanner")
    plug.plug_in()
    counter = shop(tmp_path)
    counter.scanner = SerialPort(str(plug.path))
    async with counter.app().run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: pilot.app._counter.scanner.standing.is_there)  # type: ignore[attr-defined]
        plug.send(f"{CARD}\r".encode())
        await until(pilot, lambda: "đăng nhập rồi quét lại" in seen(pilot.app))
        await opened(pilot)
        plug.send(b"Nguy\xd4n|V\xa8n\r")
        await until(pilot, lambda: "bảng mã cũ" in seen(pilot.app))
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("f6")
        plug.send(f"{CARD}\r".encode())
        await until(pilot, lambda: isinstance(pilot.app.screen, ReceptionScreen))
        await settle(pilot)
        assert "Phạm Văn Bình" in seen(pilot.app)
        await pilot.press("x")
        plug.send(f"{OTHER_CARD}\r".encode())
        await until(pilot, lambda: PAUSE_FIRST in seen(pilot.app))
        await pilot.press("escape", "escape")
        plug.pull_out()
        await until(pilot, lambda: "Mất máy quét từ 09:00" in seen(pilot.app))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "vừa mất kết nối" in seen(pilot.app))


def shows(keys: str, words: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def before(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await arrived(pilot, keys, words)
        await still(pilot)

    return before


def counter_app(folder: Path) -> Any:
    made: Shop = shop(folder)
    return made.app()


def test_a_sound_card_looks_calm(snap_compare: Any, tmp_path: Path) -> None:
    before = shows(f"{CARD}\r", "Máy quét đặt đúng")
    assert snap_compare(counter_app(tmp_path), terminal_size=(80, 24), run_before=before)


@pytest.mark.parametrize("size", SIZES)
def test_damage_is_told_with_its_cure(
    snap_compare: Any, tmp_path: Path, size: tuple[int, int]
) -> None:
    before = shows(f"{MOJIBAKE}\r", "bảng mã")
    assert snap_compare(counter_app(tmp_path), terminal_size=size, run_before=before)
