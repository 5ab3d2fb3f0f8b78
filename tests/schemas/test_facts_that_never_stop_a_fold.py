"""Whatever a body holds, judge and fold give a dossier that can be written and read again."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dossiers import Dossier, fold
from schemas.entries import BODIES
from schemas.journal import DEPTH_MAX, BrokenEntryError, Entry, canonical, read_entry
from schemas.judge import judge
from tests.builders import NOON, JournalOf, an_id

DOSSIER = an_id("dossier")
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["code", "applicant", "promised", "papers", "sets", "note", "field", "old", "new", "reason"]
)
BODY = st.dictionaries(FIELDS, JSON, max_size=4)
STEP = st.tuples(st.sampled_from(sorted({kind for kind, _ in BODIES})), BODY)


def folded(texts: list[str]) -> Dossier | None:
    state: Dossier | None = None
    for rank, text in enumerate(texts, 1):
        entry = read_entry(text)
        if entry.dossier is not None:
            state = fold(state, entry, judge(state, entry, None), rank)
    return state


@given(st.lists(STEP, max_size=6))
def test_a_fold_survives_every_body_and_reads_back_as_it_was(steps: list[Any]) -> None:
    journal = JournalOf()
    journal.receive(DOSSIER)
    for kind, body in steps:
        journal.write(kind, dossier=DOSSIER, body=body)
    state = folded(journal.texts)
    assert state is not None
    assert Dossier.model_validate_json(state.model_dump_json()) == state


def correction(field: str, old: Any, new: Any) -> dict[str, Any]:
    return {"field": field, "old": old, "new": new, "reason": "gõ nhầm"}


def test_a_correction_to_an_impossible_value_is_parked() -> None:
    journal = JournalOf()
    journal.receive(DOSSIER)
    journal.write("dossier.corrected", dossier=DOSSIER, body=correction("sets", 1, "hai bộ"))
    state = folded(journal.texts)
    assert state is not None
    assert [case.case.code for case in state.cases] == ["invalid_correction"]


def test_applying_an_impossible_correction_changes_nothing() -> None:
    journal = JournalOf()
    journal.receive(DOSSIER)
    wrong = correction("sets", 1, "hai bộ")
    target = json.loads(journal.write("dossier.corrected", dossier=DOSSIER, body=wrong))["id"]
    journal.write("case.settled", dossier=DOSSIER, body={"entry": target, "decision": "apply"})
    state = folded(journal.texts)
    assert state is not None
    assert state.received is not None
    assert (state.received.sets, state.cases, state.parked) == (1, (), ())


def test_a_step_without_a_dossier_is_parked() -> None:
    entry = read_entry(JournalOf().write("dossier.returned", body={"to": "Lê Thị Hoa"}))
    outcome = judge(None, entry, None)
    assert outcome.case is not None
    assert outcome.case.code == "no_dossier"


def test_an_entry_that_nests_too_deep_is_no_entry() -> None:
    deep: Any = []
    for _ in range(DEPTH_MAX):
        deep = [deep]
    with pytest.raises(BrokenEntryError):
        canonical({"body": deep})


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-07:00"])
def test_an_instant_outside_the_years_is_refused_and_does_not_break_the_reader(
    instant: str,
) -> None:
    mapping = json.loads(JournalOf().write()) | {"happened": instant}
    with pytest.raises(ValueError, match="happened"):
        Entry.model_validate(mapping)


def test_an_instant_before_the_year_1000_reads_back() -> None:
    early = NOON.replace(year=201)
    entry = read_entry(JournalOf().write(happened="0201-11-20T05:00:00.000Z"))
    assert entry.happened == early
    assert Entry.model_validate_json(entry.model_dump_json()).happened == early
