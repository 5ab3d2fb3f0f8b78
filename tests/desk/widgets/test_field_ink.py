"""Which part of a long text a field shows: pure."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from desk.widgets.field_ink import scroll
from desk.widgets.fields import Spec, TextField


@given(
    text=st.text("aẳ字 ", max_size=40),
    cursor=st.integers(0, 40),
    shown_from=st.integers(0, 60),
    width=st.integers(4, 20),
)
def test_the_cursor_is_in_sight_and_no_text_is_hidden_while_there_is_room_for_it(
    text: str, cursor: int, shown_from: int, width: int
) -> None:
    field = TextField(Spec("name", ""))
    field.value = text
    field.line = replace(field.line, cursor=min(cursor, len(field.value)))
    field.shown_from = shown_from

    scroll(field, width)

    start = field.shown_from
    assert 0 <= start <= field.line.cursor
    assert cell_len(field.value[start : field.line.cursor]) < width
    assert start == 0 or cell_len(field.value[start - 1 :]) >= width
