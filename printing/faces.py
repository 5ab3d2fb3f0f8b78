"""The embedded face: three cuts of Spectral, loaded by file, and the width of words in them.

A family name is no promise: two distributions ship the same name with and without Vietnamese
letters. So the files come from a pinned package, and a test checks what they cover.
"""

from functools import lru_cache
from pathlib import Path

import fontpkg_spectral
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "Spectral-Regular", "Spectral-Bold", "Spectral-Italic"
ASCENT = 0.76
"""Height of Vietnamese capitals without their marks, and room for these, as a part of the size."""


def file_of(face: str) -> Path:
    """The font file of a face."""
    return Path(fontpkg_spectral.ROOT) / "files" / f"{face}.ttf"


@lru_cache(maxsize=8)
def loaded(face: str) -> TTFont:
    """The face, parsed once per process and known to reportlab by its name."""
    font = TTFont(face, str(file_of(face)), shapable=False)
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=20_000)
def _thousandths(word: str, face: str) -> float:
    widths = loaded(face).face
    return float(sum(map(widths.getCharWidth, map(ord, word))))


def width(text: str, face: str, size: float) -> float:
    """The width of a text in points; words are remembered, since forms repeat them."""
    words = text.split(" ")
    total = sum(_thousandths(word, face) for word in words)
    return (total + (len(words) - 1) * _thousandths(" ", face)) * size / 1000
