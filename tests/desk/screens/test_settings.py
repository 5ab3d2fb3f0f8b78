"""The settings screen: everybody sees it, technician and head change it, all of it is tried."""

import asyncio
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from desk.screens import line_asking
from desk.screens.desk import DeskScreen
from desk.screens.scanner_test import ScannerTestScreen
from desk.screens.settings_fields import SettingsSection
from desk.screens.settings_trying import SettingsScreen
from desk.settings import Settings, read_settings
from desk.texts import line as line_words
from desk.usecases.printers import open_printers
from desk.usecases.settings_file import UNSOUND
from desk.widgets.choice import Choice
from schemas.wire import REQUEST_HEADER
from sync.exchange import OF_OURSELVES
from tests.desk.screens.shell import seen
from tests.desk.serial.plug import Plug
from tests.desk.shell_office import CARD, MORNING, Shop, settle, shop, signed_in, still, until
from tests.printing.reading import sizes

SIZES = [(80, 24), (120, 36)]
SET_UP = """\
# quầy số 1
[printers.quay-1]
kind = "ipp"
url = "ipp://10.17.0.9/ipp/print"
[printing]
printer = "quay-1"
fallback = "pdf"
[forms.supplement]
paper = "A4"
[scanner]
port = "/dev/ttyACM0"
"""


def counter(folder: Path, text: str = SET_UP) -> Shop:
    made = shop(folder)
    (made.home.path / "desk.toml").write_text(text, encoding="utf-8")
    made.transport = open_printers(made.home)
    return made


async def opened(pilot: Pilot[Any], account: str = "truong") -> SettingsScreen:
    await signed_in(pilot, account)
    await pilot.press("ctrl+o")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SettingsScreen)
    return screen


def words(pilot: Pilot[Any]) -> str:
    return " ".join(seen(pilot.app).split())


async def test_a_head_changes_checks_and_keeps(tmp_path: Path) -> None:
    made = counter(tmp_path)
    async with made.app().run_test(size=(100, 40)) as pilot:
        screen = await opened(pilot)
        screen.section("routes").go_to("printing.copies")
        await pilot.press("backspace", "0", "f2")
        await settle(pilot)
        assert "Chỉ nhận số bản từ 1 đến 9." in words(pilot)
        assert "Còn 1 chỗ chưa đúng" in words(pilot)
        assert "copies" not in (made.home.path / "desk.toml").read_text(encoding="utf-8")
        await pilot.press("backspace", "2")
        screen.section("routes").go_to("printing.printer")
        await pilot.press("right", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Choice)
        await pilot.press("1", "f2")
        await until(pilot, lambda: "Đã lưu, dùng cài đặt mới ngay." in words(pilot))
        now = read_settings(made.home.path)
        assert (now.printing.copies, now.printing.printer) == (2, "pdf")
        assert "# quầy số 1" in (made.home.path / "desk.toml").read_text(encoding="utf-8")
        screen.section("routes").fields["forms.test-page.paper"].value = "A4"
        screen.section("scanner").go_to("scanner.port")
        await pilot.press("9", "f2")
        await until(pilot, lambda: "Cổng /dev/ttyACM09: không thấy" in words(pilot))
        await pilot.press("f6")
        await until(pilot, lambda: "pdf, khổ A4 · Trang in thử đã gửi tới" in words(pilot))
        [page] = made.home.paper.glob("trang-in-thu-*.pdf")
        assert sizes(page.read_bytes()) == {(210, 297)}
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_a_test_page_goes_where_the_row_in_use_says(tmp_path: Path) -> None:
    async with counter(tmp_path).app().run_test(size=(100, 40)) as pilot:
        screen = await opened(pilot)
        screen.section("routes").fields["printing.printer"].value = "pdf"
        screen.section("routes").go_to("forms.receipt.copies")
        await pilot.press("f6")
        await until(pilot, lambda: "pdf, khổ A5 · Trang in thử đã gửi tới" in words(pilot))
        screen.section("printers").go_to("printers.1.name")
        await pilot.press("f6")
        assert "Dòng này chưa có máy in" in words(pilot)


