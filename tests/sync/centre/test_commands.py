"""What an administrator types: exit codes, one sentence for an error, JSON for programs."""

import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sync.centre.commands import app
from sync.centre.store import database_url, open_store
from sync.centre.units import printed_settings
from tests.builders import NOON, OTHER_UNIT, UNIT, a_journal
from tests.sync.centre.desks import Centre


@pytest.fixture
def home(tmp_path: Path, sqlite_template: Path) -> Path:
    (tmp_path / "centre.sqlite").write_bytes(sqlite_template.read_bytes())
    return tmp_path


def run(home: Path, *words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], input=stdin)


def add_unit(home: Path) -> Result:
    place = ("--superior", "UBND huyện", "--place", "Bình Minh", "--phone", "1900")
    return run(home, "add-unit", UNIT, "--name", "UBND xã", *place, "--lookup-url", "https://x")


def said(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.stdout)
    return read


async def receive_two(home: Path) -> None:
    store = open_store(database_url(home, None))
    centre = Centre(store)
    desk = await centre.enrol()
    await desk.push(a_journal(3).texts)
    store.close()


def test_enrol_code_prints_the_code_and_nothing_else(home: Path) -> None:
    add_unit(home)
    assert re.fullmatch(r"([2-9A-Z]{4}-){3}[2-9A-Z]{4}\n", run(home, "enrol-code", UNIT).stdout)


def test_an_heir_is_added_once(home: Path) -> None:
    add_unit(home)
    run(home, "add-unit", OTHER_UNIT, "--name", "UBND xã")
    for _ in range(2):
        said = run(home, "add-heir", UNIT, OTHER_UNIT)
        assert (said.exit_code, said.stderr) == (0, "")
        assert said.stdout.startswith(f"Từ nay {OTHER_UNIT} cùng giải quyết hồ sơ của {UNIT}")
    assert run(home, "add-heir", OTHER_UNIT, UNIT).exit_code == 1


async def test_a_revoked_counter_delivers_and_asks_for_nothing_more(home: Path) -> None:
    add_unit(home)
    store = open_store(database_url(home, None))
    desk = await Centre(store).enrol()
    assert run(home, "revoke", desk.counter).exit_code == 0
    pushed = await desk.push(a_journal(2).texts)
    refused = [
        (await desk.get(path)).status_code
        for path in (f"/v1/units/{UNIT}/feed", f"/v1/units/{UNIT}/snapshot", "/v1/dossiers/x")
    ]
    store.close()
    assert [one["outcome"] for one in pushed.json()["results"]] == ["flagged"] * 2
    assert refused == [401] * 3


def test_a_code_may_be_given_for_longer(home: Path) -> None:
    add_unit(home)
    assert run(home, "enrol-code", UNIT, "--hours", "72").exit_code == 0
    with sqlite3.connect(home / "centre.sqlite") as connection:
        ((expires_at,),) = connection.execute("SELECT expires_at FROM enrolcode").fetchall()
    connection.close()
    left = datetime.fromisoformat(expires_at) - datetime.now(UTC)  # noqa: TID251  (a real command)
    assert timedelta(hours=71) < left <= timedelta(hours=72)


@pytest.mark.parametrize(
    "words",
    [
        ("enrol-code", "000.99.99.H99"),
        ("revoke", "000.17.22.H02/Q9"),
        ("add-heir", "000.99.99.H99", UNIT),
        ("add-unit", "xã tôi", "--name", "X"),
        ("add-officer", UNIT, "lan", "--name", "Lan", "--password", "du dai lam"),
        ("import-catalogue", "no-such-file.json"),
    ],
)
def test_a_refusal_is_one_sentence_on_stderr_and_exit_1(home: Path, words: tuple[str]) -> None:
    result = run(home, *words)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith(".\n")


@pytest.mark.parametrize("words", [("import-calendar",), ("serve",), ("no-such-command",)])
def test_wrong_usage_is_exit_2(home: Path, words: tuple[str]) -> None:
    assert run(home, *words).exit_code == 2


