"""The real program on a pty: cards in bursts, a procedure typed through a Telex input method."""

import sys
from pathlib import Path
from unicodedata import is_normalized

import pytest

from desk import machine
from desk.texts import reception as reception_words
from desk.usecases.drafts import drafts_count
from desk.usecases.lists import all_page, dossier_by_id
from desk.usecases.verify import verify
from tests.bench.officer import ENTER, ESCAPE, F2, F5, desk_terminal, sign_in
from tests.bench.terminal import Terminal
from tests.desk.shell_office import Clock, Shop, shop
from tests.desk.widgets.input_methods import WAYS, typed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pty is a Unix thing")

BINH = "001087012345|012345678|Phạm Văn Bình|01021987|Nam|Thôn Mẫu, xã Bình Minh|05052019"
HOA = "024190001234||Nguyễn Thị Hoà|04/05/1990|Nữ|Thôn Đông, xã Tân Mỹ, Bắc Giang|01/07/2021|||"
DAT = "024085000777|121234567|Đỗ Đức Đạt|11111985|Nam|Bản Mỏ, xã Sơn Động, Bắc Giang|10102022"
DONE = reception_words.DONE_RECEIVED
# `lại kết hôn` as Telex makes it, key by key.
PROCEDURE = [
    ["l", "la", "lai", "lại"],
    ["k", "ke", "kê", "kêt", "kết"],
    ["h", "ho", "hô", "hôn"],
]
PICKED = "Đăng ký lại kết hôn"
CODE = "1.004746"


def pick(terminal: Terminal, way: str) -> None:
    """Type the procedure as an input method does, see it offered, and take it."""
    terminal.type(typed(PROCEDURE, WAYS[way]))
    terminal.wait_for(PICKED)
    terminal.type(ENTER)


@pytest.mark.slow
def test_citizens_whose_cards_come_before_a_screen_has_settled_are_all_received_right(
    tmp_path: Path,
) -> None:
    made = shop(tmp_path, clock=Clock(machine.now()))
    with desk_terminal(made.home.path) as terminal:
        sign_in(terminal)

        terminal.type(f"{BINH}{ENTER}{HOA}\r\n")  # The second in the same burst.
        terminal.wait_for(reception_words.SUBMITTER)
        pick(terminal, "backspaces")
        terminal.type(f"{F5}{F2}{DAT}{ENTER}")  # The third while the first is recorded.
        terminal.wait_for("Đạt")
        pick(terminal, "narrow space first")
        terminal.type(f"{F5}{F2}")
        terminal.wait_for(DONE)

        terminal.type(ESCAPE)
        terminal.wait_for("Quét hoặc tìm")
        terminal.type(F5)
        terminal.wait_for("Nháp, ")
        terminal.type(ENTER)
        terminal.wait_for(reception_words.SUBMITTER)
        pick(terminal, "composed")
        terminal.type(f"{F5}{F2}")
        terminal.wait_for(DONE)
    check(made)


def check(made: Shop) -> None:
    desk = made.desk()
    listed = all_page(desk, 0, 10)
    states = [dossier_by_id(desk, one.id) for one in reversed(listed)]
    found = [state.received for state in states if state and state.received]
    assert [one.applicant.name for one in found] == [
        "Phạm Văn Bình",
        "Đỗ Đức Đạt",
        "Nguyễn Thị Hoà",
    ]
    assert [one.applicant.number for one in found] == [BINH[:12], DAT[:12], HOA[:12]]
    assert {one.procedure for one in found} == {CODE}
    assert all(is_normalized("NFC", one.model_dump_json()) for one in found)
    assert drafts_count(desk) == 0
    assert not verify(desk)
    desk.store.close()
