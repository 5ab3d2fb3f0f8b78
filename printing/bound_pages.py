"""Scanned pages bound into one PDF: every picture as it is, none drawn again."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One side of paper."""

    jpeg: bytes
    """Grey or RGB."""
    wide: int
    """Dots, as is `high`."""
    high: int
    dpi: float
    turn: int = 0
    """Degrees clockwise, by which the paper lay askew: 0, 90, 180 or 270."""


def bound(pages: Sequence[ScannedPage]) -> bytes:
    """The PDF of some pages, each as large as its paper was; the same pages give the same bytes."""
    # Whoever only looks at pages does not load what draws them.
    from reportlab import rl_config
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    if not pages:
        raise ValueError("a document has pages")
    rl_config.useA85 = 0  # As text, every picture would be a quarter larger.
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, lang="vi-VN")
    for page in pages:
        size = tuple(dots * POINTS_PER_INCH / page.dpi for dots in (page.wide, page.high))
        # The library wants the size of a page as it is seen, and draws on it as it was.
        canvas.setPageSize(size[::-1] if page.turn in {90, 270} else size)
        canvas.setPageRotation(page.turn)
        canvas.drawImage(ImageReader(io.BytesIO(page.jpeg)), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
