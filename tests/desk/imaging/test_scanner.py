"""SANE's virtual scanners through its own program: the feeder, every fault, and being stopped."""

import stat
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from desk.imaging.leftovers import FOLDER_START
from desk.imaging.pages import leaves_of
from desk.imaging.sane_answers import why
from desk.imaging.scanner import A4, Device, Scanning, arguments, devices
from desk.settings import ScanSettings
from tests.desk.imaging.sane import (
    FEEDER_PAGES,
    a_device,
    a_picture,
    a_slow_device,
    jams_after,
    only_virtual,
    require_sane,
)


@pytest.fixture
def _sane(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    require_sane()
    only_virtual(tmp_path_factory.mktemp("sane"), monkeypatch)


def forgotten(content: bytes) -> None:
    """Nobody looks at these pages."""


sane = pytest.mark.usefixtures("_sane")


@sane
def test_the_feeder_gives_all_it_has_and_is_empty_in_the_end(tmp_path: Path) -> None:
    pages: list[bytes] = []
    modes: set[int] = set()

    def took(content: bytes) -> None:
        for path in tmp_path.rglob("*"):
            with suppress(FileNotFoundError):  # a page is renamed once it is whole
                modes.add(stat.S_IMODE(path.stat().st_mode))
        pages.append(content)

    assert Scanning(a_device(), tmp_path).run("feeder", took) is None
    assert len(pages) == FEEDER_PAGES
    made = leaves_of(pages[0])
    assert isinstance(made, tuple)
    assert round(made[0].page.dpi) == 75
    assert modes == {0o600, 0o700}, "what lies there meanwhile is its owner's only"
    assert list(tmp_path.iterdir()) == []


@sane
def test_the_glass_gives_one_page(tmp_path: Path) -> None:
    pages: list[bytes] = []
    assert Scanning(a_device(), tmp_path).run("flatbed", pages.append) is None
    assert Scanning(a_device(), tmp_path).run("feeder", pages.append, count=1) is None
    assert len(pages) == 2


@sane
@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("JAMMED", "jammed"),
        ("NO_DOCS", "no_docs"),
        ("COVER_OPEN", "cover_open"),
        ("DEVICE_BUSY", "busy"),
        ("IO_ERROR", "io_error"),
        ("ACCESS_DENIED", "denied"),
        ("INVAL", "settings"),
        ("UNSUPPORTED", "settings"),
        ("NO_MEM", "other"),
    ],
)
def test_every_status_of_sane_is_a_value(tmp_path: Path, status: str, reason: str) -> None:
    pages: list[bytes] = []
    assert Scanning(a_device(status), tmp_path).run("feeder", pages.append) == reason
    assert pages == []
    assert list(tmp_path.iterdir()) == []


