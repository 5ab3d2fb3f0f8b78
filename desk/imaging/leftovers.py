"""What a scan leaves behind that a power cut ended: pages of citizens, which must go."""

import shutil
from pathlib import Path

FOLDER_START = "dang-quet-"
"""The folder of a scan that is under way begins so."""


def clear_left_behind(home: Path) -> None:
    """Remove the folders of scans that nobody works on any more."""
    for folder in home.glob(f"{FOLDER_START}*"):
        shutil.rmtree(folder, ignore_errors=True)
