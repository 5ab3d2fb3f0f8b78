"""How fields look as cells of a line; pure, the styles are handed in."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from desk.widgets.area_field import AreaField
from desk.widgets.cells import cut, filled, plain
from desk.widgets.fields import ChoiceField, Field, Place, TextField, places

Ink = Callable[[str], Style]
"""Gives a style by its word: `label`, `field`, `field-focused`, `bar` …; nothing for the ground."""
REVERSE = Style(reverse=True)
_BAR, _THICK_BAR = "│", "┃"


def row_segments(
    fields: Sequence[Field], width: int, focused: Field | None, ink: Ink, part: int = 0
) -> Iterator[Segment]:
    """Labels and fields of a row, side by side; of fields of several lines one of them."""
    for field, place in zip(fields, places([one.spec for one in fields], width), strict=True):
        if place.x > place.label:
            words = f" {field.spec.label}" if part == 0 else ""
            label = filled(words, place.x - place.label - 1)
            yield Segment(f"{label} ", ink("label"))
        if isinstance(field, AreaField):
            yield from area_segments(field, place, ink, part, is_focused=field is focused)
        elif isinstance(field, TextField):
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
    ground, inner = _ground(ink, is_focused=is_focused), place.width - 2
    bar = _bar(ink, is_focused=is_focused)
    yield bar
    if is_focused and field.value:
        scroll(field, inner)
        yield from _edited(field, field.shown_from, len(field.value) + 1, inner, ground)
    elif field.value:
        yield Segment(filled(plain(field.value), inner), ground)
    else:
        yield from _hint(field, inner, ink, is_focused=is_focused)
    yield bar


def area_segments(
    field: AreaField, place: Place, ink: Ink, part: int, *, is_focused: bool
) -> Iterator[Segment]:
    """One line of a field of several."""
    ground, inner = _ground(ink, is_focused=is_focused), place.width - 2
    bar = _bar(ink, is_focused=is_focused)
    yield bar
    if not field.value and part == 0:
        yield from _hint(field, inner, ink, is_focused=is_focused)
    elif part >= len(field.stretches):
        yield Segment(" " * inner, ground if field.value else ground + ink("placeholder"))
    else:
        start, end = field.seen(part)
        if is_focused:
            yield from _edited(field, start, end, inner, ground)
        else:
            yield Segment(filled(plain(field.value[start:end]).rstrip(), inner), ground)
    yield bar


def _ground(ink: Ink, *, is_focused: bool) -> Style:
    return ink("field-focused" if is_focused else "field")


def _bar(ink: Ink, *, is_focused: bool) -> Segment:
    ground = _ground(ink, is_focused=is_focused)
    return Segment(_THICK_BAR if is_focused else _BAR, ground + ink("bar"))


def _hint(field: TextField, width: int, ink: Ink, *, is_focused: bool) -> Iterator[Segment]:
    """What an empty field is for, under the cursor if it has it."""
    ground = _ground(ink, is_focused=is_focused)
    hint = filled(plain(field.spec.placeholder), width)
    if is_focused:
        yield Segment(hint[:1], ground + REVERSE)
        hint = hint[1:]
    yield Segment(hint, ground + ink("placeholder"))


def cursor_cell(field: TextField) -> int:
    """How many cells from the first letter in sight of its line the cursor stands."""
    start = field.stretches[field.row][0] if isinstance(field, AreaField) else field.shown_from
    return cell_len(field.value[start : field.line.cursor])


def scroll(field: TextField, width: int) -> None:
    """Let the part of a text be in sight where the cursor stands, and no room be left behind it."""
    cursor, value = field.line.cursor, field.value
    start = max(min(field.shown_from, cursor), cursor - width + 1)
    while start < cursor and cell_len(value[start:cursor]) >= width:
        start += 1
    while start > 0 and cell_len(value[start - 1 :]) < width:
        start -= 1
    field.shown_from = start


def _edited(
    field: TextField, first: int, last: int, width: int, ground: Style
) -> Iterator[Segment]:
    """A stretch of the text with the cursor, drawn in reverse as what is selected is."""
    start, end = field.line.selection
    letters, left = [], width
    for at, letter in enumerate(f"{field.value} "[first:last], first):
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
