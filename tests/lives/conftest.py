"""Every scene has a world of its own."""

from collections.abc import Iterator

import pytest

from tests.lives.scenes import Scene, a_scene


@pytest.fixture
def scene() -> Iterator[Scene]:
    """Two counters and their centre."""
    with a_scene() as made:
        yield made
