"""A card into a form that is open: whose it is, what is doubtful, and none is lost."""

from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Static

from desk.usecases.drafts import waiting_drafts
from desk.widgets.choice import Choice
from desk.widgets.scanned import Scanned
from tests.desk.office import (
    CARD,
    Office,
    complete_form,
    open_office,
)
from tests.desk.screens.filling_in import press, reception, scan, words
from tests.desk.screens.shell import Shell, seen, settle

OTHER_CARD = "024185000456||Trần Thị Bình|03041985|Nữ|Thôn Đoài, xã Tân Tiến, Bắc Giang|10022021"
THIRD_CARD = "024087000789||Lê Văn Cường|05061987|Nam|Thôn Nội, xã Tân Tiến, Bắc Giang|10022021"
FOURTH_CARD = "024187000321||Phạm Thị Dung|07071987|Nữ|Thôn Nội, xã Tân Tiến, Bắc Giang|10022021"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_a_card_into_an_open_form_is_asked_about(office: Office, key: str) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        first = screen.form.id
        await scan(pilot, screen, OTHER_CARD)
        assert isinstance(pilot.app.screen, Choice)
        await press(pilot, key)
        form = screen.collect()
        other, is_next = "Trần Thị Bình", key == "3"
        assert (form.submitter.name == other) == (key != "2")
        assert (form.applicant is not None and form.applicant.name == other) == (key == "2")
        assert (form.id != first) == is_next
        assert (form.procedure == "") == is_next
    assert any(one.id == first for one in waiting_drafts(office.desk))


@pytest.mark.parametrize("is_one_burst", [True, False])
async def test_a_card_that_comes_while_a_card_is_asked_about_is_not_lost(
    office: Office, is_one_burst: bool
) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        screen.post_message(Scanned(OTHER_CARD))
        if not is_one_burst:
            await settle(pilot)
        for text in (OTHER_CARD, THIRD_CARD):
            pilot.app.screen.post_message(Scanned(text))
        await settle(pilot)
        await press(pilot, "3")
        assert screen.collect().submitter.name == "Trần Thị Bình"
        assert "Lê Văn Cường" in seen(pilot.app)
        await press(pilot, "3")
        assert pilot.app.screen is screen
        assert screen.collect().submitter.name == "Lê Văn Cường"
    assert "Trần Thị Bình" in {one.label for one in waiting_drafts(office.desk)}


class Scanning(Shell):
    """Reads a card the moment that a question opens, before anything else reaches it."""

    def __init__(self, screen: Screen[Any], card: str) -> None:
        super().__init__(screen)
        self._cards = [card]

    def push_screen(self, screen: Any, *more: Any, **how: Any) -> Any:
        """Show it."""
        shown = super().push_screen(screen, *more, **how)
        if isinstance(screen, Choice) and self._cards:
            screen.post_message(Scanned(self._cards.pop()))
        return shown


async def test_citizens_are_asked_about_in_the_order_of_their_cards(office: Office) -> None:
    screen = reception(office, complete_form(office))
    app = Scanning(screen, FOURTH_CARD)
    async with app.run_test() as pilot:
        await settle(pilot)
        for card in (OTHER_CARD, THIRD_CARD):
            screen.post_message(Scanned(card))
        await settle(pilot)
        for name in ("Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung"):
            assert name in str(app.screen.query_one(".question", Static).content)
            await press(pilot, "3")
        assert app.screen is screen


async def test_a_doubtful_card_says_what_to_check(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await scan(pilot, screen, CARD.replace("Nguyễn Văn An", "Nguy?n V?n An"))
        assert "Kiểm tra họ và tên" in words(screen, "#notice")


async def test_the_same_card_twice_changes_nothing(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await scan(pilot, screen, CARD)
        await scan(pilot, screen, CARD)
        assert pilot.app.screen is screen
        assert "đã là người nộp" in words(screen, "#notice")
