"""A text with a cursor, and what keys do to it: pure, so that it is tested alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from desk.widgets.typed import Typed
from schemas.letters import nfc

_WORD_START = re.compile(r"(?<=\W)\w")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class LineText:
    """A text, the cursor, and where the selection began; the same place if nothing is selected."""

    value: str = ""
    cursor: int = 0
    anchor: int = 0
    typed: Typed = field(default_factory=Typed)
    """What was typed just before the cursor, for the Backspaces of input methods."""

    @property
    def selection(self) -> tuple[int, int]:
        """The stretch that is selected, in order."""
        return min(self.cursor, self.anchor), max(self.cursor, self.anchor)

    @property
    def selected(self) -> str:
        """The text that is selected."""
        return self.value[slice(*self.selection)]


def line_of(value: str) -> LineText:
    """A text with the cursor at its end."""
    text = nfc(value)
    return LineText(text, len(text), len(text))


def put(line: LineText, character: str) -> LineText:
    """A typed character in place of what is selected; a mark becomes one with its letter."""
    start, end = line.selection
    typed = line.typed.going_on(line.value[:start]).put(character)
    return _joined(typed, line.value[end:])


def pasted(line: LineText, text: str) -> LineText:
    """A pasted text on one line, without what nobody can see."""
    return _spliced(line, _seen(text), *line.selection)


def pasted_lines(line: LineText, text: str) -> LineText:
    """The same with the lines that the text has."""
    return _spliced(line, "\n".join(map(_seen, _LINE_ENDS.split(text))), *line.selection)


def _seen(text: str) -> str:
    return "".join(filter(str.isprintable, " ".join(text.split())))


def edited(line: LineText, key: str) -> LineText | None:
    """The line after a key that moves or deletes; None for a key that does neither."""
    if key in _MOVES:
        return _moved(line, key)
    if key in _SELECTS:
        return replace(line, cursor=_SELECTS[key](line))
    if key == "ctrl+shift+a":
        return replace(line, cursor=len(line.value), anchor=0)
    if key not in _DELETES:
        return None
    typed = line.typed.going_on(line.value[: line.cursor]).taken_back()
    if key == "backspace" and not line.selected and typed is not None:
        return _joined(typed, line.value[line.cursor :])
    start, end = line.selection if line.selected else sorted((line.cursor, _DELETES[key](line)))
    return _spliced(line, "", start, end)


def without_selected(line: LineText) -> LineText:
    """The line without what is selected."""
    return _spliced(line, "", *line.selection)


def _spliced(line: LineText, text: str, start: int, end: int) -> LineText:
    return _joined(Typed(nfc(line.value[:start] + text)), line.value[end:])


def _joined(typed: Typed, rest: str) -> LineText:
    at = len(typed.text)
    return LineText(typed.text + rest, at, at, typed)


def _moved(line: LineText, key: str) -> LineText:
    at = _MOVES[key](line)
    if line.selected and key in {"left", "right"}:
        at = line.selection[key == "right"]
    return replace(line, cursor=at, anchor=at)


def _back(line: LineText) -> int:
    return max(0, line.cursor - 1)


def _forth(line: LineText) -> int:
    return min(len(line.value), line.cursor + 1)


def _word_back(line: LineText) -> int:
    starts = [found.start() for found in _WORD_START.finditer(line.value[: line.cursor])]
    return starts[-1] if starts else 0


def _word_forth(line: LineText) -> int:
    found = _WORD_START.search(line.value, line.cursor + 1)
    return found.start() if found else len(line.value)


def _start(line: LineText) -> int:
    return line.value.rfind("\n", 0, line.cursor) + 1


def _end(line: LineText) -> int:
    end = line.value.find("\n", line.cursor)
    return end if end >= 0 else len(line.value)


_Place = Callable[[LineText], int]
_MOVES: dict[str, _Place] = {
    "left": _back,
    "right": _forth,
    "ctrl+left": _word_back,
    "ctrl+right": _word_forth,
    "home": _start,
    "ctrl+a": _start,
    "end": _end,
    "ctrl+e": _end,
}
_SELECTS: dict[str, _Place] = {
    "shift+left": _back,
    "shift+right": _forth,
    "ctrl+shift+left": _word_back,
    "ctrl+shift+right": _word_forth,
    "shift+home": _start,
    "shift+end": _end,
}
_DELETES: dict[str, _Place] = {
    "backspace": _back,
    "delete": _forth,
    "ctrl+d": _forth,
    "ctrl+w": _word_back,
    "ctrl+u": _start,
    "super+backspace": _start,
    "ctrl+backspace": _word_forth,
    "alt+backspace": _word_forth,
    "ctrl+k": _end,
}
