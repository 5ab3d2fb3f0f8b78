"""The strips that forms are made of: paragraphs, fields, pairs of fields, signatures."""

from collections.abc import Iterable, Sequence

from printing.faces import ASCENT, BOLD, ITALIC, REGULAR, width
from printing.flow import Drawing, Strip
from printing.measure import Line, Run, broken, shrunk
from printing.pen import Pen
from printing.sheet import Sheet
from printing.wording import SIGN

LEAST_DOTS = 40


def plain(text: str) -> Run:
    """A run in the regular cut."""
    return Run(text, REGULAR)


def bold(text: str) -> Run:
    """A run in the bold cut."""
    return Run(text, BOLD)


def italic(text: str) -> Run:
    """A run in the italic cut."""
    return Run(text, ITALIC)


def _writing(line: Line, x: float, size: float) -> Drawing:
    def draw(pen: Pen, top: float) -> None:
        pen.line(x, top + size * ASCENT, line, size=size)

    return draw


def paragraph(
    sheet: Sheet, runs: Iterable[Run], *, size: float = 0, indent: float = 0, glued: bool = False
) -> list[Strip]:
    """Lines of running text; its first two and its last two lines stay together."""
    size = size or sheet.size
    leading = size * sheet.leading / sheet.size
    lines = broken(tuple(runs), size, sheet.room - indent)
    last = len(lines) - 1
    return [
        Strip(
            leading,
            _writing(line, sheet.side + indent, size),
            glued=glued if index == last else index in (0, last - 1),
        )
        for index, line in enumerate(lines)
    ]


def centred(
    sheet: Sheet, text: str, *, face: str, size: float, high: float, glued: bool = True
) -> Strip:
    """One centred line, made smaller when it would be too wide."""
    fitted = shrunk(text, face, size, sheet.room)

    def draw(pen: Pen, top: float) -> None:
        pen.centred(sheet.wide / 2, top + size * ASCENT, text, face=face, size=fitted)

    return Strip(high, draw, glued=glued)


def copy_name(sheet: Sheet) -> Strip:
    """The centred line that says whose copy this is."""

    def draw(pen: Pen, top: float, name: str) -> None:
        down = top + sheet.size * ASCENT
        pen.centred(sheet.wide / 2, down, f"({name})", face=ITALIC, size=sheet.size)

    return Strip(sheet.leading, lambda _pen, _top: None, glued=True, draw_copy=draw)


def field(sheet: Sheet, label: str, value: str, *, face: str = REGULAR) -> list[Strip]:
    """A label and its value; a dotted line to write on when there is none."""
    if value.strip():
        return paragraph(sheet, (plain(label), Run(value, face)))
    return [_blank(sheet, ((sheet.side, sheet.right, label, "", REGULAR),))]


def passage(sheet: Sheet, label: str, text: str) -> list[Strip]:
    """A label and a text of several sentences, on the lines on which it was typed."""
    first, *others = [line for line in text.split("\n") if line.strip()] or [""]
    more = (strip for line in others for strip in paragraph(sheet, (plain(line),)))
    return [*field(sheet, label, first), *more]


_Cell = tuple[float, float, str, str, str]
"""Left, right, label, value and its face."""


def _blank(sheet: Sheet, cells: Sequence[_Cell]) -> Strip:
    size = sheet.size

    def draw(pen: Pen, top: float) -> None:
        down = top + size * ASCENT
        for left, right, label, value, face in cells:
            pen.text(left, down, label, face=REGULAR, size=size)
            start = left + width(label + " ", REGULAR, size)
            if value:
                pen.text(start, down, value, face=face, size=size)
            else:
                pen.dots(start + 1, right, down + 0.5)

    return Strip(sheet.leading, draw)


def pair(sheet: Sheet, fields: tuple[tuple[str, str], tuple[str, str]]) -> list[Strip]:
    """Two short fields beside each other; below each other when one is too long for that."""
    half = (sheet.room - 10) / 2
    cells: list[_Cell] = []
    for index, (label, value) in enumerate(fields):
        words = " ".join(value.split())
        needed = width(f"{label} {words}", REGULAR, sheet.size)
        if needed > half - (0 if words else LEAST_DOTS):
            return [strip for each in fields for strip in field(sheet, *each)]
        left = sheet.side + index * (half + 10)
        cells.append((left, left + half, label, words, REGULAR))
    return [_blank(sheet, cells)]


def signatures(sheet: Sheet, parties: Sequence[tuple[str, str]]) -> Strip:
    """Who signs, side by side: the role, room to sign, and the name where it is known."""
    size, column = sheet.size, sheet.room / 2
    high = sheet.leading * 3 + sheet.sign_room
    # A single signature stands on the right, as on every official paper.
    first = 2 - len(parties)

    def draw(pen: Pen, top: float) -> None:
        for index, (role, name) in enumerate(parties):
            middle = sheet.side + column * (first + index + 0.5)
            down = top + size * ASCENT
            pen.centred(middle, down, role, face=BOLD, size=size)
            pen.centred(middle, down + sheet.leading, SIGN, face=ITALIC, size=sheet.small)
            fitted = shrunk(name, BOLD, size, column - 8)
            pen.centred(middle, top + high - size * 0.3, name, face=BOLD, size=fitted)

    return Strip(high, draw)
