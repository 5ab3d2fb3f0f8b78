"""`desk printers` and `desk test-page`, as a technician types them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desk.commands import app
from desk.commands_printers import listing
from desk.usecases.printers import Found, proof_words
from printing.faces import VIETNAMESE
from printing.ipp import CUPS_GET_PRINTERS, IDLE, PrinterStanding
from printing.spool import Progress, Stage
from tests.desk.screens.printing import Halting
from tests.printing.cups import Cups, private_cups
from tests.printing.reading import sizes, texts


@pytest.fixture
def nothing_announces_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The network is not searched: that takes five seconds."""
    empty = tmp_path / "bin"
    empty.mkdir()
    found = empty / "ippfind"
    found.write_text("#!/bin/sh\necho ipp://may.local:631/ipp/print\necho nonsense\n")
    found.chmod(0o755)
    monkeypatch.setenv("PATH", f"{empty}:/usr/bin:/bin")


def said(*arguments: str, home: Path, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    assert done.exit_code == code, done.output
    return done.output


def settings(home: Path, cups: Cups) -> None:
    home.mkdir(exist_ok=True)
    (home / "desk.toml").write_text(
        f"[printers.quay]\nkind = 'ipp'\nurl = '{cups.printer().url}'\n"
        "[printers.hong]\nkind = 'ipp'\nurl = 'ipp://127.0.0.1:9/ipp/print'\n"
        "[forms.test-page]\nprinter = 'quay'\n"
    )


@pytest.mark.usefixtures("nothing_announces_itself")
def test_printers_are_listed_and_tried(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with private_cups() as cups:
        settings(home, cups)
        listed = said("printers", "--server", f"127.0.0.1:{cups.port}", home=home)
        assert "quay: sẵn sàng" in listed
        assert "hong: máy in không trả lời" in listed
        assert "quay02: sẵn sàng · Quầy 1 · Bộ phận Một cửa" in listed
        assert "ipp://may.local:631/ipp/print" in listed
        told = json.loads(
            said("printers", "--server", f"127.0.0.1:{cups.port}", "--json", home=home)
        )
        assert [one["name"] for one in told["queues"]] == ["quay01", "quay02"]
        assert told["network"] == ["ipp://may.local:631/ipp/print"]
        assert "máy in báo đã xong" in said("test-page", "--paper", "A4", home=home)
        [page] = cups.printed()
        assert all(letter in texts(page)[0] for letter in VIETNAMESE)
    assert "máy in không trả lời" in said("test-page", home=home, code=1)


def test_where_there_is_no_printer_the_list_says_so(tmp_path: Path) -> None:
    nothing = Found(tmp_path, (), "localhost:631", (), "", (), can_search=True)
    lines = listing(nothing)
    assert lines[-3] == "  (máy chủ này chưa có hàng đợi nào)"
    assert lines[-2] == "Máy in tự giới thiệu trên mạng:"
    assert lines[-1].startswith("  (không thấy máy in nào")
    unheard = listing(replace(nothing, server_problem="unreachable", can_search=False))
    assert unheard[-3].startswith("  (không hỏi được máy chủ: ")
    assert "ippfind" in unheard[-1]
    assert len(unheard) == len(lines)


def test_a_queue_that_takes_nothing_is_not_said_to_be_ready(tmp_path: Path) -> None:
    # Idle, it keeps what an older job had met.
    queue = PrinterStanding("q", "ipp://may/q", IDLE, ("media-empty-error",), is_accepting=False)
    cups = replace(queue, operations=(CUPS_GET_PRINTERS,))
    found = Found(tmp_path, (), "localhost:631", (cups,), "", (), can_search=True)
    assert listing(found)[-3].startswith("  q: hàng đợi không nhận việc in\n")
    assert (
        "q: sẵn sàng\n" in listing(replace(found, queues=(replace(cups, is_accepting=True),)))[-3]
    )


def test_a_test_page_that_ended_is_in_no_queue_and_names_no_key_of_it() -> None:
    printer = Halting()
    for stage in (Stage.BROKEN_OFF, Stage.NEVER_BEGUN, Stage.LOST):
        printer.progress = Progress(stage)
        at = datetime(2020, 3, 2, tzinfo=UTC)
        *_, last = proof_words(printer, place="Quầy 1", at=at, wait=lambda: False)
        assert not last.is_well
        assert last.sentence.endswith("Xem máy in rồi in thử lại.")


@pytest.mark.usefixtures("nothing_announces_itself")
def test_mistakes_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text("[printing]\ncopies = 0\n")
    for command in ("printers", "test-page"):
        assert "“printing.copies”" in said(command, home=tmp_path, code=1)
    (tmp_path / "desk.toml").write_text("")
    assert "có: pdf" in said("test-page", "--printer", "x", home=tmp_path, code=1)


@pytest.mark.parametrize(
    ("toml", "arguments", "paper"),
    [
        ("", (), (148, 210)),
        ("[printing]\npaper = 'A4'\n", (), (210, 297)),
        ("[printing]\npaper = 'A4'\n[forms.test-page]\npaper = 'A5'\n", (), (148, 210)),
        ("[forms.test-page]\npaper = 'A4'\n", ("--printer", "pdf"), (210, 297)),
        ("[forms.test-page]\npaper = 'A4'\n", ("--printer", "pdf", "--paper", "A5"), (148, 210)),
    ],
)
def test_a_test_page_is_composed_for_the_paper_that_is_set(
    toml: str, arguments: tuple[str, ...], paper: tuple[int, int], tmp_path: Path
) -> None:
    (tmp_path / "desk.toml").write_text(toml)
    said("test-page", *arguments, home=tmp_path)
    [page] = (tmp_path / "giay-in").glob("*.pdf")
    assert sizes(page.read_bytes()) == {paper}
