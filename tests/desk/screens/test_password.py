import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens.desk import DeskScreen
from desk.screens.password import PasswordScreen
from desk.usecases.signing_in import SignedIn, sign_in
from schemas.wire import REQUEST_HEADER
from sync.centre.officers import verifier_of
from tests.desk.shell_office import MORNING, Shop, officers, settle, shop, signed_in, still

NEW = "mat-khau-rieng-cua-toi"


def issued(folder: Path, **more: Any) -> Shop:
    return shop(folder, accounts=officers(must_change=True, demo=False), **more)


def said(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#said", Static).content)


def a_centre(error: str = "") -> Any:
    """A centre that changes passwords, or complains; nothing else works there."""

    def answer(request: httpx.Request) -> httpx.Response:
        head = {"protocol": 1, "request": request.headers[REQUEST_HEADER], "incarnation": "i"}
        if request.method == "POST" and error:
            return httpx.Response(403, json=head | {"error": error})
        if request.method == "POST":
            assert json.loads(request.content)["new"] == NEW
            return httpx.Response(200, json=head)
        if request.url.path.endswith("/officers"):
            lan = officers(demo=False)[0].model_copy(update={"verifier": verifier_of(NEW)})
            content = [lan.model_dump(mode="json")]
            told = {"name": "officers", "version": 2, "published_at": MORNING.isoformat()}
            return httpx.Response(200, json=head | told | {"content": content})
        raise httpx.ConnectError("no line", request=request)

    return answer


async def change(pilot: Pilot[Any], new: str = NEW, again: str = NEW) -> None:
    assert isinstance(pilot.app.screen, PasswordScreen)
    pilot.app.screen.new.value = new
    pilot.app.screen.again.value = again
    pilot.app.screen.set_focus(pilot.app.screen.again)
    await pilot.press("enter")
    await settle(pilot)


async def test_an_issued_password_is_changed_at_the_centre_before_work(tmp_path: Path) -> None:
    counter = issued(tmp_path, answer=a_centre())
    async with counter.app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        await change(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        assert [one.message for one in pilot.app._notifications] == ["Đã đổi mật khẩu."]
    answer = sign_in("lan", NEW, counter.desk())
    assert isinstance(answer, SignedIn)
    assert not answer.must_change


async def test_without_a_line_the_change_is_put_off_with_a_warning(tmp_path: Path) -> None:
    async with issued(tmp_path).app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        await change(pilot)
        assert said(pilot).startswith("Không tới được hệ thống trung tâm.")
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        notes = [note.message for note in pilot.app._notifications]
        assert any(note.startswith("Chưa đổi được mật khẩu") for note in notes)
        words = [piece.words for piece in pilot.app.screen.status.pieces]
        assert "Chưa đổi mật khẩu được cấp" in words


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [
        ("ngan", "ngan", "Mật khẩu mới phải có ít nhất 8 ký tự."),
        ("demo-2019", "demo-2019", "Mật khẩu mới phải khác mật khẩu được cấp."),
        (NEW, NEW + "x", "Hai lần nhập không giống nhau."),
    ],
)
async def test_a_password_that_will_not_do_is_not_sent(
    tmp_path: Path, new: str, again: str, sentence: str
) -> None:
    async with issued(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await change(pilot, new, again)
        assert said(pilot) == sentence


async def test_the_centre_says_why_it_refuses(tmp_path: Path) -> None:
    counter = issued(tmp_path, answer=a_centre("wrong_password"))
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await change(pilot)
        assert said(pilot).startswith("Hệ thống trung tâm không nhận mật khẩu được cấp.")


async def test_demo_accounts_keep_their_password(tmp_path: Path) -> None:
    counter = shop(tmp_path, accounts=officers(must_change=True, demo=True))
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_change_looks_as_it_should(
    tmp_path: Path, snap_compare: Any, size: tuple[int, int]
) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await signed_in(pilot)
        await still(pilot)

    assert snap_compare(issued(tmp_path).app(), terminal_size=size, run_before=look)
