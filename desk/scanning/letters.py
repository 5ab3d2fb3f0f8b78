"""Whether a text still has the letters it was printed with; never which letters it lost."""

import re
import unicodedata
from itertools import pairwise

_SMALL = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
_LETTERS = frozenset(_SMALL + _SMALL.upper())
_OF_NAMES = _LETTERS | frozenset(" '-.")
# Nothing that mojibake holds may stand here: every letter it spells has one byte of 0x80 to 0xBF,
# which shows as a sign such as » ’ or –, and is how a damaged text is known.
_OF_ADDRESSES = _OF_NAMES | frozenset("0123456789,/()&+:;")
_VOWELS = frozenset("aeiouy")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LATIN_1 = range(0x100)
_HALVES = re.compile(r"[\ud800-\udfff]")


def composed(line: str) -> str:
    """The line in NFC, with halves of characters shown as the damage they are."""
    return unicodedata.normalize("NFC", _HALVES.sub("\ufffd", line))


def shown(text: str) -> str:
    """The text without characters that steer a terminal and without space around it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def is_whole_name(text: str) -> bool:
    """Whether a name holds only what names on Vietnamese cards are written with."""
    words = re.split(r"[ '.-]+", text)
    return _has_only(_OF_NAMES, text) and all(map(_is_spoken, words)) and not _is_recased(text)


def is_whole_address(text: str) -> bool:
    """Whether an address holds only what addresses are written with."""
    return _has_only(_OF_ADDRESSES, text) and not _is_recased(text)


def has_marks(text: str) -> bool:
    """Whether a text shows that both tone marks and letters beyond Latin-1 came through.

    Hardly a card lacks them, so one that does went through a scanner or a terminal that drops what
    it does not know; a name or an address by itself may lack them.
    """
    bare = unicodedata.normalize("NFD", text)
    return not _TONES.isdisjoint(bare) and any(ord(letter) not in _LATIN_1 for letter in text)


def _has_only(allowed: frozenset[str], text: str) -> bool:
    return not _LETTERS.isdisjoint(text) and allowed.issuperset(text)


def _is_spoken(word: str) -> bool:
    # A scanner for ASCII only makes Vn of Văn. Initials and the Y or H of some names stand alone.
    letters = unicodedata.normalize("NFD", word.casefold())
    return len(word) <= 1 or not _VOWELS.isdisjoint(letters)


def _is_recased(text: str) -> bool:
    # Caps Lock makes nGUYỄN of Nguyễn, and mojibake that lost a byte makes HÃ of Hà.
    return any(one.islower() and next_one.isupper() for one, next_one in pairwise(text))