async def test_at_80_columns_all_hints_fit_and_a_mended_field_is_told_at_once(
    tmp_path: Path,
) -> None:
    async with counter(tmp_path).app().run_test(size=(80, 40)) as pilot:
        screen = await opened(pilot)
        assert not [*cut_short(screen)]
        routes = screen.section("routes")
        routes.fields["forms.receipt.copies"].value = "x"
        routes.go_to("printing.copies")
        await pilot.press("backspace", "0", "f2")
        assert "Còn 2 chỗ chưa đúng" in words(pilot)
        await pilot.press("backspace", "2")
        assert "Còn 1 chỗ chưa đúng" in words(pilot)
        routes.go_to("forms.receipt.copies")
        await pilot.press("end", "backspace")
        assert "Các ô đã đúng cả" in words(pilot)
        assert "Chỉ nhận" not in words(pilot)
        await pilot.press("y", "up")
        assert "Còn 1 chỗ chưa đúng" in words(pilot)
        await pilot.press("f9")
        assert "chưa đúng" not in words(pilot)


def cut_short(screen: SettingsScreen) -> Iterator[str]:
    """Labels and hints that do not fit."""
    for section in screen.query(SettingsSection):
        for name, one in section.fields.items():
            row = next(row for row in section._rows if name in row.fields)
            place = dict(row.placed(section.size.width))[name]
            label, hint = one.spec.label.strip(), one.spec.placeholder
            yield from [label] if label and cell_len(label) > place.x - place.label - 2 else []
            yield from [hint] if cell_len(hint) > place.width - 2 else []


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
async def test_an_officer_looks_and_tries_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:9")
    monkeypatch.setenv("PATH", f"{programs(tmp_path)}{os.pathsep}{os.environ['PATH']}")
    made = counter(tmp_path, "[printing]\ncopies = 99\n")
    async with made.app().run_test(size=(100, 40)) as pilot:
        screen = await opened(pilot, "lan")
        assert "từ 1 đến 9. Chỉ xem: kỹ thuật viên hoặc trưởng bộ phận" in words(pilot)
        before = screen.texts
        screen.say("")
        await pilot.press("a", "b", "down", "down", "right", "space", "f2")
        await settle(pilot)
        assert screen.texts == before
        assert "trưởng bộ phận mới sửa được" in words(pilot)
        await pilot.press("f5")
        await until(pilot, lambda: "chọn một dòng không đổi gì" in words(pilot))
        await pilot.press("1")
        await until(pilot, lambda: "Chưa đổi gì" in words(pilot))
        assert "Đọc cho họ: ipp://may-moi.local/ipp/print" in words(pilot)
        assert screen.texts == before
        await pilot.press("f9")
        await until(pilot, lambda: "Chưa nối được" in words(pilot))
        await pilot.press("f8")
        await until(pilot, lambda: "Chưa đặt máy quét" in words(pilot))
        await pilot.press("f7")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ScannerTestScreen)
        assert "desk.toml không ghi cổng, hoặc ghi sai" in words(pilot)
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        assert (made.home.path / "desk.toml").read_text() == "[printing]\ncopies = 99\n"


async def answered(
    asked: list[str], awake: asyncio.Event, request: httpx.Request
) -> httpx.Response:
    """A centre that knows the counter and has no news, however long it is waited for."""
    await awake.wait()
    echo = {REQUEST_HEADER: request.headers[REQUEST_HEADER]}
    head = {"protocol": 1, "request": echo[REQUEST_HEADER], "incarnation": "i"}
    path = request.url.path
    asked.append(path)
    if path.endswith("/feed"):
        await asyncio.Event().wait()
    if "/reference/" in path:
        return httpx.Response(304, headers=echo)
    if path != OF_OURSELVES:
        return httpx.Response(404, json=head | {"error": "unknown_dossier"})
    journal = {"head": {"seq": 0, "digest": None}, "bands": []}
    return httpx.Response(200, json=head | journal | {"epoch": 1, "time": MORNING.isoformat()})


