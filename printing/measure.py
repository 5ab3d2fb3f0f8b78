"""Breaking text into lines that fit a width; knows widths, draws nothing."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from printing.faces import thousandths, width


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    face: str


@dataclass(frozen=True, slots=True)
class Line:
    """One broken line: its runs, and its width in points."""

    runs: tuple[Run, ...]
    width: float


def shrunk(text: str, face: str, size: float, room: float) -> float:
    """The largest size, at most `size`, at which the text fits the room on one line."""
    taken = width(text, face, size)
    return size if taken <= room else size * room / taken


def _pieces(word: str, face: str, room: float) -> list[str]:
    """The word itself, or the parts of one that is wider than a whole line."""
    if thousandths(word, face) <= room:
        return [word]
    pieces, piece, used = [], "", 0.0
    for letter in word:
        wide = thousandths(letter, face)
        if piece and used + wide > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += letter
        used += wide
    return [*pieces, piece]


class _Breaker:
    """Collects words into lines; measures in thousandths of the size."""

    def __init__(self, room: float) -> None:
        self.room = room + 0.01
        self.lines: list[tuple[list[tuple[str, str]], float]] = []
        self._words: list[tuple[str, str]] = []
        self._used = 0.0

    def add(self, word: str, face: str) -> None:
        needed = thousandths(word, face)
        if self._words:
            # The space belongs to the run that the last word is in, as it is drawn.
            space = thousandths(" ", self._words[-1][1])
            if self._used + space + needed > self.room:
                self.close()
            else:
                needed += space
        self._words.append((word, face))
        self._used += needed

    def close(self) -> None:
        self.lines.append((self._words, self._used))
        self._words, self._used = [], 0.0


def _joined(words: list[tuple[str, str]]) -> tuple[Run, ...]:
    return tuple(
        Run(" ".join(word for word, _ in group), face)
        for face, group in groupby(words, key=itemgetter(1))
    )


@lru_cache(maxsize=2000)
def broken(runs: tuple[Run, ...], size: float, room: float) -> tuple[Line, ...]:
    """The runs as lines no wider than the room; runs are joined by one space.

    White space and control characters of the text count as spaces between words.
    """
    thousand = room * 1000 / size
    breaker = _Breaker(thousand)
    for run in runs:
        for word in run.text.split():
            for piece in _pieces(word, run.face, thousand):
                breaker.add(piece, run.face)
    breaker.close()
    return tuple(Line(_joined(words), used * size / 1000) for words, used in breaker.lines)


@lru_cache(maxsize=100)
def balanced(runs: tuple[Run, ...], size: float, room: float) -> tuple[Line, ...]:
    """As few lines as `broken` makes, of about equal width: for centred headings."""
    lines = broken(runs, size, room)
    while len(lines) > 1:
        narrower = broken(runs, size, max(line.width for line in lines) - 0.1)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines
