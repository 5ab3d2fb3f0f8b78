"""The addresses of attached files: how much of one is here, and its next part."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header
from starlette.responses import Response

from schemas.scans import CHECKED_HEADER, LENGTH_HEADER, OFFSET_HEADER, BlobStanding, is_digest
from sync.centre.answers import said
from sync.centre.blobs import BlobAt, BlobName, blob_at, take_part
from sync.centre.bodies import read_body
from sync.centre.context import ContextHere, GreetingHere, SenderHere
from sync.centre.counters import own_unit_only
from sync.centre.description import WITHOUT_BODY, described_file
from sync.centre.refusals import RefusedError

INTEGER_MAX = 2**53 - 1
router = APIRouter()


def name_of(unit: str, sha256: str, caller: SenderHere) -> BlobName:
    """The file that is meant, of the caller's own unit."""
    own_unit_only(caller, unit)
    if not is_digest(sha256):
        raise RefusedError(422, "invalid", {"field": "sha256"})
    return BlobName(unit, sha256)


NameHere = Annotated[BlobName, Depends(name_of)]


@router.head("/v1/blobs/{unit}/{sha256}", responses=WITHOUT_BODY)
def head_blob(name: NameHere, context: ContextHere) -> Response:
    """How much of a file is here."""
    with context.store.reading() as session:
        return Response(headers=_headers(blob_at(session, name)))


@router.patch("/v1/blobs/{unit}/{sha256}", **described_file(BlobStanding))
def patch_blob(
    name: NameHere,
    body: Annotated[bytes, Depends(read_body)],
    context: ContextHere,
    greeting: GreetingHere,
    offset: Annotated[int, Header(alias=OFFSET_HEADER, ge=0, le=INTEGER_MAX)],
    length: Annotated[int, Header(alias=LENGTH_HEADER, ge=0, le=INTEGER_MAX)],
) -> Response:
    """The next part of a file; 200 means that it is durable."""
    with context.store.writing() as session:
        at = take_part(session, name, length, offset, body, now=context.now())
    # What did not fit its digest is thrown away durably before anybody hears of it.
    if at.problem:
        raise RefusedError(422, at.problem)
    standing = BlobStanding(
        request=greeting.request,
        incarnation=greeting.incarnation,
        offset=at.offset,
        checked=at.is_checked,
    )
    return said(standing, _headers(at))


def _headers(at: BlobAt) -> dict[str, str]:
    return {OFFSET_HEADER: str(at.offset), CHECKED_HEADER: str(int(at.is_checked))}