async def test_the_centre_is_asked_at_once_though_the_line_waits_for_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, asked, awake = counter(tmp_path), list[str](), asyncio.Event()
    awake.set()
    made.answer = partial(answered, asked, awake)  # type: ignore[assignment]  # httpx takes this, too
    async with made.app().run_test(size=(100, 40)) as pilot:
        screen = await opened(pilot)
        await until(pilot, lambda: any(path.endswith("/feed") for path in asked))
        for _ in range(2):
            screen.say("")
            asked.clear()
            await pilot.press("f9")
            await until(pilot, lambda: line_words.ANSWERS in words(pilot))
            assert OF_OURSELVES in asked
        # One that hangs is not waited for as long as entries wait for it.
        awake.clear()
        monkeypatch.setattr(line_asking, "SECONDS_MAX", 0.2)
        await pilot.press("f9")
        await until(pilot, lambda: "trung tâm không trả lời trong" in words(pilot))


async def test_a_file_that_is_wrong_is_written_anew_though_no_field_changed(tmp_path: Path) -> None:
    made = counter(tmp_path, "[printing\n")
    async with made.app().run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        assert "cú pháp TOML (dòng 1, cột 10). Sửa ngay trong tệp" in words(pilot)
        await pilot.press("f2", "enter")
        await settle(pilot)
        assert "mọi cài đặt trong tệp đó" in words(pilot)
        assert "Tệp cũ được giữ ở desk.toml.hong." in words(pilot)
        assert (made.home.path / "desk.toml").read_text(encoding="utf-8") == "[printing\n"
        await pilot.press("2")
        await until(pilot, lambda: "Đã lưu" in words(pilot))
        await pilot.press("f2")
        await until(pilot, lambda: "Không có gì thay đổi" in words(pilot))
        assert read_settings(made.home.path) == Settings()
        assert (made.home.path / UNSOUND).read_text(encoding="utf-8") == "[printing\n"


ONE_WRONG = """\
# quầy số 1
[printers.q1]
kind = "ipp"
url = "http://10.17.0.9/ipp/print"
[printing]
printer = "q1"   # hàng đợi
copies = 99
paper = "A3"
[scanner]
port = "/dev/ttyACM0"
[scan]
mode = "Color"
"""


async def test_of_a_file_with_wrong_values_nothing_right_is_lost(tmp_path: Path) -> None:
    made = counter(tmp_path, ONE_WRONG)
    async with made.app().run_test(size=(100, 40)) as pilot:
        screen = await opened(pilot)
        said = words(pilot)
        assert "Cũng sai:" in said
        assert all(key in said for key in ("printers.q1.url", "printing.copies", "printing.paper"))
        assert "Chỉ nhận số bản từ 1 đến 9." in said
        await pilot.press("f2")
        assert "Còn 2 chỗ chưa đúng; chưa lưu gì." in words(pilot)
        screen.section("printers").fields["printers.0.address"].value = "ipp://10.17.0.9/ipp/print"
        screen.section("routes").go_to("printing.copies")
        await pilot.press("backspace", "backspace", "2", "f2")
        await settle(pilot)
        assert "scan, printing.paper. ┃" in words(pilot)
        await pilot.press("2")
        await until(pilot, lambda: "Đã lưu" in words(pilot))
        now = (made.home.path / "desk.toml").read_text(encoding="utf-8")
        mended = ONE_WRONG.replace("http:", "ipp:").replace("99", "2").replace('paper = "A3"\n', "")
        assert now == mended.partition("[scan]")[0]
        assert (made.home.path / UNSOUND).read_text(encoding="utf-8") == ONE_WRONG


