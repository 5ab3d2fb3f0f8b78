"""What Vietnamese input methods send to a terminal, key by key, in each of the ways they have.

Unikey and EVKey send Backspaces and letters; on Windows consoles Backspace is 0x08. OpenKey and
others send an unseen character first, which one more Backspace deletes, or select with Shift+Left;
with composed Unicode they send marks after letters, and a Backspace for each. ibus commits whole
words; methods that go through the clipboard paste.
"""

from collections.abc import Callable
from itertools import pairwise
from unicodedata import normalize

BACKSPACE = "\x7f"
SHIFT_LEFT = "\x1b[1;2D"
SENTENCE = "Nguyễn Đượm bos"

# What stands on the screen after each key of a word.
TELEX = [
    ["N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyê", "Nguyên", "Nguyễn"],
    ["D", "Đ", "Đu", "Đuo", "Đươ", "Đươm", "Đượm"],
    ["b", "bo", "bó", "bos"],
]
VNI = [
    ["N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyen", "Nguyên", "Nguyễn"],
    ["D", "Du", "Duo", "Duom", "Đuom", "Đươm", "Đượm"],
    ["b", "bo", "bos"],
]

Step = Callable[[str, str], str]
"""What is sent to put new letters in place of old ones."""


def typed(method: list[list[str]], step: Step) -> str:
    """The sentence in a method's keys, each key's change made by `step`."""
    return "".join(strokes(method, step))


def strokes(method: list[list[str]], step: Step) -> list[str]:
    """What is sent for each key that a hand hits."""
    words = [[_change(*states, step) for states in pairwise(["", *word])] for word in method]
    return [*words[0], *(stroke for word in words[1:] for stroke in (" ", *word))]


def _change(before: str, after: str, step: Step) -> str:
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    return step(before[same:], after[same:])


def composed(letters: str) -> str:
    """Composed Unicode as input methods understand it: the tone after its letter."""
    return "".join(
        normalize("NFC", "".join(c for c in bare if c not in _TONES))
        + "".join(c for c in bare if c in _TONES)
        for bare in (normalize("NFD", letter) for letter in letters)
    )


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _selecting(old: str, new: str) -> str:
    if len(old) == 1 and new:
        return SHIFT_LEFT + new
    return SHIFT_LEFT + BACKSPACE * len(old) + new if old else new


WAYS: dict[str, Step] = {
    "backspaces": lambda old, new: BACKSPACE * len(old) + new,
    "windows console": lambda old, new: "\x08" * len(old) + new,
    "narrow space first": lambda old, new: _unseen("\u202f", old) + new,
    "zero width first": lambda old, new: _unseen("\u200c", old) + new,
    "select all of it": lambda old, new: SHIFT_LEFT * len(old) + (new or BACKSPACE * bool(old)),
    "select one": _selecting,
    "composed": lambda old, new: BACKSPACE * len(composed(old)) + composed(new),
    "composed, unseen first": lambda old, new: _unseen("\u202f", composed(old)) + composed(new),
    "clipboard": lambda old, new: f"{BACKSPACE * len(old)}\x1b[200~{new}\x1b[201~",
}


def _unseen(character: str, old: str) -> str:
    return character + BACKSPACE * (len(old) + 1) if old else ""


def streams() -> dict[str, str]:
    """Telex in every way, VNI in two, and whole words as they are committed, in NFC and NFD."""
    found = {f"Telex, {way}": typed(TELEX, step) for way, step in WAYS.items()}
    found |= {f"VNI, {way}": typed(VNI, WAYS[way]) for way in ("backspaces", "composed")}
    return found | {"committed": SENTENCE, "decomposed": normalize("NFD", SENTENCE)}
