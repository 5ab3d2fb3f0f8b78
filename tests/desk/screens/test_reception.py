"""The reception screen: from the card to the code, by keyboard."""

from pathlib import Path

import pytest
from sqlalchemy import event

from desk.usecases.drafts import load_draft, new_form, save_draft, waiting_drafts
from desk.usecases.lists import all_page, dossier_by_id
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.widgets.choice import Ask, Choice
from schemas.people import Organisation, Person
from tests.desk.office import (
    AN,
    BIRTH,
    CARD,
    RESIDENCE,
    Office,
    complete_form,
    lacking_form,
    open_office,
)
from tests.desk.screens.filling_in import clear, press, reception, scan, sentences, words
from tests.desk.screens.shell import Shell, seen, settle
from tests.desk.widgets.keys import type_in_one_read

OTHER_CARD = "024185000456||Trần Thị Bình|03041985|Nữ|Thôn Đoài, xã Tân Tiến, Bắc Giang|10022021"
THIRD_CARD = "024087000789||Lê Văn Cường|05061987|Nam|Thôn Nội, xã Tân Tiến, Bắc Giang|10022021"
F2 = "\x1bOQ"
"""As a terminal sends it."""
HOSTILE = "[/] $x " + "Nguyễn ".strip() + "ễ" + "a" * 200


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


async def test_from_card_to_receipt_takes_letters_ticks_and_one_key(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await scan(pilot, screen, CARD)
        letters = "tam tru"
        await pilot.press(*letters)
        await press(pilot, "enter")
        assert screen.form.procedure == RESIDENCE
        await press(pilot, "space", "enter", "space", "f2")
    [listed] = all_page(office.desk, 0, 10)
    assert listed.code == "000.17.22.H02-200302-1001"
    assert listed.applicant == "Nguyễn Văn An"
    assert office.printer.asked == 1


async def test_one_key_ticks_all_required_papers(office: Office) -> None:
    screen = reception(office, new_form(office.desk, "lan", AN))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "dktt", "enter")
        await press(pilot, "f5", "f2")
    assert len(all_page(office.desk, 0, 10)) == 1


async def test_accepting_twice_stores_once(office: Office) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        type_in_one_read(pilot.app, F2 + F2 + F2)
        await settle(pilot)
        assert "1001" in words(screen, "#done-number")
    assert len(all_page(office.desk, 0, 10)) == 1


async def test_the_code_is_big_and_the_box_is_ready_for_the_next_card(office: Office) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "17:00 thứ Năm, 05/03/2020" in words(screen, "#done-lines")
        assert screen.focused is screen.done.box
        await press(pilot, OTHER_CARD, "enter")
        assert screen.form.submitter.name == "Trần Thị Bình"
        assert screen.form.procedure == ""


async def test_one_more_key_starts_the_same_persons_next_dossier(office: Office) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        first = screen.form.id
        await press(pilot, "f2")
        await press(pilot, "f4")
        assert screen.form.id != first
        assert screen.collect().submitter == AN
        assert screen.form.papers == ()


async def test_refusal_says_so_beside_the_field_and_goes_there(office: Office) -> None:
    form = complete_form(office, AN.model_copy(update={"phone": "12"}))
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "Số điện thoại không hợp lệ" in sentences(screen)
        assert screen.view.name_of(screen.focused) == "submitter.phone"
        clear(screen)
        await press(pilot, "0987654321", "tab")
        assert "Số điện thoại" not in sentences(screen)
        await press(pilot, "f2")
    assert len(all_page(office.desk, 0, 10)) == 1


async def test_unusual_values_are_confirmed_by_the_same_key(office: Office) -> None:
    form = complete_form(office, AN.model_copy(update={"number": "024190000123"}))
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "không khớp với giới tính" in sentences(screen)
        assert all_page(office.desk, 0, 10) == ()
        await press(pilot, "f2")
    [listed] = all_page(office.desk, 0, 10)
    assert listed.code


