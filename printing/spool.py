"""The spool: what a print job goes through, and how its bytes reach paper or a folder.

`advance` is the whole of a job's life, free of I/O. A transport answers with a value: a printer
that fails is an ordinary day.
"""

import contextlib
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol


class JobState(StrEnum):
    """Where a print job stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    """Handed over; a printer that can be asked is asked until it is done."""
    PRINTED = "printed"
    """The printer says that it is done; whether paper came out, only a person has seen."""
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Cut off, by us or at the printer: the officer is asked whether paper came out."""
    DROPPED = "dropped"
    """An officer does not want it any more; none of it is on paper."""


class JobEvent(StrEnum):
    """What can happen to a print job."""

    STARTED = "started"
    DELIVERED = "delivered"
    """The transport, or later the printer itself, says that it has the pages."""
    COMPLETED = "completed"
    """The printer says that it is done."""
    REFUSED = "refused"
    """The transport answered `SendFailed`, or the printer ended the job before any page."""
    INTERRUPTED = "interrupted"
    """Cut off midway: the program ended, the line broke, or the printer gave up."""
    EPOCH_OPENED = "epoch_opened"
    """The journal began a new life: what this one remembers of printing is not to be trusted."""
    SEEN = "seen"
    """An officer says that the paper came out."""
    MISSED = "missed"
    """An officer says that it did not; or the printer, that it never had the pages."""
    RETRIED = "retried"
    GIVEN_UP = "given_up"
    """An officer does not want it any more; only while none of it can be on paper."""
    SURFACED = "surfaced"
    """A printer that was silent tells that some of it is out, although nobody had seen any."""


_STEPS: dict[tuple[JobState, JobEvent], JobState] = {
    (JobState.QUEUED, JobEvent.STARTED): JobState.SENDING,
    (JobState.QUEUED, JobEvent.EPOCH_OPENED): JobState.UNKNOWN,
    (JobState.QUEUED, JobEvent.GIVEN_UP): JobState.DROPPED,
    (JobState.SENDING, JobEvent.DELIVERED): JobState.SENT,
    (JobState.SENDING, JobEvent.REFUSED): JobState.FAILED,
    (JobState.SENDING, JobEvent.INTERRUPTED): JobState.UNKNOWN,
    (JobState.SENDING, JobEvent.EPOCH_OPENED): JobState.UNKNOWN,
    (JobState.SENT, JobEvent.COMPLETED): JobState.PRINTED,
    (JobState.SENT, JobEvent.REFUSED): JobState.FAILED,
    (JobState.SENT, JobEvent.INTERRUPTED): JobState.UNKNOWN,
    (JobState.SENT, JobEvent.SEEN): JobState.CONFIRMED,
    (JobState.SENT, JobEvent.MISSED): JobState.FAILED,
    (JobState.SENT, JobEvent.EPOCH_OPENED): JobState.UNKNOWN,
    (JobState.PRINTED, JobEvent.SEEN): JobState.CONFIRMED,
    (JobState.PRINTED, JobEvent.MISSED): JobState.FAILED,
    (JobState.UNKNOWN, JobEvent.DELIVERED): JobState.SENT,
    (JobState.UNKNOWN, JobEvent.COMPLETED): JobState.PRINTED,
    (JobState.UNKNOWN, JobEvent.SEEN): JobState.CONFIRMED,
    (JobState.UNKNOWN, JobEvent.MISSED): JobState.FAILED,
    (JobState.FAILED, JobEvent.RETRIED): JobState.QUEUED,
    (JobState.FAILED, JobEvent.GIVEN_UP): JobState.DROPPED,
    (JobState.FAILED, JobEvent.SURFACED): JobState.UNKNOWN,
    (JobState.DROPPED, JobEvent.RETRIED): JobState.QUEUED,
    (JobState.DROPPED, JobEvent.SURFACED): JobState.UNKNOWN,
}

UNFINISHED = frozenset(state for state in JobState if (state, JobEvent.EPOCH_OPENED) in _STEPS)
"""The states that a new epoch turns into `unknown`."""


def can(state: JobState, event: JobEvent) -> bool:
    """Whether an event can happen in a state."""
    return (state, event) in _STEPS


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


