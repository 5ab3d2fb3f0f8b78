"""How reception, the supplement step and a dossier look, at both sizes of terminals."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from desk.screens.dossier import DossierScreen
from desk.screens.reception import ReceptionScreen
from desk.usecases.drafts import new_form
from desk.usecases.print_jobs import print_waiting, reprint
from desk.usecases.receive import Accepted, receive_dossier
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput
from printing.spool import FolderTransport
from schemas.reception import ReceptionForm
from tests.desk.office import AN, LAN, Office, complete_form, lacking_form, open_office
from tests.desk.screens.shell import Shell, settle

OTHER_CARD = "024185000456||Trần Thị Bình|03041985|Nữ|Thôn Đoài, xã Tân Tiến, Bắc Giang|10022021"
NOTE = "Công dân xin nhận kết quả trước ngày 20; đã báo là không hứa được. Bản chính trả lại ngay."
SIZES = [(80, 24), (120, 36)]
Compare = Callable[..., bool]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def after(*keys: str, scan: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys once everything is read, and hold every cursor still."""

    async def prepare(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        if scan:
            pilot.app.screen.post_message(Scanned(scan))
            await settle(pilot)
        for field in pilot.app.screen.query(TypingInput):
            field.cursor_blink = False
        await pilot.pause()

    return prepare


def reception(office: Office, form: ReceptionForm) -> Shell:
    screen: Screen[Any] = ReceptionScreen(
        desk=office.desk, officer=LAN, form=form, print_soon=office.printer
    )
    return Shell(screen)


@pytest.mark.parametrize("size", SIZES)
def test_an_empty_form(office: Office, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = reception(office, new_form(office.desk, "lan"))
    assert snap_compare(app, terminal_size=size, run_before=after())


@pytest.mark.parametrize("size", SIZES)
def test_procedures_as_they_are_found(
    office: Office, snap_compare: Compare, size: tuple[int, int]
) -> None:
    app = reception(office, new_form(office.desk, "lan", AN))
    assert snap_compare(app, terminal_size=size, run_before=after(*"khai"))


@pytest.mark.parametrize("size", SIZES)
def test_papers_that_are_missing(
    office: Office, snap_compare: Compare, size: tuple[int, int]
) -> None:
    app = reception(office, lacking_form(office))
    assert snap_compare(app, terminal_size=size, run_before=after("space"))


@pytest.mark.parametrize("size", SIZES)
def test_a_form_that_was_refused(
    office: Office, snap_compare: Compare, size: tuple[int, int]
) -> None:
    person = AN.model_copy(update={"phone": "12", "number": "024190000123"})
    app = reception(office, lacking_form(office, person))
    assert snap_compare(app, terminal_size=size, run_before=after("f2"))


def test_a_note_of_several_lines(office: Office, snap_compare: Compare) -> None:
    async def write(pilot: Pilot[Any]) -> None:
        await after()(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ReceptionScreen)
        screen.view.go_to({"note"})
        await after("enter", *"gọi lại", "up")(pilot)

    app = reception(office, complete_form(office).model_copy(update={"note": NOTE}))
    assert snap_compare(app, terminal_size=(80, 24), run_before=write)


@pytest.mark.parametrize("size", SIZES)
def test_an_accepted_dossier(office: Office, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = reception(office, complete_form(office))
    assert snap_compare(app, terminal_size=size, run_before=after("f2"))


@pytest.mark.parametrize("size", SIZES)
def test_a_card_into_an_open_form(
    office: Office, snap_compare: Compare, size: tuple[int, int]
) -> None:
    app = reception(office, complete_form(office))
    assert snap_compare(app, terminal_size=size, run_before=after(scan=OTHER_CARD))


@pytest.mark.parametrize("size", SIZES)
def test_the_supplement_step(office: Office, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = reception(office, lacking_form(office))
    assert snap_compare(app, terminal_size=size, run_before=after("f3"))


@pytest.mark.parametrize("size", SIZES)
def test_a_dossier(office: Office, snap_compare: Compare, size: tuple[int, int]) -> None:
    answer = receive_dossier(complete_form(office), office.desk)
    assert isinstance(answer, Accepted)
    office.home.paper.mkdir()
    [job] = print_waiting(office.desk, FolderTransport(office.home.paper), "lan")
    reprint(job, "công dân làm mất", office.desk)
    screen = DossierScreen(
        desk=office.desk, officer=LAN, dossier=answer.id, print_soon=office.printer
    )
    assert snap_compare(Shell(screen), terminal_size=size, run_before=after())
