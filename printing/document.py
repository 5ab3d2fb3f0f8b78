"""From a form's strips to the bytes of its PDF: the sheet, the copies, the running foot."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from printing.faces import BOLD, ITALIC, REGULAR, loaded, width
from printing.flow import Page, Strip, paged
from printing.pen import HAIRLINE, Pen
from printing.sheet import EDGE, FLOWING, SHEETS, Sheet
from printing.wording import DEMO


@dataclass(frozen=True, slots=True)
class Composed:
    """A form as strips for one sheet."""

    strips: list[Strip]
    foot: Strip


@dataclass(frozen=True, slots=True)
class Document:
    """What a form prints besides its strips."""

    title: str
    code: str
    """Stands at the foot of every page."""
    copies: tuple[str, ...]
    """The name of each copy, such as `Liên 1: Giao người nộp`; one nameless copy is `("",)`."""
    is_demo: bool = False


def printed(document: Document, compose: Callable[[Sheet], Composed]) -> bytes:
    """The PDF of a form on the smallest sheet that holds it on one page, else on several.

    The same values give the same bytes.
    """
    for face in (REGULAR, BOLD, ITALIC):
        loaded(face)
    sheet, pages = _laid_out(compose)
    rl_config.useA85 = 0  # printers have taken binary streams for decades; text is a quarter more
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pagesize=(sheet.wide, sheet.high), pageCompression=1, invariant=1, lang="vi-VN"
    )
    canvas.setTitle(f"{document.title} {document.code}")
    canvas.setViewerPreference("PrintScaling", "None")
    # The copies go to different people: never on the two sides of one sheet.
    canvas.setViewerPreference("Duplex", "Simplex")
    _bodies(canvas, sheet, pages)
    for copy in document.copies:
        for number, page in enumerate(pages, 1):
            canvas.doForm(f"page{number}")
            pen = Pen(canvas, sheet.high)
            _copy_marks(pen, page, copy)
            _running_foot(pen, sheet, document, copy=copy, of=(number, len(pages)))
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _laid_out(compose: Callable[[Sheet], Composed]) -> tuple[Sheet, list[Page]]:
    for sheet in SHEETS:
        pages = _pages(sheet, compose(sheet))
        if len(pages) == 1:
            return sheet, pages
    return FLOWING, _pages(FLOWING, compose(FLOWING))


def _pages(sheet: Sheet, composed: Composed) -> list[Page]:
    return paged(
        composed.strips, foot=composed.foot, top=sheet.top, bottom=sheet.high - sheet.bottom
    )


def _bodies(canvas: Any, sheet: Sheet, pages: list[Page]) -> None:
    """Draw what all copies share once; each copy then shows it."""
    for number, page in enumerate(pages, 1):
        canvas.beginForm(f"page{number}", upperx=sheet.wide, uppery=sheet.high)
        canvas.setLineWidth(HAIRLINE)
        pen = Pen(canvas, sheet.high)
        for placed in page:
            if placed.strip.draw is not None:
                placed.strip.draw(pen, placed.down)
        canvas.endForm()


def _copy_marks(pen: Pen, page: Page, copy: str) -> None:
    for placed in page:
        if placed.strip.draw_copy is not None:
            placed.strip.draw_copy(pen, placed.down, copy)


def _running_foot(
    pen: Pen, sheet: Sheet, document: Document, *, copy: str, of: tuple[int, int]
) -> None:
    down, size = sheet.high - EDGE - 3, sheet.small
    # Further pages say whose copy they are: the first has it under the title.
    parts = (document.code, copy if of[0] > 1 else "", DEMO if document.is_demo else "")
    right = f"Trang {of[0]}/{of[1]}"
    pen.text(sheet.side, down, " · ".join(filter(None, parts)), face=REGULAR, size=size)
    pen.text(sheet.right - width(right, REGULAR, size), down, right, face=REGULAR, size=size)
