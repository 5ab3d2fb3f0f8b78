"""Departments and the portal write as the centre's own counter, like any counter does."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from schemas.data import official_calendar
from schemas.dossiers import Dossier
from schemas.statuses import Status
from sync.centre.acting import Done, act, state_of
from sync.centre.commands import app
from sync.centre.data import demo_catalogue
from sync.centre.deeds import Deed
from sync.centre.own_counter import Hand
from sync.centre.publishing import publish_calendar, publish_own_catalogue
from sync.centre.refusals import RefusedError
from sync.centre.submitting import read_submission, submit_online
from sync.centre.verifying import problems
from tests.builders import NOON, UNIT, JournalOf, a_journal, a_received, an_id
from tests.sync.centre.desks import Centre, Desk

RESIDENCE = "1.004194"
PORTAL = {
    "unit": UNIT,
    "procedure": RESIDENCE,
    "applicant": {"kind": "person", "name": "Nguyễn Văn [/] Ấn", "number": "024090000123"},
    "reference": "H22-0001",
}
CODE = f"{UNIT}-191120-1001"
LATER = NOON + timedelta(days=30)
"""A working day long after what receptions here promise."""
ONLINE_CODE = f"{UNIT}-191120-0001"


@dataclass
class Department:
    """Somebody at the centre who acts."""

    centre: Centre
    incarnation: str = "i-1"

    @property
    def hand(self) -> Hand:
        return Hand("phong-ban", self.centre.now(), self.centre.random_bytes, self.incarnation)

    def act(self, name: str, code: str = CODE, **more: Any) -> Done:
        """Do something to a dossier."""
        with self.centre.store.writing() as session:
            return act(session, code, Deed(name, **more), self.hand)

    def submit(self, **more: Any) -> Done:
        """Hand in an online dossier."""
        with self.centre.store.writing() as session:
            return submit_online(session, read_submission(PORTAL | more), self.hand)

    def state(self, done: Done) -> Dossier:
        """A dossier as it stands."""
        with self.centre.store.reading() as session:
            return state_of(session, UNIT, done.dossier)

    def problems(self) -> list[str]:
        """What is not whole."""
        with self.centre.store.reading() as session:
            return list(problems(session))


@pytest.fixture
def department(centre: Centre) -> Department:
    with centre.store.writing() as session:
        publish_own_catalogue(session, demo_catalogue(), now=NOON)
        publish_calendar(session, official_calendar(), now=NOON)
    return Department(centre)


async def received(desk: Desk) -> None:
    await desk.push(a_journal(2).texts)


async def test_a_deed_is_an_entry_of_counter_c0_in_the_feed(
    department: Department, desk: Desk
) -> None:
    await received(desk)
    done = department.act("take")
    page = await desk.feed(after=2)
    assert [row.entry["kind"] for row in page.rows] == ["epoch.opened", "dossier.in_process"]
    assert {row.entry["counter"] for row in page.rows} == {f"{UNIT}/C0"}
    assert page.rows[1].entry["base"] == 2
    assert (done.status, done.created, done.case) == (4, True, None)
    assert department.problems() == []


async def test_the_course_of_a_dossier_from_taking_to_returning(
    department: Department, desk: Desk
) -> None:
    await received(desk)
    department.act("take")
    department.act("pay", reason="thuế")
    department.act("paid")
    department.act("resolve", number="12/QĐ", date="2019-11-20", signatory="Bình", signed=True)
    department.act("arrive", number="12/QĐ")
    done = department.act("return", channel="postal")
    state = department.state(done)
    assert state.returned is not None
    assert state.result is not None
    assert (state.status, state.returned.to) == (Status.RETURNED, "Nguyễn Văn [/] Ấn")
    assert [state.result.digitally_signed, state.cases] == [True, ()]
    assert department.problems() == []


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("take", {}),
        ("withdraw", {}),
        ("stop", {"reason": "không đủ điều kiện"}),
        ("supplement", {"reason": "thiếu tờ khai", "missing": ("Tờ khai",)}),
        ("pay", {"reason": "thuế"}),
        ("hand-over", {"number": "BG-1", "to": "Tư pháp"}),
        ("apologise", {"number": "1", "date": "2019-11-20", "signatory": "B", "due": LATER}),
    ],
)
async def test_a_deed_said_twice_is_done_once(
    department: Department, desk: Desk, name: str, more: dict[str, Any]
) -> None:
    await received(desk)
    first, again = department.act(name, **more), department.act(name, **more)
    assert (first.created, again.created) == (True, False)
    assert (again.entry, again.status) == (first.entry, first.status)
    assert len((await desk.feed()).rows) == 4


SIGNED = {"date": "2019-11-20", "signatory": "B"}


@pytest.mark.parametrize(
    ("name", "first", "again"),
    [
        ("resolve", {"number": "1", **SIGNED}, {"number": "1", **SIGNED, "signed": True}),
        ("resolve", {"number": "1", **SIGNED}, {"number": "1", **SIGNED, "date": "2019-11-19"}),
        ("stop", {"reason": "a"}, {"reason": "b"}),
    ],
)
async def test_a_deed_that_says_something_else_is_never_passed_off_as_done(
    department: Department, desk: Desk, name: str, first: dict[str, Any], again: dict[str, Any]
) -> None:
    await received(desk)
    department.act(name, **first)
    with pytest.raises(RefusedError) as refused:
        department.act(name, **again)
    assert refused.value.error == "not_now"


@pytest.mark.parametrize(
    ("name", "more", "error"),
    [
        ("resolve", {"number": "1", **SIGNED, "date": "2019-13-40"}, "bad_date"),
        ("resolve", {"number": "1", **SIGNED, "date": "20/11/2019"}, "bad_date"),
        ("resolve", {"number": "1", **SIGNED, "date": "2019-11-21"}, "date_to_come"),
        ("apologise", {"number": "1", **SIGNED, "due": NOON}, "due_too_early"),
        ("apologise", {"number": "1", **SIGNED, "due": LATER + timedelta(days=2)}, "due_day_off"),
    ],
)
async def test_a_date_that_cannot_be_is_refused_before_it_is_written(
    department: Department, desk: Desk, name: str, more: dict[str, Any], error: str
) -> None:
    await received(desk)
    with pytest.raises(RefusedError) as refused:
        department.act(name, **more)
    assert refused.value.error == error
    assert len((await desk.feed()).rows) == 2


async def test_asking_for_papers_again_with_another_reason_is_recorded_and_flagged(
    department: Department, desk: Desk
) -> None:
    await received(desk)
    department.act("supplement", reason="thiếu tờ khai")
    again = department.act("supplement", reason="thiếu cả ảnh")
    assert again.case is not None
    assert again.case.code == "second_request"


async def test_a_request_that_comes_too_late_is_flagged(desk: Desk, department: Department) -> None:
    await received(desk)
    department.centre.now = lambda: NOON.replace(day=28)
    done = department.act("supplement", reason="thiếu tờ khai")
    assert done.case is not None
    assert done.case.code == "late_notice"


async def test_papers_that_complete_a_dossier_restart_its_time_from_zero(
    department: Department, desk: Desk
) -> None:
    journal = JournalOf()
    journal.write()
    journal.receive(an_id("restarted"), body=a_received(CODE, case="on_time"))
    await desk.push(journal.texts)
    department.act("supplement", reason="thiếu tờ khai")
    department.centre.now = lambda: NOON.replace(day=27)
    state = department.state(department.act("supplemented"))
    assert state.status == Status.RECEIVED
    assert state.promised is not None
    assert state.promised.due > NOON.replace(day=27)


@pytest.mark.parametrize(
    ("name", "more", "error"),
    [
        ("return", {}, "not_now"),
        ("stop", {}, "missing_option"),
        ("resolve", {"number": "1"}, "missing_option"),
        ("fly", {}, "unknown_deed"),
        ("take", {"code": f"{UNIT}-191120-1999"}, "unknown_dossier"),
        ("take", {"code": "không phải mã"}, "unknown_dossier"),
    ],
)
async def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    department: Department, desk: Desk, name: str, more: dict[str, Any], error: str
) -> None:
    await received(desk)
    with pytest.raises(RefusedError) as refused:
        department.act(name, **more)
    assert refused.value.error == error
    assert len((await desk.feed()).rows) == 2


async def test_a_result_returned_offline_while_the_dossier_was_withdrawn_is_a_case(
    department: Department, desk: Desk
) -> None:
    journal = a_journal(2)
    await desk.push(journal.texts)
    department.act("withdraw", reason="công dân xin rút")
    journal.write(
        "dossier.returned", dossier=an_id(journal.counter, "dossier", 0), base=2, body={"to": "Ấn"}
    )
    result = (await desk.push(journal.texts)).json()["results"][-1]
    assert (result["outcome"], result["case"]["code"]) == ("parked", "returned_after_withdrawal")
    assert result["case"]["params"]["counter"] == f"{UNIT}/C0"


def test_an_online_dossier_has_its_code_from_submission(department: Department) -> None:
    done = department.submit()
    state = department.state(done)
    assert (done.code, done.status, done.created) == (ONLINE_CODE, 1, True)
    assert state.draft is not None
    assert (state.draft.procedure, state.draft.channel) == (RESIDENCE, "online")
    assert department.problems() == []


def test_the_same_submission_is_one_dossier(department: Department) -> None:
    first, again = department.submit(), department.submit()
    assert (again.dossier, again.code, again.created) == (first.dossier, first.code, False)


def test_submissions_without_a_reference_are_told_apart_by_what_they_say(
    department: Department,
) -> None:
    done = [department.submit(reference="", note=note) for note in ("a", "b", "a")]
    assert [one.created for one in done] == [True, True, False]
    assert [one.code for one in done] == [ONLINE_CODE, f"{ONLINE_CODE[:-1]}2", ONLINE_CODE]


async def test_codes_of_online_dossiers_go_on_beyond_the_first_thousand(
    department: Department, desk: Desk
) -> None:
    await desk.push(a_journal(2, first_ordinal=999).texts)
    assert department.submit().code == f"{UNIT}-191120-100001"


async def test_numbers_of_counters_do_not_move_the_centre_s_own(
    department: Department, desk: Desk
) -> None:
    await desk.push(a_journal(3, first_ordinal=1500).texts)
    assert department.submit().code == ONLINE_CODE


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"unit": "000.99.22.H02"}, "unknown_unit"),
        ({"procedure": "9.999999"}, "unknown_procedure"),
        ({"case": "không có"}, "unknown_case"),
    ],
)
def test_a_submission_for_nothing_known_is_refused(
    department: Department, more: dict[str, Any], error: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        department.submit(**more)
    assert refused.value.error == error


def test_a_submission_with_two_papers_of_one_key_is_refused(department: Department) -> None:
    papers = [{"key": "home", "name": name} for name in ("Giấy một", "Giấy hai")]
    with pytest.raises(RefusedError) as refused:
        department.submit(papers=papers)
    assert (refused.value.error, refused.value.params) == ("invalid", {"field": "papers"})
    assert department.submit(papers=papers[:1]).created


async def test_two_counters_accept_one_online_dossier(department: Department) -> None:
    done = department.submit()
    first, second = await department.centre.enrol("Q1"), await department.centre.enrol("Q2")
    outcomes = []
    for desk in (first, second):
        journal = JournalOf(desk.counter)
        journal.write()
        journal.receive(done.dossier, ordinal=1, base=2)
        answer = (await desk.push(journal.texts)).json()
        outcomes.append(answer["results"][-1])
    assert [one["outcome"] for one in outcomes] == ["applied", "parked"]
    assert outcomes[1]["case"]["code"] == "received_twice"
    assert outcomes[1]["case"]["params"]["counter"] == first.counter
    assert department.problems() == []


async def test_a_restored_centre_writes_in_a_new_epoch(department: Department, desk: Desk) -> None:
    department.submit()
    restored = replace(department, incarnation="i-2")
    restored.submit(reference="H22-0002")
    restored.submit(reference="H22-0003")
    entries = [row.entry for row in (await desk.feed()).rows]
    assert [one["seq"] for one in entries] == [1, 2, 1, 2, 3]
    assert entries[2]["body"]["previous"]["digest"] == entries[1]["digest"] == entries[2]["prev"]
    assert len({one["epoch"] for one in entries}) == 2
    assert restored.problems() == []


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)])


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The demo unit's centre; its officers' passwords take a second."""
    folder = tmp_path_factory.mktemp("seeded")
    (folder / "centre.sqlite").write_bytes(sqlite_template.read_bytes())
    assert run(folder, "seed-demo").exit_code == 0
    return folder


