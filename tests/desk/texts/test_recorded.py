"""Every reason for not recording something has its sentence, and every sentence its reason."""

import re
from pathlib import Path

import pytest

from desk.deeds import DEEDS
from desk.texts.dossier import KINDS
from desk.texts.outbox import ENTRY_KINDS
from desk.texts.recorded import NOT_RECORDED, not_recorded
from desk.texts.recording import DEED, RECORD
from schemas.entries import BODIES

ROOT = Path(__file__).parents[3]
EVERYTHING = {
    "since": "2020-03-02T02:00:00.000Z",
    "kind": "dossier.received",
    "doubt": "name_missing",
    "left": "15000",
    "expected": "0",
    "counted": "0",
    "keys": "a, b",
} | dict.fromkeys(("code", "number", "field", "held", "low", "high", "key", "to", "officer"), "1")


def sources() -> str:
    folders = (ROOT / "desk" / "rules", ROOT / "desk" / "usecases")
    return "\n".join(path.read_text("utf-8") for one in folders for path in one.glob("*.py"))


def test_every_reason_has_a_sentence_and_no_sentence_is_for_none() -> None:
    text = sources()
    given = set(re.findall(r'NotRecorded\(\s*"(\w+)"', text))
    assert len(given) > 30
    assert given - {"case"} - NOT_RECORDED.keys() == set()
    assert {reason for reason in NOT_RECORDED if f'"{reason}"' not in text} == set()


@pytest.mark.parametrize("reason", sorted(NOT_RECORDED))
def test_a_sentence_has_nothing_left_open(reason: str) -> None:
    said = not_recorded(reason, EVERYTHING, None)
    assert said.endswith(".")
    assert "{" not in said


def test_every_deed_records_a_kind_and_is_told_in_the_help() -> None:
    assert {deed.kind for deed in DEEDS.values()} <= {kind for kind, _ in BODIES}
    for name in DEEDS:
        assert name in DEED
        assert f"{name} (" in RECORD


def test_every_kind_has_somebody_who_records_it() -> None:
    """A use case of the desk, or a command of the centre: what an issue asked of every kind."""
    centre = "\n".join(path.read_text("utf-8") for path in (ROOT / "sync/centre").glob("*.py"))
    text = sources() + centre + (ROOT / "desk/store/epochs.py").read_text("utf-8")
    assert {kind for kind, _ in BODIES if f'"{kind}"' not in text} == set()


def test_every_kind_has_its_words_in_the_outbox_and_those_of_dossiers_in_the_timeline() -> None:
    kinds = {kind for kind, _ in BODIES}
    of_counters = {one for one in kinds if one.split(".")[0] in {"epoch", "pad", "outage", "shift"}}
    assert ENTRY_KINDS.keys() == kinds
    assert KINDS.keys() == kinds - of_counters
