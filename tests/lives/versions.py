"""Older and newer releases of either side, made of this one by what tells the releases apart.

Within a version of the protocol a release differs from the next by fields and headers that it does
not know. The golden messages are those of the releases that were: a centre that says no more than
one's goldens do, and takes no header that came later, is that release's. A later one says more than
we know.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.golden_samples import message_file

LATER_HEADERS = ("desk-instance", "desk-epoch", "desk-met", "desk-seen", "desk-protocol")
"""Headers that the first release did not know."""
UNTOUCHED = frozenset({"entry", "entries", "dossiers", "dossier", "content"})
"""What is handed on as it was written, by whatever release."""
NOVELTY = {"novelty": {"said": ["điều mới"]}, "another": None}


def message_of(method: str, path: str) -> str:
    """The golden message that an address answers with."""
    parts = path.partition("?")[0].split("/")
    if parts[-1] == "journal":
        return "Pushed" if method == "POST" else "OwnJournal"
    named = {"me": "Me", "feed": "FeedPage", "snapshot": "Snapshot"}
    return named.get(parts[-1], {"reference": "Reference", "dossiers": "Found"}.get(parts[-2], ""))


def first(name: str, said: Any) -> Any:
    """An answer without what the first release did not say."""
    return _within(said, json.loads(message_file(name, "first").read_text(encoding="utf-8")))


def newest(name: str, said: Any) -> Any:
    """An answer without what the newest frozen release did not say."""
    return _within(said, json.loads(message_file(name).read_text(encoding="utf-8")))


def _within(said: Any, golden: Any) -> Any:
    match said, golden:
        case dict(), dict():
            return {
                key: one if key in UNTOUCHED else _within(one, golden[key])
                for key, one in said.items()
                if key in golden
            }
        case list(), [first, *_] if isinstance(first, dict):
            return [_within(one, first) for one in said]
        case _:
            return said


def later(_name: str, said: Any) -> Any:
    """An answer with more in every part of it than we know."""
    match said:
        case dict():
            kept = {key: v if key in UNTOUCHED else later("", v) for key, v in said.items()}
            return kept | NOVELTY
        case list():
            return [later("", one) for one in said]
        case _:
            return said


def next_version(_name: str, said: Any) -> Any:
    """An answer that only a client of the next version of the protocol can read."""
    return {"protocol": 2, "request": said["request"], "moved": True}


def without_us(_name: str, said: Any) -> Any:
    """An answer that we can read, of a centre that says it no longer understands us."""
    return said | {"span": {"min": 2, "max": 3}}


@dataclass
class Released:
    """A centre of another release, or this one as a client of another release meets it."""

    app: ASGIApp
    said_as: Callable[[str, Any], Any]
    answers: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, without what the older side does not know."""
        request = Request(scope, receive)
        headers = dict(request.headers)
        if self.said_as is first:
            headers = {key: one for key, one in headers.items() if key not in LATER_HEADERS}
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:
            answer = await client.request(
                request.method, str(request.url), headers=headers, content=await request.body()
            )
        content = self._said(request, answer)
        kept = {
            key: answer.headers[key] for key in ("etag", "desk-request") if key in answer.headers
        }
        response = Response(content, answer.status_code, kept)
        self.answers += 1
        await response(scope, receive, send)

    def _said(self, request: Request, answer: httpx.Response) -> bytes:
        name = message_of(request.method, request.url.path)
        if not answer.content or not answer.is_success or not name:
            return answer.content
        return json.dumps(self.said_as(name, answer.json())).encode()
