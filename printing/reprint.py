"""Marking a reprint: the kept pages themselves, stamped, never a new rendering."""

import io

from pypdf import PageObject, PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from printing.codes import MM
from printing.faces import BOLD, loaded, width
from printing.pen import Pen
from printing.sheet import EDGE

SIZE = 8.5
FRAME = 4 * MM
"""The frame stands in the top margin, between the edge that printers reach and the form."""


def stamp(pdf: bytes, n: int) -> bytes:
    """The kept pages with `BẢN IN LẠI LẦN n` on every one.

    Stamp the bytes of the first printing, so that a page carries one stamp, not a row of them.
    The same pages and number give the same bytes.
    """
    if n < 1:
        raise ValueError("reprints are counted from 1")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    overlays: dict[tuple[float, float], PageObject] = {}
    for page in writer.pages:
        paper = (float(page.mediabox.width), float(page.mediabox.height))
        if paper not in overlays:
            overlays[paper] = _overlay(paper, f"BẢN IN LẠI LẦN {n}")
        page.merge_page(overlays[paper])
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _overlay(paper: tuple[float, float], text: str) -> PageObject:
    loaded(BOLD)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=paper, invariant=1)
    canvas.setLineWidth(0.8)
    pen = Pen(canvas, paper[1])
    wide = width(text, BOLD, SIZE) + 10
    pen.box((paper[0] - wide) / 2, EDGE + 0.5, wide, FRAME)
    pen.centred(paper[0] / 2, EDGE + 0.5 + FRAME - 2.7, text, face=BOLD, size=SIZE)
    canvas.save()
    return PdfReader(buffer).pages[0]
