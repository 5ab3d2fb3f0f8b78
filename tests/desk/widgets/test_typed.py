"""What an input method takes back is what it had sent."""

from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from desk.widgets.typed import UNSEEN, Typed
from tests.desk.widgets.input_methods import composed

vietnamese = st.text("aăâeêoôơuưyđnghtNĐƯỚ" + "ấầẩẫậễịửợỹ", max_size=12)
unseen = st.sampled_from(sorted(UNSEEN))


def put(typed: Typed, characters: str) -> Typed:
    for character in characters:
        typed = typed.put(character)
    return typed


def taken_back(typed: Typed, count: int) -> Typed:
    for _ in range(count):
        left = typed.taken_back()
        assert left is not None
        typed = left
    return typed


@given(vietnamese, vietnamese, vietnamese, st.sampled_from([str, composed]))
def test_taking_back_all_that_was_sent_leaves_what_was_there(
    before: str, kept: str, gone: str, form: type[str]
) -> None:
    standing = put(Typed(before), form(kept))
    assert taken_back(put(standing, form(gone)), len(form(gone))).text == standing.text


@given(vietnamese, vietnamese, unseen)
def test_what_nobody_sees_is_never_in_the_text_and_costs_one_backspace(
    before: str, after: str, character: str
) -> None:
    standing = Typed(before).put(character)
    assert standing.text == before
    assert taken_back(standing, 1).taken_back() is None
    assert put(standing, after).text == normalize("NFC", before + after)


@given(vietnamese, vietnamese)
def test_it_begins_anew_where_the_text_is_another(before: str, front: str) -> None:
    typed = put(Typed(), before)
    assert typed.going_on(front).text == front
    assert (typed.going_on(front).taken_back() is None) == (front != typed.text or not before)