def test_a_database_that_does_not_open_is_exit_1(home: Path) -> None:
    url = "postgresql://127.0.0.1:1/nothing"
    result = run(home, "verify", "--database", url)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_file_that_is_no_database_is_exit_1(tmp_path: Path) -> None:
    (tmp_path / "centre.sqlite").write_text("not a database" * 100, encoding="utf-8")
    result = run(tmp_path, "verify")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_database_of_a_newer_release_is_left_alone(home: Path) -> None:
    with sqlite3.connect(home / "centre.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    result = run(home, "dossiers", "--json")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "mới hơn" in result.stderr


def test_an_issued_password_is_asked_for_and_has_to_be_changed(home: Path) -> None:
    add_unit(home)
    result = run(home, "add-officer", UNIT, "lan", "--name", "Lan", stdin="cap-lan-dau\n" * 2)
    assert result.exit_code == 0, result.output
    store = open_store(database_url(home, None))
    from sync.centre.reference import officers_of

    with store.reading() as session:
        (officer,) = officers_of(session, UNIT)
    store.close()
    assert (officer.account, officer.must_change, officer.demo) == ("lan", True, False)
    assert "cap-lan-dau" not in result.output


def test_a_short_password_is_refused(home: Path) -> None:
    add_unit(home)
    result = run(home, "add-officer", UNIT, "lan", "--name", "Lan", "--password", "ngan")
    assert result.exit_code == 1


async def test_dossiers_are_listed_in_the_order_of_their_ranks(home: Path) -> None:
    add_unit(home)
    await receive_two(home)
    lines = said(run(home, "dossiers", "--json", "--unit", UNIT))["dossiers"]
    assert [line["code"] for line in lines] == [f"{UNIT}-191120-100{n}" for n in (1, 2)]
    first = lines[0]
    assert (first["status"], first["counter"]) == (2, f"{UNIT}/Q1")
    assert first["received_at"] == "2019-11-20T12:00:00.000+07:00"
    assert first["promised_at"] == "2019-11-21T12:00:00.000+07:00"
    assert set(first) == {"id", "code", "status", "counter", "received_at", "promised_at"}
    unknown = run(home, "dossiers", "--json", "--unit", "000.99.22.H02")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "Chưa có bộ phận" in unknown.stderr


async def test_verify_says_ok_and_exits_1_otherwise(home: Path) -> None:
    add_unit(home)
    await receive_two(home)
    assert said(run(home, "verify", "--json")) == {
        "ok": True,
        "problems": [],
        "cloned": [],
        "scans_pending": 0,
        "unplaced": {},
        "stale": [],
    }
    store = open_store(database_url(home, None))
    with store.writing() as session:
        from sqlmodel import text

        session.connection().execute(text("DELETE FROM codeclaim"))
    store.close()
    result = run(home, "verify", "--json")
    assert result.exit_code == 1
    assert not json.loads(result.stdout)["ok"]


def test_an_import_accounts_for_every_record(home: Path) -> None:
    file = home / "procedures.json"
    file.write_text('[{"code": "1.001193", "name": "Đăng ký khai sinh"}, 7]', encoding="utf-8")
    account = said(run(home, "import-catalogue", str(file), "--json"))
    assert (account["version"], account["accepted"], account["total"]) == (1, 1, 2)
    assert len(account["refused"]) == 1
    printed = run(home, "import-catalogue", str(file))
    assert "BÁO CÁO NHẬP DANH MỤC" in printed.stdout
    assert "phiên bản 2" in printed.stdout


def test_a_catalogue_file_that_is_none_is_exit_1(home: Path) -> None:
    file = home / "page.json"
    file.write_text("<html>", encoding="utf-8")
    assert run(home, "import-catalogue", str(file)).exit_code == 1


def test_the_official_calendar_and_a_file_of_ones_own_are_imported(home: Path) -> None:
    from schemas.data import official_calendar

    file = home / "calendar.json"
    file.write_text(official_calendar().model_dump_json(), encoding="utf-8")
    assert "phiên bản 1" in run(home, "import-calendar", "--official").stdout
    assert "phiên bản 2" in run(home, "import-calendar", str(file)).stdout


def test_a_calendar_file_that_is_none_is_exit_1(home: Path) -> None:
    file = home / "calendar.json"
    file.write_text("{}", encoding="utf-8")
    assert run(home, "import-calendar", str(file)).exit_code == 1


@pytest.mark.slow
def test_seeding_the_demo_twice_changes_nothing(home: Path) -> None:
    first, again = run(home, "seed-demo"), run(home, "seed-demo")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout == again.stdout


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "sync.centre", "serve", "--port", "0", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://(127\.0\.0\.1:\d+)", process.stdout.readline())
            assert found is not None
            yield process, found[1]
        finally:
            process.kill()


@pytest.mark.slow
async def test_a_served_centre_ends_on_sigterm_with_a_long_poll_open(home: Path) -> None:
    add_unit(home)
    store = open_store(database_url(home, None))
    desk = await Centre(store, now=lambda: NOON).enrol()
    store.close()
    with serving(home) as (process, address):
        waiting = http.client.HTTPConnection(address, timeout=30)
        waiting.request("GET", f"/v1/units/{UNIT}/feed?wait=25", headers=desk.headers)
        beside = http.client.HTTPConnection(address, timeout=30)
        beside.request("GET", "/healthz")
        assert beside.getresponse().status == 200
        process.send_signal(signal.SIGTERM)
        answer = waiting.getresponse()
        assert (answer.status, json.loads(answer.read())["rows"]) == (200, [])
        assert process.wait(timeout=20) == 0
        waiting.close()
        beside.close()


@pytest.mark.slow
def test_a_large_body_that_nobody_wants_does_not_drown_the_answer(home: Path) -> None:
    with serving(home) as (_, address):
        refused = http.client.HTTPConnection(address, timeout=30)
        refused.request("POST", "/v1/counters/me/journal", b"x" * 1_000_000)
        answer = refused.getresponse()
        assert (answer.status, json.loads(answer.read())["error"]) == (401, "unknown_token")
        refused.close()


@pytest.mark.slow
def test_a_port_that_is_taken_is_one_sentence(home: Path) -> None:
    with serving(home) as (_, address):
        port = address.rpartition(":")[2]
        result = run(home, "serve", "--port", port)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert port in result.stderr


def test_a_unit_says_whether_its_desks_ask_for_the_newest_receipt(home: Path) -> None:
    def told() -> object:
        store = open_store(database_url(home, None))
        with store.reading() as session:
            settings = printed_settings(session, UNIT)
        store.close()
        return settings.get("rollback_guard", "unsaid")

    answers: list[object] = []
    for flag in ([], ["--no-rollback-guard"], [], ["--rollback-guard"]):
        run(home, "add-unit", UNIT, "--name", "UBND xã", *flag)
        answers.append(told())
    assert answers == ["unsaid", False, False, True]
