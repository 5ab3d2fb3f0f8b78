"""What keeps a form from being accepted though nothing in it is wrong; what was typed is kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from textual.pilot import Pilot

from desk.screens.reception import ReceptionScreen
from desk.store.replica import StoreReplica
from desk.store.tables import Journal, Ordinal
from desk.usecases.drafts import load_draft, waiting_drafts
from desk.usecases.lists import all_page
from desk.usecases.receive import Accepted, receive_dossier
from schemas.wire import Reference
from sync.centre.data import demo_catalogue
from tests.desk.office import (
    MONDAY,
    RESIDENCE,
    Office,
    complete_form,
    open_office,
    procedure,
)
from tests.desk.screens.filling_in import press, reception, sentences, words
from tests.desk.screens.shell import Shell, seen, settle

PERMANENT = "1.004222"
"""Đăng ký thường trú."""
LAST_BEFORE_PADS, FIRST_LONG, LAST = 1799, 10_001, 19_999


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def used_up_to(office: Office, ordinal: int) -> None:
    """Let the counter have issued so many numbers today."""
    with office.desk.store.write() as session:
        session.merge(Ordinal(on=office.desk.today().isoformat(), last=ordinal))


def codes(office: Office) -> list[str]:
    return [str(one.code).rpartition("-")[2] for one in all_page(office.desk, 0, 10)]


def entries(office: Office) -> int:
    with office.desk.store.read() as session:
        return len(session.exec(select(Journal.seq)).all())


def publish_without(office: Office, code: str) -> None:
    """The newest catalogue comes in, and a procedure is no longer in it."""
    held = demo_catalogue()
    left = tuple(one for one in held.procedures if one.code != code)
    newer = held.model_copy(update={"version": 2, "procedures": left})
    answer = Reference(
        request="r",
        incarnation="i",
        name="catalogue",
        version=2,
        published_at=MONDAY,
        content=newer.model_dump(mode="json"),
    )
    StoreReplica(office.desk.store, "instance").store_reference(answer, '"catalogue-2"')


def test_after_the_first_range_the_second_follows_and_the_pads_keep_theirs(office: Office) -> None:
    used_up_to(office, LAST_BEFORE_PADS - 1)
    for _ in range(2):
        assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
    assert codes(office) == [str(FIRST_LONG), str(LAST_BEFORE_PADS)]


async def test_a_day_without_numbers_left_refuses_in_words_keeps_the_form_and_the_next_day_takes_it(
    office: Office,
) -> None:
    used_up_to(office, LAST - 1)
    assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
    before, form = entries(office), complete_form(office)
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert "Đã dùng hết số hồ sơ của quầy cho ngày này" in words(screen, "#notice")
        assert screen.phase == "form"
        # Before anything else is pressed: the power may go now.
        assert load_draft(form.id, office.desk) == screen.form
        await press(pilot, "f2")
        assert (codes(office), entries(office)) == ([str(LAST)], before)
    office.clock.at += timedelta(days=1)
    (waiting,) = waiting_drafts(office.desk)
    again = reception(office, load_draft(waiting.id, office.desk))
    async with Shell(again).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
    assert codes(office) == ["1001", str(LAST)]
    assert waiting_drafts(office.desk) == ()


async def test_a_procedure_retired_while_its_form_is_open_is_told_and_another_is_chosen(
    office: Office,
) -> None:
    form = complete_form(office)
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        publish_without(office, RESIDENCE)
        await press(pilot, "f2")
        assert "Thủ tục này không còn trong danh mục hiện hành" in words(screen, "#notice")
        assert "chọn thủ tục khác" in sentences(screen)
        await settle(pilot)
        kept = load_draft(form.id, office.desk)
        assert kept is not None
        assert (kept.submitter, kept.procedure) == (form.submitter, RESIDENCE)
        await choose(screen, pilot, "tam tru")
        assert screen.form.procedure != RESIDENCE, "what is retired is not offered again"
        await choose(screen, pilot, "thuong tru")
        assert screen.form.procedure == PERMANENT
        assert screen.collect().submitter == form.submitter
        await press(pilot, "f5", "f2")
    (listed,) = all_page(office.desk, 0, 10)
    assert (listed.id, listed.title) == (form.id, procedure(PERMANENT).name)


async def choose(screen: ReceptionScreen, pilot: Pilot[None], letters: str) -> None:
    """Type letters of a procedure and take the first that they name."""
    screen.view.picker.clear()
    screen.view.go_to({"procedure"})
    await press(pilot, letters, "enter")


async def test_a_draft_whose_procedure_was_retired_overnight_says_so_and_keeps_the_rest(
    office: Office,
) -> None:
    form = complete_form(office)
    publish_without(office, RESIDENCE)
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        assert RESIDENCE in seen(pilot.app)
        await press(pilot, "f2")
        assert "không còn trong danh mục hiện hành" in words(screen, "#notice")
        assert screen.collect().submitter == form.submitter
