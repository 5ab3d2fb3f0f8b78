"""Drafts outlive a crash, and go when they are received or dropped."""

from pathlib import Path
from uuid import UUID

import pytest

from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.drafts import (
    drafts_count,
    drop_draft,
    load_draft,
    new_form,
    save_draft,
    waiting_drafts,
)
from schemas.people import Person
from tests.desk.office import AN, RESIDENCE, Office, lacking_form, open_office, procedure


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return open_office(tmp_path)


def test_a_draft_is_there_after_the_store_was_opened_anew(office: Office) -> None:
    form = lacking_form(office)
    save_draft(form, office.desk)
    office.desk.store.close()
    again = Desk(open_store(office.home), office.clock, office.desk.random_bytes)
    assert load_draft(form.id, again) == form


def test_a_form_is_kept_to_the_letter(office: Office) -> None:
    person = Person(name="[/] $x " + "ễ" * 200)
    form = new_form(office.desk, "lan", person).model_copy(update={"typed": {"sets": "hai"}})
    save_draft(form, office.desk)
    assert load_draft(form.id, office.desk) == form


def test_drafts_are_listed_by_the_applicants_name(office: Office) -> None:
    first, second = lacking_form(office), lacking_form(office, AN.model_copy(update={"name": "B"}))
    save_draft(first, office.desk)
    save_draft(second, office.desk)
    assert {one.label for one in waiting_drafts(office.desk)} == {AN.name, "B"}
    assert drafts_count(office.desk) == 2


def test_a_dropped_draft_is_gone(office: Office) -> None:
    form = lacking_form(office)
    save_draft(form, office.desk)
    drop_draft(form.id, office.desk)
    drop_draft(UUID(int=7), office.desk)
    assert waiting_drafts(office.desk) == ()


def test_drafts_are_told_apart_by_their_procedure(office: Office) -> None:
    chosen = lacking_form(office)
    retired = chosen.model_copy(update={"id": UUID(int=8), "procedure": "9.999999"})
    unchosen = chosen.model_copy(update={"id": UUID(int=9), "procedure": ""})
    for form in (chosen, retired, unchosen):
        save_draft(form, office.desk)
    names = {one.id: one.procedure for one in waiting_drafts(office.desk)}
    assert names[chosen.id] == procedure(RESIDENCE).name
    assert (names[retired.id], names[unchosen.id]) == ("9.999999", "")
