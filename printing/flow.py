"""Flowing a form's strips down the pages: what stays together, what repeats, where a page ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from printing.pen import Pen

Drawing = Callable[[Pen, float], None]
CopyDrawing = Callable[[Pen, float, str], None]


@dataclass(frozen=True, slots=True)
class Strip:
    """A full-width strip of a form that is never torn apart."""

    high: float
    draw: Drawing | None = None
    """Called with the pen and the strip's top edge; None for white space."""
    glued: bool = False
    """True when the next strip must stand on the same page."""
    header: "Strip | None" = None
    """Drawn again first when a page begins with this strip."""
    draw_copy: CopyDrawing | None = None
    """Draws what differs from copy to copy, given the copy's name."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip and the distance of its top edge from the top of the page."""

    strip: Strip
    down: float


Page = tuple[Placed, ...]


def gap(high: float) -> Strip:
    """White space between strips; it vanishes at the top of a page."""
    return Strip(high, glued=True)


def _chunks(strips: Sequence[Strip]) -> list[list[Strip]]:
    """The strips in groups that stay on one page."""
    chunks: list[list[Strip]] = [[]]
    for strip in strips:
        chunks[-1].append(strip)
        if not strip.glued:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


class _Pager:
    """Places strips from the top down, page after page."""

    def __init__(self, top: float, bottom: float) -> None:
        self.top, self.bottom = top, bottom
        self.down = top
        self.pages: list[list[Placed]] = [[]]

    def put(self, strip: Strip) -> None:
        if not self.pages[-1] and strip.draw is None:
            return
        self.pages[-1].append(Placed(strip, self.down))
        self.down += strip.high

    def turn(self) -> None:
        self.pages.append([])
        self.down = self.top

    def fits(self, high: float) -> bool:
        return self.down + high <= self.bottom + 0.01

    def begin(self, strip: Strip) -> None:
        """Turn the page, and repeat the header that the strip stands under."""
        self.turn()
        if strip.header is not None:
            self.put(strip.header)


def paged(strips: Sequence[Strip], *, foot: Strip, top: float, bottom: float) -> list[Page]:
    """The strips on as many pages as they take, the foot at the bottom of the last."""
    pager = _Pager(top, bottom)
    for chunk in _chunks(strips):
        if pager.pages[-1] and not pager.fits(sum(strip.high for strip in chunk)):
            pager.begin(next((strip for strip in chunk if strip.draw), chunk[0]))
        for strip in chunk:
            # A chunk taller than a page is torn where it must be.
            if pager.pages[-1] and not pager.fits(strip.high):
                pager.begin(strip)
            pager.put(strip)
    if not pager.fits(foot.high):
        pager.turn()
    pager.pages[-1].append(Placed(foot, bottom - foot.high))
    return [tuple(page) for page in pager.pages]
