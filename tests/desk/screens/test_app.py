from pathlib import Path
from typing import Any

import httpx
import pytest
from textual.screen import Screen

from desk.app import DeskApp
from desk.screens.desk import DeskScreen
from desk.screens.help import HelpScreen
from desk.screens.leaving import Leaving
from desk.screens.reception import ReceptionScreen
from desk.store.journal import counter_of
from desk.texts.scanner import FINDINGS
from desk.texts.shell import SCAN_UNUSED
from desk.usecases.attach import Attached, Place, attach_content
from desk.usecases.desk import Desk
from desk.usecases.status import standing
from tests.desk.screens.shell import seen
from tests.desk.shell_office import CARD, MORNING, received, settle, shop, signed_in, until
from tests.desk.widgets.keys import type_in_one_read

SECRET = "001087012345"


async def test_leaving_asks_first_when_entries_are_unsent(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    received(counter.desk(), "Nguyễn Thị Hoa")
    app = counter.app()
    async with app.run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert isinstance(app.screen, Leaving)
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(app.screen, DeskScreen)
        await pilot.press("ctrl+q")
        await settle(pilot)
        await pilot.press("2")
        await until(pilot, lambda: app._exit)


async def test_help_is_to_be_had_while_a_question_stands(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    received(counter.desk(), "Nguyễn Thị Hoa")
    app = counter.app()
    async with app.run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("ctrl+q")
        await settle(pilot)
        await pilot.press("f1")
        await settle(pilot)
        above = app.screen
        assert isinstance(above, HelpScreen)
        assert "Bấm số đứng trước câu trả lời" in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, Leaving)


def all_entries_sent(desk: Desk) -> None:
    with desk.store.write() as session:
        row = counter_of(session)
        row.acked_seq = row.head_seq
        session.add(row)


async def test_leaving_asks_first_when_only_a_scan_is_unsent(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    desk = counter.desk()
    place = Place(received(desk, "Nguyễn Thị Hoa").id, "declaration")
    assert isinstance(attach_content(b"%PDF-1.7", "a.pdf", place, "lan", desk), Attached)
    all_entries_sent(desk)
    app = counter.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Còn 1 bản quét" in seen(app)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert isinstance(app.screen, Leaving)
        assert "Còn 1 bản quét chưa gửi" in seen(app)


async def test_leaving_needs_no_question_when_everything_was_sent(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    all_entries_sent(counter.desk())
    app = counter.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)


async def test_no_palette_offers_to_write_the_screen_to_a_file(tmp_path: Path) -> None:
    async with shop(tmp_path).app().run_test() as pilot:
        await signed_in(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        assert not pilot.app.ALLOW_SELECT


async def test_a_crash_is_noted_without_a_single_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counter = shop(tmp_path)
    app = counter.app()

    def break_down(number: str) -> None:
        raise ValueError(number)

    async def crash() -> None:
        async with app.run_test() as pilot:
            await settle(pilot)
            app.call_later(break_down, SECRET)
            await pilot.pause()

    with pytest.raises(ValueError, match=SECRET):
        await crash()
    noted = counter.home.crash_log.read_text()
    assert "ValueError" in noted
    assert "break_down" in noted
    assert SECRET not in noted
    assert SECRET not in capsys.readouterr().err
    assert app.return_code == 1


async def test_what_is_received_reaches_the_centre_by_itself(tmp_path: Path) -> None:
    """The real centre, in the same process."""
    app, counter = _at_the_centre(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, lambda: counter.desk_accounts() > 0)
        await signed_in(pilot)
        screen = app.screen
        assert isinstance(screen, DeskScreen)
        received(screen._desk, "Nguyễn Thị Hoa")
        await until(pilot, lambda: standing(screen._desk).unsent == 0)
        told = {"Có đường truyền từ 09:00", "Đã gửi hết"}
        await until(pilot, lambda: told <= {piece.words for piece in screen.status.pieces})


def _at_the_centre(folder: Path) -> tuple[DeskApp, Any]:
    from desk.store.home import Home
    from desk.store.store import open_store
    from desk.usecases.desk import Desk
    from desk.usecases.enrol import begin_journal
    from schemas.wire import EnrolRequest
    from sync.centre.api import create_app
    from sync.centre.enrolment import enrol, new_enrol_code
    from sync.centre.seeding import seed_demo
    from sync.centre.store import open_store as open_centre
    from tests.desk.shell_office import Shop

    made = Shop(Home(folder / "home"))
    centre = open_centre(f"sqlite:///{folder / 'centre.sqlite'}")
    api = create_app(centre, now=made.clock.now, random_bytes=made.random_bytes)
    with centre.writing() as session:
        unit = seed_demo(session, now=MORNING)
        code = new_enrol_code(session, unit, now=MORNING, random_bytes=made.random_bytes)
    asked = EnrolRequest(request="r", code=code, name="Q1", instance=made.home.instance())
    with centre.writing() as session:
        granted = enrol(session, asked, incarnation="", now=MORNING, random_bytes=made.random_bytes)
    begin_journal(
        made.home,
        "http://centre",
        granted,
        now=made.clock.now,
        random_bytes=made.random_bytes,
    ).close()
    made.answer = httpx.ASGITransport(app=api)

    def accounts() -> int:
        desk = Desk(open_store(made.home), made.clock.now, made.random_bytes)
        with desk.store.read() as session:
            return len(desk.references.officers(session))

    made.desk_accounts = accounts  # type: ignore[attr-defined]
    return made.app(), made


@pytest.mark.parametrize("key", ["f7", "f3", "f8"])
async def test_a_card_over_a_list_opens_the_next_citizens_form(tmp_path: Path, key: str) -> None:
    app = shop(tmp_path).app()
    async with app.run_test() as pilot:
        await signed_in(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert not isinstance(app.screen, DeskScreen)
        type_in_one_read(app, f"{CARD}\r")
        await until(pilot, lambda: isinstance(app.screen, ReceptionScreen))


async def test_a_scan_that_no_screen_takes_up_is_told_once_until_somebody_works_on(
    tmp_path: Path,
) -> None:
    made = shop(tmp_path)
    app = made.app()
    async with app.run_test(notifications=True) as pilot:
        await signed_in(pilot)
        await app.push_screen(Screen())
        for at in (1.0, 5.0):
            type_in_one_read(app, f"{CARD}\r", at=at)
            await until(pilot, lambda: len(app._notifications) > 0)
            await settle(pilot)
        await pilot.press("x")
        assert [one.message for one in app._notifications] == [SCAN_UNUSED]
        made.clock.pass_(3.0)
        await pilot.press("x")
        assert not app._notifications


async def test_a_card_that_an_input_method_rewrites_is_told_with_what_to_set(
    tmp_path: Path,
) -> None:
    app = shop(tmp_path).app()
    rewritten = CARD.replace("Phạm", "Phạm\x7f\x7fạm")
    async with app.run_test(notifications=True) as pilot:
        await signed_in(pilot)
        desk = app.screen
        assert isinstance(desk, DeskScreen)
        desk.set_focus(desk.board.rows)
        # The first letter goes from the list to the box, before the rest comes.
        type_in_one_read(app, rewritten[:1], at=1.0)
        await pilot.pause()
        type_in_one_read(app, f"{rewritten[1:]}\r", at=1.002, gap=0.002)
        told = FINDINGS["input_method"]
        await until(pilot, lambda: any(one.message == told for one in app._notifications))
        await settle(pilot)
        assert (app.screen, desk.box.value) == (desk, "")
