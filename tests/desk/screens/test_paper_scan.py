"""The scanning screen: from F3 to the paper, every key, and what it says when a scanner stops."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest
from PIL import Image
from pypdf import PdfReader
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from desk.imaging.leftovers import LOOKED_AT
from desk.imaging.pages import PageReason
from desk.imaging.sane_answers import ScanReason
from desk.screens.paper_scan import PaperScanScreen
from desk.texts.paper_scan import FILE_SAYS, SCANNER_SAYS
from desk.texts.scans import NOT_ATTACHED
from desk.usecases.attach import Reason
from desk.usecases.lists import dossier_by_id
from desk.usecases.paper_scans import WATCHED, home_of
from desk.usecases.receive import Accepted, receive_dossier
from desk.widgets.page_preview import PagePreview
from desk.widgets.scanned import Scanned
from tests.desk.imaging.sane import a_picture, only_virtual, require_sane
from tests.desk.office import LAN, Office, complete_form, open_office
from tests.desk.screens.shell import Shell, seen, settle, until_seen

SCANNER = """
[scans]
device = "test:0"
feeder = "Automatic Document Feeder"
resolution = 75
options = ["-x148", "-y200", "--test-picture=Grid"{more}]
"""
SLOW = ("--resolution=600", "--read-delay=yes", "--read-delay-duration=200000")
LONG_AGO = 1_583_110_800
"""Before the office opens: such a file has been written for long."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("COLORTERM", "truecolor")
    return open_office(tmp_path)


@pytest.fixture
def dossier(office: Office) -> UUID:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    return answer.id


def shell(office: Office, dossier: UUID) -> Shell:
    state = dossier_by_id(office.desk, dossier)
    assert state is not None
    assert state.received is not None
    papers = [(paper.key, paper.name) for paper in state.received.papers]
    code = state.received.code
    return Shell(
        PaperScanScreen(desk=office.desk, officer=LAN, dossier=dossier, papers=papers, code=code)
    )


def with_scanner(office: Office, *faults: str) -> None:
    require_sane()
    more = "".join(f', "{fault}"' for fault in faults)
    text = SCANNER.replace("{more}", more)
    (home_of(office.desk) / "desk.toml").write_text(text, encoding="utf-8")


def lay(office: Office, name: str, picture: Image.Image | None = None, **more: Any) -> Path:
    """Let a scanner's own program leave a page of 104 × 144 mm."""
    path = home_of(office.desk) / WATCHED / name
    path.parent.mkdir(exist_ok=True)
    (picture or a_picture()).save(path, dpi=(100, 100), **more)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def scans(office: Office, dossier: UUID) -> list[tuple[str, str]]:
    state = dossier_by_id(office.desk, dossier)
    assert state is not None
    return [(scan.paper, scan.media_type) for scan in state.scans]


async def test_a_feeder_is_scanned_and_stored_with_four_keys(office: Office, dossier: UUID) -> None:
    with_scanner(office, "--batch-count=3")
    app = shell(office, dossier)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        await until_seen(pilot, "Đã quét 3 trang")
        assert "▀" in seen(app)
        await press(pilot, "f2", "1")
        await left(app, pilot)
    ((paper, media_type),) = scans(office, dossier)
    assert paper
    assert media_type == "application/pdf"
    assert not list(home_of(office.desk).glob("dang-quet-*"))


async def test_pages_are_turned_moved_scanned_again_and_dropped(
    office: Office, dossier: UUID
) -> None:
    with_scanner(office)
    lay(office, "scan0001.png")
    app = shell(office, dossier)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "1", "f3", "4")
        assert rows(app) == ["1 148×200 mm", "2 102×144 mm"]
        await press(pilot, "f6", "shift+up")
        assert rows(app) == ["1 102×144 mm, xoay 90°", "2 148×200 mm"]
        await press(pilot, "f5")
        assert "Chỉ quét lại được trang lấy từ máy quét" in seen(app)
        await press(pilot, "down", "f5")
        assert "Đã quét 1 trang" in seen(app)
        assert rows(app) == ["1 102×144 mm, xoay 90°", "2 148×200 mm"]
        await press(pilot, "up", "delete")
        assert rows(app) == ["1 148×200 mm"]


