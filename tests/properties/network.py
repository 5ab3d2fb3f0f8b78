"""A network between counter and centre that fails in every way that networks do."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import httpx
from starlette.types import ASGIApp

from schemas.wire import REQUEST_HEADER, Complaint

Fault = Literal[
    "lost_request",
    "lost_answer",
    "repeated",
    "portal",
    "bad_gateway",
    "truncated",
    "foreign_echo",
    "unavailable",
    "pruned",
    "too_large",
    "commit_fails",
]
FAULTS: tuple[Fault, ...] = Fault.__args__  # type: ignore[attr-defined]  # a Literal knows them
PORTAL = "<html><body>Xin mời đăng nhập Wi-Fi</body></html>"


def _nothing() -> None:
    """Nothing happens meanwhile."""


@dataclass
class Network(httpx.AsyncBaseTransport):
    """Carries requests to the application, and lets the next one meet a fault."""

    app: ASGIApp
    fault: Fault | None = None
    page_limit: int | None = None
    """The centre hands out the feed in pages of so many rows."""
    meanwhile: Callable[[], None] = _nothing
    """Happens at the counter while the next request is under way."""
    answers: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request, with the fault that waits for it."""
        await request.aread()
        fault, self.fault = self.fault, None
        meanwhile, self.meanwhile = self.meanwhile, _nothing
        await asyncio.to_thread(meanwhile)
        instead = instead_of_the_centre(fault, request)
        if instead is not None:
            return instead
        response = await self._carried(request)
        if fault == "repeated":
            response = await self._carried(request)
        return on_the_way_back(fault, response)

    async def _carried(self, request: httpx.Request) -> httpx.Response:
        response = await carried(self.app, request, self.page_limit)
        self.answers += 1
        return response


async def carried(
    app: ASGIApp, request: httpx.Request, page_limit: int | None = None
) -> httpx.Response:
    """The application's answer to a copy of a request; its feed in pages of so many rows."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    copy = httpx.Request(
        request.method,
        _paged(request.url, page_limit),
        headers=request.headers,
        content=request.content,
    )
    response = await transport.handle_async_request(copy)
    await response.aread()
    return response


def _paged(url: httpx.URL, page_limit: int | None) -> httpx.URL:
    if page_limit is None or "limit" not in url.params:
        return url
    return url.copy_set_param("limit", str(page_limit))


def instead_of_the_centre(fault: Fault | None, request: httpx.Request) -> httpx.Response | None:
    """What answers in its place, if a fault keeps the request from getting there."""
    match fault:
        case "lost_request":
            raise httpx.ConnectError("lost")
        case "portal":
            return httpx.Response(200, html=PORTAL)
        case "bad_gateway":
            return httpx.Response(502, html=PORTAL)
        case "too_large":
            return httpx.Response(413, html=PORTAL)
        case "unavailable":
            return _complaint(request, 503, "unavailable", retry_after=7)
        case "pruned":
            return _complaint(request, 410, "pruned")
        case _:
            return None


def on_the_way_back(fault: Fault | None, response: httpx.Response) -> httpx.Response:
    """What is left of the centre's answer."""
    match fault:
        case "lost_answer":
            raise httpx.ReadError("lost")
        case "truncated":
            return _cut(response)
        case "foreign_echo":
            return _of_another_request(response)
        case _:
            return response


def _complaint(
    request: httpx.Request, status: int, error: str, retry_after: int | None = None
) -> httpx.Response:
    said = Complaint(
        request=request.headers[REQUEST_HEADER],
        incarnation="",
        error=error,
        retry_after=retry_after,
    )
    return httpx.Response(status, content=said.model_dump_json())


def _cut(response: httpx.Response) -> httpx.Response:
    half = response.content[: len(response.content) // 2]
    return httpx.Response(response.status_code, content=half)


def _of_another_request(response: httpx.Response) -> httpx.Response:
    """An answer that a proxy kept from another time."""
    text = response.text.replace('"request":"', '"request":"0')
    return httpx.Response(response.status_code, content=text)
