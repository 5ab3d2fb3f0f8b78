"""What an officer types into the real program, and what shows that it has arrived."""

from pathlib import Path

from desk.texts import desk as desk_words
from desk.texts import reception as reception_words
from desk.texts import sign_in as sign_in_words
from tests.bench.terminal import Terminal
from tests.desk.shell_office import PASSWORD

PROGRAM = ("-m", "desk")
SIGN_IN = sign_in_words.HEADING
READY = desk_words.READY
FORM = reception_words.SUBMITTER
ENTER, F2, F4, F5, F6 = "\r", "\x1bOQ", "\x1bOS", "\x1b[15~", "\x1b[17~"
DOWN, HOME, END, ESCAPE = "\x1b[B", "\x1b[H", "\x1b[F", "\x1b"


def desk_terminal(home: Path, *program: str) -> Terminal:
    """The real program at a home, just started."""
    return Terminal(*(program or PROGRAM), home=home)


def sign_in(terminal: Terminal) -> float:
    """Sign in as soon as there is a field to type into; when the desk was ready for a scan."""
    terminal.wait_for(SIGN_IN)
    terminal.type(f"lan{ENTER}{PASSWORD}{ENTER}")
    return terminal.wait_for(READY)
