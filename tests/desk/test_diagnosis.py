"""`desk doctor` tells what is wrong, and its file names nobody."""

import io
import json
import zipfile
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from desk import diagnosis
from desk.commands import app
from desk.diagnosis import examine, write_zip
from desk.store.home import Home
from desk.store.journal import counter_of
from desk.texts.outbox import TROUBLES
from desk.usecases.print_jobs import print_waiting
from desk.usecases.receive import Accepted, receive_dossier
from desk.usecases.supplement import Requested, Telling, request_supplement
from printing.spool import FolderTransport
from schemas.wire import REQUEST_HEADER
from tests.desk.office import AN, LAN, Office, complete_form, lacking_form, open_office
from tests.desk.scans import attach_scan

RUNNER = CliRunner()
FAR = "http://127.0.0.1:9"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A counter with a received dossier, a slip, a scan, prints and a crash behind it."""
    made = open_office(tmp_path)
    with made.desk.store.write() as session:
        counter = counter_of(session)
        counter.url, counter.token = FAR, "the-token-nobody-may-see"
        session.add(counter)
    answer = receive_dossier(
        complete_form(made).model_copy(update={"note": "Ghi chú riêng tư"}), made.desk
    )
    assert isinstance(answer, Accepted)
    slip = request_supplement(lacking_form(made), Telling(), made.desk)
    assert isinstance(slip, Requested), slip
    scan = tmp_path / "CCCD Nguyễn Văn An.pdf"
    scan.write_bytes(b"%PDF-1.7 024090000123")
    attach_scan(scan, answer.id, "p", LAN.account, made.desk)
    made.home.paper.mkdir()
    print_waiting(made.desk, FolderTransport(made.home.paper), LAN.account)
    (made.home.path / "desk.toml").write_text(
        '[printers.nguyen-van-an]\nkind = "ipp"\nurl = "ipp://127.0.0.1:9/nguyen-van-an"\n'
        '[printing]\nprinter = "nguyen-van-an"\n[scanner]\nport = "/dev/nguyen-van-an"\n'
    )
    made.home.crash_log.write_text('ValueError\n  File "/srv/nguyen-van-an/desk/app.py", line 3\n')
    return made


def text_of(archive: Path) -> str:
    """Everything in the file, names of members included."""
    with zipfile.ZipFile(archive) as opened:
        return "\n".join(
            f"{name}\n{opened.read(name).decode('utf-8')}" for name in opened.namelist()
        )


async def test_the_file_names_nobody_and_opens_nothing(office: Office, tmp_path: Path) -> None:
    found = await examine(office.home.path)
    out = tmp_path / "chan-doan.zip"
    assert write_zip(found, out)
    text = text_of(out)
    assert "dossier.received" in text, "the file tells what happened"
    secret = [
        AN.name,
        "Nguyễn",
        AN.number,
        AN.phone,
        AN.address,
        "Tân Tiến",
        LAN.name,
        LAN.account + ",",
        "riêng tư",
        "CCCD",
        "nguyen-van-an",
        "the-token-nobody-may-see",
        office.home.key().hex(),
        office.home.instance(),
        str(tmp_path),
    ]
    folded = text.casefold()
    assert [one for one in secret if one.casefold() in folded] == []


async def test_a_counter_without_its_line_is_told_what_to_do(office: Office) -> None:
    found = await examine(office.home.path)
    codes = {one.finding.code: one.finding.level for one in found.findings}
    assert codes["line_no_route"] == "watch"
    assert codes["store_whole"] == "well"
    assert any("Kiểm tra dây mạng" in one.line for one in found.findings)


async def test_a_centre_that_is_busy_is_waited_for_in_the_outbox_s_own_word(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        head = {"protocol": 1, "request": request.headers[REQUEST_HEADER], "incarnation": "i"}
        return httpx.Response(503, json=head | {"error": "unavailable", "retry_after": 5})

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(diagnosis, "open_client", lambda _: client)
    found = await examine(office.home.path)
    line = next(one for one in found.findings if one.finding.code.startswith("line_"))
    assert (line.finding.code, line.finding.level) == ("line_busy", "watch")
    assert TROUBLES["unavailable"] in line.line.lower()
    assert "Báo kỹ thuật viên" not in line.line


async def test_a_lost_key_a_lost_store_and_an_empty_home_are_told(
    office: Office, tmp_path: Path
) -> None:
    office.desk.store.close()
    (office.home.path / "key").write_bytes(bytes(32))
    found = await examine(office.home.path)
    assert found.findings[0].finding.code == "store_wrong_key"
    assert not found.is_well
    office.home.database.unlink()
    assert (await examine(office.home.path)).findings[0].finding.code == "store_lost"
    told = RUNNER.invoke(app, ["status", "--home", str(office.home.path)])
    assert (told.exit_code, "desk restore" in told.output) == (1, True)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert (await examine(empty)).findings[0].finding.code == "not_enrolled"


def test_the_command_prints_json_writes_the_file_and_exits_by_what_it_found(
    office: Office, tmp_path: Path
) -> None:
    office.desk.store.close()
    out = tmp_path / "d.zip"
    home = str(office.home.path)
    done = RUNNER.invoke(app, ["doctor", "--json", "--home", home, "--out", str(out)])
    told = json.loads(done.stdout)
    assert done.exit_code == (0 if told["ok"] else 1)
    assert {one["code"] for one in told["findings"]} >= {
        "store_whole",
        "line_no_route",
        "printer_hindered",
        "port_absent",
    }
    assert zipfile.is_zipfile(io.BytesIO(out.read_bytes()))
    lines = RUNNER.invoke(app, ["doctor", "--home", home]).stdout.splitlines()
    assert len(lines) == len(told["findings"])


def test_a_file_that_cannot_be_written_is_one_sentence(office: Office, tmp_path: Path) -> None:
    office.desk.store.close()
    asked = ["doctor", "--home", str(office.home.path), "--out", str(tmp_path / "no" / "d.zip")]
    done = RUNNER.invoke(app, asked)
    assert done.exit_code == 1
    assert "Không ghi được" in done.stderr


def test_examining_does_not_make_a_home(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    done = RUNNER.invoke(app, ["doctor", "--home", str(nowhere)])
    assert done.exit_code == 1
    assert not Home(nowhere).path.exists()


def test_a_bundle_without_the_key_of_the_centre_is_one_sentence(
    office: Office, tmp_path: Path
) -> None:
    office.desk.store.close()
    file = tmp_path / "goi.bin"
    done = RUNNER.invoke(app, ["export-bundle", str(file), "--home", str(office.home.path)])
    assert done.exit_code == 1
    assert "chưa nhận khóa" in done.stderr
    assert not file.exists()
