"""A counter after three days without a line: 5,000 unsent entries, beside one with a few."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from desk.texts import outbox as words
from desk.usecases.desk import Desk
from desk.usecases.outbox import outbox, outbox_page
from desk.usecases.status import standing
from desk.widgets.long_list import PAGE_ROWS
from tests.bench.filling import GIVEN
from tests.bench.officer import ESCAPE, desk_terminal, sign_in
from tests.bench.pairs import in_turn, timed
from tests.bench.report import Finding, compared
from tests.bench.terminal import Terminal
from tests.desk.shell_office import Shop, received, shop

MANY, FEW = 5_000, 50
ROUNDS, SCREEN_ROUNDS = 30, 7
AIM = 1.5
F7 = "\x1b[18~"
QUESTIONS: dict[str, Callable[[Desk], object]] = {
    "count the outbox": outbox,
    "a page of the outbox": lambda desk: outbox_page(desk, 0, PAGE_ROWS),
    "its last page": lambda desk: outbox_page(desk, outbox(desk).unsent - 10, PAGE_ROWS),
    "status line": standing,
}


def cut_off(folder: Path, entries: int) -> Shop:
    """A counter that has so many unsent receptions, its printer emptied."""
    made = shop(folder)
    desk = made.desk()
    for number in range(entries - outbox(desk).unsent):
        made.clock.pass_(50)
        received(desk, f"Nguyễn Văn {GIVEN[number % len(GIVEN)]}")
    with desk.store.write() as session:
        session.connection().exec_driver_sql("UPDATE printjob SET state = 'confirmed'")
    assert outbox(desk).unsent == entries
    desk.store.close()
    return made


def findings(folder: Path) -> list[Finding]:
    """Each question to both stores in turn, then both programs in their terminals."""
    many, few = cut_off(folder / "cut-off", MANY), cut_off(folder / "hardly", FEW)
    large, small = many.desk(), few.desk()
    found = [
        compared(
            f"{name}, 5,000 / 50 unsent",
            in_turn(ROUNDS, timed(partial(ask, large)), timed(partial(ask, small)), warm=3),
        )
        for name, ask in QUESTIONS.items()
    ]
    large.store.close()
    small.store.close()
    ready = in_turn(SCREEN_ROUNDS, partial(_ready, many), partial(_ready, few))
    opening = in_turn(SCREEN_ROUNDS, partial(_open, many), partial(_open, few))
    return [
        *found,
        compared("start to ready for a scan, 5,000 / 50 unsent", ready, AIM),
        compared("outbox on the screen, 5,000 / 50 unsent", opening, AIM),
    ]


def _ready(made: Shop) -> float:
    with desk_terminal(made.home.path) as terminal:
        return sign_in(terminal) - terminal.began


def _open(made: Shop) -> float:
    with desk_terminal(made.home.path) as terminal:
        sign_in(terminal)
        terminal.rest(1.0)
        return _opened(terminal)


def _opened(terminal: Terminal) -> float:
    began = terminal.type(F7)
    seconds = terminal.wait_for(words.ENTRY_KINDS["dossier.received"]) - began
    terminal.type(ESCAPE)
    return seconds


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    from tests.bench.report import show

    with TemporaryDirectory(prefix="desk-bench-") as made:
        show(findings(Path(made)))
