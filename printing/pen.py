"""Drawing on a page in points from its top left: text, hairlines, bars and QR squares."""

from collections.abc import Iterable
from typing import Any

from printing.codes import BAR_QUIET, MODULE, QR_MODULE, QR_QUIET, bar_runs, bars, qr_rows
from printing.faces import width
from printing.measure import Line

HAIRLINE = 0.4


class Pen:
    """Collects one page; `finish` writes it to the canvas.

    `down` is the distance from the top edge of the paper, to the baseline where text is drawn.
    """

    def __init__(self, canvas: Any, page_height: float) -> None:
        self._canvas = canvas
        self._height = page_height
        self._text = canvas.beginText()
        self._font: tuple[str, float] | None = None

    def text(self, x: float, down: float, text: str, *, face: str, size: float) -> None:
        """Write a text whose left end is at x."""
        if self._font != (face, size):
            self._text.setFont(face, size)
            self._font = (face, size)
        self._text.setTextOrigin(x, self._height - down)
        self._text.textOut(text)

    def centred(self, x: float, down: float, text: str, *, face: str, size: float) -> None:
        """Write a text whose middle is at x."""
        self.text(x - width(text, face, size) / 2, down, text, face=face, size=size)

    def line(self, x: float, down: float, line: Line, *, size: float) -> None:
        """Write a broken line from x on."""
        for run in line.runs:
            self.text(x, down, run.text, face=run.face, size=size)
            x += width(run.text + " ", run.face, size)

    def rule(self, x1: float, down1: float, x2: float, down2: float) -> None:
        """Draw a hairline."""
        self._canvas.line(x1, self._height - down1, x2, self._height - down2)

    def dots(self, x1: float, x2: float, down: float) -> None:
        """Draw a dotted line to be filled in by hand; it is no text, so nothing extracts it."""
        if x2 <= x1:
            return
        self._canvas.saveState()
        self._canvas.setLineCap(1)
        self._canvas.setLineWidth(0.6)
        self._canvas.setDash([0, 2.4])
        self.rule(x1, down, x2, down)
        self._canvas.restoreState()

    def box(self, x: float, down: float, wide: float, high: float) -> None:
        """Draw a hairline frame."""
        self._canvas.rect(x, self._height - down - high, wide, high)

    def bars(self, x: float, down: float, text: str, *, high: float) -> None:
        """Draw a Code 128 symbol whose left quiet zone begins at x."""
        left = x + BAR_QUIET * MODULE
        self._fill(
            (left + start * MODULE, down, count * MODULE, high)
            for start, count in bar_runs(bars(text))
        )

    def qr(self, x: float, down: float, text: str) -> None:
        """Draw a QR symbol whose quiet zone begins at x and down."""
        left, top = x + QR_QUIET * QR_MODULE, down + QR_QUIET * QR_MODULE
        self._fill(
            (left + start * QR_MODULE, top + row * QR_MODULE, count * QR_MODULE, QR_MODULE)
            for row, pattern in enumerate(qr_rows(text))
            for start, count in bar_runs(pattern)
        )

    def finish(self) -> None:
        """Write the collected text to the canvas."""
        self._canvas.drawText(self._text)

    def _fill(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        # One path: separate rectangles leave hair-wide seams between QR rows on some printers.
        path = self._canvas.beginPath()
        for x, down, wide, high in boxes:
            path.rect(x, self._height - down - high, wide, high)
        self._canvas.drawPath(path, stroke=0, fill=1)
