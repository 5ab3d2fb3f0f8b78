"""The screen of open cases: both sides in words, and a decision that is recorded once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from textual.pilot import Pilot

from desk.screens.cases import CasesScreen
from desk.screens.dossier import DossierScreen
from desk.screens.reception import ReceptionScreen
from desk.store.journal import counter_of
from desk.usecases.cases import open_cases
from desk.usecases.desk import Desk
from desk.usecases.drafts import bring_back
from desk.usecases.outbox import outbox
from desk.usecases.print_jobs import print_waiting
from desk.usecases.receive import Accepted, receive_dossier
from printing.spool import FolderTransport
from schemas.entries import Corrected, Reason
from schemas.ids import uuid7
from schemas.shape import written
from sync.centre.data import demo_unit
from tests.builders import a_received, an_id
from tests.desk.contested import LittleCentre
from tests.desk.screens.shell import seen
from tests.desk.shell_office import Shop, filled_form, received, settle, shop, signed_in
from tests.desk.widgets.keys import type_in_one_read

SIZES = [(80, 24), (120, 36)]


@dataclass(frozen=True)
class Scene:
    """A counter with four open cases, oldest first."""

    shop: Shop
    online: UUID
    corrected: UUID
    second: UUID
    """Received under a code that another dossier has."""
    code: str
    """That code."""


@pytest.fixture
def clashing(tmp_path: Path) -> Scene:
    """What two counters recorded without seeing each other, judged as the centre does."""
    made = shop(tmp_path)
    desk = made.desk()
    centre = LittleCentre(desk, demo_unit().identifier)
    with desk.store.write() as session:
        # By its whole name: what another unit's counter recorded is told apart by it.
        counter_of(session).counter = f"{centre.unit}/Q1"
    online = uuid7(desk.now(), desk.random_bytes)
    submitted = filled_form(desk, "Trần Văn An").model_copy(
        update={"id": online, "officer": "", "channel": "online"}
    )
    code = f"{centre.unit}-200302-0001"
    registered = {
        "code": code,
        "procedure_name": "Đăng ký khai sinh",
        "catalogue": 1,
        "form": submitted.model_dump(mode="json"),
    }
    centre.elsewhere("C0", "dossier.registered", registered, online, officer="")
    centre.sync()
    accept(desk, online)
    theirs = a_received(
        code,
        applicant={"kind": "person", "name": "Trần Văn An", "number": "024090000123"},
        promised=promise(desk, days=1),
    )
    centre.elsewhere("Q2", "dossier.received", theirs, online, officer="huong")
    made.clock.pass_(60)
    corrected = received(desk, "Lê Thị [/] Bình").id
    made.clock.pass_(60)
    centre.sync()
    fix(centre, desk, corrected)
    second = received(desk, "Phạm Thị Cúc")
    first = a_received(second.code, applicant={"kind": "person", "name": "Vũ Văn Dũng"})
    centre.elsewhere("Q9", "dossier.received", first, an_id("first"), officer="minh")
    made.clock.pass_(60)
    centre.sync()
    flag(centre, desk, received(desk, "Đỗ Văn Em").id)
    made.home.paper.mkdir(exist_ok=True)
    print_waiting(desk, FolderTransport(made.home.paper), "lan")
    desk.store.close()
    return Scene(made, online, corrected, second.id, second.code)


def accept(desk: Desk, dossier: UUID) -> None:
    form = bring_back(dossier, desk, "lan")
    assert form is not None
    assert isinstance(receive_dossier(form, desk), Accepted)


def promise(desk: Desk, *, days: int) -> dict[str, Any]:
    due = written(desk.now() + timedelta(days=days))
    return {"due": due, "published": due, "rule": "working_day:1", "calendar": 1}


def fix(centre: LittleCentre, desk: Desk, dossier: UUID) -> None:
    """Two counters correct one number, and one does not see the other."""
    theirs = {"field": "sets", "old": 1, "new": 2, "reason": "đếm lại"}
    centre.elsewhere("Q2", "dossier.corrected", theirs, dossier, officer="truong")
    centre.record("dossier.corrected", Corrected(**(theirs | {"new": 3})), dossier)


def flag(centre: LittleCentre, desk: Desk, dossier: UUID) -> None:
    """A step that has its effect, beside another one that was not seen."""
    centre.sync()
    centre.elsewhere("C0", "dossier.in_process", {}, dossier, officer="")
    centre.record("dossier.stopped", Reason(reason="hồ sơ giả"), dossier)
    centre.sync()


async def opened(pilot: Pilot[Any]) -> None:
    await signed_in(pilot)
    await pilot.press("f3")
    await settle(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def left(scene: Scene) -> list[str]:
    desk = scene.shop.desk()
    codes = [one.open.case.code for one in open_cases(desk)]
    desk.store.close()
    return codes


ALL = ["received_twice", "stale_correction", "code_taken", "concurrent"]


async def test_the_desk_screen_counts_open_cases(clashing: Scene) -> None:
    async with clashing.shop.app().run_test(size=(120, 36)) as pilot:
        await signed_in(pilot)
        assert "4 vướng mắc (F3)" in seen(pilot.app)


async def test_both_sides_of_a_case_are_shown_with_their_times_and_what_a_decision_makes(
    clashing: Scene,
) -> None:
    async with clashing.shop.app().run_test(size=(140, 50)) as pilot:
        await opened(pilot)
        assert isinstance(pilot.app.screen, CasesScreen)
        shown = " ".join(seen(pilot.app).split())
    for words in (
        "Đã ghi ở quầy Q1",
        "Tiếp nhận hồ sơ · Nguyễn Thị Lan · 09:00 02/03/2020",
        "Hồ sơ đang có",
        "Trần Thu Hương · quầy Q2 · 09:00 02/03/2020",
        "09:00 thứ Ba, 03/03/2020",
        "1. Lấy lần tiếp nhận ở quầy Q1: hồ sơ vẫn «đã tiếp nhận»; lấy người, giấy tờ",
        "2. Giữ lần tiếp nhận ở quầy Q2: hồ sơ vẫn «đã tiếp nhận»",
        "Enter Quyết định",
    ):
        assert words in shown


async def test_a_correction_shows_its_values_who_made_them_and_what_stands(
    clashing: Scene,
) -> None:
    async with clashing.shop.app().run_test(size=(140, 50)) as pilot:
        await opened(pilot)
        await press(pilot, "down")
        shown = " ".join(seen(pilot.app).split())
    for words in (
        "Mục «số bộ» không còn như cán bộ thấy khi sửa: Lê Văn Trường ở quầy Q2",
        "Số bộ 1 → 3",
        "Số bộ 1 → 2",
        "Lý do đếm lại",
        "Đang ghi 2",
        "1. Lấy giá trị sửa ở quầy Q1: hồ sơ vẫn «đã tiếp nhận»; số bộ thành 3",
    ):
        assert words in shown
    assert "sets" not in shown


async def test_a_parked_entry_is_decided_with_a_reason(clashing: Scene) -> None:
    async with clashing.shop.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await press(pilot, "enter", "2", *"da goi Q2", "enter")
        assert "Đã ghi quyết định" in seen(pilot.app)
    assert left(clashing) == ALL[1:]
    desk = clashing.shop.desk()
    assert outbox(desk).parked == 2
    desk.store.close()


async def test_without_a_reason_or_with_escape_nothing_is_decided(clashing: Scene) -> None:
    async with clashing.shop.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await press(pilot, "enter", "2", "enter", "escape", "enter", "escape")
    assert left(clashing) == ALL


async def test_a_flagged_entry_only_has_to_be_seen(clashing: Scene) -> None:
    async with clashing.shop.app().run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await press(pilot, "end", "enter", "1")
    assert left(clashing) == ALL[:-1]


async def test_a_citizen_whose_code_was_taken_is_found_shown_and_received_again(
    clashing: Scene,
) -> None:
    made = clashing.shop
    async with made.app().run_test(size=(140, 50)) as pilot:
        await signed_in(pilot)
        await typed(pilot, clashing.code)
        assert "Vũ Văn Dũng" in seen(pilot.app)
        assert "Phạm Thị Cúc · " in seen(pilot.app)
        assert "chưa có mã riêng" in seen(pilot.app)
        await press(pilot, "2")
        shown = " ".join(seen(pilot.app).split())
        for words in ("Phạm Thị Cúc", "Đăng ký khai sinh", "(ghi trên giấy)", "tạm gác, chưa có"):
            assert words in shown
        await press(pilot, "escape", "f3", "down", "down", "enter", "1")
        assert isinstance(pilot.app.screen, ReceptionScreen)
        assert "Phạm Thị Cúc" in seen(pilot.app)
        await press(pilot, "f2")
        assert "-1004" in seen(pilot.app)
        await press(pilot, "escape")
        assert "code_taken" not in left(clashing)
        await press(pilot, "escape")
        await typed(pilot, clashing.code)
        shown = " ".join(seen(pilot.app).split())
        assert "Vũ Văn Dũng · Đăng ký khai sinh · mang mã này" in shown
        assert "Phạm Thị Cúc · " in shown
        assert "nay mang mã" in shown
        await press(pilot, "2")
        shown = " ".join(seen(pilot.app).split())
        assert "đã bỏ qua khi giải quyết" in shown
        assert "(tiếp nhận với mã mới)" in shown
        assert f"{clashing.code} (trên giấy cũ)" in shown


async def typed(pilot: Pilot[Any], words: str) -> None:
    """Type a line into the box, as a scanner does."""
    type_in_one_read(pilot.app, f"{words}\r")
    await settle(pilot)


async def test_f6_opens_the_dossier(clashing: Scene) -> None:
    async with clashing.shop.app().run_test() as pilot:
        await opened(pilot)
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, DossierScreen)


async def test_without_cases_the_screen_says_so(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await opened(pilot)
        assert "Không có vướng mắc nào." in seen(pilot.app)


@pytest.mark.parametrize("size", SIZES)
def test_the_cases_look_calm(
    clashing: Scene, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    assert snap_compare(clashing.shop.app(), terminal_size=size, run_before=opened)
