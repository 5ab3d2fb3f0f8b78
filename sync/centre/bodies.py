"""Reads what a counter sends: never more than a mebibyte, compressed or not."""

import zlib
from typing import Any

import orjson
from starlette.requests import Request

from schemas.wire import BATCH_BYTES_MAX
from sync.centre.context import raw_body
from sync.centre.refusals import RefusedError

GZIP = 16 + zlib.MAX_WBITS


async def read_body(request: Request) -> bytes:
    """The body of a request, unpacked.

    Raises:
        RefusedError: 408 `too_slow`, 413 `too_big`, 415 `bad_encoding` or 400 `broken_body`.
    """
    raw = await raw_body(request)
    match request.headers.get("content-encoding", "identity").lower():
        case "identity" | "":
            return raw
        case "gzip":
            return unpacked(raw)
        case _:
            raise RefusedError(415, "bad_encoding")


def unpacked(raw: bytes) -> bytes:
    """A gzip member's contents, unless they are larger than any body may be.

    Raises:
        RefusedError: 413 `too_big`, or 400 `broken_body` for what is cut off or not gzip.
    """
    unpacker = zlib.decompressobj(GZIP)
    try:
        contents = unpacker.decompress(raw, BATCH_BYTES_MAX + 1)
    except zlib.error:
        raise RefusedError(400, "broken_body") from None
    if len(contents) > BATCH_BYTES_MAX:
        raise RefusedError(413, "too_big", {"what": "body"})
    if not unpacker.eof or unpacker.unused_data:
        raise RefusedError(400, "broken_body")
    return contents


def read_message(body: bytes) -> dict[str, Any]:
    """The JSON object in a body.

    Raises:
        RefusedError: 400 `broken_body`.
    """
    try:
        message = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise RefusedError(400, "broken_body") from None
    if not isinstance(message, dict):
        raise RefusedError(400, "broken_body")
    return message
