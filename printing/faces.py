"""The embedded face: three cuts of Spectral, loaded by file, and the width of words in them.

A family name is no promise: two distributions ship the same name with and without Vietnamese
letters. So the files come from a pinned package, and a test checks what they cover.

Cutting the face anew for every form costs more than setting the form. So every form embeds the
same letters, cut and compressed once per process; a name with a rarer letter adds its own cut.
"""

import codecs
import unicodedata
import zlib
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import fontpkg_spectral
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, TTFontFace, makeToUnicodeCMap

REGULAR, BOLD, ITALIC = "Spectral-Regular", "Spectral-Bold", "Spectral-Italic"
ASCENT = 0.76
"""Height of Vietnamese capitals without their marks, and room for these, as a part of the size."""

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = (
    "".join(
        sorted(
            letter
            for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
            for letter in (unicodedata.normalize("NFC", vowel + tone) for tone in _TONES)
            if not letter.isascii()
        )
    )
    + "đĐ"
)
"""The 134 letters that ASCII lacks."""
_SIGNS = "–—‘’“”…·°§×«»☐☑✓"
# 95 ASCII signs, these letters and these signs fill one 8-bit cut: a text is one string.
LETTERS = VIETNAMESE + _SIGNS


# The parsed face has one read position: two threads that cut at once would mix their glyphs.
_CUTTING = Lock()


class _Compressed(pdfdoc.PDFStream):  # type: ignore[misc]  # reportlab has no types
    """A stream whose bytes were compressed before."""

    def __init__(self, packed: bytes, **entries: int) -> None:
        named = {"Filter": pdfdoc.PDFName("FlateDecode"), **entries}
        super().__init__(pdfdoc.PDFDictionary(named), packed)


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A part of an object in its final form."""

    def __init__(self, text: bytes) -> None:
        self._text = text

    def format(self, _document: Any) -> bytes:
        return self._text


class _Face(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A face that cuts, maps and measures each set of letters once, not once per document."""

    _seed: tuple[dict[int, int], list[int], int] | None = None
    """Codes, cut and next code that every document begins with."""

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802  reportlab's
        if doc not in self.state:
            self._begin(doc, encoding)
        try:
            return [(0, codecs.charmap_encode(text, "strict", self.state[doc].assignments)[0])]
        except (UnicodeEncodeError, TypeError):  # a letter without a code, or of a further cut
            return super().splitString(text, doc, encoding)

    def _begin(self, doc: Any, encoding: str) -> None:
        if self._seed is None:
            super().splitString(LETTERS, doc, encoding)
            state = self.state[doc]
            self._seed = (dict(state.assignments), list(state.subsets[0]), state.nextCode)
            return
        state = self._assignState(doc)
        state.assignments.update(self._seed[0])
        state.subsets[0], state.nextCode = list(self._seed[1]), self._seed[2]

    def addObjects(self, doc: Any) -> None:  # noqa: N802  reportlab's
        state = self.state[doc]
        state.frozen = 1
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            base = f"{SUBSETN(number).decode()}+{self.fontName}"
            fonts[name] = doc.Reference(_font(doc, self.face, name, base, tuple(subset)), name)
        del self.state[doc]


def _font(doc: Any, face: Any, name: str, base: str, letters: tuple[int, ...]) -> Any:
    with _CUTTING:
        file, size, mapping, widths = _embedded(face, base, letters)
    flags = 4 | (64 if face.italicAngle else 0)  # symbolic: the cut has an encoding of its own
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": pdfdoc.PDFName(base),
            "Flags": flags | 2,
            "FontBBox": pdfdoc.PDFArray(face.bbox),
            "ItalicAngle": face.italicAngle,
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.capHeight,
            "StemV": face.stemV,
            "MissingWidth": face.defaultWidth,
            "FontFile2": doc.Reference(_Compressed(file, Length1=size), f"file:{base}"),
        }
    )
    font = pdfdoc.PDFTrueTypeFont()
    font.Name, font.BaseFont = name, base
    font.FirstChar, font.LastChar = 0, len(letters) - 1
    font.Widths = _Written(widths)
    font.ToUnicode = doc.Reference(_Compressed(mapping), f"unicode:{base}")
    font.FontDescriptor = doc.Reference(descriptor, f"descriptor:{base}")
    return font


@lru_cache(maxsize=24)
def _embedded(
    face: TTFontFace, base: str, letters: tuple[int, ...]
) -> tuple[bytes, int, bytes, bytes]:
    """The cut as compressed file, its length, its compressed letters, and its widths."""
    cut = face.makeSubset(letters)
    mapping = makeToUnicodeCMap(base, letters).encode()
    widths = " ".join(f"{face.getCharWidth(letter):.0f}" for letter in letters)
    return zlib.compress(cut), len(cut), zlib.compress(mapping), f"[{widths}]".encode()


def file_of(face: str) -> Path:
    """The font file of a face."""
    return Path(fontpkg_spectral.ROOT) / "files" / f"{face}.ttf"


@lru_cache(maxsize=8)
def loaded(face: str) -> TTFont:
    """The face, parsed once per process and known to reportlab by its name."""
    font = _Face(face, str(file_of(face)), shapable=False)
    pdfmetrics.registerFont(font)
    return font


def showing(text: str, face: str, size: float, document: Any) -> str:
    """The PDF operators that show a text in a face at the current position."""
    font = loaded(face)
    return " ".join(
        f"{font.getSubsetInternalName(cut, document)} {size:.2f} Tf <{codes.hex()}> Tj"
        for cut, codes in font.splitString(text, document)
    )


@lru_cache(maxsize=20_000)
def thousandths(word: str, face: str) -> float:
    """The width of a word in thousandths of the size; remembered, since forms repeat words."""
    widths = loaded(face).face
    return float(sum(map(widths.getCharWidth, map(ord, word))))


def width(text: str, face: str, size: float) -> float:
    """The width of a text in points."""
    return thousandths(text, face) * size / 1000
