"""Delivers attached files: a lane of its own, so that no entry ever waits for one.

Each file is offered by its digest; the centre says how much of it it has, and the rest follows in
parts. A file that is refused or unlucky does not hold up the next; a line that is down holds all up
until something else gets through, and for no longer than `backoff` says. Only the centre's word
that a file is whole and checked ends its way. What is on its way now, and what was in the way last,
is told, so that a screen can say it.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from schemas.scans import PART_BYTES, BlobStanding
from sync.courier import Courier
from sync.protocol import UNDER_WAY, Complained, Unreachable
from sync.replica import ScanStore, WaitingScan
from sync.state import Lane

PART_BYTES_MIN = 16 * 1024
PART_BYTES_STEP = 4 * 1024
Sent = Literal["sent", "refused", "later", "not_now", "no_line"]
_LEFT: frozenset[Sent] = frozenset({"later", "not_now", "no_line"})
_ALL_WAIT: frozenset[Sent] = frozenset({"not_now", "no_line"})
"""What would happen to the next file as well."""


def _nobody() -> None:
    """Nobody listens."""


@dataclass
class ScanLane:
    """One counter's files on their way."""

    courier: Courier
    store: ScanStore
    told: Callable[[], None] = _nobody
    """Called in the event loop when `sending` or `trouble` changes, and after each file."""
    sending: str = ""
    """Digest of the file of which a part is on its way at this moment."""
    trouble: str = ""
    """Why files were left in the last round, as a stable code; empty when none was."""
    got_through: Callable[[], None] = _nobody
    """Called in the event loop when the centre answers to a file: the line is up."""
    luck: Lane = field(default_factory=Lane)
    part_bytes: int = PART_BYTES
    """Less after a part that failed under way or was too much; more after each that was taken."""
    _is_moving: bool = False
    """Whether the centre took anything new in this round."""
    _reached: dict[str, int] = field(default_factory=dict)
    """How much the centre ever took of a file that it does not have yet: what it threw away, since
    it arrived spoilt, and takes once more is nothing new."""
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Say that there may be a file to send."""
        self._woken.set()

    def retry_now(self) -> None:
        """End a wait, because a person asked for it."""
        self.luck = self.luck.retried()
        self._released.set()
        self._woken.set()

    def line_is_up(self) -> None:
        """Hear that something else got through: it ends a wait for the line."""
        if self.luck.for_line:
            self.luck = self.luck.line_is_up()
            self._released.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._woken.clear()
            if await self.drain():
                await self._woken.wait()
            else:
                await self._rest()

    async def drain(self) -> bool:
        """Try every waiting file once; False if one is left that may still go."""
        left: Sent | None = None
        trouble, self._is_moving = "", False
        for scan in await asyncio.to_thread(self.store.waiting_scans):
            outcome = await self._deliver(scan)
            if outcome in _LEFT:
                left, trouble = outcome, self.trouble
            if outcome in _ALL_WAIT:
                break
        self._fare(left)
        self._stand("", trouble)
        return left is None

    async def drain_all(self) -> bool:
        """Round after round, as long as the centre takes more or a line breaks less of it.

        False if a file is left that may still go.
        """
        is_sent, at_once = False, True
        while at_once and not is_sent:
            before = self.part_bytes
            is_sent = await self.drain()
            at_once = self._is_moving or self.part_bytes < before
        return is_sent

    def _fare(self, left: Sent | None) -> None:
        """Take in how a round went, and draw the wait that follows if a file is left."""
        before = Lane() if self._is_moving or left is None else self.luck
        if left is not None:
            jitter = int.from_bytes(self.courier.random_bytes(4), "big") / 2**32
            before = before.failed(jitter, for_line=left == "no_line")
        self.luck = before

    def _stand(self, sending: str, trouble: str) -> None:
        if (sending, trouble) != (self.sending, self.trouble):
            self.sending, self.trouble = sending, trouble
            self.told()

    async def _rest(self) -> None:
        self._released.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(self.luck.wait):
                await self._released.wait()
        self.luck = self.luck.rested()

    async def _deliver(self, scan: WaitingScan) -> Sent:
        at = await self.courier.blob_at(scan.sha256)
        while isinstance(at, BlobStanding) and not at.checked:
            self.got_through()
            self._stand(scan.sha256, "")
            at = await self._send_next(scan, at.offset)
        outcome = await self._outcome(scan, at)
        self._stand("", _trouble(at) if outcome in _LEFT else "")
        if outcome in {"sent", "refused"}:
            self.told()
        return outcome

    async def _send_next(
        self, scan: WaitingScan, offset: int
    ) -> BlobStanding | Unreachable | Complained:
        part = await asyncio.to_thread(self.store.scan_part, scan.sha256, offset, self.part_bytes)
        said = await self.courier.send_part(scan.sha256, scan.size_bytes, offset, part)
        self.part_bytes = _part_bytes_after(self.part_bytes, said)
        if isinstance(said, BlobStanding) and not said.checked and said.offset <= offset:
            # It took the part and has no more than before: asking on would never end.
            return Complained(409, "offset")
        if isinstance(said, BlobStanding) and said.offset > self._reached.get(scan.sha256, 0):
            self._is_moving, self._reached[scan.sha256] = True, said.offset
        return said

    async def _outcome(
        self, scan: WaitingScan, said: BlobStanding | Unreachable | Complained
    ) -> Sent:
        match said:
            case BlobStanding():
                self.got_through()
                self._reached.pop(scan.sha256, None)
                await asyncio.to_thread(self.store.scan_sent, scan.sha256)
                return "sent"
            case Unreachable():
                return "no_line"
            case Complained(error="wrong_hash" | "wrong_type" as error):
                return await self._look_at_ours(scan, error)
            case Complained(status=status):
                return "not_now" if status in {401, 429, 503} else "later"

    async def _look_at_ours(self, scan: WaitingScan, error: str) -> Sent:
        """It arrived as something else, spoilt on the way or here, or as what the centre lacks."""
        is_sound = await asyncio.to_thread(self.store.is_sound, scan.sha256)
        if is_sound and error == "wrong_hash":
            return "later"
        problem = error if is_sound else "wrong_hash"
        await asyncio.to_thread(self.store.scan_refused, scan.sha256, problem)
        return "refused"


def _part_bytes_after(size: int, said: BlobStanding | Unreachable | Complained) -> int:
    """Smaller at once, and larger slowly, so that most parts pass."""
    match said:
        case BlobStanding():
            return min(PART_BYTES, size + PART_BYTES_STEP)
        case Unreachable(reason=reason) if reason not in UNDER_WAY:
            return size
        case Unreachable() | Complained(status=408 | 413):
            return max(PART_BYTES_MIN, size // 2)
        case Complained():
            return size


def _trouble(said: BlobStanding | Unreachable | Complained) -> str:
    match said:
        case Unreachable(reason=code) | Complained(error=code):
            return code
        case BlobStanding():
            return ""
