"""A ruled table whose rows break over pages under a repeated heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from printing.faces import ASCENT, BOLD, ITALIC, REGULAR
from printing.flow import Strip
from printing.measure import Line, Run, broken
from printing.pen import Pen
from printing.sheet import Sheet

LINES_TOGETHER = 12
"""A row of more lines than this may be torn over two pages."""
PAD = 3.6


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its text, and its counts or one remark in their place."""

    number: str
    runs: tuple[Run, ...]
    counts: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table: a narrow number, a wide text, and equal narrow counts."""

    sheet: Sheet
    headings: tuple[str, str]
    count_headings: tuple[str, ...]

    @property
    def number_wide(self) -> float:
        """The width of the first column."""
        return self.sheet.size * 2.4

    @property
    def count_wide(self) -> float:
        """The width of each count column."""
        return self.sheet.size * 4.6

    @property
    def edges(self) -> tuple[float, ...]:
        """Every vertical rule, from left to right."""
        side, right = self.sheet.side, self.sheet.right
        many = len(self.count_headings)
        counts = tuple(right - self.count_wide * (many - index) for index in range(many + 1))
        return (side, side + self.number_wide, *counts)

    @property
    def text_room(self) -> float:
        """The room for a row's text between its rules."""
        return self.edges[2] - self.edges[1] - 2 * PAD


def _rules(table: Table, pen: Pen, top: float, high: float, *, skip: tuple[int, ...] = ()) -> None:
    for index, x in enumerate(table.edges):
        if index not in skip:
            pen.rule(x, top, x, top + high)


def heading(table: Table) -> Strip:
    """The heading row, with its rule above and below."""
    small = table.sheet.small
    leading = small * 1.22
    titles = (*table.headings, *table.count_headings)
    spans = tuple(pairwise(table.edges))
    cells = [
        broken((Run(title, BOLD),), small, right - left - 2)
        for title, (left, right) in zip(titles, spans, strict=True)
    ]
    high = max(map(len, cells)) * leading + PAD

    def draw(pen: Pen, top: float) -> None:
        for lines, (left, right) in zip(cells, spans, strict=True):
            down = top + (high - len(lines) * leading) / 2 + small * ASCENT
            for index, line in enumerate(lines):
                pen.line((left + right - line.width) / 2, down + index * leading, line, size=small)
        pen.rule(table.sheet.side, top, table.sheet.right, top)
        pen.rule(table.sheet.side, top + high, table.sheet.right, top + high)
        _rules(table, pen, top, high)

    return Strip(high, draw, glued=True)


def rows(table: Table, contents: Sequence[Row], header: Strip) -> list[Strip]:
    """The strips of all rows; a long one as several."""
    strips = []
    for row in contents:
        lines = broken(row.runs, table.sheet.size, table.text_room)
        parts = [lines[i : i + LINES_TOGETHER] for i in range(0, len(lines), LINES_TOGETHER)]
        for index, part in enumerate(parts):
            ends = (index == 0, index == len(parts) - 1)
            strips.append(_row(table, row, part, ends=ends, header=header))
    return strips


def _row(
    table: Table, row: Row, lines: tuple[Line, ...], *, ends: tuple[bool, bool], header: Strip
) -> Strip:
    sheet, is_first, is_last = table.sheet, *ends
    size = sheet.size
    above, below = (PAD / 2 if end else 0 for end in ends)
    high = above + len(lines) * sheet.leading + below
    inner = tuple(range(3, 2 + len(table.count_headings))) if row.remark else ()

    def draw(pen: Pen, top: float) -> None:
        down = top + above + size * (ASCENT + 0.07)
        for index, line in enumerate(lines):
            pen.line(table.edges[1] + PAD, down + index * sheet.leading, line, size=size)
        if is_first:
            middle = (table.edges[0] + table.edges[1]) / 2
            pen.centred(middle, down, row.number, face=REGULAR, size=size)
            _counts(table, row, pen, down)
        _rules(table, pen, top, high, skip=inner)
        if is_last:
            pen.rule(sheet.side, top + high, sheet.right, top + high)

    return Strip(high, draw, header=header)


def _counts(table: Table, row: Row, pen: Pen, down: float) -> None:
    size = table.sheet.size
    if row.remark:
        middle = (table.edges[2] + table.edges[-1]) / 2
        pen.centred(middle, down, row.remark, face=ITALIC, size=size)
        return
    for count, (left, right) in zip(row.counts, pairwise(table.edges[2:]), strict=True):
        pen.centred((left + right) / 2, down, count, face=REGULAR, size=size)
