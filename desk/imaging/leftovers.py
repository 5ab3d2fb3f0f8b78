"""What a power cut leaves behind of a scan: pages of citizens, which must go."""

import shutil
from pathlib import Path

FOLDER_START = "dang-quet-"
"""The folder of a scan that is under way begins so."""
LOOKED_AT = "dang-xem"
"""The folder of the page that is looked at with another program."""


def clear_left_behind(home: Path) -> None:
    """Remove whatever an earlier run left of scans."""
    clear_scans(home)
    shutil.rmtree(home / LOOKED_AT, ignore_errors=True)


def clear_scans(home: Path) -> None:
    """Remove the folders of scans that nobody works on any more."""
    for folder in home.glob(f"{FOLDER_START}*"):
        shutil.rmtree(folder, ignore_errors=True)
