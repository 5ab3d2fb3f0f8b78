"""The spool: what a print job goes through, and how its bytes reach paper or a folder.

`advance` is the whole of a job's life, free of I/O. A transport answers with a value: a printer
that fails is an ordinary day. Only this module of the package touches the disk.
"""

import contextlib
import errno
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol


class JobState(StrEnum):
    """Where a print job stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    """Handed over; whether paper came out, only a person has seen."""
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Cut off while sending: the officer is asked whether paper came out."""


class JobEvent(StrEnum):
    """What can happen to a print job."""

    STARTED = "started"
    DELIVERED = "delivered"
    REFUSED = "refused"
    """The transport answered `SendFailed`."""
    INTERRUPTED = "interrupted"
    """The program ended while it was sending; found at the next start."""
    EPOCH_OPENED = "epoch_opened"
    """The journal began a new life: what this one remembers of printing is not to be trusted."""
    SEEN = "seen"
    """An officer says that the paper came out."""
    MISSED = "missed"
    """An officer says that it did not."""
    RETRIED = "retried"


_STEPS: dict[tuple[JobState, JobEvent], JobState] = {
    (JobState.QUEUED, JobEvent.STARTED): JobState.SENDING,
    (JobState.QUEUED, JobEvent.EPOCH_OPENED): JobState.UNKNOWN,
    (JobState.SENDING, JobEvent.DELIVERED): JobState.SENT,
    (JobState.SENDING, JobEvent.REFUSED): JobState.FAILED,
    (JobState.SENDING, JobEvent.INTERRUPTED): JobState.UNKNOWN,
    (JobState.SENDING, JobEvent.EPOCH_OPENED): JobState.UNKNOWN,
    (JobState.SENT, JobEvent.SEEN): JobState.CONFIRMED,
    (JobState.SENT, JobEvent.MISSED): JobState.FAILED,
    (JobState.SENT, JobEvent.EPOCH_OPENED): JobState.UNKNOWN,
    (JobState.UNKNOWN, JobEvent.SEEN): JobState.CONFIRMED,
    (JobState.UNKNOWN, JobEvent.MISSED): JobState.FAILED,
    (JobState.FAILED, JobEvent.RETRIED): JobState.QUEUED,
}

UNFINISHED = frozenset(state for state in JobState if (state, JobEvent.EPOCH_OPENED) in _STEPS)
"""The states that a new epoch turns into `unknown`."""


def advance(state: JobState, event: JobEvent) -> JobState:
    """The state after an event.

    Raises:
        ValueError: the event cannot happen in that state.
    """
    try:
        return _STEPS[state, event]
    except KeyError:
        msg = f"a {state} job cannot be {event}"
        raise ValueError(msg) from None


FailureReason = Literal["disk_full", "folder_missing", "denied", "name_taken", "other"]


@dataclass(frozen=True, slots=True)
class Sent:
    """The bytes are where the transport hands things over."""

    where: str


@dataclass(frozen=True, slots=True)
class SendFailed:
    """The bytes were not handed over, and why."""

    reason: FailureReason


class Transport(Protocol):
    """A way to get a PDF out of the program."""

    def send(self, name: str, pdf: bytes) -> Sent | SendFailed:
        """Hand over a PDF; sending the same name and bytes again changes nothing."""
        ...


_REASONS: dict[int, FailureReason] = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.ENOENT: "folder_missing",
    errno.ENOTDIR: "folder_missing",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
}


def reason_of(error: OSError) -> FailureReason:
    """The stable reason behind an error of the operating system."""
    return _REASONS.get(error.errno or 0, "other")


@dataclass(frozen=True, slots=True)
class FolderTransport:
    """Puts each PDF into a folder, whole or not at all."""

    folder: Path

    def send(self, name: str, pdf: bytes) -> Sent | SendFailed:
        """Write, fsync and rename, so that a reader never finds half a page.

        A kept file of that name is never overwritten by other bytes.
        """
        if not name or Path(name).name != name or name.startswith("."):
            raise ValueError("a print job's name is a plain file name")
        target = self.folder / name
        # One fixed name: what a crash left behind is written over, not piled up.
        part = self.folder / f".{name}.part"
        try:
            if target.exists():
                return self._again(target, pdf)
            _write(part, pdf)
            part.replace(target)
            _sync_folder(self.folder)
        except OSError as error:
            _drop(part)
            return SendFailed(reason_of(error))
        return Sent(str(target))

    def _again(self, target: Path, pdf: bytes) -> Sent | SendFailed:
        if target.read_bytes() != pdf:
            return SendFailed("name_taken")
        # The crash may have come between the rename and the folder's fsync.
        _sync_folder(self.folder)
        return Sent(str(target))


def _write(path: Path, pdf: bytes) -> None:
    with path.open("wb") as file:
        file.write(pdf)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder, and makes the rename durable by itself.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _drop(path: Path) -> None:
    # The failure is already the answer; a remnant is written over by the next try.
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
