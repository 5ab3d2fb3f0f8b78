"""What the centre's own OpenAPI allows, and what it forbids, is answered as it says there."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import positive_data_acceptance
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from sync.centre.store import open_store
from sync.centre.verifying import problems
from tests.sync.centre.databases import PostgresServer
from tests.sync.centre.desks import Centre, Desk

Operation = APIOperation[Any, Any, Any, Any]
EXAMPLES = 10
OF_OUR_MAKING = {"POST /v1/counters/me/journal", "POST /v1/units/{unit}/witness"}
"""They take entries, whose digests no description of their shape can bring about."""
NOTHING_TO_FORBID = {
    "GET /v1/counters/me",
    "GET /v1/dossiers/{code}",
    "GET /healthz",
    "GET /metrics",
    "HEAD /v1/blobs/{unit}/{sha256}",
}
"""Any text may be said there."""


@pytest.fixture
def desk(postgres: PostgresServer) -> Iterator[Desk]:
    """On the database that knows more texts it cannot take."""
    postgres.empty()
    store = open_store(postgres.url)
    centre = Centre(store)
    centre.add_unit()
    yield asyncio.run(centre.enrol())
    store.close()


@pytest.mark.postgres
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: f"{mode.value} data")
def test_every_address_answers_as_it_is_described(desk: Desk, mode: GenerationMode) -> None:
    asked = set()
    for operation in operations(desk.centre):
        if mode is GenerationMode.POSITIVE or operation.label not in NOTHING_TO_FORBID:
            asked.add(operation.label)
            ask(desk, operation, mode)
    assert asked > OF_OUR_MAKING
    with desk.centre.store.reading() as session:
        assert list(problems(session)) == []


def operations(centre: Centre) -> list[Operation]:
    described = schemathesis.openapi.from_dict(centre.app.openapi())
    described.app = centre.app
    found = [one.ok() for one in described.get_all_operations() if isinstance(one, Ok)]
    assert {one.label for one in found} >= OF_OUR_MAKING | NOTHING_TO_FORBID
    return found


def ask(desk: Desk, operation: Operation, mode: GenerationMode) -> None:
    unchecked = [positive_data_acceptance] if operation.label in OF_OUR_MAKING else []
    told = {"Authorization": f"Bearer {desk.token}"}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def one(case: Case[Any]) -> None:
        case.validate_response(case.call(headers=told), excluded_checks=unchecked)

    one()
