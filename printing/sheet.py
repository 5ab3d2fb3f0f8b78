"""The papers that forms are set on, and the sizes of type that suit each."""

from dataclasses import dataclass

from printing.codes import MM


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper with its margins and its sizes of type, in points."""

    name: str
    wide: float
    high: float
    size: float
    leading: float
    small: float
    title: float
    sign_room: float
    side: float = 11 * MM
    """Left and right margin; desk printers reach to about 5 mm of the edge."""
    top: float = 14 * MM
    bottom: float = 13 * MM
    """The running foot stands in it, above 8 mm; a reprint's stamp stands in the top one."""

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.wide - 2 * self.side

    @property
    def right(self) -> float:
        """The right margin's distance from the left edge."""
        return self.wide - self.side


A5 = Sheet("A5", 148 * MM, 210 * MM, 9.2, 11.6, 8, 12, 30)
A5_DENSE = Sheet("A5", 148 * MM, 210 * MM, 8.4, 10.3, 7.4, 11.5, 26)
A4 = Sheet("A4", 210 * MM, 297 * MM, 11.5, 14.8, 10, 15, 48, side=18 * MM)
A4_DENSE = Sheet("A4", 210 * MM, 297 * MM, 10, 12.6, 9, 14, 40, side=18 * MM)
SHEETS = (A5, A5_DENSE, A4, A4_DENSE)
"""In the order tried: the first on which a form is one page."""
FLOWING = A4
"""For a form that takes several pages anyhow."""
EDGE = 8 * MM
"""Nothing is drawn nearer to the edge of the paper."""
