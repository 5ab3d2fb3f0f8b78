"""Code 128 and QR as patterns of dark modules, and the sizes at which scanners read them."""

from functools import lru_cache
from urllib.parse import quote

import segno
from barcode import Code128

MM = 72 / 25.4
MODULE = 0.3387 * MM
"""Four dots at 300 dpi: above the 0.33 mm under which 203 dpi printers lose bars."""
QR_MODULE = 0.4 * MM
"""Room enough for the camera of a plain telephone."""
BAR_QUIET = 10
QR_QUIET = 4


@lru_cache(maxsize=64)
def bars(text: str) -> str:
    """The Code 128 pattern, one character per module, 1 for dark."""
    # A fresh encoder per text: the library's object carries state from one to the next.
    return str(Code128(text).build()[0])


def bar_runs(pattern: str) -> list[tuple[int, int]]:
    """Start and length of every dark bar, in modules."""
    runs, start = [], 0
    while (start := pattern.find("1", start)) >= 0:
        end = pattern.find("0", start)
        end = len(pattern) if end < 0 else end
        runs.append((start, end - start))
        start = end
    return runs


def bar_boxes(text: str) -> str:
    """The bars as PDF rectangles in units of a module wide and a symbol high.

    All are one path: separate ones leave hair-wide seams on some printers.
    """
    return " ".join(f"{start} 0 {count} 1 re" for start, count in bar_runs(bars(text)))


def bars_width(text: str) -> float:
    """The width of the symbol with its quiet zones, in points."""
    return (len(bars(text)) + 2 * BAR_QUIET) * MODULE


@lru_cache(maxsize=64)
def qr_rows(text: str) -> tuple[str, ...]:
    """The QR pattern by rows, without quiet zone."""
    # A fixed mask: judging all eight takes five times as long, and scanners read each.
    code = segno.make_qr(text, error="m", mask=2, boost_error=False)
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.matrix)


def qr_width(text: str) -> float:
    """The side of the symbol with its quiet zones, in points."""
    return (len(qr_rows(text)) + 2 * QR_QUIET) * QR_MODULE


@lru_cache(maxsize=64)
def qr_boxes(text: str) -> str:
    """The dark squares as PDF rectangles in modules, from the bottom left."""
    return " ".join(
        f"{start} {row} {count} 1 re"
        for row, pattern in enumerate(reversed(qr_rows(text)))
        for start, count in bar_runs(pattern)
    )


def lookup_address(prefix: str, code: str) -> str:
    """The public look-up address of a dossier, or nothing when the site has none."""
    return prefix + quote(code, safe="") if prefix else ""


def lookup_page(prefix: str) -> str:
    """The public look-up page as it is typed by hand, or nothing when the site has none."""
    return prefix.partition("?")[0]
