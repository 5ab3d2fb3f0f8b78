"""What no entry can hold is refused in words, and what was typed stays: screens and commands."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from desk import machine
from desk.commands import app
from desk.store.store import StoreError
from desk.texts.commands import STORE_FAILED
from desk.texts.doubts import store_words
from desk.usecases.drafts import save_draft
from desk.usecases.lists import all_page
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.supplement import Telling, request_supplement
from desk.widgets.choice import Choice
from tests.desk.after_reception import entries, received
from tests.desk.office import Office, complete_form, lacking_form, open_office, with_passwords
from tests.desk.screens.filling_in import press, reception
from tests.desk.screens.shell import Shell, seen, settle

LONG, ODD = "ễ" * 100_000, "chữ \ud800 hỏng"
UNWRITABLE = [pytest.param(LONG, "too_big", id="long"), pytest.param(ODD, "odd_text", id="odd")]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = with_passwords(open_office(tmp_path))
    monkeypatch.setattr(machine, "now", made.clock)
    return made


def typed(office: Office, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, [*words, "--home", str(office.home.path)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output.strip()


@pytest.mark.parametrize(("text", "reason"), UNWRITABLE)
def test_a_command_says_in_words_what_cannot_be_recorded(
    office: Office, text: str, reason: str
) -> None:
    form = complete_form(office).model_dump(mode="json") | {"note": text}
    file = office.home.path / "form.json"
    file.write_text(json.dumps(form), encoding="utf-8")
    done, before = received(office), entries(office)
    said = (1, STORE_FAILED[reason])
    assert typed(office, "receive", "--file", str(file)) == said
    withdrawn = ("record", done.code, "withdraw", "--as", "lan", "--reason", text)
    assert typed(office, *withdrawn) == said
    file.write_text(json.dumps(form | {"note": "ngắn"}), encoding="utf-8")
    assert entries(office) == before
    assert typed(office, "receive", "--file", str(file))[0] == 0


@pytest.mark.parametrize(("text", "reason"), UNWRITABLE)
def test_a_slip_with_such_a_reason_takes_no_number(office: Office, text: str, reason: str) -> None:
    form, before = lacking_form(office), entries(office)
    with pytest.raises(StoreError, match=reason):
        request_supplement(form, Telling(reason=text), office.desk)
    assert entries(office) == before


def test_a_draft_with_a_broken_letter_is_refused_without_quoting_it(office: Office) -> None:
    form = complete_form(office).model_copy(update={"note": ODD})
    with pytest.raises(StoreError, match=r"^odd_text$"):
        save_draft(form, office.desk)


async def test_the_reception_keeps_what_was_typed_when_it_is_too_much(office: Office) -> None:
    form: Any = complete_form(office).model_copy(update={"note": LONG})
    screen = reception(office, form)
    async with Shell(screen).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, Choice)
        assert store_words("too_big")[:40] in seen(pilot.app)
        await press(pilot, "enter")
        assert screen.phase == "form"
        assert screen.collect().note == LONG
    assert all_page(office.desk, 0, 10) == ()
    assert isinstance(receive_dossier(complete_form(office), office.desk), Accepted)
