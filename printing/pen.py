"""Drawing on a page in points from its top left: text, rules, bars and QR squares."""

from typing import Any

from printing.codes import BAR_QUIET, MODULE, QR_MODULE, QR_QUIET, bar_boxes, qr_boxes, qr_rows
from printing.faces import showing, width
from printing.measure import Line

HAIRLINE = 0.4


class Pen:
    """Writes PDF operators for one page or form of a canvas.

    `down` is the distance from the top edge of the paper, to the baseline where text is drawn.
    """

    # Operators of our own: formatting numbers and escaping text as reportlab does, once per
    # call, took more than half of a form's time.

    def __init__(self, canvas: Any, page_height: float) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # noqa: SLF001  the only way to the cuts that it embeds
        self._height = page_height

    def text(self, x: float, down: float, text: str, *, face: str, size: float) -> None:
        """Write a text whose left end is at x."""
        if text:
            shown = showing(text, face, size, self._document)
            self._draw(f"BT {x:.2f} {self._height - down:.2f} Td {shown} ET")

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
        self._draw(f"{x1:.2f} {self._height - down1:.2f} m {x2:.2f} {self._height - down2:.2f} l S")

    def dots(self, x1: float, x2: float, down: float) -> None:
        """Draw a dotted line to be filled in by hand; it is no text, so nothing extracts it."""
        if x2 <= x1:
            return
        # Round caps on dashes of no length: dots.
        self._draw("q 1 J 0.6 w [0 2.4] 0 d")
        self.rule(x1, down, x2, down)
        self._draw("Q")

    def box(self, x: float, down: float, wide: float, high: float) -> None:
        """Draw a frame."""
        self._draw(f"{x:.2f} {self._height - down - high:.2f} {wide:.2f} {high:.2f} re S")

    def bars(self, x: float, down: float, text: str, *, high: float) -> None:
        """Draw a Code 128 symbol whose left quiet zone begins at x."""
        self._modules(x + BAR_QUIET * MODULE, down + high, (MODULE, high), bar_boxes(text))

    def qr(self, x: float, down: float, text: str) -> None:
        """Draw a QR symbol whose quiet zone begins at x and down."""
        quiet = QR_QUIET * QR_MODULE
        high = len(qr_rows(text)) * QR_MODULE
        self._modules(x + quiet, down + quiet + high, (QR_MODULE, QR_MODULE), qr_boxes(text))

    def _modules(self, x: float, down: float, unit: tuple[float, float], boxes: str) -> None:
        """Fill boxes given in modules from the symbol's bottom left."""
        origin = f"{x:.3f} {self._height - down:.3f}"
        self._draw(f"q {unit[0]:.4f} 0 0 {unit[1]:.4f} {origin} cm {boxes} f Q")

    def _draw(self, operators: str) -> None:
        self._canvas.addLiteral(operators)
