"""Who watches over the offices ends accounts and sees what waits for an officer."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from desk.texts.cases import SENTENCES
from sync.centre.case_words import CASE_WORDS
from sync.centre.commands import app
from sync.centre.store import open_store
from tests.builders import UNIT, JournalOf, an_id
from tests.sync.centre.desks import Centre

CODE = f"{UNIT}-191120-1001"


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A centre with one unit and the account of Lan."""
    run(tmp_path, "add-unit", UNIT, "--name", "UBND xã")
    run(tmp_path, "add-officer", UNIT, "lan", "--name", "Lan", "--password", "demo-2019")
    return tmp_path


def a_centre(home: Path) -> Centre:
    return Centre(open_store(f"sqlite:///{home / 'centre.sqlite'}"))


async def recorded(home: Path, *kinds: tuple[str, dict[str, Any]]) -> None:
    """What a counter sends that a disabled account may have written."""
    centre = a_centre(home)
    desk = await centre.enrol()
    journal = JournalOf(desk.counter)
    journal.write()
    journal.receive(an_id("first"), ordinal=1001)
    for kind, body in kinds:
        journal.write(kind, dossier=an_id("first"), body=body, base=2)
    await desk.push(journal.texts)
    centre.store.close()


async def test_what_a_disabled_account_recorded_is_listed_until_an_officer_settles_it(
    home: Path,
) -> None:
    assert run(home, "cases").stdout == "Không có vướng mắc nào đang chờ cán bộ giải quyết.\n"
    assert run(home, "disable-officer", UNIT, "lan").exit_code == 0
    await recorded(home)
    said = run(home, "cases", "--unit", UNIT).stdout
    assert said == f"{CODE}  tài khoản đã bị khóa, đã ghi nhận, ghi ở {UNIT}/Q1\n"
    case = json.loads(run(home, "cases", "--json").stdout)["cases"][0]
    assert (case["code"], case["parked"]) == (CODE, False)
    assert case["case"]["code"] == "disabled_officer"


async def test_an_account_that_was_enabled_again_is_as_before(home: Path) -> None:
    run(home, "disable-officer", UNIT, "lan")
    assert "mở lại" in run(home, "enable-officer", UNIT, "lan").stdout
    await recorded(home)
    assert json.loads(run(home, "cases", "--json").stdout)["cases"] == []


async def test_an_entry_that_cannot_have_its_effect_is_listed_as_put_aside(home: Path) -> None:
    await recorded(home, ("dossier.hovered", {}))
    assert run(home, "cases").stdout == (
        f"{CODE}  bút toán của chương trình mới hơn, đang tạm gác, ghi ở {UNIT}/Q1\n"
    )


async def test_a_dossier_whose_code_was_taken_is_listed_by_the_code_on_its_paper(
    home: Path,
) -> None:
    centre = a_centre(home)
    desk = await centre.enrol()
    journal = JournalOf(desk.counter)
    journal.write()
    for name in ("first", "second"):
        journal.receive(an_id(name), ordinal=1001)
    await desk.push(journal.texts)
    centre.store.close()
    assert run(home, "cases").stdout == (
        f"{CODE}  {CASE_WORDS['code_taken']}, đang tạm gác, ghi ở {UNIT}/Q1\n"
    )


def test_an_account_that_is_not_there_cannot_be_disabled(home: Path) -> None:
    refused = run(home, "disable-officer", UNIT, "nobody")
    assert (refused.exit_code, refused.stderr) == (1, "Bộ phận này không có tài khoản ấy.\n")


def test_every_case_has_its_words_at_the_centre_too() -> None:
    assert CASE_WORDS.keys() == SENTENCES.keys()
