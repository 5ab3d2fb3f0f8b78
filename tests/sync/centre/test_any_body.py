"""Nothing that a counter writes stops its queue: the centre takes it and stays whole."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.entries import BODIES
from sync.centre.ingest import Push, read_arrivals, take
from sync.centre.store import open_store
from sync.centre.verifying import problems
from tests.builders import NOON, UNIT, JournalOf, an_id, mappings
from tests.sync.centre.test_ranking_properties import counters

LIKELY = [f"{UNIT}-191120-1001", "2019-11-20T00:00:00Z", "0001-01-01T00:00:00+14:00", "\0", "ễ"]
VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.sampled_from(LIKELY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
FIELDS = sorted({field for shape in BODIES.values() for field in shape.model_fields})
BODY = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), VALUE, max_size=6)
KIND = st.sampled_from(sorted({kind for kind, _ in BODIES})) | st.text(max_size=20)
STEP = st.tuples(KIND, BODY, st.integers(0, 2), st.text(max_size=6))


@pytest.mark.slow
def test_the_centre_takes_whatever_a_counter_writes(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "centre.sqlite")
    store = open_store(f"sqlite:///{tmp_path / 'centre.sqlite'}")
    caller = counters(store)[0]
    journal = JournalOf(caller.counter)

    @settings(max_examples=25)
    @given(st.lists(STEP, min_size=1, max_size=5))
    def push_any(steps: list[Any]) -> None:
        sent = len(journal.texts)
        for kind, body, dossier, officer in steps:
            known = an_id(dossier) if dossier else None
            journal.write(kind, dossier=known, body=body, officer=officer)
        entries = tuple(mappings(journal.texts[sent:]))
        arrivals = read_arrivals(caller, Push(epoch=1, entries=entries))
        with store.writing() as session:
            take(session, caller, 1, arrivals, now=NOON)

    push_any()
    with store.reading() as session:
        assert list(problems(session)) == []
    store.close()
