import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from textual.widgets import Static

from desk.screens import line_asking
from desk.screens.dossier import DossierScreen
from desk.screens.finder import Finder
from desk.screens.line_asking import line_answer
from desk.screens.reception import ReceptionScreen
from desk.screens.routing import Outcome
from desk.store.store import StoreError
from desk.store.tables import CodeClaim
from desk.texts.desk import READY
from desk.texts.line import ASKING
from desk.usecases.drafts import save_draft, waiting_drafts
from desk.usecases.line import Line
from desk.usecases.lists import dossier_by_id, search
from desk.usecases.receive import receive_dossier
from desk.widgets.choice import Choice
from schemas.wire import REQUEST_HEADER
from tests.desk.screens.desk_shell import (
    at_rest,
    busy_day,
    enter,
    has,
    said,
    screen_of,
    slip,
    status,
    tabs,
)
from tests.desk.shell_office import (
    CARD,
    filled_form,
    received,
    settle,
    shop,
    signed_in,
    until,
)
from tests.desk.widgets.keys import type_in_one_read


async def test_the_counts_and_todays_dossiers_are_shown(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        assert tabs(pilot) == "Hôm nay 3 Chờ bổ sung 1 Đến hạn 3 Bản nháp 1 Tất cả 4"
        assert screen_of(pilot).board.rows.count == 3
        row = screen_of(pilot).board.rows.row
        assert row is not None
        assert row.cells[:2] == ("200302-1003", "Lê Thị Bích Ngọc")


async def test_each_list_holds_as_many_rows_as_its_count_says(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        rows = screen_of(pilot).board.rows
        shown = []
        for count in (1, 3, 1, 4, 3):
            await pilot.press("f6")
            await until(pilot, partial(has, rows, count))
            await settle(pilot)
            assert rows.row is not None
            shown.append(rows.row.cells[1])
        assert shown == [
            "Vũ Thị Năm",
            "Nguyễn Thị Hoa",
            "Đỗ Văn Tư",
            "Vũ Thị Năm",
            "Lê Thị Bích Ngọc",
        ]


async def test_a_card_opens_a_form_with_the_citizen_in_it(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await enter(pilot, CARD)
        opened = pilot.app.screen
        assert isinstance(opened, ReceptionScreen)
        assert "Phạm Văn Bình" in opened.view.texts.values()


async def test_a_card_is_found_while_the_list_has_the_focus(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("down")
        assert pilot.app.focused is screen_of(pilot).board.rows
        type_in_one_read(pilot.app, CARD + "\r", at=1.0, gap=0.002)
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReceptionScreen)


async def test_a_second_card_in_one_burst_is_parked_once_not_stacked(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        screen = screen_of(pilot)
        other = CARD.replace("Phạm Văn Bình", "Phạm Văn Cường").replace("012345|", "012346|")
        screen.box.paste(f"{CARD}\n{CARD}\n{other}\n{other}\n{CARD}\n")
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 3
        await pilot.press("escape")
        await settle(pilot)
        labels = sorted(one.label for one in waiting_drafts(counter.desk()))
        assert labels == ["Phạm Văn Bình", "Phạm Văn Cường"]


async def test_a_receipt_opens_its_dossier_though_the_scanner_sends_no_end(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    code = received(counter.desk(), "Nguyễn Thị Hoa").code
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        screen = screen_of(pilot)
        type_in_one_read(pilot.app, code, at=1.0, gap=0.002)
        await until(pilot, lambda: isinstance(pilot.app.screen, DossierScreen))
        assert screen.box.value == ""


async def test_a_slip_brings_the_form_back(tmp_path: Path) -> None:
    counter = busy_day(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await enter(pilot, slip(counter).barcode)
        assert isinstance(pilot.app.screen, ReceptionScreen)


async def test_two_dossiers_with_one_code_are_asked_about(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    first, second = received(desk, "Nguyễn Thị Hoa"), received(desk, "Trần Văn Nam")
    with desk.store.write() as session:
        session.add(CodeClaim(code=first.code, dossier=str(second.id)))
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await enter(pilot, first.code)
        assert isinstance(pilot.app.screen, Choice)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DossierScreen)


async def test_words_without_marks_find_a_dossier_and_enter_opens_it(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await enter(pilot, "bich ngoc")
        assert said(pilot).startswith("Tìm thấy 1 hồ sơ với “bich ngoc”.")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DossierScreen)


async def test_a_short_code_as_the_list_shows_it_finds_its_dossier(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        code = search(screen_of(pilot)._desk, "bich ngoc")[0].code.partition("-")[2]
        await enter(pilot, code)
        assert said(pilot).startswith("Tìm thấy 1 hồ sơ")


async def test_an_identity_number_that_a_hand_typed_finds_and_one_from_a_card_opens_a_form(
    tmp_path: Path,
) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    form = filled_form(desk, "Bùi Văn Bình")
    binh = form.submitter.model_copy(update={"number": "024090000123"})
    receive_dossier(form.model_copy(update={"submitter": binh}), desk)
    save_draft(filled_form(desk, "Phan Văn Nháp"), desk)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        for line, answer in (
            ("024090000129", "Không có hồ sơ nào với “024090000129”. F4: mở hồ sơ mới."),
            ("trieu", "Không có hồ sơ nào với “trieu”. F4: mở hồ sơ mới."),
            ("phan", "Không có hồ sơ nào với “phan”, nhưng có 1 bản nháp: F5 để xem."),
        ):
            await enter(pilot, line)
            assert said(pilot) == answer
        assert [one.label for one in waiting_drafts(desk)] == ["Phan Văn Nháp"]
        await enter(pilot, binh.number)
        assert said(pilot).startswith("Tìm thấy 1 hồ sơ với “024090000123”.")
        type_in_one_read(pilot.app, binh.number + "\r", at=1.0, gap=0.002)
        await settle(pilot)
        opened = pilot.app.screen
        assert isinstance(opened, ReceptionScreen)
        assert opened.form.submitter.number == binh.number


async def test_a_store_that_cannot_be_read_is_told_and_ends_nothing(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        finder = pilot.app.screen.query_one(Finder)

        def busy() -> Outcome:
            raise StoreError("busy")

        finder.find(busy)
        await settle(pilot)
        assert said(pilot).startswith("Lúc này không đọc được kho dữ liệu")
        await enter(pilot, "bich ngoc")
        assert said(pilot).startswith("Tìm thấy 1 hồ sơ")


async def test_escape_leaves_the_search_for_today(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await enter(pilot, "bich ngoc")
        await pilot.press("escape")
        await settle(pilot)
        assert screen_of(pilot).board.rows.count == 3
        assert pilot.app.focused is screen_of(pilot).box


async def test_letters_typed_beside_the_box_go_into_it(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("down", *"hoa")
        await settle(pilot)
        assert screen_of(pilot).box.value == "hoa"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("[/] $x", "Không nhận ra “[/] $x”."),
        ("1087012345|x|y|z|a|b", "Mã trên thẻ đọc bị hỏng"),
        ("000.17.22.H02-P1-00007", "Giấy tiếp nhận dự phòng 000.17.22.H02-P1-0007"),
        ("000.17.22.H02-20-3-00001", "Không có phiếu bổ sung 000.17.22.H02-20-3-0001."),
    ],
)
async def test_what_leads_nowhere_is_said(tmp_path: Path, line: str, sentence: str) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await enter(pilot, line)
        assert said(pilot).startswith(sentence)


async def test_an_unknown_code_without_a_line_is_not_called_wrong(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await enter(pilot, "000.17.22.H02-200301-1001")
        assert said(pilot).startswith("Quầy chưa biết hồ sơ 000.17.22.H02-200301-1001; mất đường")


async def test_f9_says_what_came_of_asking_the_centre_unless_something_else_was_said_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = asyncio.Event()

    async def answers_late(line: Line) -> str:
        await answered.wait()
        return await line_answer(line)

    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("f9")
        await until(pilot, lambda: said(pilot).startswith("▲ Chưa nối được: không tới được trung"))
        monkeypatch.setattr(line_asking, "line_answer", answers_late)
        await pilot.press("f9")
        await until(pilot, lambda: said(pilot) == ASKING)
        await pilot.press("escape")
        await until(pilot, lambda: said(pilot) == READY)
        answered.set()
        await settle(pilot)
        assert said(pilot) == READY


async def test_an_unknown_code_is_asked_for_at_the_centre(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    other = shop(tmp_path / "other")
    desk = other.desk()
    accepted = received(desk, "Người Ở Quầy Khác")
    state = dossier_by_id(desk, accepted.id)
    assert state is not None

    def answer(request: httpx.Request) -> httpx.Response:
        head = {"protocol": 1, "request": request.headers[REQUEST_HEADER], "incarnation": "i"}
        path = request.url.path
        if path.endswith("/me"):
            at = counter.clock.now().isoformat()
            me = {"epoch": 1, "head": {"seq": 0, "digest": None}, "bands": [], "time": at}
            return httpx.Response(200, json=head | me)
        if "/dossiers/" in path:
            return httpx.Response(200, json=head | {"dossier": state.model_dump(mode="json")})
        return httpx.Response(503, json=head | {"error": "busy", "retry_after": 600})

    counter.answer = answer
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        await enter(pilot, accepted.code)
        assert isinstance(pilot.app.screen, Choice)
        told = str(pilot.app.screen.query_one(".question", Static).content)
        assert "Người Ở Quầy Khác" in told
        assert "Đã tiếp nhận" in told


async def test_the_status_line_tells_line_unsent_printer_catalogue_and_clock(
    tmp_path: Path,
) -> None:
    async with busy_day(tmp_path).app().run_test(size=(160, 30)) as pilot:
        await signed_in(pilot)
        await enter(pilot, "xyz")
        line, unsent, cases, printer, _, catalogue, password, clock = status(pilot)
        assert line == "Mất đường truyền từ 09:00"
        assert unsent.endswith("bút toán chưa gửi")
        assert cases == ""
        assert printer == "Máy in sẵn sàng"
        assert catalogue == "Danh mục bản 1, 3 ngày trước"
        assert password == ""
        assert clock == "09:00 02/03/2020"


async def test_a_clock_behind_the_newest_entry_is_told_and_warned_of(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    received(counter.desk(), "Nguyễn Thị Hoa")
    counter.clock.pass_(-3600)
    async with counter.app().run_test(notifications=True) as pilot:
        await signed_in(pilot)
        assert status(pilot)[-1] == "Đồng hồ máy chạy lùi: 08:00 02/03/2020"
        await pilot.press("f4")
        await settle(pilot)
        notes = [note.message for note in pilot.app._notifications]
        assert any(note.startswith("Đồng hồ máy đang sớm hơn") for note in notes)


async def test_f5_shows_the_drafts_and_enter_takes_one_up(tmp_path: Path) -> None:
    async with busy_day(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("f5")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReceptionScreen)


async def test_a_dossier_of_another_window_appears_by_itself(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    async with counter.app().run_test() as pilot:
        await signed_in(pilot)
        received(screen_of(pilot)._desk, "Nguyễn Thị Hoa")
        await until(pilot, lambda: tabs(pilot).startswith("Hôm nay 1"))


async def test_help_tells_the_keys_of_the_screen(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("f1")
        await settle(pilot)
        text = " ".join(str(one.content) for one in pilot.app.screen.query(Static).results(Static))
        assert "F4 Mở hồ sơ cho người không có thẻ quét được" in text
        assert "F12" in text


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_the_desk_looks_as_it_should(
    tmp_path: Path, snap_compare: Any, size: tuple[int, int]
) -> None:
    assert snap_compare(busy_day(tmp_path).app(), terminal_size=size, run_before=at_rest)


def test_a_search_looks_as_it_should(tmp_path: Path, snap_compare: Any) -> None:
    async def look(pilot: Any) -> None:
        await at_rest(pilot)
        await enter(pilot, "nguyen")

    assert snap_compare(busy_day(tmp_path).app(), terminal_size=(80, 24), run_before=look)


def test_help_looks_as_it_should(tmp_path: Path, snap_compare: Any) -> None:
    async def look(pilot: Any) -> None:
        await at_rest(pilot)
        await pilot.press("f1")
        await settle(pilot)

    assert snap_compare(busy_day(tmp_path).app(), terminal_size=(80, 24), run_before=look)
