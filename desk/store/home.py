"""The counter's folder: where its files lie, its key, its instance, and who holds it."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

KEY_BYTES = 32


class HomeTakenError(Exception):
    """Another process holds this home."""


@dataclass(frozen=True)
class Home:
    """A folder that belongs to one counter."""

    path: Path

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.path / "desk.db"

    @property
    def paper(self) -> Path:
        """Where printed PDFs go."""
        return self.path / "giay-in"

    @property
    def crash_log(self) -> Path:
        """Where a crash leaves its frames, without values."""
        return self.path / "crash.log"

    def is_enrolled(self) -> bool:
        """Whether there is a store to open."""
        return self.database.exists()

    def key(self) -> bytes:
        """The store's raw key, made at first use, readable by its owner only."""
        file = self.path / "key"
        if not file.exists():
            _write_private(file, secrets.token_bytes(KEY_BYTES))
        return file.read_bytes()

    def instance(self) -> str:
        """The name of this very installation; kept out of backups, so that copies show."""
        file = self.path / "instance"
        if not file.exists():
            _write_private(file, secrets.token_hex(16).encode())
        return file.read_text().strip()

    def hold(self) -> FileLock:
        """Take the home for writing; the lock ends with the process, however that ends.

        Raises:
            HomeTakenError: another process holds it.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise HomeTakenError("another process holds this home") from None
        return lock


def _write_private(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(content)
