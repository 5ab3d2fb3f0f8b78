"""What synchronisation needs of a counter's store, and all it sees of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from schemas.dossiers import FOLD_VERSION
from schemas.journal import Head
from schemas.wire import FeedPage, Me, Reference, ReferenceName, Result, Seen, Snapshot
from sync.lives import Cut, Difference


@dataclass(frozen=True)
class Membership:
    """Which counter of which centre this store is."""

    url: str
    counter: str
    unit: str
    epoch: int
    token: str
    instance: str
    met: str = ""
    """The incarnation of the centre that we met last."""
    snapshot_fold: int | None = None
    """What version of the fold the dossiers of a snapshot are of; None where there are none."""

    def is_refolded(self, fold: int) -> bool:
        """Whether a centre of that version would now tell those dossiers otherwise, as we do."""
        return self.snapshot_fold is not None and self.snapshot_fold < min(fold, FOLD_VERSION)


class Replica(Protocol):
    """A counter's store as the courier sees it; a call is one transaction unless it says so."""

    def membership(self) -> Membership:
        """Who we are; constant within an epoch."""

    def head(self) -> Head:
        """The newest entry of our journal."""

    def acknowledged(self) -> int:
        """The seq up to which the centre has our entries."""

    def unsent_count(self) -> int:
        """How many entries the centre has not answered for, closed epochs included."""

    def unsent(self, entries_max: int, bytes_max: int) -> Sequence[str]:
        """The next entries to send, as first written, in seq order; at least one if any waits.

        All of one epoch: what is left of closed epochs goes first.
        """

    def acknowledge(self, head: Head, results: Sequence[Result]) -> None:
        """Keep the centre's results; what has one leaves the outbox, up to the centre's head."""

    def rewind(self, seq: int) -> None:
        """Send again from the entry after `seq`."""

    def acknowledge_closed(self, epoch: int, results: Sequence[Result]) -> None:
        """Keep the centre's results for entries of a closed epoch."""

    def rewind_closed(self, epoch: int, seq: int) -> None:
        """Send the entries of a closed epoch after `seq` again."""

    def difference(self, me: Me) -> Difference:
        """How the centre's record of our journal differs from ours."""

    def catch_up(self, me: Me) -> None:
        """Nothing differs any more: send again what a restored centre lacks, and what forked."""

    def open_epoch(self, cut: Cut, now: datetime, random_bytes: Callable[[int], bytes]) -> None:
        """Begin another life of our journal, since this one cannot go on."""

    def take_back(self, epoch: int, after: int, entries: Sequence[Mapping[str, Any]]) -> bool:
        """Put entries that the centre has of us into their places; False if they do not follow."""

    def give_up(self, epoch: int, after: int) -> None:
        """The centre gives nothing of an epoch back: write ours beyond `after` once more."""

    def foreign(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        """Entries of others that we hold, with their ranks, beyond a rank."""

    def testified(self, after: int, limit: int) -> Sequence[tuple[int, str]]:
        """Entries of the centre's own counter that earlier restores were given back, by place."""

    def void_ranks(self, kept: int, incarnation: str) -> None:
        """Forget all ranks beyond `kept`: the centre that gave them was restored."""

    def meet(self, me: Me, skew_ms: int, *, is_first: bool) -> None:
        """Keep what the centre told of us; see what files it may lack if we meet it first.

        That is: in this session, in this life of the centre. One that was restored is offered every
        file again, any other those that it refused as `wrong_type`: it may be of a later release.
        """

    def feed_position(self) -> int:
        """The rank up to which the unit's feed is applied."""

    def feed_seen(self) -> Seen:
        """That rank, with a mark of the entry there, by which a centre knows it again."""

    def apply_page(self, page: FeedPage) -> None:
        """Apply a page; rows already applied are skipped, and all if the centre was restored.

        Short transactions, each of some rows and the cursor after them.
        """

    def apply_snapshot(self, snapshot: Snapshot) -> bool:
        """Swap in the unit's dossiers as of a position; what we recorded ourselves stays.

        Many short transactions, the last of which moves the cursor, so that an officer's action
        waits for none of them long. False if the centre was restored meanwhile.
        """

    def reference_tag(self, name: ReferenceName) -> str | None:
        """The ETag of a part of the reference data we hold."""

    def store_reference(self, reference: Reference, tag: str) -> None:
        """Keep a new version of a part of the reference data."""


@dataclass(frozen=True)
class WaitingScan:
    """A file that the centre does not have yet."""

    sha256: str
    size_bytes: int


class ScanStore(Protocol):
    """The files of a counter as the lane sees them; each call is one transaction."""

    def waiting_scans(self) -> Sequence[WaitingScan]:
        """Files that are to be sent, oldest first."""

    def scan_part(self, sha256: str, start: int, size: int) -> bytes:
        """A stretch of a file's content."""

    def is_sound(self, sha256: str) -> bool:
        """Whether the content kept here is what its digest was made for."""

    def scan_sent(self, sha256: str) -> None:
        """The centre has it, checked."""

    def scan_refused(self, sha256: str, problem: str) -> None:
        """The centre does not take it; kept, and shown."""
