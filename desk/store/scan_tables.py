"""The tables of attached files: their content in parts, under the store's encryption."""

from sqlmodel import Field

from desk.store.tables import StoreTable


class Scan(StoreTable, table=True):
    """One file, known by the digest of its content, on its way to the centre."""

    sha256: str = Field(primary_key=True)
    size_bytes: int
    media_type: str
    state: str = Field(default="waiting", index=True)
    """`waiting`, `sent` once the centre has checked it, or `refused`."""
    problem: str = ""
    """Why the centre refused it, as a stable code."""
    made_at: str


class ScanPart(StoreTable, table=True):
    """A stretch of a file's content; parts without a `Scan` are of an attachment that broke off."""

    sha256: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    content: bytes
