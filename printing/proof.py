"""The test page: what a printer must get right before a citizen gets paper from it.

Both codes, all Vietnamese letters, a frame at the edge that forms keep to, and a length to measure:
a page that passes was neither scaled nor cut off, and its codes scan.
"""

import io
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from printing.codes import MM, bars_width, qr_width
from printing.faces import BOLD, ITALIC, REGULAR, loaded
from printing.pen import HAIRLINE, Pen
from printing.sheet import A4, A4_DENSE, A5, A5_DENSE, EDGE, Sheet
from printing.spool import PaperName
from schemas.codes import PROOF_BARS, PROOF_SQUARE

FORM: Final = "test-page"
"""The key by which settings send it to a printer of its own."""
TITLE: Final = "TRANG IN THỬ"
_TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""In the order of the dictionary: none, huyền, hỏi, ngã, sắc, nặng."""


def _pairs(vowel: str) -> tuple[str, ...]:
    """A vowel under each tone, capital and small."""
    toned = (unicodedata.normalize("NFC", vowel + tone) for tone in _TONES)
    return tuple(f"{one} {one.lower()}" for one in toned)


ALPHABET: Final = (*map(_pairs, "AĂÂ"), ("D d", "Đ đ"), *map(_pairs, "EÊIOÔƠUƯY"))
"""The letters as the page shows them: a row each, in the order of the alphabet."""
_PAIRS_MAX: Final = len(_TONES)
_MEASURE: Final = 100 * MM
_FRAME: Final = "1. Khung phải có đủ bốn cạnh; đoạn thẳng dưới đây phải dài đúng 100 mm."
_SCAN: Final = "2. Quét hai mã bằng máy quét của quầy: cả hai phải đọc được."
_READ: Final = "3. Mọi chữ dưới đây phải rõ dấu, không có ô vuông trống."
_FACES: Final = {REGULAR: "Đứng", BOLD: "Đậm", ITALIC: "Nghiêng"}
"""Every face that a form uses, as the page names it."""
_SHEETS: Final[dict[PaperName, tuple[Sheet, Sheet]]] = {"A4": (A4, A4_DENSE), "A5": (A5, A5_DENSE)}
"""The sizes that forms are set in; the page itself is set in the first."""
_BARS_HIGH: Final = 12 * MM
_COLUMN_GAP: Final = 10
_TABLE_GAP: Final = 6


@dataclass(frozen=True, slots=True)
class ProofValues:
    """What a test page says of where and when it was made."""

    place: str
    at: datetime
    """In the time that the page shows."""
    paper: PaperName = "A5"


def render_proof(values: ProofValues) -> bytes:
    """The test page as a PDF; the same values give the same bytes."""
    for face in _FACES:
        loaded(face)
    sheet, dense = _SHEETS[values.paper]
    rl_config.useA85 = 0
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(sheet.wide, sheet.high), pageCompression=1, invariant=1)
    canvas.setTitle(TITLE)
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setLineWidth(HAIRLINE)
    pen = Pen(canvas, sheet.high)
    pen.box(EDGE, EDGE, sheet.wide - 2 * EDGE, sheet.high - 2 * EDGE)
    down = _codes(pen, sheet, _measure(pen, sheet, _head(pen, sheet, values)))
    down = _said(pen, sheet, down, _READ)
    room = sheet.high - sheet.bottom - _TABLE_GAP - down
    # Both tables share what is left of the page, whatever paper it is.
    stretch = room / (_high(sheet) + _high(dense))
    _letters(pen, sheet, down, stretch)
    _letters(pen, dense, down + _high(sheet) * stretch + _TABLE_GAP, stretch)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _head(pen: Pen, sheet: Sheet, values: ProofValues) -> float:
    """Title, where and when; how far down it reaches."""
    middle = sheet.wide / 2
    pen.centred(middle, sheet.top + 4, TITLE, face=BOLD, size=sheet.title)
    when = f"{values.place} · {values.at:%H:%M %d/%m/%Y} · {values.paper}"
    pen.centred(middle, sheet.top + 20, when, face=ITALIC, size=sheet.small)
    return sheet.top + 24


def _said(pen: Pen, sheet: Sheet, down: float, sentence: str) -> float:
    down += 1.25 * sheet.leading
    pen.text(sheet.side, down, sentence, face=REGULAR, size=sheet.size)
    return down + sheet.leading / 2


def _measure(pen: Pen, sheet: Sheet, down: float) -> float:
    """The length that shows whether the printer scaled the page."""
    down = _said(pen, sheet, down, _FRAME) + 6
    left = (sheet.wide - _MEASURE) / 2
    pen.rule(left, down, left + _MEASURE, down)
    for end in (left, left + _MEASURE):
        pen.rule(end, down - 4, end, down + 4)
    return down + 6


def _codes(pen: Pen, sheet: Sheet, down: float) -> float:
    """Both codes, one above the other so that a scanner meets one at a time."""
    down = _said(pen, sheet, down, _SCAN) + 2
    middle = sheet.wide / 2
    pen.bars(middle - bars_width(PROOF_BARS) / 2, down, PROOF_BARS, high=_BARS_HIGH)
    down += _BARS_HIGH + 10
    pen.centred(middle, down, PROOF_BARS, face=REGULAR, size=sheet.small)
    square = qr_width(PROOF_SQUARE)
    pen.qr(middle - square / 2, down, PROOF_SQUARE)
    return down + square


def _high(sheet: Sheet) -> float:
    """A table of letters at its tightest."""
    return (len(ALPHABET) + 1) * sheet.leading


def _letters(pen: Pen, sheet: Sheet, down: float, stretch: float) -> None:
    """Every letter in each face, one face beside the other, in the sheet's size."""
    column = (sheet.room + _COLUMN_GAP) / len(_FACES)
    pitch = (column - _COLUMN_GAP) / _PAIRS_MAX
    size = f"{sheet.size:g}".replace(".", ",")
    for number, (face, name) in enumerate(_FACES.items()):
        left = sheet.side + number * column
        below = down + sheet.leading * stretch
        pen.text(left, below, f"{name}, cỡ {size}", face=face, size=sheet.size)
        for row in ALPHABET:
            below += sheet.leading * stretch
            for place, pair in enumerate(row):
                pen.text(left + place * pitch, below, pair, face=face, size=sheet.size)
