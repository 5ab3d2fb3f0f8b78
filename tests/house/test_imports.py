"""What an import brings along, seen at run time, where the import contracts cannot look."""

import subprocess
import sys

import pytest

HEAVY = {
    "sqlmodel",
    "sqlalchemy",
    "sqlcipher3",
    "httpx",
    "reportlab",
    "alembic",
    "argon2",
    "fastapi",
}


def loaded_by(statement: str) -> set[str]:
    """The top-level modules in a fresh interpreter after a statement."""
    program = f"{statement}\nimport sys\nprint(*sorted(m.split('.')[0] for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "desk.usecases.receive",
        "desk.usecases.scan",
        "sync.lanes",
        "printing.forms",
        "schemas.judge",
    ],
)
def test_what_works_without_a_screen_does_not_load_textual(module: str) -> None:
    assert "textual" not in loaded_by(f"import {module}")


def test_the_command_line_loads_nothing_heavy_before_a_command_is_chosen() -> None:
    assert loaded_by("import desk.commands") & HEAVY == set()


def test_the_desk_never_loads_the_centre() -> None:
    everything = (
        "import desk.app, desk.commands, desk.program, desk.demo, desk.errands, desk.batch, sys\n"
        "import desk.screens.desk, desk.screens.reception, desk.screens.dossier\n"
        "assert not any(m.startswith('sync.centre') for m in sys.modules)"
    )
    assert "fastapi" not in loaded_by(everything)


def test_receiving_a_dossier_does_not_load_the_drawing_of_pages() -> None:
    assert "reportlab" not in loaded_by("import desk.usecases.receive")
