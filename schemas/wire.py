"""The messages between counter and centre, version 1 (HTTP/JSON under `/v1`).

Every answer carries the protocol number, the request id it answers and the centre's incarnation;
anything else that comes back was not said by the centre.

Within one version, fields and headers are only ever added: whoever does not know one ignores it,
whoever misses one takes its default. A version that cannot be read so gets the next number; a
client then says its own in `Desk-Protocol`, and a request without that header is of version 1.
"""

from dataclasses import dataclass
from typing import Any, Literal

from schemas.codes import Band
from schemas.dossiers import Case, OutcomeKind
from schemas.journal import Head
from schemas.officers import Officer as Officer  # noqa: PLC0414  # part of the messages
from schemas.shape import Instant, Shape

PROTOCOL = 1
PROTOCOL_HEADER = "Desk-Protocol"
"""Carries the version of an answer, and of a request if it is not the first."""
REQUEST_HEADER = "Desk-Request"
"""Carries the request id of calls that have no body."""
INSTANCE_HEADER = "Desk-Instance"
"""Carries the name of the installation that speaks."""
EPOCH_HEADER = "Desk-Epoch"
"""Carries the epoch that the installation writes in."""
MET_HEADER = "Desk-Met"
"""Carries the incarnation of the centre that the installation met last."""
SEEN_HEADER = "Desk-Seen"
"""Carries how far the installation has read its unit's feed, as a `Seen`."""
BATCH_ENTRIES_MAX = 500
BATCH_BYTES_MAX = 1024 * 1024
PAGE_ENTRIES_MAX = 500
MARK_LETTERS = 8
POSITION_DIGITS_MAX = 16
WAIT_SECONDS_MAX = 25
ReferenceName = Literal["catalogue", "calendar", "officers", "units", "settings"]
REFERENCES: tuple[ReferenceName, ...] = ("catalogue", "calendar", "officers", "units", "settings")


@dataclass(frozen=True)
class Seen:
    """How far a reader of a feed has come: a position, and the end of the id of the entry there.

    A centre that has another entry at that position is not the one that the reader has read.
    """

    position: int
    mark: str = ""
    """Empty when the reader does not know the entry, such as after a snapshot."""

    def __str__(self) -> str:
        return f"{self.position}.{self.mark}"


def mark_of(entry_id: str) -> str:
    """The mark of an entry."""
    return entry_id[-MARK_LETTERS:]


def read_seen(text: str) -> Seen | None:
    """What a header says was seen, if it says so."""
    position, _, mark = text.partition(".")
    is_mark = len(mark) <= MARK_LETTERS and all(one in "0123456789abcdef" for one in mark)
    if (
        not is_mark
        or not position.isascii()
        or not position.isdecimal()
        or len(position) > POSITION_DIGITS_MAX
    ):
        return None
    return Seen(int(position), mark)


class Answer(Shape):
    """What every answer of the centre carries."""

    protocol: int = PROTOCOL
    request: str
    incarnation: str


class Complaint(Answer):
    """An answer that is not the one asked for: a stable code, and what its sentence needs."""

    error: str
    params: dict[str, str] = {}
    retry_after: int | None = None
    """Seconds to wait before the next try."""


class EnrolRequest(Shape):
    """A desk asks to become a counter, with a one-time code; idempotent per `request`."""

    request: str
    code: str
    name: str
    instance: str


class Enrolled(Answer):
    """What a new counter needs to begin its journal."""

    counter: str
    epoch: int
    token: str
    unit: str
    band: Band
    settings: dict[str, Any] = {}
    voucher_key: str = ""
    """What vouchers for this counter are signed with, in hexadecimal."""


class Span(Shape):
    """Protocol versions a centre understands; a counter that speaks none of them halts."""

    min: int = PROTOCOL
    max: int = PROTOCOL


class EpochStanding(Shape):
    """One life of a counter's journal as the centre has it."""

    epoch: int
    head: Head
    previous: int | None = None
    """The epoch it goes on from."""
    bands: tuple[Band, ...] = ()


class Me(Answer):
    """What the centre knows of the counter that asks: the first call of every session."""

    epoch: int
    """The newest that the centre knows; `head` and `bands` are of it."""
    head: Head
    bands: tuple[Band, ...]
    span: Span = Span()
    time: Instant
    epochs: tuple[EpochStanding, ...] = ()
    """All of them, in the order in which they were opened."""
    alarm: Literal["", "clone"] = ""
    """`clone`: two installations write as this counter, and a person has to end one of them."""
    kept: int | None = None
    """Ranks of the unit's feed beyond this one are void: the centre was restored since we met."""
    behind: bool = False
    """This centre lacks what it told us in the same incarnation: it was restored, and nobody has
    said so."""
    fold: int = 0
    """What version of the fold a snapshot would be of now."""


class Result(Shape):
    """What became of one entry that was pushed."""

    seq: int
    outcome: OutcomeKind
    case: Case | None = None


class Pushed(Answer):
    """The centre has these entries, durably."""

    head: Head
    results: tuple[Result, ...]


class FeedRow(Shape):
    """One ranked entry of a unit's feed; the entry as it was first written."""

    rank: int
    """Its place in the feed of its home, which orders the dossier."""
    entry: dict[str, Any]
    outcome: OutcomeKind
    case: Case | None = None
    position: int | None = None
    """Its place in this unit's feed; None where it is the rank, since this unit is its home."""

    @property
    def place(self) -> int:
        """Where to go on from in this unit's feed."""
        return self.rank if self.position is None else self.position


class FeedPage(Answer):
    """Ranked entries after a position, in the order of their positions and without gaps."""

    unit: str
    rows: tuple[FeedRow, ...]
    position: int
    """Where to go on; the position asked from when there are no rows."""
    more: bool = False


class Snapshot(Answer):
    """The unit's dossiers as of a feed position, or a page of them if a limit was asked for.

    A state on a page may have entries beyond that page's position; its `rank` tells. Whoever goes
    on from the first page's position and skips what a state has already misses nothing.
    """

    unit: str
    position: int
    fold: int
    dossiers: tuple[dict[str, Any], ...]
    after: int = 0
    """Where the next page begins."""
    more: bool = False
    relayed: tuple[FeedRow, ...] = ()
    """On the first page: what this unit's counters wrote of other units' dossiers, in its order."""


class Reference(Answer):
    """One part of the reference data, whole."""

    name: ReferenceName
    version: int
    published_at: Instant
    content: Any


class Found(Answer):
    """One dossier as the centre has it."""

    dossier: dict[str, Any]


class PasswordChange(Shape):
    """An officer's own change of password; never part of a journal."""

    request: str
    account: str
    old: str
    new: str


class OwnJournal(Answer):
    """A counter's own entries of one epoch, as it first wrote them."""

    epoch: int
    entries: tuple[dict[str, Any], ...]
    head: Head
    more: bool = False


class Witness(Shape):
    """Entries of others that a counter holds, for a centre that was restored and may lack them."""

    request: str
    entries: tuple[dict[str, Any], ...]
