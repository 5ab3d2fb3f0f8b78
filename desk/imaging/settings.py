"""How this counter scans papers: the table `[scans]` of its settings."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from schemas.scans import SCAN_BYTES_MAX
from schemas.shape import Shape, Text

MEGABYTE = 1024 * 1024


class ScanSettings(Shape):
    """Where scans come from and how large they may be; what is empty is not set up."""

    device: Text = ""
    """The scanner, as `scanimage -L` names it."""
    flatbed: Text = "Flatbed"
    """What the device calls its glass; empty for a device that has none."""
    feeder: Text = ""
    """What the device calls its feeder, such as `ADF`."""
    mode: Text = "Gray"
    resolution: int = Field(default=200, ge=75, le=600)
    """Dots per inch."""
    options: tuple[Text, ...] = ()
    """More arguments for `scanimage`, for a device that needs them."""
    page_seconds: float = Field(default=90.0, gt=0)
    """How long one page may take."""
    folder: Path | None = None
    """The folder that a scanner's own program writes into; the home's `quet` when not named."""
    after: Literal["delete", "keep"] = "delete"
    """What becomes of a file in that folder once it is kept here."""
    megabytes: int = Field(default=10, ge=1, le=SCAN_BYTES_MAX // MEGABYTE)
    """How large one scan may be."""
