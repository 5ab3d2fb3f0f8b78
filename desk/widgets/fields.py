"""The fields of a form as plain objects: what they hold, what keys do to them, where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desk.widgets.line_text import LineText, edited, line_of, pasted, put, without_selected

LENGTH_MAX = 250
LABEL_WIDTH = 18
_TURNS = {"left": -1, "right": 1, "space": 1}
Words = tuple[tuple[str, str], ...]
"""Values with the words that show them."""


@dataclass(frozen=True)
class Spec:
    """One field: its dotted name, its label, and its width (0 for a share of the row)."""

    name: str
    label: str
    width: int = 0
    options: Words = ()
    """The values of a field that holds one of a few."""
    placeholder: str = ""
    label_width: int = 0
    """0 for the usual one, and none at all where the label is empty."""
    lines: int = 1
    """More for a field of several lines, which has at least so many and grows."""


@dataclass(frozen=True)
class Place:
    """Where a field stands in its row: cells from the left, its label before it."""

    label: int
    x: int
    width: int

    @property
    def end(self) -> int:
        """The first cell behind the field."""
        return self.x + self.width


class TextField:
    """One line of typed text, composed to NFC."""

    def __init__(self, spec: Spec, *, length_max: int = LENGTH_MAX) -> None:
        self.spec = spec
        self.line = LineText()
        self.shown_from = 0
        """The first letter in sight while a long text is edited."""
        self._length_max = length_max

    @property
    def value(self) -> str:
        """The text."""
        return self.line.value

    @value.setter
    def value(self, value: str) -> None:
        self.line = line_of(value)

    first = ""
    """How it stands in an empty form."""

    @property
    def mark(self) -> Any:
        """All that keys can change, to be given back to `restore`."""
        return self.line

    def restore(self, mark: Any) -> None:
        """Be as it was."""
        self.line = mark

    def put(self, character: str) -> bool:
        """Take a typed character in place of what is selected; whether it found room."""
        return self._take(put(self.line, character))

    def cut(self) -> bool:
        """Lose what is selected; whether that was anything."""
        before, self.line = self.line, without_selected(self.line)
        return before != self.line

    def paste(self, text: str) -> bool:
        """Take text from elsewhere, on one line; whether it found room."""
        return self._take(pasted(self.line, text))

    def _take(self, line: LineText) -> bool:
        if len(line.value) > max(self._length_max, len(self.value)):
            return False
        self.line = line
        return True

    def press(self, key: str) -> bool:
        """Move or delete; whether the key does that."""
        line = edited(self.line, key)
        self.line = line or self.line
        return line is not None


class ChoiceField:
    """One of a few values; Left, Right and Space change it."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.options = spec.options
        self._value = self.first

    @property
    def value(self) -> str:
        """The value now; empty while none of the options is chosen."""
        return self._value

    @value.setter
    def value(self, value: str) -> None:
        self._value = value if any(value == key for key, _ in self.options) else ""

    @property
    def first(self) -> str:
        """The first of the values: how it stands in an empty form."""
        return self.options[0][0] if self.options else ""

    @property
    def words(self) -> str:
        """The words of the value."""
        return next((words for key, words in self.options if key == self._value), "—")

    def offer(self, options: Words, value: str) -> None:
        """Offer other values."""
        self.options = options
        self.value = value

    @property
    def mark(self) -> Any:
        """All that keys can change, to be given back to `restore`."""
        return self._value

    def restore(self, mark: Any) -> None:
        """Be as it was."""
        self.value = mark

    def put(self, _text: str) -> bool:
        """Letters change nothing here."""
        return True

    paste = put

    def press(self, key: str) -> bool:
        """Go to the next or the previous value, round the ends; whether the key does that."""
        keys = [key for key, _ in self.options]
        if key not in _TURNS:
            return False
        if keys:
            at = keys.index(self._value) if self._value in keys else min(0, -_TURNS[key])
            self._value = keys[(at + _TURNS[key]) % len(keys)]
        return True


Field = TextField | ChoiceField


def places(specs: Sequence[Spec], width: int) -> list[Place]:
    """Where the fields of a row stand: fixed ones as they say, the others share what is left."""
    labels = [spec.label_width or (LABEL_WIDTH if spec.label else 0) for spec in specs]
    rest = width - sum(labels) - sum(spec.width for spec in specs)
    shares = sum(not spec.width for spec in specs)
    placed, at = [], 0
    for spec, label in zip(specs, labels, strict=True):
        given = spec.width
        if not given:
            given = max(4, rest // shares)
            rest, shares = rest - given, shares - 1
        placed.append(Place(at, at + label, given))
        at += label + given
    return placed