PrinterWord = Literal[
    "offline",
    "shutdown",
    "timed-out",
    "media-empty",
    "media-needed",
    "media-jam",
    "door-open",
    "cover-open",
    "interlock-open",
    "toner-empty",
    "marker-supply-empty",
    "input-tray-missing",
    "output-tray-missing",
    "output-area-full",
]
"""What printers say of themselves that keeps every paper from coming out, the worst first."""
FailureReason = Literal[
    PrinterWord,
    "disk_full",
    "folder_missing",
    "denied",
    "name_taken",
    "unreachable",
    "unresolved",
    "stopped",
    "not_accepting",
    "not_found",
    "not_authorized",
    "no_pdf",
    "unsupported",
    "busy",
    "not_understood",
    "not_stopped",
    "no_printer",
    "command_missing",
    "certificate_over",
    "certificate_early",
    "certificate_name",
    "certificate_authority",
    "certificate_file",
    "other",
]
PaperName = Literal["A4", "A5"]


@dataclass(frozen=True, slots=True)
class Order:
    """How a PDF is to be printed; a folder only needs the PDF."""

    form: str = ""
    """The form's key, which decides the printer."""
    copies: int = 1
    paper: PaperName | None = None
    """What lies in the printer; None where it has every size."""
    may_wait: bool = True
    """A stopped printer may keep the job until it goes on."""
    may_halt: bool = True
    """A printer that says that no paper comes out of it now may keep the job until it does."""
    taken_from: str = ""
    """The job's address where it was before, if it was taken back from there."""
    taken_for: tuple[str, ...] = ()
    """What had hindered it there."""
    opened: Callable[[str], None] = lambda _where: None
    """Called with the job's address at the printer before any page is handed over."""


PLAIN = Order()


@dataclass(frozen=True, slots=True)
class Sent:
    """The bytes are where the transport hands things over."""

    where: str
    is_followed: bool = False
    """The printer can be asked under this address what became of the job."""
    passed_over: FailureReason | None = None
    """Why the first printer was not taken, when this is the fallback."""


@dataclass(frozen=True, slots=True)
class SendFailed:
    """The bytes were not handed over, and why."""

    reason: FailureReason


@dataclass(frozen=True, slots=True)
class InDoubt:
    """The line broke while the bytes were on their way; the printer may have them or not."""

    where: str = ""
    """The job's address at the printer, which may know; empty when there is none."""


class Stage(StrEnum):
    """How far a printer has come with a job."""

    EMPTY = "empty"
    """It was opened, and no page of it arrived."""
    WAITING = "waiting"
    PRINTING = "printing"
    HALTED = "halted"
    """Begun, and waiting for a person: paper, a cover, a stopped queue."""
    DONE = "done"
    NEVER_BEGUN = "never_begun"
    """Ended by the printer or at it, before any page."""
    BROKEN_OFF = "broken_off"
    """Ended midway; some paper may be out."""
    LOST = "lost"
    """The printer does not know it."""
    SILENT = "silent"
    """The printer does not answer; what was known before still holds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a printer says of a job."""

    stage: Stage
    reasons: tuple[str, ...] = ()
    """What hinders it, as printers name it: `media-empty`, `door-open` …"""


class Transport(Protocol):
    """A way to get a PDF out of the program; one that cannot be asked only needs `send`."""

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed | InDoubt:
        """Hand over a PDF; sending the same name and bytes again changes nothing in a folder."""
        ...

    def ask(self, where: str) -> Progress:  # noqa: ARG002 - for those that can be asked
        """What became of a job that was handed over."""
        return Progress(Stage.LOST)

    def cancel(self, where: str) -> FailureReason | None:  # noqa: ARG002 - as above
        """Take a job back from the printer; why not, if it cannot be."""
        return None

    def resume(self, where: str, form: str) -> FailureReason | None:  # noqa: ARG002 - as above
        """Let printers go on: the job's own, and the one its form goes to; why not, if none."""
        return "not_stopped"

    def hindrance(self, form: str, was: FailureReason) -> FailureReason | None:  # noqa: ARG002 - as above
        """Why a form's printer would be passed over now; what it was, where nobody can say."""
        return was

    def paper_for(self, form: str) -> PaperName | None:  # noqa: ARG002 - as above
        """The one paper that a form's printer holds, where the settings name it."""
        return None

    def notice(self) -> str:
        """What the officer has to know of the printers before the first page; mostly nothing."""
        return ""

    def lacks_printer(self) -> bool:
        """Whether settings were read that let a form end as a file instead of on paper."""
        return False


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
class FolderTransport(Transport):
    """Puts each PDF into a folder, whole or not at all."""

    folder: Path

    def send(self, name: str, pdf: bytes, order: Order = PLAIN) -> Sent | SendFailed:  # noqa: ARG002 - one PDF in the order's place
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

    def resume(self, where: str, form: str) -> FailureReason | None:  # noqa: ARG002 - whatever they are
        """There is none."""
        return "no_printer"

    def hindrance(self, form: str, was: FailureReason) -> FailureReason | None:  # noqa: ARG002 - whatever it was
        """Nothing that outlives the page it kept back."""
        return None

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
