"""The next citizen's form begins where a form begins, whatever was seen of the one before."""

from pathlib import Path

from tests.desk.office import CARD, complete_form, open_office
from tests.desk.screens.filling_in import press, reception, scan
from tests.desk.screens.shell import Shell, settle


async def test_the_next_form_shows_whose_card_was_read(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen.view.go_to({"note"})
        await settle(pilot)
        assert screen.view.scroll_offset.y > 0
        await press(pilot, "f2")
        assert screen.phase == "done"
        await scan(pilot, screen, CARD)
        assert (screen.phase, screen.view.scroll_offset.y) == ("form", 0)
