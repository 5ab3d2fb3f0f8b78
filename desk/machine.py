"""The machine's own clock, randomness and folders: the only place that asks it for them."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HOME_VARIABLE = "DESK_HOME"
DEFAULT_HOME = Path.home() / ".quay-mot-cua"


def now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # the one clock that everything else is handed


random_bytes: Callable[[int], bytes] = os.urandom
"""The machine's randomness."""
monotonic: Callable[[], float] = time.monotonic
"""Seconds that only rise, for measuring waits."""


def home() -> Path:
    """The counter's folder where no option names one."""
    return Path(os.environ.get(HOME_VARIABLE) or DEFAULT_HOME)
