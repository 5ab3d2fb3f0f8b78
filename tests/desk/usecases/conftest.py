"""A world of counters and their centre, for what needs both sides."""

from collections.abc import Iterator

import pytest

from tests.properties.world import World


@pytest.fixture
def world() -> Iterator[World]:
    """Two enrolled counters and their centre."""
    made = World()
    yield made
    made.close()
