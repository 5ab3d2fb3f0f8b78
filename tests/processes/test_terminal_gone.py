"""A desk whose terminal vanished without a signal ends by itself and loses nothing."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from desk.machine import HOME_VARIABLE
from desk.texts import desk as desk_words
from desk.texts import reception as reception_words
from desk.usecases.drafts import waiting_drafts
from tests.desk.shell_office import CARD, PASSWORD, shop

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30.0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a pty is a Unix thing")
def test_a_desk_whose_terminal_is_gone_keeps_the_draft_and_ends(tmp_path: Path) -> None:
    counter = shop(tmp_path)
    master, inside = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "desk"],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm-256color", HOME_VARIABLE: str(counter.home.path)},
        start_new_session=True,
    )
    os.close(inside)
    os.write(master, f"lan\r{PASSWORD}\r".encode())
    _read_until(master, desk_words.READY)
    os.write(master, f"{CARD}\r".encode())
    _read_until(master, reception_words.SUBMITTER)
    os.close(master)

    assert process.wait(PATIENCE_SECONDS) == 0
    assert not counter.home.crash_log.exists()
    assert [one.label for one in waiting_drafts(counter.desk())] == ["Phạm Văn Bình"]


def _read_until(master: int, text: str) -> None:
    painted = b""
    while text.encode() not in painted:
        ready, _, _ = select.select([master], [], [], PATIENCE_SECONDS)
        assert ready, "the program has fallen silent"
        painted += os.read(master, 65536)
