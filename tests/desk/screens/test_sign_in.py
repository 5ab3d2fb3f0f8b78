from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens.desk import DeskScreen
from desk.screens.sign_in import SignInScreen
from desk.store.store import StoreError
from desk.texts.sign_in import OPENING
from desk.usecases.office import Office
from tests.desk.shell_office import (
    PASSWORD,
    officers,
    received,
    settle,
    shop,
    signed_in,
    still,
    unblinking,
    until,
)


def said(pilot: Pilot[Any], selector: str = "#said") -> str:
    return str(pilot.app.screen.query_one(selector, Static).content)


async def test_the_screen_names_unit_counter_and_the_demo_accounts(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await settle(pilot)
        assert said(pilot, "#place") == "UBND xã Bình Minh (mẫu) · Quầy Q1"
        assert said(pilot, "#demo") == "Dùng thử: lan, huong, truong · mật khẩu demo-2019"


async def test_outside_a_demo_no_password_is_shown(tmp_path: Path) -> None:
    async with shop(tmp_path, demo_password="").app().run_test() as pilot:
        await settle(pilot)
        assert said(pilot, "#demo") == ""


async def test_what_the_last_session_left_unsent_is_told(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    received(counter.desk(), "Nguyễn Thị Hoa")
    async with counter.app().run_test() as pilot:
        await settle(pilot)
        assert said(pilot, "#banner").startswith("Còn 2 bút toán")


async def test_the_right_password_opens_the_desk_screen(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        assert pilot.app.sub_title == "Nguyễn Thị Lan"


async def test_a_wrong_password_says_so_and_empties_its_field(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot, password="sai")
        assert said(pilot) == "Tài khoản hoặc mật khẩu không đúng."
        assert isinstance(pilot.app.screen, SignInScreen)
        assert pilot.app.screen.credentials.password.value == ""


async def test_after_three_wrong_passwords_the_next_try_has_to_wait(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot, password="sai")
        for _ in range(2):
            await pilot.press(*"sai", "enter")
            await settle(pilot)
        await until(pilot, lambda: "giây rồi thử lại." in said(pilot))
        await pilot.press(*PASSWORD, "enter")
        assert isinstance(pilot.app.screen, SignInScreen)
        counter.clock.pass_(2)
        await until(pilot, lambda: said(pilot) == "Có thể thử lại.")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_keys_and_enter_typed_before_the_office_is_open_count(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    may_open = Event()

    def open_late() -> Office:
        assert may_open.wait(30)
        return counter.open()

    app = counter.app()
    app._open_office = open_late
    async with app.run_test() as pilot:
        await pilot.press(*"lan", "enter", *PASSWORD, "enter")
        assert said(pilot) == "Đang mở dữ liệu của quầy…"
        may_open.set()
        await settle(pilot)
        assert isinstance(app.screen, DeskScreen)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("wrong_key", "Không mở được dữ liệu: tệp khóa không khớp. Hãy báo người quản trị."),
        ("odd", "Không mở được dữ liệu của quầy (odd). Hãy báo người quản trị."),
    ],
)
async def test_an_office_that_cannot_be_opened_says_why(
    tmp_path: Path, reason: str, sentence: str
) -> None:
    def fail() -> Office:
        raise StoreError(reason)

    app = shop(tmp_path).app()
    app._open_office = fail
    async with app.run_test() as pilot:
        await settle(pilot)
        assert said(pilot) == sentence


async def test_a_second_program_on_the_same_home_says_so(tmp_path: Path) -> None:
    from desk.store.home import HomeTakenError

    def taken() -> Office:
        raise HomeTakenError("taken")

    app = shop(tmp_path).app()
    app._open_office = taken
    async with app.run_test() as pilot:
        await settle(pilot)
        assert said(pilot).startswith("Chương trình đang mở ở một cửa sổ khác")


async def test_a_counter_without_accounts_says_that_they_will_come(tmp_path: Path) -> None:
    async with shop(tmp_path, accounts=()).app().run_test() as pilot:
        await settle(pilot)
        assert said(pilot, "#banner").startswith("Quầy chưa nhận được danh sách cán bộ")


async def test_an_inactive_officer_is_not_let_in(tmp_path: Path) -> None:
    gone = tuple(one.model_copy(update={"active": False}) for one in officers())
    async with shop(tmp_path, accounts=gone).app().run_test() as pilot:
        await signed_in(pilot)
        assert said(pilot) == "Tài khoản hoặc mật khẩu không đúng."


async def test_a_scan_before_signing_in_is_answered_and_kept_out_of_the_fields(
    tmp_path: Path,
) -> None:
    from tests.desk.shell_office import CARD
    from tests.desk.widgets.keys import type_in_one_read

    made, may_open = shop(tmp_path), Event()
    app = made.app()
    app._open_office = lambda: made.open() if may_open.wait(20) else pytest.fail("never opened")
    async with app.run_test() as pilot:
        assert said(pilot) == OPENING
        type_in_one_read(pilot.app, CARD + "\r", at=1.0, gap=0.002)
        await until(pilot, lambda: said(pilot).startswith("Mã vừa quét chưa được dùng"))
        may_open.set()
        await until(pilot, lambda: "Quầy Q1" in said(pilot, "#place"))
        assert said(pilot).startswith("Mã vừa quét chưa được dùng")
        screen = pilot.app.screen
        assert isinstance(screen, SignInScreen)
        assert screen.credentials.account.value == ""


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_sign_in_screen_looks_as_it_should(
    tmp_path: Path, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(shop(tmp_path).app(), terminal_size=size, run_before=still)


def test_the_first_paint_looks_as_it_should(tmp_path: Path, snap_compare: Any) -> None:
    app = shop(tmp_path).app()
    app.__dict__["_open"] = lambda: None  # The office stays shut.
    assert snap_compare(app, terminal_size=(80, 24), run_before=unblinking)
