"""The centre has another address: every counter is told once, and nothing it holds is touched."""

from collections.abc import Callable

import httpx
import pytest

from desk import errands
from desk.store.journal import counter_of
from schemas.wire import REQUEST_HEADER
from sync import courier
from tests.lives.commands import run
from tests.lives.scenes import Scene
from tests.properties.world import CentreOf, CounterOf

Answer = Callable[[httpx.Request], httpx.Response]
OLD, NEW = "http://centre", "http://127.0.0.1:8443"


@pytest.fixture
def moved(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """The centre answers at its new address only."""

    def client(_: object) -> httpx.AsyncClient:
        app = httpx.ASGITransport(scene.world.centre.app)
        return httpx.AsyncClient(mounts={f"{NEW}/": app}, transport=httpx.MockTransport(nobody))

    monkeypatch.setattr(errands, "open_client", client)
    return scene


def nobody(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("", request=request)


def address(at: CounterOf) -> str:
    with at.store.read() as session:
        return counter_of(session).url


def test_a_counter_follows_its_centre_and_delivers_there_what_it_has(moved: Scene) -> None:
    at = moved.counter()
    moved.receive(at, 2)
    status, said = run(at.home.path, "sync", "--once")
    assert (status, address(at)) == (1, OLD)
    assert "Không liên lạc được với trung tâm" in said
    status, said = run(at.home.path, "centre", f"{NEW}/")
    assert (status, said, address(at)) == (0, f"Từ nay quầy làm việc với trung tâm tại {NEW}.", NEW)
    assert run(at.home.path, "sync", "--once")[0] == 0
    assert moved.world.centre.journal("Q1") == at.journal()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://centre.example", "https://"])
def test_where_nobody_answers_the_old_address_is_kept(moved: Scene, url: str) -> None:
    at = moved.counter()
    status, said = run(at.home.path, "centre", url)
    assert (status, address(at)) == (1, OLD)
    assert "trung tâm" in said


def a_portal(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html="<title>Wi-Fi</title>")


def of_later_years(request: httpx.Request) -> httpx.Response:
    told = {"protocol": 99, "request": request.headers[REQUEST_HEADER]}
    return httpx.Response(426, json=told | {"error": "protocol"})


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [(a_portal, "Có máy khác trả lời thay trung tâm tại"), (of_later_years, "khác phiên bản")],
)
def test_whoever_else_answers_is_named_and_not_followed(
    scene: Scene, answer: Answer, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(errands, "open_client", lambda _: client)
    at = scene.counter()
    status, said = run(at.home.path, "centre", NEW)
    assert (status, address(at)) == (1, OLD)
    assert sentence in said
    assert "Vài phút nữa" not in said


def test_a_centre_that_speaks_no_version_of_ours_is_not_followed(
    moved: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "PROTOCOL", 99)
    at = moved.counter()
    status, said = run(at.home.path, "centre", NEW)
    assert (status, address(at)) == (1, OLD)
    assert "Cập nhật chương trình của quầy" in said


def test_another_province_s_centre_is_not_followed(moved: Scene) -> None:
    at, ours = moved.counter(), moved.world.centre
    other = CentreOf(moved.world.folder / "other.sqlite", ours.wrap, ours.now)
    ours.app = other.app
    status, said = run(at.home.path, "centre", NEW)
    other.store.close()
    assert (status, address(at)) == (1, OLD)
    assert "không biết quầy này" in said
