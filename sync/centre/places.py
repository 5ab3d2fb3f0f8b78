"""Where something went wrong, as a log may say it: never an error's own text.

That text may quote what a citizen gave.
"""

from pathlib import Path
from traceback import extract_tb

_FRAMES_MAX = 6


def place_of(error: BaseException) -> str:
    """The kind of an error, and the lines it came from, the innermost first."""
    frames = reversed(extract_tb(error.__traceback__)[-_FRAMES_MAX:])
    lines = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in frames)
    return f"{type(error).__name__} at {lines}"
