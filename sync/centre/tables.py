"""What the centre keeps. Records without behaviour; every one that belongs to a unit is led by it.

A query of a counter touches the rows of one unit only, so the tables shard by `unit`. Instants are
kept as messages carry them (UTC, to the millisecond, ending in Z), which sorts as time does on
every database.
"""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Table, Text, UniqueConstraint, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

_IN_FEED = text("position IS NOT NULL")
_IS_LOOSE = text("dossier IS NULL")
IS_PARKED = text("outcome = 'parked'")
"""Said in these very words, so that every database finds its index."""


class Record(SQLModel, registry=registry()):
    """The centre's tables, in a registry of their own: a desk in the same process has others."""


def table_of(record: type[Record]) -> Table:
    """The table that a record class stands for."""
    return Record.metadata.tables[record.__name__.lower()]


class Centre(Record, table=True):
    """The centre itself: one row."""

    id: int = Field(default=1, primary_key=True)
    incarnation: str
    """New after a restore, so that counters know that ranks may have gone."""


class Unit(Record, table=True):
    """A reception unit and what its forms print."""

    unit: str = Field(primary_key=True)
    name: str
    superior: str = ""
    place: str = ""
    phone: str = ""
    lookup_url: str = ""
    demo: bool = False
    rollback_guard: bool | None = None
    """Whether desks ask for the newest kept receipt; their own rule where nobody said."""
    created_at: str


class UnitHead(Record, table=True):
    """Where a unit's feed ends; its row lock orders everything that is ranked there."""

    unit: str = Field(primary_key=True, foreign_key="unit.unit")
    position: int = Field(default=0, sa_type=BigInteger)
    pruned: int = Field(default=0, sa_type=BigInteger)
    """Positions up to this one are no longer in the feed."""


class EnrolCode(Record, table=True):
    """A one-time code, by its hash."""

    hash: str = Field(primary_key=True)
    unit: str = Field(foreign_key="unit.unit")
    expires_at: str
    request: str | None = None
    """The request that used it."""
    counter: str | None = None


class Counter(Record, table=True):
    """An enrolled desk of a unit."""

    unit: str = Field(primary_key=True, foreign_key="unit.unit")
    counter: str = Field(primary_key=True)
    """Full id, `<unit>/<name>`."""
    epoch: int = Field(default=1, sa_type=BigInteger)
    """The newest epoch."""
    instance: str
    enrolled_at: str
    alarm: str = ""
    """`clone` until a person ended one of two installations; `behind` until a restore is told."""
    settled_at: str = ""
    """When a person did so last; what was opened before raises no alarm again."""
    voucher_key: str = ""
    """What vouchers for this counter are signed with, in hexadecimal."""


class Token(Record, table=True):
    """Who may speak as a counter, by the token's hash."""

    hash: str = Field(primary_key=True)
    unit: str
    counter: str
    revoked_at: str | None = None

    __table_args__ = (
        ForeignKeyConstraint(["unit", "counter"], ["counter.unit", "counter.counter"]),
    )


class BandGrant(Record, table=True):
    """A slot with its standing band, granted to one epoch of one counter and to no other."""

    unit: str = Field(primary_key=True)
    slot: int = Field(primary_key=True)
    counter: str
    epoch: int = Field(sa_type=BigInteger)
    granted_at: str
    turn: int = 0
    """How often the slot was granted before."""

    __table_args__ = (
        ForeignKeyConstraint(["unit", "counter"], ["counter.unit", "counter.counter"]),
    )


class CounterHead(Record, table=True):
    """Where one epoch of a counter's journal ends; its row lock orders that counter's pushes."""

    unit: str = Field(primary_key=True)
    counter: str = Field(primary_key=True)
    epoch: int = Field(primary_key=True, sa_type=BigInteger)
    seq: int = Field(default=0, sa_type=BigInteger)
    digest: str | None = None
    previous_epoch: int | None = Field(default=None, sa_type=BigInteger)
    """The epoch this one goes on from, which it closed."""
    previous_seq: int | None = Field(default=None, sa_type=BigInteger)
    opened_at: str = ""
    instance: str = ""
    """The installation that writes it."""

    __table_args__ = (
        ForeignKeyConstraint(["unit", "counter"], ["counter.unit", "counter.counter"]),
    )


class StoredEntry(Record, table=True):
    """An entry as a unit holds it: evidence of a journal and row of the unit's feed in one.

    The unit is the writer's, and once more the home unit where the writer is of another one.
    """

    unit: str = Field(primary_key=True)
    counter: str = Field(primary_key=True)
    epoch: int = Field(primary_key=True, sa_type=BigInteger)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    id: UUID
    position: int | None = Field(default=None, sa_type=BigInteger)
    """Place in this unit's feed; None for an entry whose id the feed has already."""
    rank: int | None = Field(default=None, sa_type=BigInteger)
    """Place in the home unit's feed; the same number there."""
    dossier: UUID | None = None
    digest: str
    text: str = Field(sa_type=Text)
    """The entry as first written."""
    outcome: str
    case: str | None = Field(default=None, sa_type=Text)
    relayed: bool = False
    """The home is another unit than this one."""
    received_at: str

    __table_args__ = (
        UniqueConstraint("unit", "position"),
        Index(
            "storedentry_once_in_feed",
            "unit",
            "id",
            unique=True,
            sqlite_where=_IN_FEED,
            postgresql_where=_IN_FEED,
        ),
        *(
            Index(name, "unit", "position", sqlite_where=some, postgresql_where=some)
            for name, some in (
                ("storedentry_parked", IS_PARKED),
                ("storedentry_loose", _IS_LOOSE),
            )
        ),
    )


class StoredDossier(Record, table=True):
    """A dossier as the fold of its home unit's feed."""

    unit: str = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    first_rank: int = Field(sa_type=BigInteger)
    """Rank of the entry that received it, or of its first entry until then."""
    rank: int = Field(sa_type=BigInteger)
    fold: int
    """Version of the fold that made the state."""
    state: str | None = Field(default=None, sa_type=Text)
    """None for a reception that nothing came after: its few entries are read instead."""

    __table_args__ = (Index("storeddossier_in_order", "unit", "first_rank"),)


class CodeClaim(Record, table=True):
    """A code and the one dossier it belongs to."""

    unit: str = Field(primary_key=True)
    code: str = Field(primary_key=True, index=True)
    dossier: UUID


class ReferenceHead(Record, table=True):
    """The newest version of one part of the reference data; its row lock orders new versions."""

    unit: str = Field(primary_key=True)
    """Empty for what all units share."""
    name: str = Field(primary_key=True)
    version: int = 0


class ReferenceVersion(Record, table=True):
    """One version of one part of the reference data, never edited."""

    unit: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    published_at: str
    content: str = Field(sa_type=Text)
    """JSON."""


class Witnessed(Record, table=True):
    """An entry that another counter than its writer returned to a centre that was restored."""

    unit: str = Field(primary_key=True)
    counter: str = Field(primary_key=True)
    epoch: int = Field(primary_key=True, sa_type=BigInteger)
    seq: int = Field(primary_key=True, sa_type=BigInteger)
    digest: str = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    witness: str
    """The counter that returned it."""
    received_at: str


class Restoration(Record, table=True):
    """That the centre was restored: the ranks that an incarnation gave beyond it are void."""

    unit: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    incarnation: str
    """The one that ended then."""
    position: int = Field(sa_type=BigInteger)
    """Where the unit's feed ended in the backup."""
    restored_at: str
