"""How an answer leaves: as JSON with protocol, request id and incarnation, whatever happens.

Headers carry the same, for answers without a body (304) and for readers that look there first.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TypeVar

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schemas.shape import Shape
from schemas.wire import (
    BATCH_BYTES_MAX,
    PROTOCOL,
    PROTOCOL_HEADER,
    REQUEST_HEADER,
    Answer,
    Complaint,
)
from sync.centre.context import context_of, greeting_of
from sync.centre.lookup import PATH, SECURITY_HEADERS, TYPED_LENGTH_MAX, page_meanwhile
from sync.centre.places import place_of
from sync.centre.refusals import RefusedError
from sync.centre.store import can_keep

INCARNATION_HEADER = "Desk-Incarnation"
BUSY_SECONDS = 5
GONE_STATUS = 499
"""What logs of other servers say of clients that went away."""
_log = logging.getLogger("desk-centre")
S = TypeVar("S", bound=Shape)


def shaped(shape: type[S], message: Mapping[str, object]) -> S:
    """A message as its shape.

    Raises:
        RefusedError: 422 `invalid`, naming the field and never its value.
    """
    try:
        made = shape.model_validate(message)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        raise RefusedError(422, "invalid", {"field": place}) from None
    for field, value in made:
        if isinstance(value, str) and not can_keep(value):
            raise RefusedError(422, "invalid", {"field": field})
    return made


def said(answer: Answer | str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer of the protocol."""
    text = answer if isinstance(answer, str) else answer.model_dump_json()
    return Response(text, media_type="application/json", headers=dict(headers or {}))


class Marked:
    """Marks every answer as the centre's, and keeps it out of caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer is marked as it starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                _mark(MutableHeaders(scope=message), request)
            await send(message)

        await self._app(scope, receive, send_marked)


def _mark(headers: MutableHeaders, request: Request) -> None:
    headers[PROTOCOL_HEADER] = str(PROTOCOL)
    greeting = greeting_of(request)
    headers[INCARNATION_HEADER] = greeting.incarnation
    headers[REQUEST_HEADER] = greeting.request
    headers.setdefault("Cache-Control", "no-store")


def add_complaints(app: FastAPI, failures: Iterable[type[Exception]]) -> None:
    """Turn everything that goes wrong into complaints; of some failures, to come again."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _not_here)
    app.add_exception_handler(ClientDisconnect, _gone)
    for error in failures:
        app.add_exception_handler(error, _busy)
    app.add_exception_handler(Exception, _broken)


def _complaint(request: Request, refusal: RefusedError) -> Response:
    greeting = greeting_of(request)
    complaint = Complaint(
        request=greeting.request,
        incarnation=greeting.incarnation,
        error=refusal.error,
        params=refusal.params,
        retry_after=refusal.retry_after,
    )
    response = said(complaint)
    response.status_code = refusal.status
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    if error.error != "too_slow":
        await _hear_out(request)
    return _complaint(request, error)


async def _hear_out(request: Request) -> None:
    """Let a body arrive that nobody wanted: a client cut off in it would not hear the answer."""
    if request.method in {"GET", "HEAD"}:
        # They have none, and a long poll that looked whether its reader is there has heard the end.
        return
    size = 0
    # Consumed already, or the client went away, or is slow: what comes later nobody keeps.
    with suppress(RuntimeError, ClientDisconnect, TimeoutError):
        async with asyncio.timeout(context_of(request).pace.seconds):
            async for part in request.stream():
                size += len(part)
                if size > BATCH_BYTES_MAX:
                    return


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    place = ".".join(str(part) for part in error.errors()[0]["loc"])
    return _complaint(request, RefusedError(422, "invalid", {"field": place}))


async def _not_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "not_allowed"}.get(error.status_code, "bad_request")
    return _complaint(request, RefusedError(error.status_code, code))


async def _gone(request: Request, _: Exception) -> Response:
    """For the log only: its line broke off while it was sending, and nobody hears this."""
    return _complaint(request, RefusedError(GONE_STATUS, "gone"))


async def _busy(request: Request, error: Exception) -> Response:
    _note(error)
    await _hear_out(request)
    # Spread, since whoever is told the same comes again together.
    spread = context_of(request).random_bytes(1)[0] % BUSY_SECONDS
    seconds = BUSY_SECONDS + spread
    if request.url.path == PATH:
        return _meanwhile(request, seconds)
    return _complaint(request, RefusedError(503, "unavailable", retry_after=seconds))


def _meanwhile(request: Request, seconds: int) -> Response:
    """What a citizen reads instead."""
    typed = request.query_params.get("ma", "")[:TYPED_LENGTH_MAX]
    headers = {**SECURITY_HEADERS, "Retry-After": str(seconds)}
    return HTMLResponse(page_meanwhile(typed), status_code=503, headers=headers)


async def _broken(request: Request, error: Exception) -> Response:
    _note(error)
    response = _complaint(request, RefusedError(500, "internal"))
    # This one is answered outside of `Marked`.
    _mark(response.headers, request)
    return response


def _note(error: Exception) -> None:
    """Log where it happened; never the error's own text, which may quote what a citizen gave."""
    _log.error("%s", place_of(error))
