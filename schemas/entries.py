"""The body of each kind of entry: what happened, in the words of the glossary.

A body is never edited. A new field gets a default; a change of meaning gets a new version.
"""

from typing import Any, Literal
from uuid import UUID

from pydantic import ValidationError

from schemas.counter_bodies import (
    OutageClosed,
    OutageOpened,
    OutageReported,
    PadIssued,
    ShiftClosed,
    ShiftOpened,
)
from schemas.dossier_bodies import (
    FeeExempted,
    FeeRefunded,
    HandedOver,
    OriginalsCompared,
    ResultArrived,
    ScanAttached,
)
from schemas.journal import Entry
from schemas.people import Applicant, Person
from schemas.procedures import Channel
from schemas.reception import Delivery, DeliveryChannel, FeeTaken, ReceptionForm, TickedPaper
from schemas.shape import Instant, Shape, Text


class Previous(Shape):
    """Where the epoch before ended, so that the chain crosses epochs."""

    epoch: int
    seq: int
    digest: str


class EpochOpened(Shape):
    """First entry of every life of a counter's journal."""

    reason: Literal["enrolled", "restored", "rolled_back", "cloned", "forked"]
    previous: Previous | None = None


class Promised(Shape):
    """A promised time with the rule and calendar it came from; a reprint shows it for ever."""

    due: Instant
    published: Instant
    """The latest time the catalogue allows; `due` is never after it."""
    rule: str
    calendar: int


class RegisterLine(Shape):
    """Where the dossier stands in the register (form 06)."""

    volume: str
    line: int


class Registered(Shape):
    """A dossier was submitted online; its code is final from here on (article 12.3a)."""

    code: str
    procedure_name: Text
    catalogue: int
    case_name: Text = ""
    form: ReceptionForm
    """What the citizen entered: any counter accepts the dossier by completing it."""
    reference: Text = ""
    """What the portal calls it."""


class Received(Shape):
    """A dossier was received and has its code."""

    code: str
    procedure: str
    procedure_name: Text
    catalogue: int
    case: str
    case_name: Text
    applicant: Applicant
    submitter: Person | None = None
    """None: the applicant stood at the counter."""
    papers: tuple[TickedPaper, ...] = ()
    sets: int = 1
    channel: Channel = "counter"
    delivery: Delivery = Delivery()
    promised: Promised | None = None
    """None for an immediate result given at once."""
    register_line: RegisterLine | None = None
    origin: Literal["desk", "pad", "backfill"] = "desk"
    note: Text = ""
    slip: str = ""


class Lacking(Shape):
    """One thing that is missing or wrong, and what to bring for it."""

    key: str
    name: Text
    flaw: Text
    bring: Text = ""
    originals: int = 0
    certified: int = 0
    photocopies: int = 0


class SupplementRequested(Shape):
    """The citizen was told everything at once, in writing (articles 13 and 15.1d)."""

    number: str
    barcode: str
    lacking: tuple[Lacking, ...] = ()
    reason: Text = ""
    competent_agency: Text = ""
    """Named when this office is not competent."""
    competent_address: Text = ""
    draft: ReceptionForm | None = None
    """Before reception: the whole form, so that any counter can bring it back."""
    notice_due: Instant | None = None
    """After reception: the latest time for this notice (article 15.2d); a later one is flagged."""


class Supplemented(Shape):
    """The papers asked for were handed in; the clock starts from zero (article 15.2d)."""

    papers: tuple[TickedPaper, ...] = ()
    promised: Promised | None = None


class Corrected(Shape):
    """A field was wrong; `old` must still stand for the correction to apply."""

    field: str
    old: Any
    new: Any
    reason: Text


class Reason(Shape):
    """A step that only needs its reason: refused, withdrawn, stopped and the like."""

    reason: Text = ""


class Refusal(Reason):
    """Reception is refused in writing (form 03), naming the competent agency where there is one."""

    number: str = ""
    competent_agency: Text = ""
    competent_address: Text = ""


