"""Reading pages back: as text, as a printer's dots, and as a scanner would."""

from ctypes import create_string_buffer
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps
from pypdfium2 import raw

MM_PER_INCH = 25.4


def texts(pdf: bytes) -> list[str]:
    """The text of each page, white space as single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            " ".join(document[index].get_textpage().get_text_range().split())
            for index in range(len(document))
        ]


def set_in(pdf: bytes) -> dict[tuple[str, float], str]:
    """What the first page says in each face and size, in the order in which it was drawn."""
    found: dict[tuple[str, float], str] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        name = create_string_buffer(80)
        for index in range(page.count_chars()):
            if raw.FPDFText_IsGenerated(page, index):
                continue
            raw.FPDFText_GetFontInfo(page, index, name, len(name), None)
            size = round(raw.FPDFText_GetFontSize(page, index), 2)
            style = (name.value.decode().rpartition("+")[2], size)
            found[style] = found.get(style, "") + chr(raw.FPDFText_GetUnicode(page, index))
    return found


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """The papers used, in whole millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {
            tuple(round(side * MM_PER_INCH / 72) for side in page.get_size()) for page in document
        }


def dots(pdf: bytes, page: int = 0, *, dpi: int = 203) -> Image.Image:
    """A page as a laser printer puts it down: each dot black or white."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
    return drawn.convert("L").point([0] * 128 + [255] * 128)


def inked(picture: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all that is black."""
    box = ImageOps.invert(picture).getbbox()
    assert box is not None
    return box


def scanned(picture: Image.Image) -> dict[str, Any]:
    """What a scanner reads, by kind of symbol."""
    kinds: Any = [zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode]
    return {str(found.format): found for found in zxingcpp.read_barcodes(picture, formats=kinds)}


def rectangles(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each stretch of text."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        return [text.get_rect(index) for index in range(text.count_rects())]
