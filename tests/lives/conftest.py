"""Every scene has a world of its own."""

from collections.abc import Iterator

import httpx
import pytest

from desk import diagnosis, errands
from tests.lives.scenes import Scene, a_scene


@pytest.fixture
def scene() -> Iterator[Scene]:
    """Two counters and their centre."""
    with a_scene() as made:
        yield made


@pytest.fixture
def by_asgi(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """The commands of the desks reach the scene's centre."""

    def client(_: object) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(scene.world.centre.app))

    for module in (diagnosis, errands):
        monkeypatch.setattr(module, "open_client", client)
    return scene
