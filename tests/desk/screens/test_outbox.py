"""The outbox screen: everything that has not reached the centre is on it, with its reason."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from desk.screens.desk_rows import short_code
from desk.screens.dossier import DossierScreen
from desk.screens.outbox import OutboxScreen
from desk.store.scans import StoreScans
from desk.usecases.attach import Attached, Place, attach_content
from desk.usecases.outbox import outbox, outbox_page
from tests.desk.screens.shell import seen
from tests.desk.shell_office import Shop, received, settle, shop, signed_in

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def busy(tmp_path: Path) -> Shop:
    """A counter without a line that received two dossiers."""
    made = shop(tmp_path)
    desk = made.desk()
    for name in ("Trần Văn An", "Lê Thị [/] Bình"):
        made.clock.pass_(60)
        received(desk, name)
    desk.store.close()
    return made


async def opened(pilot: Pilot[Any]) -> None:
    await signed_in(pilot)
    await pilot.press("f7")
    await settle(pilot)


async def test_f7_shows_every_unsent_entry_and_that_the_line_is_down(busy: Shop) -> None:
    async with busy.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert isinstance(pilot.app.screen, OutboxScreen)
        shown = seen(pilot.app)
        desk = busy.desk()
        count = outbox(desk).unsent
        desk.store.close()
        assert count >= 3
        assert shown.count("chờ đường truyền") == count
        assert shown.count("Tiếp nhận hồ sơ") == 2
        assert f"{count} bút toán chưa gửi" in shown
        assert "không tới được trung tâm" in shown


async def test_enter_opens_the_dossier_of_an_entry(busy: Shop) -> None:
    async with busy.app().run_test() as pilot:
        await opened(pilot)
        await pilot.press("end", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DossierScreen)


async def test_a_refused_scan_says_which_paper_of_which_dossier_and_enter_opens_it(
    busy: Shop,
) -> None:
    desk = busy.desk()
    dossier, content = received(desk, "Vũ Văn Chín"), b"%PDF-1.7"
    answer = attach_content(content, "a.pdf", Place(dossier.id, "declaration"), "lan", desk)
    assert isinstance(answer, Attached)
    StoreScans(desk.store).scan_refused(answer.sha256, "wrong_type")
    (row,) = [one for one in outbox_page(desk, 0, 64) if one.what == "scan"]
    assert (row.dossier, row.code, row.officer) == (dossier.id, dossier.code, "lan")
    desk.store.close()
    async with busy.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        (line,) = [one for one in seen(pilot.app).splitlines() if "Bản quét" in one]
        assert short_code(dossier.code) in line
        assert "Bản quét Tờ khai" in line
        assert " lan " in line
        assert "từ chối: tệp sai dạng" in line
        await pilot.press("end", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DossierScreen)
        assert dossier.code in seen(pilot.app)


async def test_f9_tries_again_at_once(busy: Shop) -> None:
    tries: list[str] = []

    def answer(request: Any) -> Any:
        import httpx

        tries.append(str(request.url))
        raise httpx.ConnectError("no line", request=request)

    busy.answer = answer
    async with busy.app().run_test() as pilot:
        await opened(pilot)
        before = len(tries)
        await pilot.press("f9")
        await settle(pilot)
        assert len(tries) > before


def test_a_page_of_the_outbox_is_the_same_stretch_of_the_whole(busy: Shop) -> None:
    desk = busy.desk()
    whole = outbox_page(desk, 0, 64)
    assert len(whole) == outbox(desk).count
    pages = [outbox_page(desk, offset, 2) for offset in range(0, len(whole), 2)]
    assert [one for page in pages for one in page] == list(whole)
    desk.store.close()


def still(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def prepare(pilot: Pilot[Any]) -> None:
        await opened(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return prepare


@pytest.mark.parametrize("size", SIZES)
def test_the_outbox_looks_calm(
    busy: Shop, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    assert snap_compare(busy.app(), terminal_size=size, run_before=still())
