"""Counts and logs every answer: ids and numbers, never a name, a body or a code."""

import json
import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from time import perf_counter
from typing import Any, TextIO

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schemas.shape import written
from schemas.wire import Result
from sync.centre.context import context_of, request_id
from sync.centre.counters import Caller

LOG = logging.getLogger("desk-centre")
_LOGGED = "logged"
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Observed:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note when and how its answer began."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, began = Request(scope), perf_counter()

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                _note(request, int(message["status"]), perf_counter() - began)
            await send(message)

        await self._app(scope, receive, send_noted)


def _note(request: Request, status: int, seconds: float) -> None:
    # The template of the path; the path itself may hold a dossier's code.
    found = request.scope.get("route")
    route = getattr(found, "path", "none")
    method = request.method if request.method in getattr(found, "methods", ()) else "any"
    context_of(request).counts.answered(method, route, status, seconds)
    caller: Caller | None = getattr(request.state, "caller", None)
    fields = {
        "request": _plain(request_id(request)),
        "method": method,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "counter": caller.counter if caller else None,
        "unit": caller.unit if caller else None,
        **getattr(request.state, "outcomes", {}),
    }
    LOG.info("answered", extra={_LOGGED: fields})


def _plain(said: str) -> str:
    """A request's id if it is one: anybody may say anything, such as a name, and hears it again."""
    return said if _ID.fullmatch(said) else ""


def note_results(request: Request, results: tuple[Result, ...]) -> None:
    """Count the entries of a push, and have them in its line."""
    outcomes = {"applied": 0, "flagged": 0, "parked": 0}
    for result in results:
        outcomes[result.outcome] += 1
    context_of(request).counts.stored(outcomes)
    request.state.outcomes = outcomes


class Lines(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; the text of an exception is never part of it."""
        fields: Mapping[str, Any] = getattr(record, _LOGGED, {})
        said = {"at": written(self._now()), "level": record.levelname.lower()}
        return json.dumps({**said, "event": record.getMessage(), **fields})


def log_to(stream: TextIO, now: Callable[[], datetime], *, answers: bool) -> None:
    """Write the centre's log lines to a stream: of every answer, or of failures only."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines(now))
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO if answers else logging.WARNING)
    LOG.propagate = False
