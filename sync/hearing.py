"""What counts as the centre's answer, and what everything else that comes back amounts to.

Network failures become values here, and so does every answer that the centre did not give: one
without our protocol number, or that echoes another request (a captive portal, a proxy's cache).
"""

import gzip
from typing import TypeVar
from uuid import UUID

import httpx
from pydantic import ValidationError

from schemas.certificates import doubt_in
from schemas.scans import CHECKED_HEADER, OFFSET_HEADER, BlobStanding
from schemas.shape import Shape
from schemas.wire import PROTOCOL, REQUEST_HEADER, Answer, Complaint
from sync.protocol import Complained, Unreachable

A = TypeVar("A", bound=Answer)
S = TypeVar("S", bound=Shape)
GZIP_FROM_BYTES = 1024
UPGRADE_REQUIRED = 426
UNWELCOME = frozenset({401, 403})


class NotDeliveredError(Exception):
    """A step did not succeed; carries what the protocol is told."""

    def __init__(self, heard: Unreachable | Complained, complaint: Complaint | None = None) -> None:
        super().__init__(type(heard).__name__)
        self.heard = heard
        self.complaint = complaint

    @property
    def is_unwelcome(self) -> bool:
        """Whether the centre does not tell us what we asked."""
        return isinstance(self.heard, Complained) and self.heard.status in UNWELCOME


def packed(body: str | bytes | None) -> tuple[bytes | None, dict[str, str]]:
    """A body as it travels: text is compressed once it is worth it, files are already."""
    if body is None:
        return None, {}
    if isinstance(body, bytes):
        return body, {"Content-Type": "application/octet-stream"}
    raw, headers = body.encode(), {"Content-Type": "application/json"}
    if len(raw) < GZIP_FROM_BYTES:
        return raw, headers
    return gzip.compress(raw, 6, mtime=0), headers | {"Content-Encoding": "gzip"}


def reason_of(error: Exception) -> str:
    """Why nothing came back, as a stable code."""
    match error:
        case httpx.ConnectTimeout():
            return "no_route"
        case httpx.TimeoutException():
            return "timeout"
        case httpx.ConnectError():
            doubt = doubt_in(error)
            return "not_the_centre" if doubt == "no_tls" else doubt or "no_route"
        case _:
            return "broken_off"


def echoes(response: httpx.Response, request: UUID) -> bool:
    """Whether an answer without a body is to this request."""
    return bool(response.headers.get(REQUEST_HEADER) == str(request))


def answer_in(response: httpx.Response, request: UUID, shape: type[A]) -> A:
    """The answer in a response, if the centre gave it to this request.

    Raises:
        NotDeliveredError: it gave none, or a complaint.
    """
    try:
        mapping = response.json()
        version = mapping["protocol"]
        genuine = type(version) is int and mapping["request"] == str(request)
    except (ValueError, KeyError, TypeError, RecursionError):
        genuine, mapping, version = False, {}, 0
    if not genuine:
        raise NotDeliveredError(_not_from_the_centre(response))
    if version != PROTOCOL:
        # The centre's own words, in a version that this program does not understand.
        raise NotDeliveredError(Complained(UPGRADE_REQUIRED, "protocol"))
    if response.is_success and "error" not in mapping:
        return _validated(mapping, shape)
    complaint = _validated(mapping, Complaint)
    said = Complained(response.status_code, complaint.error, complaint.retry_after)
    raise NotDeliveredError(said, complaint)


def standing_in(response: httpx.Response, request: UUID) -> BlobStanding | Unreachable | Complained:
    """What an answer without a body says of a file."""
    offset = response.headers.get(OFFSET_HEADER, "")
    if not echoes(response, request):
        return _not_from_the_centre(response)
    if not response.is_success or not offset.isdecimal():
        return Complained(response.status_code, "")
    return BlobStanding(
        request=str(request),
        incarnation="",
        offset=int(offset),
        checked=response.headers.get(CHECKED_HEADER) == "1",
    )


def _not_from_the_centre(response: httpx.Response) -> Unreachable | Complained:
    if response.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
        # A proxy with a lower limit: smaller batches pass it.
        return Complained(response.status_code, "too_big")
    is_failing = response.is_server_error or response.status_code == httpx.codes.TOO_MANY_REQUESTS
    if is_failing and response.request.url.scheme == "https":
        # It has the centre's certificate, which no portal has: what stands before the centre.
        is_late = response.status_code == httpx.codes.GATEWAY_TIMEOUT
        return Unreachable("timeout" if is_late else "gateway")
    return Unreachable("not_the_centre")


def _validated(mapping: object, shape: type[S]) -> S:
    try:
        return shape.model_validate(mapping)
    except ValidationError:
        raise NotDeliveredError(Unreachable("not_the_centre")) from None
