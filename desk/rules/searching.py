"""What a typed line asks the index of words for."""

import re

from schemas.letters import folded
from schemas.people import tidy_phone, tidy_tax_code

_WORD = re.compile(r"[^\W_]+")
"""What the index takes for a word: it holds no phrases, so `261123-1001` is two."""
_OF_A_NUMBER = re.compile(r"\+?[\d\s.()-]+")


def readings(line: str) -> tuple[tuple[str, ...], ...]:
    """The words to look for together, in each way to read the line; the index has its own words.

    Of a number, spaces, dots, dashes and a country's code may be missing or too many.
    """
    bare = folded(line)
    meant = [bare]
    if _OF_A_NUMBER.fullmatch(bare):
        meant += [tidy_tax_code(bare), tidy_phone(bare)]
    found = (tuple(_WORD.findall(one)) for one in meant)
    return tuple(filter(None, dict.fromkeys(found)))


def says(words: str, line: str) -> bool:
    """Whether folded words are among those that a line asks for; half a last word will do."""
    held = _WORD.findall(words)
    return any(_are_in(held, one) for one in readings(line))


def _are_in(held: list[str], wanted: tuple[str, ...]) -> bool:
    *whole, half = wanted
    return all(one in held for one in whole) and any(one.startswith(half) for one in held)
