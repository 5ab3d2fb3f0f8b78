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

from printing.codes import MM, bars_width
from printing.faces import BOLD, ITALIC, REGULAR, VIETNAMESE, loaded
from printing.pen import HAIRLINE, Pen
from printing.sheet import A4, A5, EDGE, Sheet
from printing.spool import PaperName
from schemas.codes import PROOF_BARS, PROOF_SQUARE

FORM: Final = "test-page"
"""The key by which settings send it to a printer of its own."""
TITLE: Final = "TRANG IN THỬ"
_MEASURE: Final = 100 * MM
_SAID: Final = (
    "1. Khung phải có đủ bốn cạnh; đoạn thẳng dưới đây phải dài đúng 100 mm.",
    "2. Quét hai mã bằng máy quét của quầy: cả hai phải đọc được.",
    "3. Mọi chữ dưới đây phải rõ dấu, không có ô vuông trống.",
)
_SHEETS: Final[dict[PaperName, Sheet]] = {"A4": A4, "A5": A5}
_VOWELS: Final = "aăâeêioôơuưy"


@dataclass(frozen=True, slots=True)
class ProofValues:
    """What a test page says of where and when it was made."""

    place: str
    at: datetime
    """In the time that the page shows."""
    paper: PaperName = "A5"


def render_proof(values: ProofValues) -> bytes:
    """The test page as a PDF; the same values give the same bytes."""
    for face in (REGULAR, BOLD, ITALIC):
        loaded(face)
    sheet = _SHEETS[values.paper]
    rl_config.useA85 = 0
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(sheet.wide, sheet.high), pageCompression=1, invariant=1)
    canvas.setTitle(TITLE)
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setLineWidth(HAIRLINE)
    pen = Pen(canvas, sheet.high)
    pen.box(EDGE, EDGE, sheet.wide - 2 * EDGE, sheet.high - 2 * EDGE)
    _letters(pen, sheet, _codes(pen, sheet, _head(pen, sheet, values)))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _head(pen: Pen, sheet: Sheet, values: ProofValues) -> float:
    """Title, where and when, the measure; how far down it reaches."""
    middle = sheet.wide / 2
    pen.centred(middle, sheet.top + 14, TITLE, face=BOLD, size=sheet.title)
    when = f"{values.place} · {values.at:%H:%M %d/%m/%Y} · {values.paper}"
    pen.centred(middle, sheet.top + 30, when, face=ITALIC, size=sheet.small)
    down = sheet.top + 36
    for sentence in _SAID:
        down += sheet.leading
        pen.text(sheet.side, down, sentence, face=REGULAR, size=sheet.size)
    down += 16
    left = middle - _MEASURE / 2
    pen.rule(left, down, left + _MEASURE, down)
    for end in (left, left + _MEASURE):
        pen.rule(end, down - 4, end, down + 4)
    return down + 12


def _codes(pen: Pen, sheet: Sheet, down: float) -> float:
    """Both codes, one above the other so that a scanner meets one at a time."""
    high = 12 * MM
    pen.bars((sheet.wide - bars_width(PROOF_BARS)) / 2, down, PROOF_BARS, high=high)
    pen.centred(sheet.wide / 2, down + high + 10, PROOF_BARS, face=REGULAR, size=sheet.small)
    down += high + 16
    pen.qr(sheet.side, down, PROOF_SQUARE)
    return down


def _letters(pen: Pen, sheet: Sheet, down: float) -> None:
    """Every letter in both faces, beside the square code."""
    left = sheet.side + 22 * MM
    column = (sheet.right - left) / 2
    for line in _lines():
        down += sheet.leading
        pen.text(left, down, line, face=REGULAR, size=sheet.size)
        pen.text(left + column, down, line, face=BOLD, size=sheet.size)


def _lines() -> list[str]:
    """The 134 letters, those of one vowel in a line."""
    kin: dict[str, list[str]] = {vowel: [] for vowel in (*_VOWELS, "đ")}
    for letter in VIETNAMESE:
        kin[_plain(letter)].append(letter)
    return [" ".join(letters) for letters in kin.values()]


def _plain(letter: str) -> str:
    """The vowel beneath a tone, in lower case: `ế` → `ê`."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", letter.lower())
    return unicodedata.normalize("NFC", "".join(one for one in parts if one not in tones))
