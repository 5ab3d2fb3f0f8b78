"""The machine's own clock and randomness: the only place that asks it for them."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime


def now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # the one clock that everything else is handed


random_bytes: Callable[[int], bytes] = os.urandom
"""The machine's randomness."""
monotonic: Callable[[], float] = time.monotonic
"""Seconds that only rise, for measuring waits."""
