"""One page as a file that another program can show, where this terminal shows no pictures."""

import shutil
from contextlib import suppress
from pathlib import Path
from threading import Lock

from desk.imaging.leftovers import LOOKED_AT
from printing.bound_pages import ScannedPage, bound


class PageFile:
    """Holds the page that is looked at, as it will be stored, and no other; closed, nothing."""

    def __init__(self, home: Path) -> None:
        self._folder = home / LOOKED_AT
        self._lock = Lock()
        self.wanted: ScannedPage | None = None
        """The page that is looked at now: a thread that comes late with another writes nothing."""

    def write(self, page: ScannedPage) -> Path | None:
        """Put the page in place of the one before; None where that cannot be done, or need not.

        The path stays the same: a program that shows it may stay open, and follow.
        """
        content = bound([page])
        path = self._folder / "trang.pdf"
        unfinished = path.with_suffix(".part")
        with self._lock:
            if page is not self.wanted:
                return None
            try:
                self._folder.mkdir(mode=0o700, exist_ok=True)
                unfinished.touch(mode=0o600)
                unfinished.write_bytes(content)
                return unfinished.replace(path)
            except OSError:
                shutil.rmtree(self._folder, ignore_errors=True)
                return None

    def close(self) -> None:
        """Leave nothing; until another page is wanted, nothing is written."""
        with self._lock:
            if self.wanted is not None:
                self.wanted = None
                with suppress(OSError):
                    shutil.rmtree(self._folder)
