"""The screen of open cases: both sides in words, and a decision that is recorded once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from desk.screens.cases import CasesScreen
from desk.screens.dossier import DossierScreen
from desk.store.replica import StoreReplica
from desk.usecases.cases import open_cases
from desk.usecases.outbox import outbox
from desk.usecases.print_jobs import print_waiting
from printing.spool import FolderTransport
from schemas.dossiers import Case
from schemas.wire import FeedPage, FeedRow
from tests.desk.screens.shell import seen
from tests.desk.shell_office import Shop, received, settle, shop, signed_in

SIZES = [(80, 24), (120, 36)]
ELSEWHERE = Case(
    code="received_twice",
    params={
        "kind": "dossier.received",
        "other": "dossier.received",
        "counter": "000.00.00.H00/Q2",
        "officer": "huong",
        "happened": "2020-03-02T01:30:00.000Z",
    },
)
SEEN = Case(code="disabled_officer", params={"account": "lan", "recorded": "2020-03-02T02:01:00Z"})


@pytest.fixture
def clashing(tmp_path: Path) -> Shop:
    """A counter of which the centre parked one reception and flagged another."""
    made = shop(tmp_path)
    desk = made.desk()
    for name in ("Trần Văn An", "Lê Thị [/] Bình"):
        made.clock.pass_(60)
        received(desk, name)
    made.home.paper.mkdir(exist_ok=True)
    print_waiting(desk, FolderTransport(made.home.paper), "lan")
    replica = StoreReplica(desk.store, "i")
    texts = replica.unsent(500, 2**20)
    verdicts = {2: ("parked", ELSEWHERE), 3: ("flagged", SEEN)}
    rows = []
    for rank, text in enumerate(texts, 1):
        outcome, case = verdicts.get(rank, ("applied", None))
        rows.append(
            FeedRow.model_validate(
                {"rank": rank, "entry": json.loads(text), "outcome": outcome, "case": case}
            )
        )
    page = FeedPage(request="r", incarnation="i", unit="u", rows=tuple(rows), position=len(rows))
    replica.apply_page(page)
    desk.store.close()
    return made


async def opened(pilot: Pilot[Any]) -> None:
    await signed_in(pilot)
    await pilot.press("f3")
    await settle(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def left(counter: Shop) -> list[str]:
    desk = counter.desk()
    codes = [one.open.case.code for one in open_cases(desk)]
    desk.store.close()
    return codes


async def test_the_desk_screen_counts_open_cases(clashing: Shop) -> None:
    async with clashing.app().run_test(size=(120, 36)) as pilot:
        await signed_in(pilot)
        assert "2 vướng mắc (F3)" in seen(pilot.app)


async def test_a_case_says_what_was_recorded_what_stands_against_it_and_the_choices(
    clashing: Shop,
) -> None:
    async with clashing.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert isinstance(pilot.app.screen, CasesScreen)
        shown = " ".join(seen(pilot.app).split())
    assert "Ở quầy ghi: Nguyễn Thị Lan ở quầy" in shown
    assert "Hồ sơ đã được tiếp nhận ở nơi khác: huong ở quầy Q2" in shown
    assert "08:30 ngày 02/03/2020" in shown
    assert "Giữ lần tiếp nhận ở quầy Q2" in shown
    assert "tạm gác" in shown
    assert "Trần Văn An" in shown, "also whose reception is set aside"
    assert "cần xem" in shown


async def test_a_parked_entry_is_decided_with_a_reason(clashing: Shop) -> None:
    async with clashing.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await press(pilot, "enter", "2", *"da goi Q2", "enter")
        assert "Đã ghi quyết định" in seen(pilot.app)
    assert left(clashing) == ["disabled_officer"]
    desk = clashing.desk()
    assert outbox(desk).parked == 0
    desk.store.close()


async def test_without_a_reason_or_with_escape_nothing_is_decided(clashing: Shop) -> None:
    async with clashing.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await press(pilot, "enter", "2", "enter", "escape", "enter", "escape")
    assert left(clashing) == ["received_twice", "disabled_officer"]


async def test_a_flagged_entry_only_has_to_be_seen(clashing: Shop) -> None:
    async with clashing.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await press(pilot, "down", "enter", "1")
    assert left(clashing) == ["received_twice"]


async def test_f6_opens_the_dossier(clashing: Shop) -> None:
    async with clashing.app().run_test() as pilot:
        await opened(pilot)
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, DossierScreen)


async def test_without_cases_the_screen_says_so(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await opened(pilot)
        assert "Không có vướng mắc nào." in seen(pilot.app)


@pytest.mark.parametrize("size", SIZES)
def test_the_cases_look_calm(
    clashing: Shop, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    assert snap_compare(clashing.app(), terminal_size=size, run_before=opened)
