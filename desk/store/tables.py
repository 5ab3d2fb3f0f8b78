"""The counter's tables: records without behaviour; only the journal is the truth."""

from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy import text as literal_text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class StoreTable(SQLModel, registry=registry()):
    """A table of the counter; kept apart from any other schema in the same process."""


class Counter(StoreTable, table=True):
    """The one row that says which counter this is and how far it has come."""

    key: int = Field(default=1, primary_key=True)
    url: str
    counter: str
    unit: str
    """The unit's identifier, the first part of its dossier codes."""
    token: str
    epoch: int
    slot: int
    band: str
    """The standing band as JSON; empty until the epoch is granted one."""
    head_seq: int = 0
    head_digest: str | None = None
    acked_seq: int = 0
    feed_position: int = 0
    incarnation: str = ""
    skew_ms: int | None = None
    newest_at: str = ""
    """When the newest entry was recorded; a clock behind it is wrong."""
    centre_time: str = ""
    instance: str = ""
    """The installation that opened this epoch; another one opens its own."""
    voucher_key: str = ""
    """What vouchers for this counter are signed with, in hexadecimal."""
    alarm: str = ""
    """`clone` while two installations write as this counter."""
    snapshot_fold: int | None = None
    """What version of the fold the newest snapshot was of; None where none was ever taken."""


class Journal(StoreTable, table=True):
    """Our own entries, as first written."""

    __table_args__ = (
        UniqueConstraint("epoch", "seq"),
        Index(
            "ix_journal_unanswered", "epoch", "seq", sqlite_where=literal_text("outcome IS NULL")
        ),
    )
    place: int | None = Field(default=None, primary_key=True)
    epoch: int
    seq: int
    id: str = Field(unique=True)
    dossier: str | None = Field(index=True)
    kind: str
    text: str
    outcome: str | None = None
    """What the centre answered to the push, as JSON; the feed confirms."""
    rank: int | None = None
    """Its rank in the home feed, once confirmed."""


class Sidelined(StoreTable, table=True):
    """Our own entries as first written, where the centre has others in their places."""

    place: int | None = Field(default=None, primary_key=True)
    epoch: int
    seq: int
    id: str
    text: str
    again: bool = False
    """Its facts stand in the journal once more, in a later epoch."""


class Feed(StoreTable, table=True):
    """Confirmed entries of the unit, ours included, with their outcomes."""

    position: int = Field(primary_key=True)
    """Its place in our unit's feed."""
    rank: int
    """Its place in the feed of its home, which orders the dossier."""
    id: str = Field(unique=True)
    dossier: str | None = Field(index=True)
    outcome: str
    text: str
    """Empty where the journal has the very same entry."""


class Testified(StoreTable, table=True):
    """What the centre's own counter wrote and we gave back: the same backup may come again."""

    place: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    text: str


class Basis(StoreTable, table=True):
    """A dossier as a snapshot gave it: the fold goes on from there."""

    id: str = Field(primary_key=True)
    state: str


class DossierRow(StoreTable, table=True):
    """A dossier as it stands, derived; can be rebuilt at any time."""

    __table_args__ = (
        Index("ix_dossierrow_cases", "cases", sqlite_where=literal_text("cases > 0")),
        Index(
            "ix_dossierrow_open",
            "promised_at",
            sqlite_where=literal_text("status NOT IN (3, 7, 8, 9, 10)"),
        ),
    )
    row: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    code: str | None = Field(index=True)
    status: int | None
    procedure: str = Field(index=True)
    title: str
    """The procedure's name."""
    applicant: str
    counter: str
    received_at: str | None = Field(index=True)
    promised_at: str | None
    rank: int
    pending: int
    """How many of our own entries are not confirmed yet."""
    cases: int
    state: str
    """The dossier with our pending entries folded in, as JSON."""
    confirmed: str | None
    """The dossier without them; None when nothing is confirmed, or nothing pending."""


class CodeClaim(StoreTable, table=True):
    """Which dossiers a printed code or slip barcode finds; more than one is a case."""

    code: str = Field(primary_key=True)
    dossier: str = Field(primary_key=True)


class Citizen(StoreTable, table=True):
    """The newest known details of a person, found by identity number or telephone."""

    key: str = Field(primary_key=True)
    person: str
    at: str


class Ordinal(StoreTable, table=True):
    """The newest ordinal issued for a date."""

    on: str = Field(primary_key=True)
    last: int


class Series(StoreTable, table=True):
    """The newest number of a yearly series, such as slips or register lines."""

    name: str = Field(primary_key=True)
    last: int


class Draft(StoreTable, table=True):
    """A reception form as it is being typed."""

    id: str = Field(primary_key=True)
    officer: str
    label: str
    form: str
    saved_at: str


class PrintJob(StoreTable, table=True):
    """One form on its way to paper; made in the action's transaction, rendered after it."""

    __table_args__ = (
        Index("ix_printjob_followed", "id", sqlite_where=literal_text("is_followed = 1")),
        Index("ix_printjob_recalls", "id", sqlite_where=literal_text("recalls != ''")),
    )
    id: int | None = Field(default=None, primary_key=True)
    dossier: str = Field(index=True)
    entry: str
    form: str
    version: str
    values: str
    name: str
    state: str = Field(index=True)
    copy_number: int = 0
    reason: str = ""
    problem: str = ""
    made_at: str
    pages: bytes | None = None
    """The rendered PDF, kept for reprints."""
    officer: str = ""
    """Who had it printed last."""
    place: str = ""
    """Where it was handed over: a file, a queue, the job's address at its printer."""
    is_followed: bool = False
    """The printer is still to be asked what became of it."""
    is_recorded: bool = False
    """The journal says that it went to paper."""
    recalls: str = ""
    """What printers may still hold of it although it is answered for; a line each."""


class Reference(StoreTable, table=True):
    """One part of the reference data, as the centre sent it."""

    name: str = Field(primary_key=True)
    version: int
    tag: str
    published_at: str
    content: str


class SignInFailure(StoreTable, table=True):
    """Wrong passwords in a row, so that guessing slows down across restarts."""

    account: str = Field(primary_key=True)
    count: int
    last_at: str


class ApprovedDate(StoreTable, table=True):
    """A date out of the usual order that a head of unit allowed codes for."""

    on: str = Field(primary_key=True)
    officer: str
    at: str


def table(record: type[StoreTable]) -> Table:
    """The table behind a record, for statements that are built once and run often."""
    return StoreTable.metadata.tables[record.__name__.lower()]
