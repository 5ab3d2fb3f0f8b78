"""The counter's folder: where its files lie, its key, its instance, and who holds it."""

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from desk.store.folder import disk_failures

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
    def authority(self) -> Path:
        """The certificate authority of the province, as PEM; put there by the technician."""
        return self.path / "ca.pem"

    @property
    def crash_log(self) -> Path:
        """Where a crash leaves its frames, without values."""
        return self.path / "crash.log"

    @property
    def backed_up(self) -> Path:
        """An empty file as old as the last backup that was made here."""
        return self.path / "da-sao-luu"

    def is_enrolled(self) -> bool:
        """Whether there is a store to open, and the enrolment that made it came to its end.

        Raises:
            StoreError: the folder may not even be looked into.
        """
        with disk_failures():
            return self.database.exists() and not self.enrolment.exists()

    def has_lost_store(self) -> bool:
        """Whether this was a counter: its key is there, and nothing that the key opens.

        Raises:
            StoreError: as `is_enrolled`.
        """
        with disk_failures():
            gone = not self.database.exists() and not self.enrolment.exists()
            return gone and self.has_key()

    @property
    def enrolment(self) -> Path:
        """The enrolment that is under way."""
        return self.path / "enrolment.json"

    def has_key(self) -> bool:
        """Whether the store's key is there."""
        return (self.path / "key").exists()

    def key(self) -> bytes:
        """The store's raw key, made at first use, readable by its owner only.

        Raises:
            StoreError: it can be neither read nor made.
        """
        file = self.path / "key"
        with disk_failures():
            if not file.exists():
                _write_private(file, secrets.token_bytes(KEY_BYTES))
            return file.read_bytes()

    def keep_key(self, key: bytes) -> None:
        """Put a key into a home that has none.

        Raises:
            StoreError: it cannot be written.
        """
        with disk_failures():
            _write_private(self.path / "key", key)

    def replace_store(self, made: "Home", aside: str) -> Path | None:
        """Take over another home's closed store and key; what was here is moved aside, kept.

        Answers where it is kept, None where nothing was here. A crash midway leaves both where a
        second try finds them.

        Raises:
            StoreError: the folder does not take it.
        """
        kept = self.path / f"truoc-phuc-hoi-{aside}"
        names = ("desk.db-wal", "desk.db-shm", "desk.db", "key")
        with disk_failures():
            held = [name for name in names if (self.path / name).exists()]
            if held:
                kept.mkdir()
                for name in held:
                    (self.path / name).replace(kept / name)
                _sync_folder(kept)
            for name in ("key", "desk.db"):
                (made.path / name).replace(self.path / name)
            _sync_folder(self.path)
        return kept if held else None

    def clear(self) -> None:
        """Remove a home that was only made on the way to another."""
        shutil.rmtree(self.path, ignore_errors=True)

    def instance(self) -> str:
        """The name of this very installation; kept out of backups, so that copies show.

        Raises:
            StoreError: it can be neither read nor made.
        """
        file = self.path / "instance"
        with disk_failures():
            if not file.exists():
                _write_private(file, secrets.token_hex(16).encode())
            return file.read_text().strip()

    def make_paper(self) -> None:
        """Make the folder of printed PDFs where there is none.

        Raises:
            StoreError: it cannot be made.
        """
        with disk_failures():
            self.paper.mkdir(mode=0o700, parents=True, exist_ok=True)

    def hold(self) -> FileLock:
        """Take the home for writing; the lock ends with the process, however that ends.

        Raises:
            HomeTakenError: another process holds it.
            StoreError: the folder takes no lock (`full`, `read_only` and the like).
        """
        with disk_failures():
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(self.path / "lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                raise HomeTakenError("another process holds this home") from None
            return lock


def _write_private(file: Path, content: bytes) -> None:
    """Make a file that is there whole and for good, or not at all."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        try:
            os.write(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        # Linked, not renamed: of two processes that come first, both take what one of them made.
        with suppress(FileExistsError):
            os.link(made, file)
    finally:
        made.unlink()
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
