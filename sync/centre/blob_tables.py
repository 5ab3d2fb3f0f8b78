"""What the centre keeps of attached files, and its own keys."""

from sqlalchemy import BigInteger, LargeBinary
from sqlmodel import Field

from sync.centre.tables import Record


class Blob(Record, table=True):
    """One file of a unit, known by the digest of its content; it counts once it was checked."""

    unit: str = Field(primary_key=True, foreign_key="unit.unit")
    sha256: str = Field(primary_key=True)
    size_bytes: int = Field(sa_type=BigInteger)
    received_bytes: int = Field(default=0, sa_type=BigInteger)
    """How much of it is here, from its beginning; its row lock orders those who send it."""
    checked_at: str | None = None


class BlobPart(Record, table=True):
    """A stretch of a file, by the offset at which it begins."""

    unit: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    start: int = Field(primary_key=True, sa_type=BigInteger)
    content: bytes = Field(sa_type=LargeBinary)


class CentreKey(Record, table=True):
    """A key of the centre's own, by what it is for."""

    purpose: str = Field(primary_key=True)
    secret: str
    """Raw private key, in hexadecimal."""
