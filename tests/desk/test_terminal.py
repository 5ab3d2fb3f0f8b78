"""Real bytes over a real pty, and a crash that gives nothing away."""

import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.app import App

from desk.terminal import CALM, end_calmly, install, note_crash
from tests.desk.pty_terminal import PATIENCE_SECONDS, Terminal, running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pty is a Unix thing")

CARD = "001099012345|012345678|Nguyễn Văn An|01021999|Nam|Thôn 1, xã Tân Tiến|15032021"
NUMBER = "001099012345"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "crash.log"


@pytest.fixture
def terminal(log: Path) -> Iterator[Terminal]:
    yield from running(log)


@pytest.fixture
def stock_terminal(log: Path) -> Iterator[Terminal]:
    yield from running(log, "stock")


@pytest.mark.slow
def test_scans_of_every_kind_arrive_whole_over_a_pty(terminal: Terminal) -> None:
    decomposed = unicodedata.normalize("NFD", CARD)
    terminal.send(f"Nguye\x7fê\x7fễn\r{CARD}\r{decomposed}\r\n".encode())
    assert terminal.scans(3) == ["Nguyễn", CARD, CARD]

    terminal.send(f"\x1b[200~{CARD}\nhai\n\x1b[201~".encode())
    assert terminal.scans(2) == [CARD, "hai"]

    letter = "ễ".encode()
    terminal.send(b"a" + letter[:1])
    terminal.wait_for("value", "a")
    terminal.send(letter[1:] + b"\r")
    assert terminal.scans(1) == ["aễ"]


@pytest.mark.slow
def test_bytes_that_are_no_text_do_not_end_the_program(terminal: Terminal) -> None:
    terminal.send(b"Nguy\xff\xfen\r\xc3(\x80\r" + CARD.encode() + b"\r")

    assert terminal.scans(3) == ["Nguy\ufffd\ufffdn", "\ufffd(\ufffd", CARD]


@pytest.mark.slow
def test_the_cure_is_still_needed(stock_terminal: Terminal) -> None:
    stock_terminal.send(b"Nguy\xffn\r")

    assert [report for report in stock_terminal.reports() if report[0] == "scan"] == []
    stock_terminal.process.wait(PATIENCE_SECONDS)


@pytest.mark.slow
def test_a_crash_shows_and_logs_no_value(terminal: Terminal, log: Path) -> None:
    terminal.send(f"\t{NUMBER}".encode())
    terminal.wait_for("value", NUMBER)
    already_painted = len(terminal.painted)
    terminal.send(b"\x1b[20~")

    assert terminal.end() == 1
    after = terminal.painted[already_painted:].decode()
    last_words = after[after.rindex("\x1b[?1049l") :]
    assert " ".join(CALM.split()) in " ".join(last_words.split())
    assert NUMBER not in last_words
    note = log.read_text(encoding="utf-8")
    assert "2019-06-03T00:00:00+00:00 builtins.ValueError" in note
    assert "action_crash" in note
    assert NUMBER not in note


def test_installing_twice_is_installing_once() -> None:
    from textual.drivers import linux_driver

    install()
    install()

    decoder = vars(linux_driver)["getincrementaldecoder"]("utf-8")()
    assert decoder.decode(b"a\xff\xe1\xbb") + decoder.decode(b"\x85n") == "a\ufffdễn"


def test_a_note_names_the_errors_and_frames_that_led_to_it_but_no_values(log: Path) -> None:
    try:
        try:
            int(NUMBER + "x")
        except ValueError as error:
            raise RuntimeError(NUMBER) from error
    except RuntimeError as error:
        note_crash(error, log=log, at=datetime(2019, 6, 3, tzinfo=UTC))

    note = log.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in note
    assert "builtins.ValueError" in note
    assert note.count("test_terminal.py:") == 2
    assert NUMBER not in note
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_note_that_cannot_be_written_does_not_hide_the_crash(tmp_path: Path) -> None:
    note_crash(
        ValueError(), log=tmp_path / "no folder" / "log", at=datetime(2019, 6, 3, tzinfo=UTC)
    )

    assert list(tmp_path.iterdir()) == []


async def test_tests_still_see_the_error_of_an_app_that_ends_calmly() -> None:
    class Calm(App[None]):
        def _fatal_error(self) -> None:
            end_calmly(self)

        def on_mount(self) -> None:
            raise LookupError("nothing there")

    with pytest.raises(LookupError):
        async with Calm().run_test():
            pass