async def test_what_is_unusual_beside_an_error_is_confirmed_after_it_was_asked_about_alone(
    office: Office,
) -> None:
    form = complete_form(office, AN.model_copy(update={"number": "024190000123", "phone": "12"}))
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "Còn 1 chỗ nữa có dấu ▲." in words(screen, "#notice")
        clear(screen)
        await press(pilot, "0987654321", "f2")
        assert "bấm F2 lần nữa để xác nhận" in words(screen, "#notice")
        assert all_page(office.desk, 0, 10) == ()
        await press(pilot, "f2")
    assert len(all_page(office.desk, 0, 10)) == 1


async def test_missing_papers_keep_a_form_from_being_accepted(office: Office) -> None:
    screen = reception(office, lacking_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        assert "THIẾU 2 giấy tờ" in words(screen, "#promise")
        await press(pilot, "f2")
        assert "Còn thiếu giấy tờ bắt buộc" in sentences(screen)
        assert screen.focused is screen.view.papers
    assert all_page(office.desk, 0, 10) == ()


async def test_the_draft_is_stored_while_typing_goes_on(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        screen.save_seconds = 0.01
        await press(pilot, "Bui Thi")
        draft = load_draft(screen.form.id, office.desk)
        assert draft is not None
        assert draft.submitter.name == "Bui Thi"


async def test_what_cannot_be_read_yet_survives_with_the_draft(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "An", "tab", "31/02/1990", "tab")
        assert "Không đọc được ngày này" in sentences(screen)
    draft = load_draft(screen.form.id, office.desk)
    assert draft is not None
    again = reception(office, draft)
    async with Shell(again).run_test() as pilot:
        await settle(pilot)
        assert again.view.texts["submitter.birth_date"] == "31/02/1990"


async def test_leaving_parks_the_draft(office: Office) -> None:
    screen = reception(office, lacking_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is not screen
    assert [one.label for one in waiting_drafts(office.desk)] == ["Nguyễn Văn An"]


@pytest.mark.parametrize(("answer", "left"), [("enter", 1), ("2", 0)])
async def test_a_draft_is_discarded_only_after_a_question_whose_first_answer_keeps_it(
    office: Office, answer: str, left: int
) -> None:
    screen = reception(office, lacking_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        screen.keep_draft()
        await press(pilot, "f6", answer)
        assert (pilot.app.screen is screen) == bool(left)
    assert len(waiting_drafts(office.desk)) == left


async def test_a_draft_that_has_a_slip_is_not_discarded(office: Office) -> None:
    form = lacking_form(office).model_copy(update={"slip": "Q1-0001/HDHS"})
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f6")
        assert pilot.app.screen is screen
        assert "Q1-0001/HDHS: không bỏ được" in words(screen, "#notice")


async def test_an_untouched_form_leaves_no_draft(office: Office) -> None:
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "escape")
    assert waiting_drafts(office.desk) == ()


async def test_a_known_number_fills_in_the_rest(office: Office) -> None:
    assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        screen.view.go_to({"submitter.number"})
        await press(pilot, AN.number, "tab")
        assert screen.form.submitter == AN


async def test_a_known_telephone_fills_in_the_rest(office: Office) -> None:
    assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        screen.view.go_to({"submitter.phone"})
        await press(pilot, "0912 345 678", "tab")
        assert screen.form.submitter.number == AN.number


async def test_a_slip_brings_its_form_back_with_the_missing_papers_marked(office: Office) -> None:
    requested = request_supplement(lacking_form(office), Telling(reason="Thiếu"), office.desk)
    assert isinstance(requested, Requested)
    screen = reception(office)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await scan(pilot, screen, requested.barcode)
        assert screen.form.slip == requested.number
        assert requested.number in words(screen, "#notice")
        assert "THIẾU 2 giấy tờ" in words(screen, "#promise")
        await press(pilot, "f5", "f2")
    state = dossier_by_id(office.desk, requested.id)
    assert state is not None
    assert state.received is not None
    assert state.received.slip == requested.number


async def test_a_receipt_scanned_into_a_form_opens_over_it(office: Office) -> None:
    accepted = receive_dossier(complete_form(office), office.desk)
    assert isinstance(accepted, Accepted)
    screen = reception(office, lacking_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await scan(pilot, screen, accepted.code)
        await press(pilot, "1")
        assert accepted.code in seen(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen is screen


async def test_a_promise_may_be_shortened_but_not_prolonged(office: Office) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        assert "17:00 thứ Năm, 05/03/2020" in words(screen, "#promise")
        screen.view.go_to({"promised_at"})
        await press(pilot, "4/3 10:00", "tab")
        assert "10:00 thứ Tư, 04/03/2020" in words(screen, "#promise")
        assert "chậm nhất 17:00 thứ Năm" in words(screen, "#rule")
        screen.view.go_to({"promised_at"})
        await pilot.pause()
        clear(screen)
        await press(pilot, "9/3", "tab")
        assert "Không được hẹn muộn hơn" in sentences(screen)


async def test_several_cases_are_asked_for(office: Office) -> None:
    screen = reception(office, new_form(office.desk, "lan", AN))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, BIRTH, "enter")
        assert isinstance(pilot.app.screen, Choice)
        await press(pilot, "2")
        assert screen.form.case == screen.at_hand.procedure(screen.form).cases[1].key  # type: ignore[union-attr]  # the demo catalogue has it
        assert screen.focused is screen.view.papers


@pytest.mark.parametrize(("says", "taken"), [((), []), (("space",), [15_000])])
async def test_a_fee_is_proposed_and_recorded_only_once_the_officer_says_how(
    office: Office, says: tuple[str, ...], taken: list[int]
) -> None:
    screen = reception(office, new_form(office.desk, "lan", AN))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, RESIDENCE, "enter")
        assert screen.view.texts["fees.counter.amount"] == "15.000"
        screen.view.go_to({"fees.counter.method"})
        await press(pilot, *says, "f5", "f2")
    [listed] = all_page(office.desk, 0, 10)
    state = dossier_by_id(office.desk, listed.id)
    assert state is not None
    assert [fee.amount_vnd for fee in state.fees] == taken


async def test_an_organisation_can_be_the_applicant(office: Office) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        screen.view.go_to({"applicant.kind"})
        await press(pilot, "left", "enter", "Cty A", "tab", "0100109106")
        await press(pilot, "f2")
    [listed] = all_page(office.desk, 0, 10)
    state = dossier_by_id(office.desk, listed.id)
    assert state is not None
    assert state.received is not None
    assert state.received.applicant == Organisation(name="Cty A", number="0100109106")
    assert state.received.submitter == AN


async def test_a_paper_is_marked_wrong_with_words(office: Office) -> None:
    screen = reception(office, complete_form(office))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "!")
        assert isinstance(pilot.app.screen, Ask)
        await press(pilot, "mo", "enter")
        assert screen.collect().papers[0].flaw == "mo"
        assert "SAI 1" in words(screen, "#promise")


async def test_a_full_disk_is_said_calmly_and_loses_nothing(office: Office) -> None:
    long = complete_form(office).model_copy(update={"note": "x" * 100_000})
    screen = reception(office, long)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)

        @event.listens_for(office.desk.store.engine, "begin")
        def fill(connection: object) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]  # any connection

        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, Choice)
        await press(pilot, "enter")
        assert screen.phase == "form"
        assert screen.collect().submitter == AN
    assert all_page(office.desk, 0, 10) == ()


@pytest.mark.parametrize("name", [HOSTILE, "[/]", "[red]", "$x", "Nguyễn", "\\[/b]"])
async def test_names_are_never_markup(office: Office, name: str) -> None:
    person = Person(name=name, address="[/]", number="A[/]", phone="$x")
    save_draft(complete_form(office, person), office.desk)
    screen = reception(office, complete_form(office, person))
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        await scan(pilot, screen, OTHER_CARD)
        await press(pilot, "escape")
        await press(pilot, "f3")
        assert pilot.app.is_running
