"""A code that belongs to two dossiers, scanned into the reception screen; a scan into its help."""

from pathlib import Path
from time import monotonic
from uuid import UUID

import pytest

from desk.screens.dossier import DossierScreen
from desk.screens.help import HelpScreen
from desk.store.tables import CodeClaim
from desk.usecases.drafts import new_form
from desk.usecases.lists import all_page
from desk.usecases.receive import Accepted, receive_dossier
from desk.widgets.choice import Choice
from schemas.people import Person
from tests.desk.office import AN, Office, complete_form, lacking_form, open_office
from tests.desk.screens.filling_in import press, reception, scan
from tests.desk.screens.shell import Shell, seen, settle, until_seen
from tests.desk.shell_office import until
from tests.desk.widgets.keys import type_in_one_read

BINH = Person(name="Trần Thị Bình", number="024185000456")
F2, F5 = "\x1bOQ", "\x1b[15~"
CARD = "024185000456||Trần Thị Bình|03041985|Nữ|Thôn Đoài, xã Tân Tiến|10022021"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def received(office: Office, person: Person) -> Accepted:
    answer = receive_dossier(complete_form(office, person), office.desk)
    assert isinstance(answer, Accepted)
    return answer


def claim_too(office: Office, code: str, dossier: UUID) -> None:
    """Let a second dossier claim a code, as two counters with one band would."""
    with office.desk.store.write() as session:
        session.add(CodeClaim(code=code, dossier=str(dossier)))


@pytest.mark.parametrize(("key", "name"), [("1", "Nguyễn Văn An"), ("2", "Trần Thị Bình")])
async def test_the_officer_says_which_of_two_dossiers_a_code_means(
    office: Office, key: str, name: str
) -> None:
    first, second = received(office, AN), received(office, BINH)
    claim_too(office, first.code, second.id)
    screen = reception(office, lacking_form(office))
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await scan(pilot, screen, first.code)
        assert "Nguyễn Văn An" in seen(pilot.app)
        assert "Trần Thị Bình" in seen(pilot.app)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, DossierScreen)
        assert name in seen(pilot.app)


async def test_a_card_scanned_while_help_is_read_reaches_the_form(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await pilot.app.push_screen(HelpScreen(about=screen))
        type_in_one_read(pilot.app, CARD + "\r")
        await settle(pilot)
        await settle(pilot)
        assert pilot.app.screen is screen
        assert screen.collect().submitter.name == "Trần Thị Bình"


async def test_letters_enter_ticks_and_acceptance_in_one_read_take_effect_in_their_order(
    office: Office,
) -> None:
    screen = reception(office, new_form(office.desk, "lan", AN))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        type_in_one_read(pilot.app, f"tam tru\r{F5}{F2}{CARD}\r")
        await until_seen(pilot, "Trần Thị Bình")
        assert screen.collect().submitter.name == "Trần Thị Bình"
    [listed] = all_page(office.desk, 0, 10)
    assert (listed.applicant, listed.title) == ("Nguyễn Văn An", "Đăng ký tạm trú")


async def test_a_card_that_comes_while_a_record_is_written_begins_the_next_form(
    office: Office,
) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        type_in_one_read(pilot.app, f"{F2}{CARD}\r")
        await settle(pilot)
        await settle(pilot)
        assert screen.phase == "form"
        assert screen.collect().submitter.name == "Trần Thị Bình"
    assert [one.applicant for one in all_page(office.desk, 0, 10)] == ["Nguyễn Văn An"]


async def test_a_card_brings_what_was_unreadable_and_keeps_what_was_typed(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "Tran Thi Binh", "tab", "31/02/1985", "tab")
        screen.view.go_to({"submitter.phone"})
        await press(pilot, "0987654321", "tab")
        await scan(pilot, screen, CARD)
        await press(pilot, "1")
        shown = screen.view.texts
        assert shown["submitter.birth_date"] == "03/04/1985"
        assert shown["submitter.phone"] == "0987654321"
        assert shown["submitter.name"] == "Trần Thị Bình"


async def test_the_same_card_again_fills_blanks_but_keeps_corrections(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        screen.view.go_to({"submitter.number"})
        await press(pilot, "024185000456", "tab")
        screen.view.go_to({"submitter.address"})
        await press(pilot, "Thôn Đoài, xã Tân Tiến", "tab")
        await scan(pilot, screen, CARD.replace("Thôn Đoài", "Thon ?oai"))
        assert screen.collect().submitter.name == "Trần Thị Bình"
        assert screen.collect().submitter.address == "Thôn Đoài, xã Tân Tiến"


@pytest.mark.parametrize("into", ["papers", "submitter.name", "channel"])
async def test_a_card_without_an_end_changes_nothing_and_is_asked_about(
    office: Office, into: str
) -> None:
    screen = reception(office, lacking_form(office))
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen.view.go_to({into})
        await settle(pilot)
        before = screen.collect()
        type_in_one_read(pilot.app, CARD, gap=0.003)
        await pilot.pause()
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        type_in_one_read(pilot.app, "\r", at=0.9)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Choice)
        assert screen.collect() == before


@pytest.mark.parametrize("is_typing", [True, False])
async def test_a_question_that_a_card_opens_takes_no_digit_of_a_hand_that_was_typing(
    office: Office, is_typing: bool
) -> None:
    screen = reception(office, lacking_form(office))
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen.view.go_to({"submitter.phone"})
        await settle(pilot)
        start = monotonic() - 20  # The question opens later than every key but the last.
        type_in_one_read(pilot.app, "0912", at=start if is_typing else start - 5, gap=0.15)
        type_in_one_read(pilot.app, CARD + "\r", at=start + 0.6, gap=0.003)
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        if is_typing:
            type_in_one_read(pilot.app, "3\t\r2", at=start + 1.0, gap=0.15)
            await settle(pilot)
            assert isinstance(pilot.app.screen, Choice)
            assert screen.collect().applicant is None
            assert screen.view.texts["submitter.phone"].endswith("0912")
        type_in_one_read(pilot.app, "2", at=start + 3.0)
        await settle(pilot)
        applicant = screen.collect().applicant
        assert applicant is not None
        assert applicant.name == "Trần Thị Bình"
