"""Opening and searching lists of many dossiers, against lists of few."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from desk.usecases.desk import Desk
from desk.usecases.lists import all_count, all_page, counts, search, today_page
from desk.usecases.status import standing
from desk.widgets.long_list import PAGE_ROWS
from tests.bench.filling import newest_code, oldest_code
from tests.bench.officer import DOWN, END, F6, HOME, desk_terminal, sign_in
from tests.bench.pairs import in_turn, timed
from tests.bench.report import Finding, compared
from tests.bench.terminal import Terminal
from tests.desk.shell_office import Shop

ROUNDS, SCREEN_ROUNDS = 60, 15
AIM = 1.5
MANY, FEW = 100_000, 1_000
Question = Callable[[Desk], object]

QUESTIONS: dict[str, Question] = {
    "open today's list": lambda desk: today_page(desk, 0, PAGE_ROWS),
    "open the list of all": lambda desk: (all_count(desk), all_page(desk, 0, PAGE_ROWS)),
    "a page in the middle": lambda desk: all_page(desk, all_count(desk) // 2, PAGE_ROWS),
    "search, a screenful of hits": lambda desk: search(desk, "nguyễn", PAGE_ROWS),
    "search half a word": lambda desk: search(desk, "ng"),
    "search a number": lambda desk: search(desk, "024100000500"),
    "counts": counts,
}
OTHERS: dict[str, Question] = {
    "search, 70 hits / 1 hit": lambda desk: search(desk, "nguyễn văn an"),
    "status line": standing,
}
"""What grows with its answer, or counts every print job: shown beside the others, with no aim."""


def findings(many: Shop, few: Shop) -> list[Finding]:
    """Each question in turn to both stores, then both programs in their terminals."""
    large, small = many.desk(), few.desk()
    found = [
        compared(
            f"{name}, 100,000 / 1,000 dossiers",
            in_turn(ROUNDS, timed(partial(ask, large)), timed(partial(ask, small)), warm=5),
            AIM if name in QUESTIONS else None,
        )
        for name, ask in (QUESTIONS | OTHERS).items()
    ]
    large.store.close()
    small.store.close()
    return found + _on_screen(many.home.path, few.home.path)


def _on_screen(many: Path, few: Path) -> list[Finding]:
    with ExitStack() as stack:
        large, small = (stack.enter_context(desk_terminal(home)) for home in (many, few))
        opening = in_turn(1, partial(_open, large), partial(_open, small), warm=0)
        moving = in_turn(
            SCREEN_ROUNDS,
            partial(_there_and_back, large, oldest_code(MANY)),
            partial(_there_and_back, small, oldest_code(FEW)),
        )
    return [
        compared("list of all on the screen, 100,000 / 1,000", opening),
        compared("to its end and back, 100,000 / 1,000", moving, AIM),
    ]


def _open(terminal: Terminal) -> float:
    sign_in(terminal)
    terminal.rest(0.3)
    for _ in range(3):
        terminal.type(F6)
        terminal.rest(0.2)
    began = terminal.type(F6)
    seconds = terminal.wait_for(newest_code()) - began
    terminal.type(DOWN)
    return seconds


def _there_and_back(terminal: Terminal, oldest: str) -> float:
    terminal.rest(0.1)
    began = terminal.type(END)
    terminal.wait_for(oldest)
    terminal.type(HOME)
    return terminal.wait_for(newest_code()) - began