@pytest.fixture
def home(tmp_path: Path, seeded: Path) -> Path:
    return Path(copytree(seeded, tmp_path, dirs_exist_ok=True))


def submitted(home: Path, message: object = PORTAL) -> Result:
    file = home / "online.json"
    file.write_text(json.dumps(message), encoding="utf-8")
    return run(home, "submit-online", str(file), "--json")


def test_the_commands_say_what_was_done_as_json(home: Path) -> None:
    said = json.loads(submitted(home).stdout)
    assert (said["status"], said["created"], said["case"]) == (1, True, None)
    done = json.loads(run(home, "act", said["code"], "withdraw", "--json").stdout)
    assert (done["dossier"], done["status"], done["created"]) == (said["dossier"], 7, True)
    assert run(home, "verify").exit_code == 0


def test_the_commands_say_what_was_done_in_words(home: Path) -> None:
    code = json.loads(submitted(home).stdout)["code"]
    words = ("act", code, "supplement", "--reason", "thiếu", "--missing", "Tờ khai")
    assert "yêu cầu bổ sung" in run(home, *words).stdout
    assert "từ trước" in run(home, *words).stdout


@pytest.mark.parametrize(
    "words",
    [
        ("act", "12", "take"),
        ("act", "CODE", "take"),
        ("act", "CODE", "fly"),
        ("act", "CODE", "stop"),
        ("act", "CODE", "apologise", "--due", "mai"),
        ("submit-online", "missing.json"),
    ],
)
def test_what_a_command_refuses_is_one_sentence(home: Path, words: tuple[str, ...]) -> None:
    code = json.loads(submitted(home).stdout)["code"]
    refused = run(home, *(code if word == "CODE" else word for word in words))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.count("\n") == 1
    assert refused.stderr.endswith(".\n")


@pytest.mark.parametrize("message", [[], {}, PORTAL | {"applicant": {"name": 7}}, "x"])
def test_a_file_that_is_no_submission_is_refused_without_quoting_it(
    home: Path, message: object
) -> None:
    refused = submitted(home, message)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Tệp hồ sơ trực tuyến thiếu hoặc sai mục")
