"""How long to wait before the next try: full jitter under a growing ceiling."""

FIRST_SECONDS = 1.0
CEILING_SECONDS = 300.0


def ceiling(failures: int) -> float:
    """The longest wait after so many failures in a row: min(5 min, 1 s · 2^(n-1))."""
    assert failures >= 1
    return min(CEILING_SECONDS, FIRST_SECONDS * 2.0 ** min(failures - 1, 16))


def wait_seconds(failures: int, jitter: float) -> float:
    """The wait itself; `jitter` in [0, 1) spreads counters that lost the line together."""
    assert 0 <= jitter < 1
    return ceiling(failures) * jitter