class Apologised(Shape):
    """The citizen was told why it takes longer, and was given a new time, once (form 04)."""

    number: Text
    dated: str
    signatory: Text
    """Of the signed original."""
    promised: Promised
    reason: Text = ""


class Resolved(Shape):
    """The result document exists."""

    number: Text
    dated: str
    signatory: Text
    digitally_signed: bool = False


class Returned(Shape):
    """The result is in the citizen's hand."""

    to: Text
    identity: Text = ""
    channel: DeliveryChannel = "counter"


class Notified(Shape):
    """The citizen was told something, or could not be reached."""

    about: str
    channel: Literal["in_person", "telephone", "sms", "email", "zalo", "letter"]
    destination: Text = ""
    outcome: Literal["told", "not_reached"] = "told"


class SlipPrinted(Shape):
    """A form was sent to paper; `copy_number` above 0 is a reprint, with its reason."""

    form: str
    version: str
    copy_number: int = 0
    reason: Text = ""


class NumberVoided(Shape):
    """A number was spoilt and stands for no dossier."""

    number: str
    reason: Text


class CaseSettled(Shape):
    """An officer settled the case that an entry opened."""

    entry: UUID
    decision: Literal["apply", "set_aside"]
    reason: Text = ""


BODIES: dict[tuple[str, int], type[Shape]] = {
    ("epoch.opened", 1): EpochOpened,
    ("dossier.registered", 1): Registered,
    ("dossier.received", 1): Received,
    ("dossier.supplement_requested", 1): SupplementRequested,
    ("dossier.supplemented", 1): Supplemented,
    ("dossier.refused", 1): Refusal,
    ("dossier.corrected", 1): Corrected,
    ("dossier.handed_over", 1): HandedOver,
    ("dossier.in_process", 1): Reason,
    ("dossier.payment_requested", 1): Reason,
    ("obligation.met", 1): Reason,
    ("dossier.withdrawn", 1): Reason,
    ("dossier.stopped", 1): Reason,
    ("dossier.resolved", 1): Resolved,
    ("dossier.apologised", 1): Apologised,
    ("dossier.returned", 1): Returned,
    ("result.arrived", 1): ResultArrived,
    ("originals.compared", 1): OriginalsCompared,
    ("scan.attached", 1): ScanAttached,
    ("citizen.notified", 1): Notified,
    ("fee.collected", 1): FeeTaken,
    ("fee.refunded", 1): FeeRefunded,
    ("fee.exempted", 1): FeeExempted,
    ("slip.printed", 1): SlipPrinted,
    ("slip.reprinted", 1): SlipPrinted,
    ("number.voided", 1): NumberVoided,
    ("pad.issued", 1): PadIssued,
    ("outage.opened", 1): OutageOpened,
    ("outage.reported", 1): OutageReported,
    ("outage.closed", 1): OutageClosed,
    ("shift.opened", 1): ShiftOpened,
    ("shift.closed", 1): ShiftClosed,
    ("case.settled", 1): CaseSettled,
}
"""Every kind and version this release understands; any other is stored and parked."""


def body_of(entry: Entry) -> Shape | None:
    """The body as its kind's shape; None when the kind or version is unknown or the body is off.

    Judge and fold ask for it several times, and reading it is most of their work: it is kept beside
    the entry's fields, which is where a `cached_property` would keep it.
    """
    kept = entry.__dict__.get(_KEPT)
    if kept is None or kept[:3] != (entry.kind, entry.v, id(entry.body)):
        kept = (entry.kind, entry.v, id(entry.body), _read_body(entry))
        entry.__dict__[_KEPT] = kept
    body: Shape | None = kept[3]
    return body


_KEPT = "_read_body"


def _read_body(entry: Entry) -> Shape | None:
    shape = BODIES.get((entry.kind, entry.v))
    if shape is None:
        return None
    try:
        return shape.model_validate(entry.body)
    except ValidationError:
        return None
