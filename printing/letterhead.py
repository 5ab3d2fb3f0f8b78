"""The head and the foot that forms share, filled from settings; no template names an agency."""

from printing.codes import qr_width
from printing.faces import ASCENT, BOLD, ITALIC, REGULAR, width
from printing.flow import Strip, gap
from printing.measure import Line, Run, balanced, broken, shrunk
from printing.pen import Pen
from printing.sheet import Sheet
from printing.wording import MOTTO, NATION, RECEPTION_UNIT
from schemas.shape import Shape, Text


class Letterhead(Shape):
    """What a form says of the unit that issues it; all of it comes from the site's settings."""

    superior: Text
    """The superior agency, first line of the head."""
    unit: Text
    """The agency whose reception unit this is, as it is written in a sentence."""
    place: Text
    """Stands before the date."""
    phone: Text = ""
    lookup_prefix: str = ""
    """The public look-up address up to the code, such as `https://…/tra-cuu?ma=`; empty: no QR."""
    portal: Text = ""
    """How else to look a dossier up: the portal's name, the messenger account."""


SPLIT = 0.44
"""Where the left column of the head ends."""
HEAD_SIZE = 0.93
"""The head's type, as a part of the sheet's."""


def head(sheet: Sheet, letterhead: Letterhead, *, number: str, dateline: str) -> list[Strip]:
    """The two columns of the head, and the row with the number and the date."""
    return [_names(sheet, letterhead), gap(4), _dated(sheet, number, dateline), gap(4)]


def _left_lines(sheet: Sheet, letterhead: Letterhead, room: float) -> list[Line]:
    size = sheet.size * HEAD_SIZE
    return [
        line
        for text, face in (
            (letterhead.superior.upper(), REGULAR),
            (RECEPTION_UNIT, BOLD),
            (letterhead.unit.upper(), BOLD),
        )
        if text.strip()
        for line in balanced((Run(text, face),), size, room)
    ]


def _names(sheet: Sheet, letterhead: Letterhead) -> Strip:
    size, leading = sheet.size * HEAD_SIZE, sheet.leading * 0.98
    split = sheet.room * SPLIT
    left = sheet.side + (split - 6) / 2
    right = sheet.side + split + (sheet.room - split) / 2
    lines = _left_lines(sheet, letterhead, split - 6)
    nation = shrunk(NATION, BOLD, size, sheet.room - split)
    motto = nation * 1.06

    def draw(pen: Pen, top: float) -> None:
        down = top + size * ASCENT
        for index, line in enumerate(lines):
            pen.line(left - line.width / 2, down + index * leading, line, size=size)
        under = down + (len(lines) - 1) * leading + 3.5
        pen.rule(left - split / 6, under, left + split / 6, under)
        pen.centred(right, down, NATION, face=BOLD, size=nation)
        pen.centred(right, down + leading, MOTTO, face=BOLD, size=motto)
        half = width(MOTTO, BOLD, motto) / 2
        pen.rule(right - half, down + leading + 3.5, right + half, down + leading + 3.5)

    return Strip(max(len(lines), 2) * leading + 3, draw, glued=True)


def _dated(sheet: Sheet, number: str, dateline: str) -> Strip:
    split = sheet.room * SPLIT
    down = sheet.size * ASCENT
    number_size = shrunk(number, REGULAR, sheet.size, split - 6)
    date_size = shrunk(dateline, ITALIC, sheet.size, sheet.room - split)

    def draw(pen: Pen, top: float) -> None:
        left, right = sheet.side + (split - 6) / 2, sheet.side + (sheet.room + split) / 2
        pen.centred(left, top + down, number, face=REGULAR, size=number_size)
        pen.centred(right, top + down, dateline, face=ITALIC, size=date_size)

    return Strip(sheet.leading, draw, glued=True)


def barcode(sheet: Sheet, text: str, *, wide: float, caption: str = "") -> Strip:
    """A centred Code 128 symbol, with the caption under it."""
    high = sheet.size * 2.5
    size = sheet.small

    def draw(pen: Pen, top: float) -> None:
        pen.bars((sheet.wide - wide) / 2, top, text, high=high)
        if caption:
            pen.centred(sheet.wide / 2, top + high + size, caption, face=REGULAR, size=size)

    return Strip(high + (size * 1.3 if caption else 0), draw, glued=True)


def foot(sheet: Sheet, notes: list[str], *, qr: str) -> Strip:
    """The hairline at the bottom, the QR symbol, and the notes beside it."""
    symbol = qr_width(qr) if qr else 0
    size, leading = sheet.small, sheet.small * 1.25
    indent = symbol + 4 if qr else 0
    lines = [
        line
        for note in notes
        if note.strip()
        for line in broken((Run(note, ITALIC),), size, sheet.room - indent)
    ]
    text_high = len(lines) * leading
    high = max(symbol, text_high) + 3

    def draw(pen: Pen, top: float) -> None:
        pen.rule(sheet.side, top, sheet.right, top)
        if qr:
            pen.qr(sheet.side, top + 3, qr)
        down = top + 3 + max(0, (symbol - text_high) / 2) + size * ASCENT
        for index, line in enumerate(lines):
            pen.line(sheet.side + indent, down + index * leading, line, size=size)

    return Strip(high, draw)
