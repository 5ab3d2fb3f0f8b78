"""An entry that arrives in order is checked the short way, and never to another end."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.journal import BrokenEntryError, received_text, seal
from tests.builders import an_entry, an_id

LETTER = st.sampled_from(
    ["a", "Z", "ễ", "\0", '"', "\\", "/", "\x7f", "\u2028", "\uffff", "😀", "9"]
)
WORD = st.text(LETTER, max_size=4)
VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3),
    max_leaves=8,
)
BODY = st.dictionaries(WORD, VALUE, max_size=5)


def backwards(value: Any) -> Any:
    """The same with every mapping's keys in the opposite order."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return [backwards(one) for one in value] if isinstance(value, list) else value


@settings(max_examples=60)
@given(BODY)
def test_any_entry_has_the_text_it_was_sealed_as(body: dict[str, Any]) -> None:
    text = seal(an_entry(body=body))
    assert received_text(json.loads(text)) == text
    assert received_text(backwards(json.loads(text))) == text


def test_a_body_that_quotes_the_digest_has_its_text_too() -> None:
    mapping = json.loads(seal(an_entry()))
    quoted = seal(an_entry(body={"digest": mapping["digest"], "reason": f'"digest":"{mapping}",'}))
    assert received_text(json.loads(quoted)) == quoted


@pytest.mark.parametrize(
    "changed",
    [
        {"officer": "hoa"},
        {"digest": "0" * 64},
        {"digest": None},
        {"digest": {}},
        {"body": {"x": 1.0}},
        {"body": {"x": 2**53}},
        {"body": {"x": "\ud800"}},
        {"added": 1},
    ],
)
def test_an_altered_entry_is_broken(changed: dict[str, Any]) -> None:
    mapping = json.loads(seal(an_entry(id=an_id("x"))))
    with pytest.raises(BrokenEntryError):
        received_text(mapping | changed)
    with pytest.raises(BrokenEntryError):
        received_text(dict(sorted((mapping | changed).items())))


def test_an_entry_without_a_digest_is_broken() -> None:
    with pytest.raises(BrokenEntryError):
        received_text(an_entry())


def test_an_entry_that_nests_too_deep_is_broken() -> None:
    deep: Any = "x"
    for _ in range(80):
        deep = {"a": deep}
    with pytest.raises(BrokenEntryError):
        received_text(an_entry(body=deep, digest="0" * 64))
