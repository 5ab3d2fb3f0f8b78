"""The envelope and its chain: canonical text, digests as written, and what is refused."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from schemas.journal import (
    DEPTH_MAX,
    ENTRY_BYTES_MAX,
    INTEGER_MAX,
    BrokenEntryError,
    canonical,
    check_entry,
    digest_of,
    read_entry,
    seal,
)
from tests.builders import a_journal, an_entry

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
trees = st.recursive(
    st.none() | st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(texts, trees, max_size=5))
def test_canonical_text_is_that_of_rfc_8785(mapping: dict[str, Any]) -> None:
    assert canonical(mapping) == rfc8785.dumps(mapping)


@given(st.dictionaries(texts, trees, max_size=5))
def test_reading_and_writing_again_changes_nothing(mapping: dict[str, Any]) -> None:
    assert canonical(json.loads(canonical(mapping))) == canonical(mapping)


def test_the_canonical_text_of_an_entry_never_changes() -> None:
    assert seal(an_entry()) == (
        '{"at":"2019-11-20T05:00:00.000Z","base":null,'
        '"body":{"previous":null,"reason":"enrolled"},"counter":"000.17.22.H02/Q1",'
        '"digest":"1b412945c99a36a531b80607fa8d0876f9bac794e840ce6f9cc02d5df3b4dfb4","dossier":null,"epoch":1,'
        '"happened":"2019-11-20T05:00:00.000Z","home":"000.17.22.H02",'
        '"id":"516845b2-d3fa-4e52-9e2f-5d1d093560f0","kind":"epoch.opened","officer":"lan","prev":null,"seq":1,'
        '"skew_ms":null,"v":1}'
    )


def test_an_entry_reads_back_with_every_field() -> None:
    entry = read_entry(seal(an_entry(officer="hương", base=7)))
    assert (entry.officer, entry.base, entry.seq) == ("hương", 7, 1)


def test_fields_of_a_newer_version_are_part_of_the_digest_and_are_kept() -> None:
    entry = read_entry(seal(an_entry(added_later="có")))
    assert entry.model_extra == {"added_later": "có"}


def test_each_entry_names_the_one_before() -> None:
    first, second, third = (read_entry(text) for text in a_journal(3).texts)
    assert (first.prev, second.prev, third.prev) == (None, first.digest, second.digest)


@given(st.sampled_from(sorted(an_entry())), st.data())
def test_any_change_of_an_entry_breaks_its_digest(field: str, data: st.DataObject) -> None:
    mapping = json.loads(seal(an_entry()))
    other = data.draw(trees.filter(lambda value: not same(value, mapping[field])))
    with pytest.raises(BrokenEntryError):
        check_entry(mapping | {field: other})


def same(one: object, other: object) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@pytest.mark.parametrize(
    "odd", [1.0, 0.5, float("nan"), INTEGER_MAX + 1, -INTEGER_MAX - 1, "\ud800", {1: "x"}, b"x"]
)
def test_what_other_readers_would_read_differently_is_refused(odd: object) -> None:
    with pytest.raises(BrokenEntryError):
        seal(an_entry(body={"value": odd}))
    with pytest.raises(BrokenEntryError):
        canonical({"deep": [{"value": odd}]})


def test_an_entry_that_nests_without_end_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(DEPTH_MAX):
        deep = [deep]
    with pytest.raises(BrokenEntryError):
        canonical({"deep": deep})


def test_an_entry_is_at_most_256_kib() -> None:
    room = ENTRY_BYTES_MAX - len(seal(an_entry(body={"note": ""})).encode())
    assert len(seal(an_entry(body={"note": "x" * room})).encode()) == ENTRY_BYTES_MAX
    with pytest.raises(BrokenEntryError):
        seal(an_entry(body={"note": "x" * (room + 1)}))


@pytest.mark.parametrize("text", ["", "x", "[]", "null", "{}", '{"digest":"x"}'])
def test_what_is_no_entry_is_refused(text: str) -> None:
    with pytest.raises(BrokenEntryError):
        read_entry(text)


def test_a_refusal_quotes_nothing_of_the_entry() -> None:
    mapping = an_entry(officer=["Nguyễn Văn A"])
    with pytest.raises(BrokenEntryError) as refused:
        check_entry(mapping | {"digest": digest_of(mapping)})
    assert "Nguyễn" not in str(refused.value)
    assert refused.value.__cause__ is None