def rows(app: Shell) -> list[str]:
    """Number and paper of every page, as they stand on the screen."""
    lines = [line.split("┃")[1].strip(" ▸") for line in seen(app).splitlines() if " mm" in line]
    return [line.split("  ")[0] + " " + line.split("  ")[1] for line in lines]


async def test_what_stops_a_scanner_is_said_with_what_to_do_and_pages_stay(
    office: Office, dossier: UUID
) -> None:
    with_scanner(office, "-x20", "-y20", "--read-return-value=SANE_STATUS_JAMMED")
    lay(office, "scan0001.png")
    app = shell(office, dossier)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "4", "f3", "2")
        await until_seen(pilot, "Giấy kẹt trong máy quét. Mở nắp, lấy giấy ra rồi quét tiếp")
        assert "Đã giữ 1 trang" in seen(app)


async def test_where_the_scanner_is_not_those_that_there_are_are_named(
    office: Office, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_virtual(office.home.path, monkeypatch)
    with_scanner(office, "--device-name=pixma:gone")
    app = shell(office, dossier)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        await until_seen(pilot, "Không thấy máy quét test:0")
        assert "Máy này thấy: pnm:0" in seen(app)


async def test_closing_the_program_ends_the_scan_and_leaves_no_page(
    office: Office, dossier: UUID
) -> None:
    with_scanner(office, *SLOW)
    async with shell(office, dossier).run_test() as pilot:
        await settle(pilot)
        await pilot.press("1")
        while not list(home_of(office.desk).glob("dang-quet-*/*")):
            await pilot.pause()
    while list(home_of(office.desk).glob("dang-quet-*")):
        pass  # until the scanner's program has ended


def test_every_reason_has_a_sentence() -> None:
    assert set(SCANNER_SAYS) == set(get_args(ScanReason))
    assert set(FILE_SAYS) == set(get_args(PageReason)) | {"unreadable", "empty", "too_big"}
    assert set(NOT_ATTACHED) | {"too_big"} == set(get_args(Reason)), "how large says the setting"


async def test_a_scan_is_stopped_with_escape(office: Office, dossier: UUID) -> None:
    with_scanner(office, *SLOW)
    app = shell(office, dossier)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("1")
        await pilot.pause()
        assert "Đang quét… Esc: dừng." in seen(app)
        await press(pilot, "escape")
        await until_seen(pilot, "Đã dừng quét")
        await press(pilot, "escape")
        await left(app, pilot)


async def test_a_new_file_is_offered_by_itself_and_leaves_the_folder_when_stored(
    office: Office, dossier: UUID
) -> None:
    app = shell(office, dossier)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "mặt kính" not in seen(app), "no scanner is set up"
        path = lay(office, "scan0001.png")
        await until_seen(pilot, "2. Bản quét mới: scan0001.png")
        await press(pilot, "2", "enter")
        assert path.exists()
        await press(pilot, "enter")
    assert scans(office, dossier)
    assert not path.exists()


async def test_wrong_settings_are_said_and_a_damaged_file_stays(
    office: Office, dossier: UUID
) -> None:
    (home_of(office.desk) / "desk.toml").write_text("[scans]\nmegabytes = 99", encoding="utf-8")
    path = lay(office, "scan0001.png")
    path.write_bytes(path.read_bytes()[:200])
    os.utime(path, (LONG_AGO, LONG_AGO))
    app = shell(office, dossier)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "desk.toml: giá trị của “scans.megabytes”" in seen(app)
        await press(pilot, "2")
        assert "Tệp hỏng" in seen(app)
        await press(pilot, "escape")
        await left(app, pilot)
    assert path.exists()


async def test_leaving_with_pages_asks_and_a_barcode_waits(
    office: Office, dossier: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    lay(office, "scan0001.png")
    dragged = tmp_path / "bản quét 2.png"
    a_picture().save(dragged)
    app = shell(office, dossier)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2")
        assert "▀" not in seen(app)
        assert "scan0001.png" in seen(app), "no colours, so words in the picture's place"
        app.screen.post_message(Scanned("x"))
        await settle(pilot)
        assert "Đã giữ mã vừa quét" in seen(app)
        await press(pilot, "f3", "1")
        app.post_message(Paste(f"'{dragged}' "))
        await press(pilot, "enter", "escape")
        assert "Bỏ 2 trang chưa lưu?" in seen(app)
        await press(pilot, "1", "escape", "2")
        await left(app, pilot)
    assert scans(office, dossier) == []


async def test_without_pictures_a_scanned_page_is_a_file_to_look_at(
    office: Office, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with_scanner(office, "--batch-count=2")
    folder = home_of(office.desk) / LOOKED_AT
    file = folder / "trang.pdf"
    app = shell(office, dossier)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2")
        await until_seen(pilot, "Đã quét 2 trang")
        assert looked_at(app) == ("Trang 2 · PDF", str(file))
        await press(pilot, "up", "f6")
        assert looked_at(app) == ("Trang 1 · PDF", str(file))
        assert list(folder.iterdir()) == [file]
        assert [stat.S_IMODE(one.stat().st_mode) for one in (folder, file)] == [0o700, 0o600]
        (page,) = PdfReader(file).pages
        assert (page.rotation, round(page.mediabox.width * 25.4 / 72)) == (90, 148)
        await press(pilot, "delete")
        assert "Còn 1 trang. F2: lưu" in seen(app)
        assert looked_at(app) == ("Trang 1 · PDF", str(file))
        await press(pilot, "delete")
        assert ("Còn" in seen(app), folder.exists()) == (False, False)
        await press(pilot, "f3", "1")
        await until_seen(pilot, "Đã quét 2 trang")
        assert folder.exists()
    assert not folder.exists(), "closing the program leaves nothing to look at"


def looked_at(app: Shell) -> tuple[str, str]:
    """The name with the kind, and the path, of the page that is not shown here."""
    lines = str(app.screen.query_one("#words", Static).content).splitlines()
    assert not app.screen.query_one(PagePreview).display
    return lines[0], lines[-1]


async def left(app: Shell, pilot: Pilot[Any]) -> None:
    """The scanning screen is gone."""
    await settle(pilot)
    assert not [one for one in app.screen_stack if isinstance(one, PaperScanScreen)]


async def test_nothing_of_a_pdf_is_turned_or_scanned_again(
    office: Office, dossier: UUID, tmp_path: Path
) -> None:
    file = tmp_path / "a.pdf"
    a_picture().save(file)
    app = shell(office, dossier)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "1")
        app.post_message(Paste(str(file)))
        await press(pilot, "enter")
        assert "ĐÍNH KÈM GIẤY TỜ · 000.17.22.H02-" in seen(app)
        assert "Bỏ trang" in seen(app)
        assert "Xoay" not in seen(app)
        assert "Quét lại" not in seen(app)
        await press(pilot, "delete")
        assert "Xoay" in seen(app)
        assert "Chưa có trang nào. F3: chọn nơi lấy." in seen(app)
        await press(pilot, "escape")
        await left(app, pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_choosing_the_source(
    office: Office, dossier: UUID, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    with_scanner(office)
    lay(office, "scan0001.png")

    async def prepare(pilot: Pilot[Any]) -> None:
        await settle(pilot)

    assert snap_compare(shell(office, dossier), terminal_size=size, run_before=prepare)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_looking_at_the_pages(
    office: Office, dossier: UUID, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    pictures = [a_picture(420 - 100 * n, 594) for n in range(3)]
    lay(office, "scan0001.tif", pictures[0], save_all=True, append_images=pictures[1:])

    async def prepare(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await press(pilot, "2", "end", "f6", "up")

    assert snap_compare(shell(office, dossier), terminal_size=size, run_before=prepare)
