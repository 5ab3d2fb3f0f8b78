"""One request and its answer at a time, between a counter and its centre over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

import httpx

from schemas.ids import uuid7
from schemas.wire import (
    EPOCH_HEADER,
    INSTANCE_HEADER,
    MET_HEADER,
    REQUEST_HEADER,
    Answer,
    Enrolled,
    Me,
)
from sync.hearing import NotDeliveredError, answer_in, echoes, packed, reason_of
from sync.protocol import Complained, Unreachable
from sync.replica import Membership, Replica
from sync.trust import trusting

A = TypeVar("A", bound=Answer)
ANSWER_SECONDS_MAX = 60.0
SLICE_BYTES = 16 * 1024
"""So much at a time, since the time for writing is for each: a whole body may take minutes."""
OF_OURSELVES = "/v1/counters/me"
"""Where the centre wants to know which installation speaks, and in which life."""


@dataclass
class Exchange:
    """A counter's requests, each with its own id and the counter's token."""

    client: httpx.AsyncClient
    replica: Replica
    now: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    met: str = ""
    """The centre's incarnation when we were introduced."""

    def request_id(self) -> UUID:
        """An id for the next request, which its answer has to echo."""
        return uuid7(self.now(), self.random_bytes)

    async def get(
        self,
        path: str,
        shape: type[A],
        wait_seconds: int = 0,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> A:
        """What the centre has there.

        Raises:
            NotDeliveredError: no answer of our protocol, a complaint, or another incarnation.
        """
        request = self.request_id()
        response = await self.exchanged("GET", path, request, None, headers, wait_seconds)
        answer = answer_in(response, request, shape)
        return answer if shape is Me else self._of_this_life(answer)

    async def get_newer(self, path: str, shape: type[A], tag: str | None) -> tuple[A, str] | None:
        """What the centre has there, with its tag; None if that is the tag we know.

        Raises:
            NotDeliveredError: as `get`.
        """
        request = self.request_id()
        response = await self.exchanged(
            "GET", path, request, headers={"If-None-Match": tag} if tag else {}
        )
        if response.status_code == httpx.codes.NOT_MODIFIED and echoes(response, request):
            return None
        return answer_in(response, request, shape), response.headers.get("ETag", "")

    async def send(self, method: str, path: str, request: UUID, shape: type[A], body: str) -> A:
        """Hand over a body that names the request.

        Raises:
            NotDeliveredError: as `get`.
        """
        response = await self.exchanged(method, path, request, body)
        return self._of_this_life(answer_in(response, request, shape))

    def _of_this_life(self, answer: A) -> A:
        """An answer of the centre as we met it; one that was restored since gives other ranks."""
        if self.met and answer.incarnation != self.met:
            raise NotDeliveredError(Complained(409, "incarnation"))
        return answer

    async def exchanged(
        self,
        method: str,
        path: str,
        request: UUID,
        body: str | bytes | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
        wait_seconds: int = 0,
    ) -> httpx.Response:
        """Whatever comes back; it may not be the centre's.

        Raises:
            NotDeliveredError: nothing came back.
        """
        packet, more = packed(body)
        content: bytes | AsyncIterator[bytes] | None = packet
        if packet is not None and len(packet) > SLICE_BYTES:
            content, more = _slices(packet), more | {"Content-Length": str(len(packet))}
        me = await asyncio.to_thread(self.replica.membership)
        try:
            return await self.client.request(
                method,
                me.url + path,
                content=content,
                headers={**headers, **_told(me, path, request), **more},
                timeout=ANSWER_SECONDS_MAX + wait_seconds,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotDeliveredError(Unreachable(reason_of(error))) from None


async def _slices(packet: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(packet), SLICE_BYTES):
        yield packet[start : start + SLICE_BYTES]


def _told(me: Membership, path: str, request: UUID) -> dict[str, str]:
    """What every request says of itself and of the counter."""
    told = {
        REQUEST_HEADER: str(request),
        "Authorization": f"Bearer {me.token}",
        "Cache-Control": "no-store",
    }
    if not path.startswith(OF_OURSELVES):
        # Elsewhere nobody asks, and an idle desk is to cost next to nothing.
        return told
    return told | {INSTANCE_HEADER: me.instance, EPOCH_HEADER: str(me.epoch), MET_HEADER: me.met}


def open_client(authority: Path | None = None) -> httpx.AsyncClient:
    """A client that keeps its connection and takes no proxy from the environment.

    Over https it trusts the province's certificate authority in that file and no other; without
    one it trusts nobody, and only a centre on this very machine can be spoken to.
    """
    trusted = trusting(authority)
    client = httpx.AsyncClient(verify=trusted, trust_env=False, timeout=ANSWER_SECONDS_MAX)
    for name in ("Accept", "Connection", "User-Agent"):
        # They say what HTTP takes for granted, with every poll of an idle desk.
        del client.headers[name]
    return client


async def enrol(
    client: httpx.AsyncClient, url: str, request: UUID, code: str, name: str, instance: str
) -> Enrolled | Unreachable | Complained:
    """Ask a centre to make this desk a counter; the same `request` gives the same counter."""
    body = json.dumps({"request": str(request), "code": code, "name": name, "instance": instance})
    headers = {REQUEST_HEADER: str(request), "Content-Type": "application/json"}
    try:
        response = await client.post(f"{url}/v1/enrolments", content=body, headers=headers)
        return answer_in(response, request, Enrolled)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Unreachable(reason_of(error))
    except NotDeliveredError as failure:
        return failure.heard
