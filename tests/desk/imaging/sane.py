"""SANE's own virtual scanners, with the faults that its `test` device can show."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from desk.settings import ScanSettings

FEEDER_PAGES = 10
"""What SANE's test device has in its feeder."""


def require_sane() -> None:
    """Skip without SANE's program; on the gate, which installs it, fail."""
    if shutil.which("scanimage") is None:
        missing = "scanimage is not installed (Debian: sane-utils)"
        pytest.fail(missing) if "CI" in os.environ else pytest.skip(missing)


def only_virtual(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SANE look for no scanner of the network: that takes seconds, and one might be there."""
    (folder / "dll.conf").write_text("test\npnm\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))


def a_device(status: str = "", **more: Any) -> ScanSettings:
    """SANE's test device, A4 as far as it goes; `status` is how its reading ends."""
    # A page that fails is small: it fits into the pipe of the device's helper process, which
    # otherwise dies writing, and now and then takes scanimage into a deadlock with it.
    fault = ("-x20", "-y20", f"--read-return-value=SANE_STATUS_{status}")
    whole = ("-x200", "-y200", "--test-picture=Color pattern")
    options = fault if status else whole
    named = {"device": "test:0", "feeder": "Automatic Document Feeder", "resolution": 75}
    return ScanSettings.model_validate({**named, "options": options, **more})


def a_slow_device(**more: Any) -> ScanSettings:
    """A device that takes minutes for a page."""
    slow = ("--read-delay=yes", "--read-delay-duration=200000", "-x200", "-y200")
    return a_device().model_copy(update={"options": slow, "resolution": 600, **more})


def jams_after(pages: int, folder: Path) -> str:
    """A program that scans some pages with SANE's test device, and jams on the next."""
    script = folder / "scanimage"
    jam = f"--batch-start={pages + 1} -x20 -y20 --read-return-value=SANE_STATUS_JAMMED"
    script.write_text(
        f'#!/bin/sh\nscanimage "$@" --batch-count={pages}\nexec scanimage "$@" {jam}\n'
    )
    script.chmod(0o700)
    return str(script)


def a_picture(wide: int = 400, high: int = 566, *, mode: str = "L") -> Image.Image:
    """A page with its top left corner dark, so that its turning can be seen."""
    picture = Image.new(mode, (wide, high), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, wide // 2, high // 2), fill="black")
    return picture
