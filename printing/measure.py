"""Breaking text into lines that fit a width; knows widths, draws nothing."""

from dataclasses import dataclass

from printing.faces import width


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


def _pieces(word: str, face: str, size: float, room: float) -> list[str]:
    """The word itself, or the parts of one that is wider than a whole line."""
    if width(word, face, size) <= room:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, face, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


class _Breaker:
    """Collects words into lines."""

    def __init__(self, size: float, room: float) -> None:
        self.size, self.room = size, room
        self.lines: list[Line] = []
        self._words: list[tuple[str, str]] = []
        self._used = 0.0

    def add(self, word: str, face: str) -> None:
        wide = width(word, face, self.size)
        gap = width(" ", face, self.size) if self._words else 0.0
        if self._words and self._used + gap + wide > self.room + 0.01:
            self.close()
            gap = 0.0
        self._words.append((word, face))
        self._used += gap + wide

    def close(self) -> None:
        runs: list[tuple[str, list[str]]] = []
        for word, face in self._words:
            if runs and runs[-1][0] == face:
                runs[-1][1].append(word)
            else:
                runs.append((face, [word]))
        made = tuple(Run(" ".join(words), face) for face, words in runs)
        self.lines.append(Line(made, self._used))
        self._words, self._used = [], 0.0


def broken(runs: tuple[Run, ...], size: float, room: float) -> list[Line]:
    """The runs as lines no wider than the room; runs are joined by one space.

    White space and control characters of the text count as spaces between words.
    """
    breaker = _Breaker(size, room)
    for run in runs:
        for word in run.text.split():
            for piece in _pieces(word, run.face, size, room):
                breaker.add(piece, run.face)
    breaker.close()
    return breaker.lines


def balanced(runs: tuple[Run, ...], size: float, room: float) -> list[Line]:
    """As few lines as `broken` makes, of about equal width: for centred headings."""
    lines = broken(runs, size, room)
    while len(lines) > 1:
        narrower = broken(runs, size, max(line.width for line in lines) - 0.1)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines
