"""Whatever is asked of whatever address, the centre answers in its protocol and never breaks."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.wire import Complaint
from sync.centre.store import open_store
from sync.centre.verifying import problems
from tests.builders import UNIT, a_journal, mappings
from tests.sync.centre.desks import Centre, Desk

WORD = st.text(st.characters(codec="utf-8"), max_size=12)
LIKELY = [
    UNIT,
    f"{UNIT}/Q1",
    f"{UNIT}-191120-1001",
    "settings",
    "0",
    "-1",
    "9" * 30,
    "\0",
    "a" * 64,
]
TEXT = st.sampled_from(LIKELY) | WORD
ENTRIES = mappings(a_journal(3).texts)
VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.sampled_from(ENTRIES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("epoch", "entries", "code", "name", "instance", "account", "old", "new", "request")
MESSAGE = st.dictionaries(st.sampled_from(FIELDS), VALUE | st.just(ENTRIES), max_size=6)
BODY = (
    st.binary(max_size=30)
    | MESSAGE.map(lambda one: json.dumps(one).encode())
    | VALUE.map(lambda one: json.dumps(one).encode())
)
HEADERS = st.dictionaries(
    st.sampled_from(["If-None-Match", "Content-Encoding", "Desk-Instance", "Upload-Offset"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=10)
    | st.sampled_from(["gzip", "0", "5"]),
    max_size=2,
)


@dataclass(frozen=True)
class Place:
    """One address of the protocol, as the centre describes it."""

    method: str
    path: str
    query: tuple[str, ...]


def places(centre: Centre) -> list[Place]:
    """Every address in the description that FastAPI makes of the application."""
    return [
        Place(
            method.upper(),
            path,
            tuple(one["name"] for one in asked.get("parameters", ()) if one["in"] == "query"),
        )
        for path, methods in centre.app.openapi()["paths"].items()
        for method, asked in methods.items()
    ]


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copy(sqlite_template, tmp_path / "centre.sqlite")
    store = open_store(f"sqlite:///{tmp_path / 'centre.sqlite'}")
    centre = Centre(store)
    centre.add_unit()
    yield asyncio.run(centre.enrol())
    store.close()


def checked(place: Place, answer: httpx.Response, sent: set[str]) -> None:
    """An answer is the centre's, to this request, and no failure of its own."""
    assert answer.status_code < 500, (place, answer.text)
    assert answer.headers["Desk-Protocol"] == "1"
    assert answer.headers["Desk-Request"] in sent
    if answer.status_code >= 400 and place.method != "HEAD":
        assert Complaint.model_validate_json(answer.content).request in sent


@pytest.mark.slow
def test_no_request_breaks_the_centre(desk: Desk) -> None:
    known = places(desk.centre)
    assert {"/v1/counters/me/journal", "/v1/enrolments"} <= {place.path for place in known}

    @settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.sampled_from(known), st.data())
    def ask(place: Place, data: st.DataObject) -> None:
        path = place.path
        while "{" in path:
            before, _, rest = path.partition("{")
            path = before + quote(data.draw(TEXT), safe="") + rest.partition("}")[2]
        query = {name: data.draw(TEXT) for name in place.query if name != "wait"}
        headers = data.draw(HEADERS) | {"Desk-Request": "asked"}
        if data.draw(st.booleans()):
            headers["Authorization"] = f"Bearer {desk.token}"
        body = data.draw(BODY) if place.method in {"POST", "PATCH", "PUT"} else None

        async def send() -> httpx.Response:
            async with desk.centre.client() as client:
                return await client.request(
                    place.method, path, params=query, headers=headers, content=body
                )

        checked(place, asyncio.run(send()), {"asked", request_of(body)})

    ask()
    with desk.centre.store.reading() as session:
        assert list(problems(session)) == []


def request_of(body: bytes | None) -> str:
    """The request id that a body says, if it says any."""
    try:
        message = json.loads(body or b"")
    except ValueError:
        return "asked"
    said = message.get("request") if isinstance(message, dict) else None
    return said if isinstance(said, str) else "asked"
