"""The built wheel is the whole program: it plays the demo office's day without the source tree."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS_MAX = 180


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that holds what the wheel holds, and nothing of the source tree."""
    built = _run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), folder=ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    return site


def _run(*words: str, folder: Path, site: Path | None = None) -> "subprocess.CompletedProcess[str]":
    # A path of the environment goes before the editable install of the source tree.
    env = {**os.environ, "PYTHONPATH": str(site)} if site else dict(os.environ)
    return subprocess.run(
        [sys.executable, *words],
        check=False,
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
    )


def test_the_wheel_plays_the_demo_day_by_itself(installed: Path, tmp_path: Path) -> None:
    where = "import desk, printing, schemas, sync; print(desk.__file__, sync.__file__)"
    assert str(ROOT) not in _run("-c", where, folder=tmp_path, site=installed).stdout

    day = _run(
        *("-m", "desk", "demo", "--headless", "--home", str(tmp_path / "office")),
        folder=tmp_path,
        site=installed,
    )

    assert day.returncode == 0, day.stderr
    told = [Path(line.strip()) for line in day.stdout.splitlines()[1:]]
    assert all(path.stat().st_size for path in told)
    kinds = [path.suffix for path in told]
    assert kinds.count(".pdf") == 4, "three receipts and a slip"
    assert kinds.count(".svg") >= 13


def test_both_programs_are_named_in_the_wheel(installed: Path) -> None:
    (named,) = installed.glob("*.dist-info/entry_points.txt")

    assert "desk = desk.__main__:main" in named.read_text()
    assert "desk-centre = sync.centre.__main__:main" in named.read_text()
