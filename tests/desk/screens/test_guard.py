"""The newest kept receipt at the sign-in, and what an officer does while there are no numbers."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens.desk import DeskScreen
from desk.screens.guard import GuardScreen
from desk.screens.lock import LockScreen
from desk.screens.voucher import VoucherScreen
from desk.store.store import open_store
from desk.store.tables import Counter, Reference
from desk.usecases.epochs import numbers
from desk.usecases.receive import Accepted, Refused, receive_dossier
from desk.widgets.typing_input import TypingInput
from schemas.vouchers import Grant, read_epoch_name, voucher
from tests.desk.screens.shell import seen
from tests.desk.shell_office import (
    PASSWORD,
    Shop,
    filled_form,
    received,
    settle,
    shop,
    signed_in,
    still,
    until,
)
from tests.desk.widgets.keys import type_in_one_read

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)])
KEY = bytes(range(32))


def guarded(folder: Path, **more: Any) -> Shop:
    """A counter of a real office, with one dossier received."""
    counter = shop(folder, **more)
    store = open_store(counter.home)
    with store.write() as session:
        settings = session.get_one(Reference, "settings")
        settings.content = json.dumps(json.loads(settings.content) | {"demo": False})
        row = session.exec(select(Counter)).one()
        row.counter, row.voucher_key = f"{row.unit}/Q1", KEY.hex()
        session.add_all([settings, row])
    store.close()
    received(counter.desk(), "Nguyễn Thị Hoa")
    return counter


def gone_back(folder: Path, **more: Any) -> tuple[Shop, str]:
    """The same counter after its disk was put back, and the receipt that is in the drawer."""
    counter = guarded(folder, **more)
    kept = folder / "image"
    shutil.copytree(counter.home.path, kept)
    newest = received(counter.desk(), "Trần Văn Ba").code
    shutil.rmtree(counter.home.path)
    shutil.copytree(kept, counter.home.path)
    return counter, newest


def said(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#said", Static).content)


async def until_seen(pilot: Pilot[Any], words: str) -> None:
    await until(pilot, lambda: words in seen(pilot.app))


async def asked(pilot: Pilot[Any], screen: type[Any]) -> None:
    """Sign in, and wait until a screen stands there."""
    await signed_in(pilot)
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await settle(pilot)


async def typed(pilot: Pilot[Any], text: str) -> None:
    field = pilot.app.screen.query_one(TypingInput)
    field.value += text
    await pilot.press("enter")
    await settle(pilot)


async def test_a_known_receipt_opens_the_desk(tmp_path: Path) -> None:
    counter = guarded(tmp_path)
    newest = received(counter.desk(), "Trần Văn Ba").code
    async with counter.app().run_test() as pilot:
        await asked(pilot, GuardScreen)
        await typed(pilot, "linh tinh")
        assert said(pilot).startswith("Không đọc được mã hồ sơ.")
        await typed(pilot, newest[:-4] + "7001")
        assert said(pilot).startswith("Giấy này không do quầy này in.")
        await typed(pilot, newest)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_an_answer_under_the_lock_opens_nothing_before_the_password(tmp_path: Path) -> None:
    async with guarded(tmp_path).app().run_test() as pilot:
        await asked(pilot, GuardScreen)
        guard = pilot.app.screen
        await pilot.press("f12")
        await settle(pilot)
        guard.post_message(GuardScreen._Checked("known"))
        await settle(pilot)
        assert isinstance(pilot.app.screen, LockScreen)
        type_in_one_read(pilot.app, f"{PASSWORD}\r")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_a_receipt_the_store_does_not_know_freezes_numbers_until_a_voucher_is_typed(
    tmp_path: Path,
) -> None:
    counter, newest = gone_back(tmp_path)
    async with counter.app().run_test(size=(120, 36)) as pilot:
        await asked(pilot, GuardScreen)
        await typed(pilot, f"https://tra-cuu.example/tra-cuu?ma={newest}")
        assert isinstance(pilot.app.screen, VoucherScreen)
        desk = counter.desk()
        assert isinstance(receive_dossier(filled_form(desk, "Lê Thị Tư"), desk), Refused)
        now = numbers(desk)
        await until_seen(pilot, now.epoch_name)
        assert now.counter in seen(pilot.app)
        await pilot.press("escape")
        await until_seen(pilot, "Chưa được cấp số (F10)")
        await pilot.press("f10")
        await settle(pilot)
        text = voucher(KEY, now.counter, read_epoch_name(now.epoch_name), Grant(4, 0))
        await typed(pilot, text[:-1])
        assert said(pilot).startswith("Phiếu cấp số gõ chưa đúng")
        await typed(pilot, text[-1])
        assert isinstance(pilot.app.screen, DeskScreen)
        await settle(pilot)
        assert "Chưa được cấp số" not in seen(pilot.app)
        await pilot.press("f10")
        assert isinstance(pilot.app.screen, DeskScreen)
        answer = receive_dossier(filled_form(desk, "Lê Thị Tư"), desk)
        assert isinstance(answer, Accepted)
        assert answer.code.endswith("-4001")


async def test_nobody_is_asked_where_no_number_was_issued(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await until(pilot, lambda: "mất" in seen(pilot.app).casefold())
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_whoever_keeps_no_receipt_may_work_and_a_clone_is_told_that_no_voucher_helps(
    tmp_path: Path,
) -> None:
    counter = guarded(tmp_path)
    store = open_store(counter.home)
    with store.write() as session:
        row = session.exec(select(Counter)).one()
        row.alarm = "clone"
        session.add(row)
    store.close()
    async with counter.app().run_test() as pilot:
        await asked(pilot, GuardScreen)
        await pilot.press("escape")
        await until_seen(pilot, "CHƯA CÓ SỐ F10")
        await pilot.press("f10")
        await until_seen(pilot, "Có một máy khác đang dùng tên quầy này")


@SIZES
def test_the_question_looks_as_it_should(
    tmp_path: Path, snap_compare: Any, size: tuple[int, int]
) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await asked(pilot, GuardScreen)
        await typed(pilot, "linh tinh")
        await still(pilot)

    assert snap_compare(guarded(tmp_path).app(), terminal_size=size, run_before=look)
