"""The rows of a section as plain objects: fields side by side, what is said below, which lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desk.widgets.area_field import AreaField
from desk.widgets.cells import wrapped
from desk.widgets.fields import ChoiceField, Field, Place, Spec, TextField, places

_INDENT = 3
AREA_BARS = 3
"""Cells of a field that its text does not get: two bars, and the cursor at the end of a line."""


@dataclass(frozen=True)
class Said:
    """Sentences about a field; the sure ones block, the others can be confirmed."""

    text: str
    is_error: bool = field(default=True)


def field_of(spec: Spec) -> Field:
    """The field that a description asks for."""
    if spec.options:
        return ChoiceField(spec)
    return AreaField(spec) if spec.lines > 1 else TextField(spec)


class FormRow:
    """Fields side by side, and what is said about them."""

    def __init__(self, specs: Sequence[Spec]) -> None:
        self.fields: dict[str, Field] = {spec.name: field_of(spec) for spec in specs}
        self.is_shown = True
        self.said: list[Said] = []

    def placed(self, width: int) -> Iterator[tuple[str, Place]]:
        """The names of the fields with their places in a width."""
        specs = [one.spec for one in self.fields.values()]
        yield from zip(self.fields, places(specs, width), strict=True)

    def height(self, width: int) -> int:
        """How many lines it takes in a width."""
        areas = {key: one for key, one in self.fields.items() if isinstance(one, AreaField)}
        for name, place in self.placed(width) if areas else ():
            if name in areas:
                areas[name].width = place.width - AREA_BARS
        return max((one.height() for one in areas.values()), default=1)


def rows_of(specs: Sequence[Sequence[Spec]]) -> tuple[FormRow, ...]:
    """Rows with fields as they stand in an empty form."""
    return tuple(FormRow(row) for row in specs)


@dataclass(frozen=True)
class Line:
    """One line of a section: a line of a row of fields, or words in a style of the sheet."""

    row: FormRow | None = None
    part: int = 0
    """Which line of a row that has several."""
    words: str = ""
    style: str = ""


def sentence_lines(sentence: str, width: int, style: str) -> list[Line]:
    """A sentence with the mark that says the same without colour, on as many lines as it needs."""
    first, *others = wrapped(f"▲ {sentence}", max(20, width - _INDENT - 1))
    texts = [first, *(f"  {one}" for one in others)]
    return [Line(words=" " * _INDENT + text, style=style) for text in texts]


def row_lines(rows: Sequence[FormRow], width: int) -> list[Line]:
    """The rows that are shown, each with what is said about it."""
    lines: list[Line] = []
    for row in rows:
        if row.is_shown:
            lines += [Line(row, part) for part in range(row.height(width))]
            for said in row.said:
                style = "error" if said.is_error else "warning"
                lines += sentence_lines(said.text, width, style)
    return lines


def fields_of(rows: Sequence[FormRow]) -> dict[str, Field]:
    """The fields by their names, in the order of the form."""
    return {name: one for row in rows for name, one in row.fields.items()}


def put_said(rows: Sequence[FormRow], sentences: Mapping[str, Sequence[Said]]) -> bool:
    """Put the sentences below the fields that they are about; whether that changed anything."""
    before = [row.said for row in rows]
    for row in rows:
        row.said = [one for name in row.fields for one in sentences.get(name, ())]
    return before != [row.said for row in rows]


def put_shown(rows: Sequence[FormRow], names: Sequence[str], *, shown: bool) -> bool:
    """Show or hide the rows of some fields; whether that changed anything."""
    changed = [
        row for row in rows if row.is_shown != shown and not row.fields.keys().isdisjoint(names)
    ]
    for row in changed:
        row.is_shown = shown
    return bool(changed)
