"""The reception form: what an officer fills in before a dossier is received."""

from typing import Literal
from uuid import UUID

from schemas.people import Applicant, Person
from schemas.procedures import Channel, Handling, Limit
from schemas.shape import Instant, Shape, Text

DeliveryChannel = Literal["counter", "postal", "online"]
PaperState = Literal["absent", "ok", "wrong"]


class Delivery(Shape):
    """How the citizen wants to get the result (article 15.1c)."""

    channel: DeliveryChannel = "counter"
    address: Text = ""
    recipient: Text = ""
    phone: Text = ""


class TickedPaper(Shape):
    """One paper of the checklist: what came, and what is wrong with it."""

    key: str
    name: Text
    handling: Handling = "handed_in"
    state: PaperState = "absent"
    originals: int = 0
    certified: int = 0
    photocopies: int = 0
    """Counts held; of a presented paper they stay 0."""
    required: bool = True
    flaw: Text = ""
    """What is wrong or missing, in the officer's words."""
    bring: Text = ""
    """What exactly to bring, when the catalogue's words do not say it."""


class FeeTaken(Shape):
    """One fee taken at the counter; amounts in VND."""

    key: str
    name: Text
    amount_vnd: int
    method: Literal["cash", "transfer", "card"] = "cash"
    receipt_number: Text = ""
    """Number of the registered receipt: recorded, never invented."""


class ReceptionForm(Shape):
    """All that is typed, ticked and scanned for one dossier; also the draft, saved as typed."""

    id: UUID
    """The dossier's id, made when the form opened: the use cases are idempotent on it."""
    officer: str = ""
    submitter: Person = Person(name="")
    applicant: Applicant | None = None
    """None: the submitter is the applicant."""
    procedure: str = ""
    case: str = ""
    papers: tuple[TickedPaper, ...] = ()
    sets: int = 1
    channel: Channel = "counter"
    delivery: Delivery = Delivery()
    fees: tuple[FeeTaken, ...] = ()
    note: Text = ""
    limit: Limit | None = None
    """Entered by the officer where the catalogue has none."""
    promised_at: Instant | None = None
    """An earlier time than the published one, when the officer promises it (article 14.3)."""
    wants_receipt: bool = False
    """For immediate results only: whether the citizen asks for a receipt (article 15.1đ)."""
    happened: Instant | None = None
    """When the papers were received, if not now."""
    confirmed: tuple[str, ...] = ()
    """Warnings that the officer has seen and confirmed."""
    slip: str = ""
    """Number of the supplement slip this draft came back with."""
    instead_of: UUID | None = None
    """The reception that this one repeats under another code, since its own was taken."""
    typed: dict[str, Text] = {}
    """Texts of fields that could not be read yet, as they were typed, by the fields' names."""

    def applicant_or_submitter(self) -> Applicant:
        """Whom the dossier concerns."""
        return self.applicant or self.submitter
