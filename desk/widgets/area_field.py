"""A field of several lines as a plain object: where its text breaks, and what keys do there."""

from dataclasses import replace

from rich.cells import cell_len

from desk.widgets.fields import Spec, TextField
from desk.widgets.line_text import pasted_lines

AREA_LENGTH_MAX = 500
_ENTERS = {"enter", "ctrl+j"}
_BY_LINE = {"up", "down", "home", "end", "shift+up", "shift+down", "shift+home", "shift+end"}
Stretch = tuple[int, int]
"""Where a line of the screen begins in the text, and where what is drawn of it ends."""


def stretches(text: str, width: int) -> tuple[Stretch, ...]:
    """The text's lines, each broken behind a space where it is wider than so many cells."""
    found, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        while True:
            at = _break(text, start, end, width)
            found.append((start, at))
            if at == end:
                break
            start = at
        start = end + 1
    return tuple(found)


def _break(text: str, start: int, end: int, width: int) -> int:
    """Where the line that begins at `start` ends: behind its last space, else where it is full."""
    used, space = 0, 0
    for at in range(start, end):
        used += cell_len(text[at])
        # A space may stand where the cursor would: nobody sees it there.
        if used > width and text[at] != " ":
            return space or max(at, start + 1)
        if text[at] == " ":
            space = at + 1
    return end


class AreaField(TextField):
    """Several lines of typed text; Enter begins one, Up and Down leave at the ends."""

    def __init__(self, spec: Spec) -> None:
        super().__init__(spec, length_max=AREA_LENGTH_MAX)
        self.width = 0
        """Cells of a line, as it was drawn last; not broken before that."""
        self._broken: tuple[str, int, tuple[Stretch, ...]] = ("", 0, ((0, 0),))

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The lines on the screen."""
        text, width = self.value, self.width if self.width > 0 else max(1, cell_len(self.value))
        if self._broken[:2] != (text, width):
            self._broken = (text, width, stretches(text, width))
        return self._broken[2]

    @property
    def row(self) -> int:
        """The line with the cursor."""
        starts = [start for start, _ in self.stretches]
        return max(row for row, start in enumerate(starts) if start <= self.line.cursor)

    def seen(self, row: int) -> Stretch:
        """What is drawn of a line: with the place at its end, unless that stands on the next."""
        start, end = self.stretches[row]
        return start, end if self._is_broken(row) else end + 1

    def height(self) -> int:
        """How many lines it takes."""
        return max(self.spec.lines, len(self.stretches))

    def takes(self, key: str) -> bool:
        """Whether a key that leaves other fields stays in this one."""
        edge = {"up": 0, "down": len(self.stretches) - 1}
        return key in _ENTERS or (key in edge and self.row != edge[key])

    def paste(self, text: str) -> bool:
        """Take text from elsewhere, line by line; whether it found room."""
        return self._take(pasted_lines(self.line, text))

    def press(self, key: str) -> bool:
        """Begin a line, move or delete; whether the key does that, and Enter found room."""
        if key in _ENTERS:
            return self._take(pasted_lines(self.line, "\n"))
        if key not in _BY_LINE:
            return super().press(key)
        name = key.removeprefix("shift+")
        at = self._place(name)
        self.line = replace(self.line, cursor=at, anchor=at if key == name else self.line.anchor)
        return True

    def _place(self, name: str) -> int:
        """Where a key leads that goes by the lines on the screen."""
        row = self.row
        start = self.stretches[row][0]
        if name == "home":
            return start
        if name == "end":
            return self._last(row)
        beside = row + (1 if name == "down" else -1)
        if not 0 <= beside < len(self.stretches):
            return 0 if beside < 0 else len(self.value)
        cells = cell_len(self.value[start : self.line.cursor])
        at, end = self.stretches[beside][0], self._last(beside)
        while at < end and cell_len(self.value[self.stretches[beside][0] : at + 1]) <= cells:
            at += 1
        return at

    def _last(self, row: int) -> int:
        """The last place of a line: the one behind it belongs to the next where it was broken."""
        start, end = self.stretches[row]
        return max(start, end - 1) if self._is_broken(row) else end

    def _is_broken(self, row: int) -> bool:
        following = self.stretches[row + 1 : row + 2]
        return bool(following) and following[0][0] == self.stretches[row][1]
