"""Whatever two counters push in whatever order, the centre holds one whole feed and its fold."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.wire import EnrolRequest, FeedPage, Seen
from sync.centre.counters import Caller
from sync.centre.enrolment import enrol
from sync.centre.feed import Greeting, feed_page
from sync.centre.ingest import Push, read_arrivals, take
from sync.centre.store import Store, open_store
from sync.centre.verifying import problems
from tests.builders import NOON, UNIT, JournalOf, an_id, mappings
from tests.sync.centre.desks import Centre

KINDS = (
    "dossier.received",
    "dossier.in_process",
    "dossier.supplement_requested",
    "dossier.supplemented",
    "dossier.withdrawn",
    "dossier.resolved",
    "dossier.returned",
    "citizen.notified",
    "dossier.hovered",
)
BODIES: dict[str, dict[str, Any]] = {
    "dossier.supplement_requested": {"number": "Q1-0001/HDHS", "barcode": "x"},
    "dossier.resolved": {"number": "1", "dated": "2019-11-20", "signatory": "Chính"},
    "dossier.returned": {"to": "Ấn"},
    "citizen.notified": {"about": "due", "channel": "sms"},
}
STEP = st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.integers(0, 9))
BATCH = st.tuples(st.integers(0, 1), st.lists(STEP, min_size=1, max_size=4), st.booleans())


@contextmanager
def a_store(template: Path) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "centre.sqlite"
        shutil.copy(template, path)
        store = open_store(f"sqlite:///{path}")
        yield store
        store.close()


def counters(store: Store) -> list[Caller]:
    centre = Centre(store)
    centre.add_unit()
    callers = []
    for name in ("Q1", "Q2"):
        asked = EnrolRequest(request=name, code=centre.enrol_code(), name=name, instance="i")
        with store.writing() as session:
            done = enrol(
                session, asked, incarnation="i", now=NOON, random_bytes=centre.random_bytes
            )
        callers.append(Caller(UNIT, done.counter, 1))
    return callers


def write(journal: JournalOf, kind: str, dossier: int, base: int) -> None:
    if kind == "dossier.received":
        journal.receive(an_id(dossier), ordinal=1001 + dossier % 2, base=base)
    else:
        journal.write(kind, dossier=an_id(dossier), base=base, body=BODIES.get(kind, {}))


def push(store: Store, caller: Caller, texts: list[str]) -> list[str]:
    arrivals = read_arrivals(caller, Push(epoch=1, entries=tuple(mappings(texts))))
    with store.writing() as session:
        taken = take(session, caller, 1, arrivals, now=NOON)
    return [result.model_dump_json() for result in taken.results]


@pytest.mark.slow
@settings(max_examples=15)
@given(st.lists(BATCH, max_size=8))
def test_the_centre_stays_whole(sqlite_template: Path, batches: list[Any]) -> None:
    with a_store(sqlite_template) as store:
        callers = counters(store)
        journals = [JournalOf(caller.counter) for caller in callers]
        for who, steps, again in batches:
            journal, sent = journals[who], len(journals[who].texts)
            for kind, dossier, base in steps:
                write(journal, kind, dossier, base)
            first = push(store, callers[who], journal.texts[sent:])
            if again:
                assert push(store, callers[who], journal.texts)[sent:] == first
        with store.reading() as session:
            assert list(problems(session)) == []
            text = feed_page(session, UNIT, Seen(0), 500, Greeting("r", "i")).text
        assert_holds_all(FeedPage.model_validate_json(text), journals)


def assert_holds_all(page: FeedPage, journals: list[JournalOf]) -> None:
    """The feed has every entry once, and each counter's in its own order."""
    for journal in journals:
        fed = [row.entry for row in page.rows if row.entry["counter"] == journal.counter]
        assert fed == [json.loads(text) for text in journal.texts]
    assert len(page.rows) == sum(len(journal.texts) for journal in journals)
