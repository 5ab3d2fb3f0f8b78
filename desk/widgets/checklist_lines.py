"""How the check-list's papers look as lines of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.widgets.cells import filled, plain, wrapped
from desk.widgets.columns import MARK
from desk.widgets.ticking import COLUMNS, standing
from schemas.reception import TickedPaper

_BOXES = {"absent": "[ ]", "ok": "[x]", "wrong": "[!]"}
_TITLES = ("Chính", "Chứng thực", "Photo")
_STANDING_WIDTH = 6
_COUNTS_WIDTH = sum(map(len, _TITLES)) + 2 * (len(_TITLES) - 1)
_BEFORE_NAME = len(MARK) + 4 + _STANDING_WIDTH + 2


@dataclass(frozen=True)
class Line:
    """One line, the index of the paper it belongs to, and how it looks."""

    text: str
    row: int
    style: str = ""


def heading(width: int) -> str:
    """The titles over the columns."""
    names = filled(" " * _BEFORE_NAME + "Giấy tờ", width - _COUNTS_WIDTH - 1)
    return f"{names} {'  '.join(_TITLES)}"


def lines_of(rows: Sequence[TickedPaper], width: int, *, at: int, column: int) -> list[Line]:
    """The lines of all papers; the one at the cursor shows the chosen column in brackets."""
    lines: list[Line] = []
    for index, row in enumerate(rows):
        chosen = column if index == at else None
        mark = MARK if index == at else " " * len(MARK)
        texts = _texts(row, width, chosen)
        style = _style(row)
        lines += [
            Line((mark if n == 0 else " " * len(MARK)) + text, index, style)
            for n, text in enumerate(texts)
        ]
    return lines


def _texts(row: TickedPaper, width: int, chosen: int | None) -> Iterator[str]:
    room = max(10, width - _BEFORE_NAME - _COUNTS_WIDTH - 2)
    first, *others = wrapped(plain(row.name), room)
    start = f"{_BOXES[row.state]} {filled(standing(row), _STANDING_WIDTH)}  "
    yield f"{start}{filled(first, room + 1)} {_counts(row, chosen)}"
    indent = " " * (_BEFORE_NAME - len(MARK))
    yield from (indent + other for other in others)
    for words in (row.flaw, row.bring and f"cần mang: {row.bring}"):
        if words:
            yield from (
                indent + line for line in wrapped(f"→ {plain(words)}", width - _BEFORE_NAME)
            )


def _counts(row: TickedPaper, chosen: int | None) -> str:
    if row.handling == "presented":
        return filled("xuất trình", _COUNTS_WIDTH, right=True)
    cells = []
    for place, (name, title) in enumerate(zip(COLUMNS, _TITLES, strict=True)):
        count = getattr(row, name)
        cells.append(
            filled(f"‹{count}›" if place == chosen else f"{count} ", len(title), right=True)
        )
    return "  ".join(cells)


def _style(row: TickedPaper) -> str:
    if row.state == "wrong" or (row.state == "absent" and row.required):
        return "missing"
    return "complete" if row.state == "ok" else "quiet"
