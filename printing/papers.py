"""What lies in the printer: the standard names of papers, and small pages on larger sheets."""

import io
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import RectangleObject

from printing.codes import MM
from printing.sheet import A4, A5
from printing.spool import PaperName

_MEDIA: Final = {"A4": "iso_a4_210x297mm", "A5": "iso_a5_148x210mm"}
_NEAR: Final = 2 * MM


def media_of(pdf: bytes) -> str:
    """The standard name of the paper that the first page is for."""
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    return _MEDIA["A5" if _is_a5(page) else "A4"]


def on_paper(pdf: bytes, paper: PaperName | None) -> bytes:
    """The same pages for a printer that holds one paper only.

    On A4 a page of A5 stands in the upper middle, unscaled, since a scaled code may not scan; a
    page of A4 has no room on A5 and is left as it is. The same pages give the same bytes.
    """
    if paper != "A4":
        return pdf
    reader = PdfReader(io.BytesIO(pdf))
    if not any(_is_a5(page) for page in reader.pages):
        return pdf
    writer = PdfWriter(clone_from=reader)
    for page in writer.pages:
        if _is_a5(page):
            _centre(page)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _is_a5(page: PageObject) -> bool:
    wide, high = float(page.mediabox.width), float(page.mediabox.height)
    return abs(wide - A5.wide) < _NEAR and abs(high - A5.high) < _NEAR


def _centre(page: PageObject) -> None:
    page.add_transformation(Transformation().translate((A4.wide - A5.wide) / 2, A4.high - A5.high))
    sheet = RectangleObject((0, 0, A4.wide, A4.high))
    page.mediabox = page.cropbox = page.trimbox = page.bleedbox = page.artbox = sheet
