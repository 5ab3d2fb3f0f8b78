"""Telex and VNI as Unikey, EVKey, OpenKey and ibus send them, over a real pty."""

import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import is_normalized

import pytest

from tests.desk.pty_terminal import Terminal, running
from tests.desk.widgets.input_methods import SENTENCE, streams

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pty is a Unix thing")

TELL = "\x1b[19~"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    yield from running(tmp_path / "crash.log")


@pytest.mark.slow
def test_every_way_of_input_methods_writes_the_same_in_one_line_and_in_several(
    terminal: Terminal,
) -> None:
    found = {}
    terminal.send(b"\t")
    for name, keys in streams().items():
        terminal.send(f"{keys}\tx\r{keys}{TELL}\x1b[Z".encode())
        found[name] = (terminal.told("name"), terminal.told("note"))

    wanted = (SENTENCE, f"x\n{SENTENCE}")
    assert {name: texts for name, texts in found.items() if texts != wanted} == {}
    assert is_normalized("NFC", SENTENCE)