@pytest.mark.skipif(sys.platform == "win32", reason="a pty is a Unix thing")
async def test_another_port_is_listened_to_as_soon_as_it_is_kept(tmp_path: Path) -> None:
    plug = Plug(tmp_path / "scanner")
    plug.plug_in()
    made = counter(tmp_path, "")
    async with made.app().run_test(size=(100, 40)) as pilot:
        screen = await opened(pilot)
        screen.section("scanner").fill({"scanner.port": str(plug.path), "scanner.baud": "9600"})
        await pilot.press("f2")
        await until(pilot, lambda: "scanner: sẵn sàng." in words(pilot))
        plug.send(f"{CARD}\r".encode())
        await until(pilot, lambda: "Máy quét mã gửi được tới đây" in words(pilot))
        screen.section("scanner").fill({})
        await pilot.press("f2")
        await until(pilot, lambda: "Cổng COM: không dùng" in words(pilot))
    plug.pull_out()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
async def test_devices_are_chosen_from_what_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:9")
    monkeypatch.setenv("PATH", f"{programs(tmp_path)}{os.pathsep}{os.environ['PATH']}")
    made = counter(tmp_path)
    async with made.app().run_test(size=(100, 40)) as pilot:
        screen = await opened(pilot)
        screen.section("routes").go_to("forms.receipt.copies")
        await pilot.press("f5")
        await until(pilot, lambda: "ipp://may-moi.local" in words(pilot))
        await pilot.press("1")
        await settle(pilot)
        assert "Đã thêm máy in may-2. Giấy tiếp nhận: in ở may-2. F2: lưu." in words(pilot)
        address = screen.section("printers").fields["printers.1.address"]
        address.value = "ipp://MAY-moi.local:631/ipp/print"
        screen.section("routes").go_to("printing.fallback")
        await pilot.press("f5")
        await until(pilot, lambda: "ipp://may-moi.local" in words(pilot))
        await pilot.press("1")
        await settle(pilot)
        assert "đã có, tên là may-2; không thêm lần nữa. Mọi giấy: dự phòng là" in words(pilot)
        assert "printers.3.name" not in screen.texts
        screen.section("scans").go_to("scans.device")
        await pilot.press("f5")
        await until(pilot, lambda: "epsonds:net:1" in words(pilot))
        await pilot.press("1", "f2")
        await until(pilot, lambda: "Đã lưu" in words(pilot))
        now = read_settings(made.home.path)
        assert list(now.printers) == ["quay-1", "may-2"]
        assert now.printing.fallback == "may-2"
        assert now.forms["receipt"].printer == "may-2"
        assert now.scans.device == "epsonds:net:1"


def programs(folder: Path) -> Path:
    """Searches that find one printer and one scanner."""
    there = folder / "bin"
    there.mkdir()
    for name, said in (
        ("ippfind", "ipp://may-moi.local/ipp/print"),
        ("scanimage", "epsonds:net:1\\tEpson DS-770"),
    ):
        (there / name).write_text(f"#!/bin/sh\nprintf '{said}\\n'\n")
        (there / name).chmod(0o755)
    return there


def test_what_only_some_printers_have_stands_below_them(snap_compare: Any, tmp_path: Path) -> None:
    text = SET_UP.replace("ipp://", "ipps://") + '[printers.cu]\nkind = "command"\n'

    async def before(pilot: Pilot[Any]) -> None:
        await opened(pilot, "lan")
        await pilot.press("x")
        await still(pilot)

    assert snap_compare(counter(tmp_path, text).app(), terminal_size=(80, 24), run_before=before)


@pytest.mark.parametrize("size", SIZES)
def test_the_form_looks_as_it_should(
    snap_compare: Any, tmp_path: Path, size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        await still(pilot)

    assert snap_compare(counter(tmp_path).app(), terminal_size=size, run_before=before)


def test_a_wrong_field_says_what_it_takes(snap_compare: Any, tmp_path: Path) -> None:
    async def before(pilot: Pilot[Any]) -> None:
        screen = await opened(pilot)
        screen.section("scans").go_to("scans.options")
        await pilot.press("quotation_mark", "f2")
        await still(pilot)

    assert snap_compare(counter(tmp_path).app(), terminal_size=(80, 24), run_before=before)
