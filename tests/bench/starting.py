"""From starting the program to its first screen, and to being ready for a scan."""

from pathlib import Path

from tests.bench.officer import SIGN_IN, desk_terminal, sign_in
from tests.bench.pairs import Pairs
from tests.bench.report import Finding, compared
from tests.bench.terminal import COLUMNS, ROOT, Terminal

ROUNDS = 11
EMPTY_APP = str(ROOT / "tests" / "bench" / "programs" / "empty_app.py")
BLANKS = " " * (COLUMNS - 10)
"""What a screen without widgets paints."""
SIGN_IN_AIM, READY_AIM = 1.4, 3.0


def findings(home: Path) -> list[Finding]:
    """Three programs started in turn, each in a terminal of its own.

    Ready for a scan is the whole way through the real sign-in, typed; the demo accounts of the
    store have verifiers that cost nothing to check.
    """
    rounds = [(_empty(), _painted(home), _ready(home)) for _ in range(ROUNDS + 1)][1:]
    empty, painted, ready = zip(*rounds, strict=True)
    return [
        compared(
            "start to painted sign-in screen / empty Textual app",
            Pairs(painted, empty),
            SIGN_IN_AIM,
        ),
        compared("start to ready for a scan / empty Textual app", Pairs(ready, empty), READY_AIM),
    ]


def _empty() -> float:
    with Terminal(EMPTY_APP) as terminal:
        return terminal.wait_for(BLANKS) - terminal.began


def _painted(home: Path) -> float:
    with desk_terminal(home) as terminal:
        return terminal.wait_for(SIGN_IN) - terminal.began


def _ready(home: Path) -> float:
    with desk_terminal(home) as terminal:
        return sign_in(terminal) - terminal.began
