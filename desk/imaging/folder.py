"""The folder that a scanner's own program writes into: which files are whole, and where they go."""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

TAKEN = "da-lay"
"""Where taken files go when they are kept."""
FILES_MAX = 50
SETTLED_SECONDS = 2.0
ABANDONED_SECONDS = 15.0
_ENDINGS = {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}
_TAIL = 1024
_LAST_BYTES = {
    ".pdf": b"%%EOF",
    ".jpg": b"\xff\xd9",
    ".jpeg": b"\xff\xd9",
    ".png": b"IEND\xaeB`\x82",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it lay there at one look."""

    path: Path
    size_bytes: int
    written_ns: int


@dataclass
class Watch:
    """Looks at a folder again and again; a file counts once its writer is done with it.

    That is so when it has not changed since the look before, or for two seconds, and ends as its
    kind does. A file that never ends properly counts after a quarter of a minute: what is wrong
    with it is said when it is taken.
    """

    folder: Path
    _seen: dict[Path, Found] = field(default_factory=dict, init=False)

    def is_there(self) -> bool:
        """Whether the folder can be reached now; one on the network may not be."""
        return self.folder.is_dir()

    def look(self, now: datetime) -> tuple[Found, ...]:
        """The files that are whole by now, oldest first."""
        found = _listing(self.folder)
        before, self._seen = self._seen, {one.path: one for one in found}
        return tuple(one for one in found if self._is_done(one, before.get(one.path), now))

    def _is_done(self, one: Found, before: Found | None, now: datetime) -> bool:
        rested = now.timestamp() - one.written_ns / 1e9
        if rested > ABANDONED_SECONDS:
            return True
        return (one == before or rested > SETTLED_SECONDS) and _ends_well(one)


def _listing(folder: Path) -> list[Found]:
    """What lies there, oldest first; a folder that cannot be read holds nothing."""
    found = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if Path(entry.name).suffix.lower() not in _ENDINGS or entry.name.startswith((".", "~")):
                continue
            # It may be gone, or be renamed, between the two calls.
            with suppress(OSError):
                stat = entry.stat()
                if entry.is_file() and stat.st_size:
                    found.append(Found(Path(entry.path), stat.st_size, stat.st_mtime_ns))
    return sorted(found, key=lambda one: (one.written_ns, one.path.name))[-FILES_MAX:]


def _ends_well(one: Found) -> bool:
    last = _LAST_BYTES.get(one.path.suffix.lower())
    if last is None:
        return True
    try:
        with one.path.open("rb") as file:
            file.seek(max(0, one.size_bytes - _TAIL))
            return last in file.read()
    except OSError:
        return False


def put_away(path: Path, after: Literal["delete", "keep"]) -> bool:
    """Take a file out of the folder, once its content is kept; whether that could be done.

    Were it to stay, it could be attached to the next citizen's dossier by mistake.
    """
    try:
        if after == "delete":
            path.unlink(missing_ok=True)
        else:
            path.replace(_free(path.parent / TAKEN, path.name))
    except OSError:
        return False
    return True


def _free(folder: Path, name: str) -> Path:
    """A name that no earlier file has: scanners begin at 0001 every day."""
    folder.mkdir(mode=0o700, exist_ok=True)
    target, number = folder / name, 2
    while target.exists():
        target, number = folder / f"{Path(name).stem}-{number}{Path(name).suffix}", number + 1
    return target
