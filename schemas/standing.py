"""What there is to know of a dossier: its state, its cases, and the outcomes that made them."""

from contextlib import suppress
from typing import Any, Literal
from uuid import UUID

from pydantic import ValidationError

from schemas.dossier_bodies import (
    FeeExempted,
    FeeRefunded,
    HandedOver,
    OriginalsCompared,
    ScanAttached,
)
from schemas.entries import (
    Apologised,
    Promised,
    Received,
    Refusal,
    Registered,
    Resolved,
    Returned,
    SupplementRequested,
)
from schemas.reception import FeeTaken, ReceptionForm
from schemas.shape import Instant, Shape
from schemas.statuses import Status

CODE_TAKEN = "code_taken"
"""Case of a reception whose code belongs to another dossier."""
BEHIND = "behind"
"""Case of an entry that was built upon a parked one; it follows what is decided of that."""
OutcomeKind = Literal["applied", "flagged", "parked"]
Decision = Literal["apply", "set_aside"]


class Case(Shape):
    """A disagreement that an officer has to settle: a stable code, and what its sentence needs."""

    code: str
    params: dict[str, str] = {}


class Outcome(Shape):
    """What `judge` decided of one entry, once and for ever."""

    kind: OutcomeKind
    case: Case | None = None


class OpenCase(Shape):
    """A case with the entry that opened it."""

    entry: UUID
    counter: str
    parked: bool
    case: Case


class Decided(Shape):
    """What was decided of an entry that had a case, or that waited behind one."""

    entry: UUID
    decision: Decision
    by: UUID
    """The settlement; it took effect in its place."""


class Moment(Shape):
    """One line of the timeline."""

    id: UUID
    rank: int | None
    kind: str
    counter: str
    officer: str
    happened: Instant
    outcome: OutcomeKind
    words: dict[str, Any] = {}
    """What the line's sentence needs; never a whole body."""


class Slip(Shape):
    """One supplement slip the citizen holds."""

    number: str
    barcode: str
    at: Instant
    request: SupplementRequested


class HeldPromise(Shape):
    """A time that was printed and handed out, whatever became of the entry."""

    entry: UUID
    counter: str
    due: Instant


class Dossier(Shape):
    """One request by one applicant for one procedure, as far as its entries tell."""

    id: UUID
    home: str
    rank: int = 0
    """Rank of the newest confirmed entry folded in; pending entries do not raise it."""
    status: Status | None = None
    status_before: Status | None = None
    """Where a supplement or an obligation returns to."""
    code: str | None = None
    claimed_codes: tuple[str, ...] = ()
    """Every code ever printed for it, so that a scan always finds it."""
    counter: str = ""
    officer: str = ""
    received_at: Instant | None = None
    registered: Registered | None = None
    """What was submitted online, for a dossier that began there."""
    received: Received | None = None
    promised: Promised | None = None
    promises: tuple[HeldPromise, ...] = ()
    """Every time that citizens hold on paper, in the order of ranks."""
    draft: ReceptionForm | None = None
    slips: tuple[Slip, ...] = ()
    fees: tuple[FeeTaken, ...] = ()
    refunds: tuple[FeeRefunded, ...] = ()
    exemptions: tuple[FeeExempted, ...] = ()
    originals: OriginalsCompared | None = None
    scans: tuple[ScanAttached, ...] = ()
    holder: HandedOver | None = None
    """Who has the paper file; None: the counter that received it."""
    refusal: Refusal | None = None
    apology: Apologised | None = None
    result: Resolved | None = None
    result_here_at: Instant | None = None
    """When the result document came to the counter."""
    returned: Returned | None = None
    timeline: tuple[Moment, ...] = ()
    cases: tuple[OpenCase, ...] = ()
    parked: tuple[dict[str, Any], ...] = ()
    """Entries whose body waits for an officer's decision, as first written."""
    decided: tuple[Decided, ...] = ()
    lapsed: Received | None = None
    """A reception that was set aside while none stands: a citizen holds its paper."""

    def on_paper(self) -> Received | None:
        """What the citizen's paper says of the dossier where no reception stands."""
        if self.received is not None:
            return None
        for raw in reversed(self.parked):
            if (raw["kind"], raw["v"]) == ("dossier.received", 1):
                with suppress(ValidationError):
                    return Received.model_validate(raw["body"])
        return self.lapsed

    def in_vain(self) -> Moment | None:
        """The online submission that has no effect, while no reception stands instead."""
        if self.registered is not None or self.received is not None:
            return None
        return next((one for one in self.timeline if one.kind == "dossier.registered"), None)
