"""A centre and its desks as a test drives them: the real application, spoken to over HTTP."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import count, cycle
from typing import Any

import httpx
from fastapi import FastAPI

from schemas.wire import FeedPage
from sync.centre.api import create_app
from sync.centre.context import Context
from sync.centre.enrolment import new_enrol_code
from sync.centre.store import Store
from sync.centre.units import NewUnit, add_unit
from tests.builders import NOON, UNIT

SECONDS_MAX = 20.0


def drawn() -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    numbers = count()
    return lambda size: sha256(str(next(numbers)).encode()).digest()[:size]


@dataclass
class Centre:
    """One centre on one database: one API process, or two by turns."""

    store: Store
    now: Callable[[], datetime] = lambda: NOON
    random_bytes: Callable[[int], bytes] = field(default_factory=drawn)
    beside: Store | None = None
    """The connections of the second, which has a bell and places of its own."""
    app: FastAPI = field(init=False)
    _turns: Iterator[FastAPI] = field(init=False)

    def __post_init__(self) -> None:
        stores = [self.store, self.beside] if self.beside else [self.store]
        apps = [create_app(one, now=self.now, random_bytes=self.random_bytes) for one in stores]
        self.app = apps[0]
        self._turns = cycle(apps)

    @property
    def context(self) -> Context:
        """What it works with."""
        context: Context = self.app.state.context
        return context

    def client(self) -> httpx.AsyncClient:
        """Somebody who speaks HTTP with it; an error of the centre is an answer, not ours."""
        transport = httpx.ASGITransport(next(self._turns), raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://centre", timeout=SECONDS_MAX)

    def add_unit(self, identifier: str = UNIT) -> None:
        """Add a unit."""
        new = NewUnit(identifier, "UBND xã Bình Minh", place="Bình Minh", phone="0204 000 000")
        with self.store.writing() as session:
            add_unit(session, new, now=self.now())

    def enrol_code(self, unit: str = UNIT) -> str:
        """A one-time code."""
        with self.store.writing() as session:
            return new_enrol_code(session, unit, now=self.now(), random_bytes=self.random_bytes)

    async def enrol(self, name: str = "Q1", unit: str = UNIT) -> "Desk":
        """Make a new counter."""
        asked = {"code": self.enrol_code(unit), "name": name, "instance": "i", "request": "enrol"}
        async with self.client() as client:
            answer = await client.post("/v1/enrolments", json=asked)
        assert answer.status_code == 200, answer.text
        return Desk(self, unit, f"{unit}/{name}", answer.json()["token"])


@dataclass
class Desk:
    """One counter as the centre meets it."""

    centre: Centre
    unit: str
    counter: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What it sends along."""
        return {"Authorization": f"Bearer {self.token}", "Desk-Request": "asked"}

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Ask for something."""
        async with self.centre.client() as client:
            return await client.get(path, headers=self.headers | headers)

    async def post(self, path: str, body: bytes, **headers: str) -> httpx.Response:
        """Send something."""
        async with self.centre.client() as client:
            return await client.post(path, content=body, headers=self.headers | headers)

    async def push(
        self, texts: Sequence[str], *, epoch: int = 1, request: str = "pushed"
    ) -> httpx.Response:
        """Send entries, compressed."""
        packed = gzip.compress(push_body(texts, epoch=epoch, request=request))
        return await self.post("/v1/counters/me/journal", packed, **{"Content-Encoding": "gzip"})

    async def head(self) -> dict[str, Any]:
        """The head that the centre knows."""
        answer = await self.get("/v1/counters/me")
        head: dict[str, Any] = answer.json()["head"]
        return head

    async def feed(self, after: int = 0, *, limit: int = 500, wait: int = 0) -> FeedPage:
        """A page of the feed."""
        query = f"after={after}&limit={limit}&wait={wait}"
        answer = await self.get(f"/v1/units/{self.unit}/feed?{query}")
        assert answer.status_code == 200, answer.text
        return FeedPage.model_validate_json(answer.content)


def push_body(texts: Sequence[str], *, epoch: int = 1, request: str = "pushed") -> bytes:
    """A push as the courier writes it: the entries' own texts, joined."""
    said = f'{{"request":{json.dumps(request)},"epoch":{epoch},"entries":[{",".join(texts)}]}}'
    return said.encode()