@sane
def test_a_jam_on_the_fourth_page_keeps_three(tmp_path: Path) -> None:
    pages: list[bytes] = []
    program = jams_after(3, tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    assert Scanning(a_device(), home, program).run("feeder", pages.append) == "jammed"
    assert len(pages) == 3
    assert list(home.iterdir()) == []


@sane
def test_no_such_scanner_and_settings_it_does_not_know(tmp_path: Path) -> None:
    wrong = {"device": "no_device", "mode": "settings", "feeder": "settings"}
    for name, reason in wrong.items():
        scan = Scanning(a_device(**{name: "nothing:0"}), tmp_path)
        assert scan.run("feeder", forgotten) == reason


@sane
def test_a_device_that_knows_no_paper_gives_its_picture_dot_for_dot(tmp_path: Path) -> None:
    a_picture().save(tmp_path / "page.pgm", "PPM")
    settings = ScanSettings(
        device="pnm:0", mode="", flatbed="", options=(f"--filename={tmp_path / 'page.pgm'}",)
    )
    pages: list[bytes] = []
    assert Scanning(settings, tmp_path).run("flatbed", pages.append) is None
    made = leaves_of(pages[0])
    assert isinstance(made, tuple)
    assert (made[0].page.wide, made[0].page.high) == (400, 566)
    small = made[0].small
    assert [small.getpixel(at) for at in ((5, 5), (small.width - 5, 5))] == [(0,) * 3, (255,) * 3]


@sane
def test_a_scanner_that_sends_nothing_is_stopped(tmp_path: Path) -> None:
    scan = Scanning(a_slow_device(page_seconds=0.2), tmp_path)
    assert scan.run("flatbed", forgotten) == "timed_out"
    assert list(tmp_path.iterdir()) == []


@sane
def test_cancelling_ends_the_program_and_leaves_no_file(tmp_path: Path) -> None:
    scan = Scanning(a_slow_device(), tmp_path)
    answers: list[object] = []
    running = Thread(target=lambda: answers.append(scan.run("flatbed", forgotten)))
    running.start()
    while running.is_alive() and not list(tmp_path.glob("*/*.part")):
        pass  # until the page is under way
    scan.cancel()
    running.join(timeout=20)
    assert answers == ["cancelled"]
    assert list(tmp_path.iterdir()) == []


def test_without_the_program_that_is_said(tmp_path: Path) -> None:
    program = str(tmp_path / "scanimage")
    assert Scanning(a_device(), tmp_path, program).run("flatbed", forgotten) == "not_installed"
    assert devices(program) == "not_installed"
    nowhere = Scanning(a_device(), tmp_path / "gone")
    assert nowhere.run("flatbed", forgotten) == "disk"


def test_what_a_power_cut_left_is_gone_with_the_next_scan(tmp_path: Path) -> None:
    left = tmp_path / f"{FOLDER_START}x"
    left.mkdir()
    Image.new("L", (9, 9)).save(left / "trang0001.png")
    Scanning(a_device(), tmp_path, str(tmp_path / "none")).run("flatbed", forgotten)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "said", "reason"),
    [
        (0, "", None),
        (1, "scanimage: open of device x failed: Device busy", "busy"),
        (1, "scanimage: open of device x failed: Invalid argument", "no_device"),
        (1, "scanimage: no SANE devices found", "no_device"),
        (1, "scanimage: attempted to set readonly option", "settings"),
        (0, "scanimage: sane_read: Document feeder jammed", "jammed"),
        (0, "scanimage: rounded value of br-x from 210 to 200", None),
        (7, "", "no_docs"),
        (99, "", "other"),
        (-11, "", "other"),
    ],
)
def test_what_the_program_says_tells_more_than_a_plain_one(
    code: int, said: str, reason: str | None
) -> None:
    assert why(code, said) == reason


def test_an_empty_setting_leaves_the_choice_to_the_device() -> None:
    plain = ScanSettings(flatbed="", mode="")
    assert arguments(plain, "flatbed", 1) == [
        "--format=png", "--batch-print", "--resolution=200", "--batch-count=1", *A4,
    ]  # fmt: skip


@sane
def test_a4_is_asked_for_and_the_settings_may_ask_for_less(tmp_path: Path) -> None:
    # Unasked, the test device gives 80 by 100 mm; it has 200 by 200.
    sizes = {(): (200, 200), ("-x", "148", "-y", "105"): (148, 105)}
    for options, size in sizes.items():
        pages: list[bytes] = []
        scan = Scanning(a_device().model_copy(update={"options": options}), tmp_path)
        assert scan.run("flatbed", pages.append) is None
        made = leaves_of(pages[0])
        assert isinstance(made, tuple)
        page = made[0].page
        seen = tuple(round(dots * 25.4 / page.dpi) for dots in (page.wide, page.high))
        assert all(abs(one - other) <= 1 for one, other in zip(seen, size, strict=True))


@sane
def test_the_scanners_that_sane_sees_are_named() -> None:
    seen = devices()
    assert isinstance(seen, tuple)
    assert Device("test:0", "Noname frontend-tester") in seen
