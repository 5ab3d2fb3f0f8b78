"""From a key to its letter on the screen, in the reception form and in a stock input."""

from collections.abc import Callable
from pathlib import Path

from tests.bench.officer import F4, FORM, desk_terminal, sign_in
from tests.bench.pairs import in_turn
from tests.bench.report import Finding, compared
from tests.bench.terminal import ROOT, Terminal

INPUT_APP = str(ROOT / "tests" / "bench" / "programs" / "input_app.py")
LETTERS = "αβγδεζηθικλμνξοπρστυφχψωбвгджзийклмнптфцчшщъыьэюя"
"""Letters that stand nowhere else on either screen."""
WARM = 3
REST_SECONDS = 0.08
AIM = 1.2


def findings(home: Path) -> list[Finding]:
    """One letter after another into both programs, each at rest before."""
    with desk_terminal(home) as desk, Terminal(INPUT_APP) as stock:
        sign_in(desk)
        desk.rest(1.0)
        desk.type(F4)
        desk.wait_for(FORM)
        desk.rest(1.0)
        stock.wait_for("õ ở đây")
        pairs = in_turn(len(LETTERS) - WARM, _echo(desk), _echo(stock), warm=WARM)
    return [compared("key to echo in the reception form / stock Input", pairs, AIM)]


def _echo(terminal: Terminal) -> Callable[[], float]:
    letters = iter(LETTERS)

    def echo() -> float:
        terminal.rest(REST_SECONDS)
        letter = next(letters)
        began = terminal.type(letter)
        return terminal.wait_for(letter) - began

    return echo
