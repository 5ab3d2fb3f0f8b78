"""The supplement step: one key says everything that is missing, one more prints it."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens.reception import ReceptionScreen
from desk.texts.paper import PAPER_MISSING
from desk.texts.questions import HELD
from desk.texts.reception import REASON_LACKING
from desk.usecases.drafts import bring_back, load_draft, new_form, waiting_drafts
from desk.usecases.lists import dossier_by_id
from desk.widgets.form_section import FormSection
from desk.widgets.scanned import Scanned
from schemas.dossiers import Slip
from schemas.reception import ReceptionForm
from tests.desk.office import AN, LAN, Office, complete_form, lacking_form, open_office
from tests.desk.screens.shell import Shell, seen, settle

NEXT_CARD = "024185000456||Trần Thị Bình|03041985|Nữ|Thôn Đoài, xã Tân Tiến, Bắc Giang|10022021"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def reception(office: Office, form: ReceptionForm) -> ReceptionScreen:
    return ReceptionScreen(desk=office.desk, officer=LAN, form=form, print_soon=office.printer)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def type_into(pilot: Pilot[None], name: str, text: str) -> None:
    sections = pilot.app.screen.query(FormSection).results(FormSection)
    section = next(one for one in sections if name in one.fields)
    section.go_to(name)
    section.fields[name].value = ""
    section.paste(text)


def slips(office: Office, form: ReceptionForm) -> tuple[Slip, ...]:
    state = dossier_by_id(office.desk, form.id)
    return state.slips if state else ()


async def test_two_keys_turn_what_is_missing_into_a_slip(office: Office) -> None:
    form = lacking_form(office)
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3", "enter")
        assert "Q1-0001/HDHS" in seen(pilot.app)
        assert screen.focused is screen.done.box
    [slip] = slips(office, form)
    assert [one.name for one in slip.request.lacking] == [paper.name for paper in form.papers]
    assert waiting_drafts(office.desk) == ()
    assert office.printer.asked == 1


async def test_the_next_citizens_card_waits_for_the_slip(office: Office) -> None:
    form = lacking_form(office)
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        pilot.app.screen.post_message(Scanned(NEXT_CARD))
        await settle(pilot)
        assert HELD in seen(pilot.app)
        await press(pilot, "f2")
        assert pilot.app.screen is screen
        assert (screen.phase, screen.collect().submitter.name) == ("form", "Trần Thị Bình")
    assert len(slips(office, form)) == 1


async def test_what_to_bring_and_why_can_be_edited(office: Office) -> None:
    form = lacking_form(office)
    async with Shell(reception(office, form)).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        key = form.papers[0].key
        type_into(pilot, f"supplement.{key}.flaw", "bản mờ")
        type_into(pilot, f"supplement.{key}.bring", "tờ khai mới")
        await pilot.pause()
        await press(pilot, "f2")
    [slip] = slips(office, form)
    assert slip.request.lacking[0].flaw == "bản mờ"
    assert slip.request.lacking[0].bring == "tờ khai mới"


async def test_another_agency_can_be_named_when_nothing_is_missing(office: Office) -> None:
    form = complete_form(office)
    async with Shell(reception(office, form)).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3", "f2")
        assert "ghi cơ quan có thẩm quyền" in seen(pilot.app)
        type_into(pilot, "supplement.agency", "Phòng Tư pháp huyện")
        await pilot.pause()
        await press(pilot, "f2")
    [slip] = slips(office, form)
    assert slip.request.competent_agency == "Phòng Tư pháp huyện"
    assert slip.request.reason == "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận."


async def test_telling_by_telephone_asks_for_the_number(office: Office) -> None:
    form = lacking_form(office, AN.model_copy(update={"phone": ""}))
    async with Shell(reception(office, form)).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3", "right", "f2")
        assert "Ghi số điện thoại" in seen(pilot.app)
        type_into(pilot, "supplement.destination", "0912345678")
        await press(pilot, "f2")
    state = dossier_by_id(office.desk, form.id)
    assert state is not None
    assert state.timeline[-1].words["channel"] == "telephone"


async def test_going_back_keeps_what_was_typed_and_nothing_else(office: Office) -> None:
    form = complete_form(office)
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3", "escape")
        key = form.papers[0].key
        for flaw in ("bản mờ", "bản rách"):
            screen.view.papers.mark_wrong(key, flaw)
            await settle(pilot)
            await press(pilot, "f3")
            assert flaw in seen(pilot.app)
            assert REASON_LACKING[:40] in seen(pilot.app)
            await press(pilot, "escape")
        await press(pilot, "f3")
        type_into(pilot, "supplement.reason", "Lý do riêng")
        await pilot.pause()
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        await press(pilot, "f3")
        assert "Lý do riêng" in seen(pilot.app)
    draft = load_draft(form.id, office.desk)
    assert draft is not None
    assert draft.typed == {"supplement.reason": "Lý do riêng"}


async def test_a_slip_says_of_a_wrong_paper_what_is_wrong_with_it(office: Office) -> None:
    form = complete_form(office)
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        screen.view.papers.action_flaw()
        await press(pilot, "escape")
        assert "SAI 1 giấy tờ" in seen(pilot.app)
        await press(pilot, "f3")
        assert PAPER_MISSING not in seen(pilot.app)
        await press(pilot, "f2")
        assert "ghi ở dòng" in seen(pilot.app)
        assert slips(office, form) == ()
        await press(pilot, *"rach", "f2")
    [slip] = slips(office, form)
    assert [one.flaw for one in slip.request.lacking] == ["rach"]


async def test_of_an_empty_form_nothing_is_told(office: Office) -> None:
    async with Shell(reception(office, new_form(office.desk, "lan"))).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        assert str(pilot.app.screen.query_one("#about", Static).content) == ""


async def test_the_returning_citizens_form_has_the_missing_papers_marked(office: Office) -> None:
    form = lacking_form(office)
    async with Shell(reception(office, form)).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3", "f2", "f2")
    again = bring_back(form.id, office.desk, "huong")
    assert again is not None
    screen = reception(office, again)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        assert "THIẾU 2" in str(screen.query_one("#promise", Static).content)
        assert "Q1-0001/HDHS" in seen(pilot.app)
    assert len(slips(office, form)) == 1
