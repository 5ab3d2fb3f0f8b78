"""The platform's print commands: the command line built, and what its end means."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from printing.command import CommandTransport, Ended, lp_command, reason_said
from printing.receipt import render_receipt
from printing.spool import InDoubt, Order, SendFailed, Sent
from printing.windows_command import windows_command
from tests.printing.cups import Cups, require, until
from tests.printing.samples import a_receipt

PDF = render_receipt(a_receipt())
FILE = Path("giay.pdf")


def test_lp_prints_its_input_unscaled_on_one_side() -> None:
    command = lp_command("quay01", "-giay.pdf", "iso_a5_148x210mm", Order(copies=2))
    assert " ".join(command) == (
        "lp -s -t -giay.pdf -n 2 -d quay01 -o media=iso_a5_148x210mm -o print-scaling=none "
        "-o sides=one-sided -- -"
    )
    assert "-d" not in lp_command("", "giay.pdf", "iso_a4_210x297mm", Order())


def test_lp_prints_on_a_real_queue(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    require("lp")
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{cups.port}")
    assert CommandTransport("quay01").send("giay.pdf", PDF) == Sent("quay01")
    until(lambda: cups.printed() == [PDF], "the page")
    assert CommandTransport("khong-co").send("giay.pdf", PDF) == SendFailed("not_found")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("lp: Error - The printer or class does not exist.", "not_found"),
        ("lp: Error - No default destination available.", "not_found"),
        ('lp: Destination "quay01" is not accepting jobs.', "not_accepting"),
        ("lp: Unable to connect to server", "unreachable"),
        ("lp: Error - scheduler not responding.", "unreachable"),
        ("lp: Unsupported document-format", "no_pdf"),
        ("lp: Forbidden", "not_authorized"),
        ("", "other"),
    ],
)  # fmt: skip
def test_what_lp_says_is_a_reason(said: str, reason: str) -> None:
    assert reason_said(said) == reason


@pytest.mark.parametrize("is_windows", [False, True])
def test_a_command_that_is_missing_or_does_not_end_is_a_value(is_windows: bool) -> None:
    def missing(_command: Sequence[str], _given: bytes) -> Ended:
        raise FileNotFoundError

    def endless(_command: Sequence[str], _given: bytes) -> Ended:
        raise subprocess.TimeoutExpired("x", 1)

    def transport(run: object) -> CommandTransport:
        return CommandTransport("q", is_windows=is_windows, run=run)  # type: ignore[arg-type]

    assert transport(missing).send("giay.pdf", PDF) == SendFailed("command_missing")
    assert transport(endless).send("giay.pdf", PDF) == InDoubt()


def test_windows_prints_by_sumatra_without_a_shell() -> None:
    command = windows_command("Máy in 1", FILE, Order(copies=2, paper="A5"), program="S.exe")
    look = "noscale,simplex,2x,paper=A5"
    assert command == [
        "S.exe", "-print-to", "Máy in 1", "-print-settings", look, "-silent", "giay.pdf"
    ]  # fmt: skip
    assert "-print-to-default" in windows_command("", FILE, Order(), program="S.exe")


def test_windows_without_sumatra_asks_the_pdf_reader() -> None:
    command = windows_command("Máy 'A'; del", FILE, Order())
    assert command[:4] == ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command"]
    assert "-Verb PrintTo" in command[4]
    assert command[5:] == ["'giay.pdf'", "'Máy ''A''; del'"]


@pytest.mark.parametrize(("program", "times"), [("S.exe", 1), ("", 3)])
def test_windows_prints_from_a_file_that_is_gone_afterwards(program: str, times: int) -> None:
    files: list[Path] = []

    def run(command: Sequence[str], given: bytes) -> Ended:
        files.append(Path(next(one for one in command if "giay.pdf" in one).strip("'")))
        assert files[-1].read_bytes() == PDF
        return Ended(0)

    windows = CommandTransport("q", program=program, is_windows=True, run=run)
    assert windows.send("x.pdf", PDF, Order(copies=3)) == Sent("q")
    assert len(files) == times
    assert not any(file.exists() for file in files)
    failing = CommandTransport("q", is_windows=True, run=lambda *_: Ended(1))
    assert failing.send("x.pdf", PDF) == SendFailed("other")
