from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from desk.app import DeskApp
from desk.screens.desk import DeskScreen
from desk.screens.lock import LockScreen
from desk.screens.reception import ReceptionScreen
from desk.usecases.drafts import waiting_drafts
from desk.widgets.typing_input import TypingInput
from tests.desk.shell_office import PASSWORD, settle, shop, signed_in, still


def screen_of(app: DeskApp) -> Screen[Any]:
    return app.screen


async def test_f12_locks_and_the_password_gives_everything_back(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        below = pilot.app.screen
        await pilot.press("f12")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LockScreen)
        await pilot.press(*PASSWORD, "enter")
        await settle(pilot)
        assert pilot.app.screen is below


async def test_a_wrong_password_leaves_the_desk_locked(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("f12")
        await settle(pilot)
        await pilot.press(*"sai", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LockScreen)


async def test_an_idle_desk_locks_over_an_open_form_and_keeps_it(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    app = counter.app(idle_seconds=600)
    async with app.run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("f4")
        await settle(pilot)
        form = screen_of(app)
        assert isinstance(form, ReceptionScreen)
        counter.clock.pass_(599)
        app.lock_if_idle()
        await settle(pilot)
        assert screen_of(app) is form
        counter.clock.pass_(1)
        app.lock_if_idle()
        await settle(pilot)
        assert isinstance(screen_of(app), LockScreen)
        await pilot.press(*PASSWORD, "enter")
        await settle(pilot)
        assert screen_of(app) is form


async def test_a_key_puts_the_lock_off(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    app = counter.app(idle_seconds=600)
    async with app.run_test() as pilot:
        await signed_in(pilot)
        counter.clock.pass_(599)
        await pilot.press("down")
        counter.clock.pass_(599)
        app.lock_if_idle()
        await settle(pilot)
        assert isinstance(app.screen, DeskScreen)


async def test_nobody_is_locked_out_before_signing_in(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    app = counter.app(idle_seconds=1)
    async with app.run_test() as pilot:
        await settle(pilot)
        first = app.screen
        counter.clock.pass_(3600)
        app.lock_if_idle()
        await pilot.press("f12")
        await settle(pilot)
        assert app.screen is first


async def test_another_officer_takes_over_and_the_form_is_parked(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("f4")
        await settle(pilot)
        await pilot.press(*"Hoa")
        await pilot.press("f12")
        await settle(pilot)
        pilot.app.screen.query_one("#account", TypingInput).value = "huong"
        await pilot.press(*PASSWORD, "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        assert pilot.app.sub_title == "Trần Thu Hương"
        assert [one.officer for one in waiting_drafts(counter.desk())] == ["lan"]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_lock_looks_as_it_should(
    tmp_path: Path, snap_compare: Any, size: tuple[int, int]
) -> None:
    async def lock(pilot: Any) -> None:
        await signed_in(pilot)
        await pilot.press("f12")
        await still(pilot)

    assert snap_compare(shop(tmp_path).app(), terminal_size=size, run_before=lock)
