"""The first screens are painted before anything heavy is imported, and lose no key meanwhile."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

from tests.desk.shell_office import PASSWORD, shop

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "sqlcipher3",
    "httpx",
    "reportlab",
    "alembic",
    "argon2",
    "schemas.wire",
    "PIL",
    "tomlkit",
)
SETTINGS = """\
[scans]
device = "test"

[printing]
copies = 2
"""
"""A counter that has been set up; its printer is the folder, which needs no network."""
ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from desk import terminal
from desk.app import DeskApp

def tell(*words):
    os.write(int(sys.argv[1]), (" ".join(words) + "\\n").encode())

class Watched(DeskApp):
    CSS_PATH = sys.argv[2]

    def _open(self):
        # Called once the first screen is painted, in place of opening the office.
        tell("painted", *(name for name in HEAVY if name in sys.modules))
        self.set_interval(0.02, self.tell_typed)

    def tell_typed(self):
        value = self._sign_in.credentials.account.value
        if len(value) == len("huong1"):
            tell("typed", value)
            self.exit()

terminal.install()
Watched(
    open_office=lambda: None, crash_log=Path(os.devnull),
    now=lambda: datetime(2020, 3, 2, tzinfo=UTC), monotonic=lambda: 0.0,
).run()
"""


READY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from desk import program, terminal
from desk.app import DeskApp

def tell(*words):
    os.write(int(sys.argv[1]), (" ".join(words) + "\\n").encode())

class Watched(DeskApp):
    CSS_PATH = sys.argv[2]
    is_ready = is_read = False

    def _display(self, screen, renderable):
        super()._display(screen, renderable)
        if type(screen).__name__ == "DeskScreen" and not self.is_ready:
            self.is_ready = True
            tell("ready", *sorted({*HEAVY} & {*sys.modules}))

    def on_board_read(self, event):
        # The next reading may be on its way while the first ends the program.
        if not self.is_read:
            self.is_read = True
            tell("read", *{"sqlmodel"} & {*sys.modules})
            self.exit()

terminal.install()
home = Path(sys.argv[3])
Watched(
    open_office=lambda: program._office(home, ""), crash_log=Path(os.devnull),
    now=lambda: datetime(2020, 3, 2, tzinfo=UTC), monotonic=lambda: 0.0,
).run()
"""


def test_the_first_paint_imports_nothing_heavy_and_early_keys_arrive(tmp_path: Path) -> None:
    assert _told(tmp_path, PROGRAM, "huong1") == ["painted", "typed huong1"]


def test_the_box_is_ready_before_the_store_is_loaded_and_then_the_lists_come(
    tmp_path: Path,
) -> None:
    home = shop(tmp_path).home.path
    (home / "desk.toml").write_text(SETTINGS)
    keys = f"lan\r{PASSWORD}\r"
    assert _told(tmp_path, READY, keys, str(home)) == ["ready argon2 sqlcipher3", "read sqlmodel"]


def _told(folder: Path, program: str, keys: str, *arguments: str) -> list[str]:
    """What a program tells that was started on a terminal of its own, with keys typed before."""
    script = folder / "start.py"
    script.write_text(f"HEAVY = {HEAVY!r}\n{program}")
    terminal, inside = pty.openpty()
    told, telling = os.pipe()
    os.write(terminal, keys.encode())
    process = subprocess.Popen(
        [sys.executable, str(script), str(telling), str(ROOT / "desk" / "app.tcss"), *arguments],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        pass_fds=(telling,),
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
    )
    os.close(telling)
    os.close(inside)
    return _lines(told, terminal, process)


def _lines(told: int, terminal: int, process: subprocess.Popen[bytes]) -> list[str]:
    """What the program tells until it ends; its screen is read too, or it would wait for us."""
    text = b""
    while True:
        ready, _, _ = select.select([told, terminal], [], [], 60)
        if not ready:
            process.kill()
        if terminal in ready:
            _drain(terminal)
        if told in ready or not ready:
            piece = os.read(told, 4096)
            if not piece:
                break
            text += piece
    process.kill()
    process.wait()
    return text.decode().splitlines()


def _drain(terminal: int) -> None:
    try:
        os.read(terminal, 65536)
    except OSError:
        return
