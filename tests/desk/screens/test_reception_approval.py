"""A date out of order is allowed by the head of unit, at the same form."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.screens.reception import ReceptionScreen
from desk.texts import approval as texts
from desk.usecases.receive import Accepted, receive_dossier
from tests.desk.office import LAN, Office, complete_form, open_office, with_passwords
from tests.desk.screens.shell import Shell, seen, settle


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The machine's clock went back three days after a dossier was received."""
    office = with_passwords(open_office(tmp_path))
    assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
    office.clock.at -= timedelta(days=3)
    return office


def reception(office: Office) -> ReceptionScreen:
    form = complete_form(office)
    return ReceptionScreen(desk=office.desk, officer=LAN, form=form, print_soon=office.printer)


async def test_the_head_of_unit_allows_the_date_and_the_form_is_accepted(office: Office) -> None:
    app = Shell(reception(office))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f2")
        await settle(pilot)
        assert texts.TITLE in seen(app)
        await pilot.press(*"truong", "enter")
        await pilot.pause()
        await pilot.press(*"truong-1", "enter")
        await settle(pilot)
        assert "000.17.22.H02-200228-1001" in seen(app)


async def test_another_account_is_told_so_and_nothing_is_lost(office: Office) -> None:
    app = Shell(reception(office))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f2")
        await settle(pilot)
        await pilot.press(*"lan", "enter")
        await pilot.pause()
        await pilot.press(*"lan-1", "enter")
        await settle(pilot)
        assert texts.NOT_HEAD in seen(app)
        assert isinstance(app.screen, ReceptionScreen)
        assert app.screen.collect().submitter.name == "Nguyễn Văn An"
