"""Whether a folder takes what is written into it: tried by writing, since rights alone do not tell.

A file system that is mounted read-only denies nothing until it is written to, and root is denied
nothing at all.
"""

import errno
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TRIAL_BYTES = 64 * 1024
"""More than SQLite needs before it can read: 32 KiB for the index of its log."""
_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


class StoreError(Exception):
    """The home or its store cannot be opened or written; the text says why, as a stable code."""


def hindrance(folder: Path) -> str:
    """Why nothing can be written there: `full`, `read_only` or `failed`; empty when it can."""
    trial = folder / f".thu-ghi-{secrets.token_hex(4)}"
    try:
        trial.write_bytes(bytes(TRIAL_BYTES))
    except OSError as error:
        return _REASONS.get(error.errno or 0, "failed")
    finally:
        with suppress(OSError):
            trial.unlink()
    return ""


@contextmanager
def disk_failures() -> Iterator[None]:
    """Name what kept a file of the home from being read or written.

    Raises:
        StoreError: `full`, `read_only` (as where a right is missing) or `failed`.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(_REASONS.get(error.errno or 0, "failed")) from None
