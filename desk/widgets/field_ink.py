"""How fields look as cells of a line; pure, the styles are handed in."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from desk.widgets.cells import cut, filled, plain
from desk.widgets.fields import ChoiceField, Field, Place, TextField, places

Ink = Callable[[str], Style]
"""Gives a style by its word: `label`, `field`, `field-focused`, `bar` …; nothing for the ground."""
REVERSE = Style(reverse=True)
_BAR, _THICK_BAR = "│", "┃"


def row_segments(
    fields: Sequence[Field], width: int, focused: Field | None, ink: Ink
) -> Iterator[Segment]:
    """Labels and fields of a row, side by side."""
    for field, place in zip(fields, places([one.spec for one in fields], width), strict=True):
        if place.x > place.label:
            label = filled(f" {field.spec.label}", place.x - place.label - 1)
            yield Segment(f"{label} ", ink("label"))
        if isinstance(field, TextField):
            yield from text_segments(field, place, ink, is_focused=field is focused)
        else:
            yield choice_segment(field, place, ink, is_focused=field is focused)


def choice_segment(field: ChoiceField, place: Place, ink: Ink, *, is_focused: bool) -> Segment:
    """The words of the value between arrows."""
    words = cut(plain(field.words), max(4, place.width - 6))
    style = ink("choice-focused" if is_focused else "choice")
    return Segment(filled(f" ‹ {words} ›", place.width), style)


def text_segments(
    field: TextField, place: Place, ink: Ink, *, is_focused: bool
) -> Iterator[Segment]:
    """The text between bars, which show where a field is without colour; thick when focused."""
    ground = ink("field-focused" if is_focused else "field")
    bar = Segment(_THICK_BAR if is_focused else _BAR, ground + ink("bar"))
    inner = place.width - 2
    yield bar
    if is_focused and field.value:
        yield from _edited(field, inner, ground)
    elif is_focused:
        hint = filled(plain(field.spec.placeholder), inner)
        yield Segment(hint[:1], ground + REVERSE)
        yield Segment(hint[1:], ground + ink("placeholder"))
    elif field.value:
        yield Segment(filled(plain(field.value), inner), ground)
    else:
        yield Segment(filled(plain(field.spec.placeholder), inner), ground + ink("placeholder"))
    yield bar


def cursor_cell(field: TextField) -> int:
    """How many cells from the field's first letter in sight the cursor stands."""
    return cell_len(field.value[field.shown_from : field.line.cursor])


def scroll(field: TextField, width: int) -> None:
    """Let the part of a text be in sight where the cursor stands."""
    cursor = field.line.cursor
    start = max(min(field.shown_from, cursor), cursor - width + 1)
    while start < cursor and cell_len(field.value[start:cursor]) >= width:
        start += 1
    field.shown_from = start


def _edited(field: TextField, width: int, ground: Style) -> Iterator[Segment]:
    """The text around the cursor, which is drawn in reverse, as what is selected is."""
    scroll(field, width)
    start, end = field.line.selection
    letters, left = [], width
    for at, letter in enumerate(f"{field.value} "[field.shown_from :], field.shown_from):
        shown = letter if letter.isprintable() else " "
        left -= cell_len(shown)
        if left < 0:
            break
        letters.append((shown, at == field.line.cursor or start <= at < end))
    for is_marked, group in groupby(letters, key=lambda one: one[1]):
        text = "".join(letter for letter, _ in group)
        yield Segment(text, ground + REVERSE if is_marked else ground)
    used = sum(cell_len(letter) for letter, _ in letters)
    yield Segment(" " * (width - used), ground)
