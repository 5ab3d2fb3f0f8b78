"""What stands around a counter is measured as it is, by codes alone."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.rules.diagnosis_devices import DeviceFacts, RouteFact
from desk.store.home import Home
from desk.usecases import device_facts
from desk.usecases.device_facts import measure, note_backup
from desk.usecases.printers import open_printers
from printing.ipp import IDLE, PrinterStanding
from printing.proof import ProofValues, render_proof
from printing.spool import Sent
from tests.printing.cups import private_cups, until

BUSY = """\
[printers.tat]
kind = "ipp"
url = "ipp://127.0.0.1:9/x"
[printers.thu-muc]
kind = "folder"
folder = "khong-co"
[printers.cu]
kind = "command"
[printing]
printer = "tat"
fallback = "pdf"
[forms.supplement]
printer = "thu-muc"
fallback = "cu"
[scanner]
port = "/dev/khong-co"
[scans]
folder = "/khong-co"
"""


def home(folder: Path, text: str = "") -> Home:
    if text:
        (folder / "desk.toml").write_text(text, encoding="utf-8")
    return Home(folder)


def test_nothing_set_is_nothing_wrong_and_nothing_is_made(tmp_path: Path) -> None:
    forms = ("receipt", "supplement", "other")
    assert measure(home(tmp_path)) == DeviceFacts(
        is_set=False, routes=(RouteFact(forms, "files"),), folder="unset"
    )
    assert open_printers(home(tmp_path)).lacks_printer()
    assert not list(tmp_path.iterdir())


def test_each_route_port_and_folder_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = tmp_path / "bin" / ("powershell.exe" if os.name == "nt" else "lp")
    command.parent.mkdir()
    command.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(command.parent))
    found = measure(home(tmp_path, BUSY))
    assert found.routes == (
        RouteFact(("receipt", "other"), "unreachable"),
        RouteFact(("receipt", "other"), "files", is_fallback=True),
        RouteFact(("supplement",), "folder_missing"),
        RouteFact(("supplement",), "unasked", is_fallback=True),
    )
    assert (found.port, found.folder, found.faces) == ("absent", "missing", True)
    command.unlink()
    spare = RouteFact(("supplement",), "command_missing", is_fallback=True)
    assert measure(home(tmp_path, BUSY)).routes[3] == spare
    assert open_printers(home(tmp_path)).lacks_printer()
    (tmp_path / "desk.toml").write_text(BUSY.replace('"thu-muc"\nfallback', '"cu"\nfallback'))
    assert not open_printers(home(tmp_path)).lacks_printer()


def test_wrong_settings_are_told_and_a_backup_is_remembered(tmp_path: Path) -> None:
    counter = home(tmp_path, f"{BUSY}[in]")
    assert measure(counter).backup_at is None
    note_backup(counter)
    found = measure(counter)
    assert not found.is_valid
    assert found.backup_at is not None
    # What is right beside it is looked at all the same, but for printers, which are not used.
    assert [one.state for one in found.routes] == ["files"]
    assert (found.port, found.folder) == ("absent", "missing")


@pytest.mark.parametrize(("paper", "state"), [("", "unsupported"), ('paper = "A4"', "ready")])
def test_a_printer_of_a4_alone_has_no_paper_for_short_forms_unless_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: str, state: str
) -> None:
    told = PrinterStanding("q", "", IDLE, (), is_accepting=True, media=("iso_a4_210x297mm",))
    monkeypatch.setattr(device_facts, "standing_of", lambda _printer, _home: told)
    queue = f'[printers.q]\nkind="ipp"\nurl="ipp://may/q"\n[printing]\nprinter="q"\n{paper}\n'
    assert measure(home(tmp_path, queue)).routes[0].state == state


def test_a_queue_says_itself_what_hinders_it(tmp_path: Path) -> None:
    with private_cups() as cups:
        queue = f'[printers.q]\nkind="ipp"\nurl="{cups.printer().url}"\n[printing]\nprinter="q"\n'
        counter = home(tmp_path, queue)
        assert measure(counter).routes[0].state == "ready"
        cups.behave("paper")
        sent = cups.transport().send("giay.pdf", proof_pdf())
        assert isinstance(sent, Sent)
        until(lambda: "media-empty" in measure(counter).routes[0].state, "no paper")
        cups.transport().cancel(sent.where)
        until(lambda: cups.is_idle("quay01"), "an idle queue")
        # What CUPS keeps of the job that is gone hinders nobody.
        assert cups.standing().reasons
        assert measure(counter).routes[0].state == "ready"
        cups.disable()
        assert (cups.standing().is_stopped, len(cups.standing().reasons)) == (True, 2)
        assert measure(counter).routes[0].state == "paused"
        # With a job there, that may be what it waits for.
        assert isinstance(cups.transport().send("giay.pdf", proof_pdf()), Sent)
        assert measure(counter).routes[0].state == "media-empty-error paused"


def proof_pdf() -> bytes:
    at = datetime(2020, 3, 2, 9, tzinfo=UTC)
    return render_proof(ProofValues("Quầy Q1", at, "A5"))
