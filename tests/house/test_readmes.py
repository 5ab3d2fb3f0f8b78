"""What the READMEs say of modules, proofs and seeds is so."""

import re
from pathlib import Path

import pytest

from tests.simulator.bugs import BUGS, IN_THE_SUITE

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
FAILURES = "What broke elsewhere, and what proves that it does not here"
PROOF = re.compile(r"`([\w/]+(?:\.py|/\w+))(?:::(\w+)…?)?`")


def rows(readme: Path, title: str = "") -> list[list[str]]:
    """The cells of every row of a section's tables; before the first title if none is given."""
    text = readme.read_text(encoding="utf-8")
    told = text.partition(f"\n## {title}\n")[2] if title else text
    lines = told.partition("\n## ")[0].splitlines()
    tabled = [line.split("|")[1:-1] for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in cells] for cells in tabled]


@pytest.mark.parametrize(("folder", "title"), [("sync", ""), ("sync/centre", "Map")])
def test_the_map_of_a_folder_names_its_modules_and_no_other(folder: str, title: str) -> None:
    told = rows(ROOT / folder / "README.md", title)
    named = re.findall(r"`(\w+\.py)`", " ".join(cells[0] for cells in told))
    there = {path.name for path in (ROOT / folder).glob("*.py") if path.name[:2] != "__"}
    assert sorted(named) == sorted(there)


def test_every_proof_of_a_failure_is_where_the_table_says() -> None:
    told = [
        cells for cells in rows(ROOT / "sync" / "README.md", FAILURES) if cells[0][1:].isdigit()
    ]
    assert [cells[0] for cells in told] == [f"F{number:02}" for number in range(1, 33)]
    proofs = [one for cells in told for one in PROOF.findall(cells[2])]
    assert len(proofs) > 60
    assert [one for one in proofs if not is_there(*one)] == []


def is_there(place: str, name: str) -> bool:
    """Whether a file or folder is below the tests; with a test's name, or its beginning, in it."""
    found = list(TESTS.glob(place if "/" in place else f"**/{place}"))
    return (
        any(f"def {name}" in path.read_text(encoding="utf-8") for path in found)
        if name
        else bool(found)
    )


def test_the_table_of_planted_mistakes_is_that_of_the_simulator() -> None:
    told = [
        cells for cells in rows(ROOT / "sync" / "README.md", "The simulator") if len(cells) == 4
    ]
    said = [(name.partition(":")[0], seed, planted) for name, seed, _, planted in told[2:]]
    assert said == [
        (bug.name, str(bug.caught_by), "yes" if bug.name in IN_THE_SUITE else "") for bug in BUGS
    ]
    assert {bug.name for bug in BUGS} >= IN_THE_SUITE
