"""The tree keeps its shape: what may stand where, and how large a module may grow."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("desk", "sync", "printing", "schemas")
TOP_LEVEL = {
    ".ci", ".gitignore", "LICENSE", "Makefile", "README.md", "desk", "printing", "pyproject.toml",
    "requirements.lock", "schemas", "sync", "tests",
}  # fmt: skip
MODULE_LINES_MAX = 400
README_LINES_MAX = 150


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def test_the_top_level_is_the_one_the_client_fixed() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP_LEVEL


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MODULE_LINES_MAX
    if "migrations/versions" not in str(path):
        assert ast.get_docstring(ast.parse(text)), "a module begins with what belongs there"


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    forbidden = re.compile(r"py" r"pi\.org|python" r"hosted|/ro" r"ot/|/ho" r"me/[a-z]+/")
    found = []
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".lock", ".tcss", ".json", ""}:
            text = path.read_text(encoding="utf-8", errors="ignore")
            if forbidden.search(text):
                found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_every_hash_of_the_lock_is_there() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", lock, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(pinned) == len(blocks)
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_readme_fits_and_shows_the_two_commands_first() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(readme) <= README_LINES_MAX
    first_screen = "\n".join(readme[:30])
    assert "make run" in first_screen
    assert "make test" in first_screen


def test_every_command_is_told_in_the_readme() -> None:
    from desk.commands import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [command.name or command.callback.__name__ for command in app.registered_commands
             if command.callback]  # fmt: skip
    assert [name for name in names if f"desk {name}" not in readme] == []


def test_every_complaint_of_the_centre_is_in_its_readme() -> None:
    centre = ROOT / "sync" / "centre"
    codes = re.compile(r'RefusedError\(\s*\d{3},\s*"(\w+)"')
    said = {code for path in centre.rglob("*.py") for code in codes.findall(path.read_text())}
    readme = (centre / "README.md").read_text(encoding="utf-8")

    assert len(said) > 30
    assert {code for code in said if f"`{code}`" not in readme} == set()
