"""Disks that do not take what is written: real small file systems, and rights taken from root."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_VERSION_3 = 0x20080522
_OVERRIDES = 0b110
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root pass by the rights of files."""


@dataclass(frozen=True)
class Disk:
    """A file system of its own."""

    path: Path

    def fill(self) -> Path:
        """Leave not a byte free; the file that takes the room."""
        filling = self.path / "day"
        handle = os.open(filling, os.O_CREAT | os.O_WRONLY)
        try:
            while os.write(handle, bytes(4096)):
                pass
        except OSError:
            return filling
        finally:
            os.close(handle)
        raise AssertionError("a disk without an end")

    def turn(self, how: str) -> None:
        """Make it read-only (`ro`), as a kernel does that meets a fault, or writable (`rw`)."""
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.path)], check=True)


@contextmanager
def small_disk(path: Path, megabytes: int = 4) -> Iterator[Disk]:
    """A file system of that size, gone afterwards; skips the test where none may be mounted."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root on Linux mounts a file system")
    path.mkdir()
    wanted = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]
    done = subprocess.run(wanted, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"this container may not mount: {done.stderr.strip()}")
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


@contextmanager
def without_overrides() -> Iterator[None]:
    """Rights of files count for this thread, and those it starts, even where it is root's."""
    if sys.platform != "linux":
        pytest.skip("only Linux has capabilities")
    libc = ctypes.CDLL(None, use_errno=True)
    head, held = (ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(head, held) == 0
    effective = held[0]
    held[0] = effective & ~_OVERRIDES
    assert libc.capset(head, held) == 0
    try:
        yield
    finally:
        held[0] = effective
        assert libc.capset(head, held) == 0
