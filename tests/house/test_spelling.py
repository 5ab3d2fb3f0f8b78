"""Vietnamese is spelled one way: the tone stands on the first vowel of `oa`, `oe` and `uy`.

Both ways are taught: `hóa, khỏe, hủy` and the same with the tone one letter later. The forms of the
regulation lead with the first, and a screen that mixes them looks careless.
"""

import re
import unicodedata

import pytest

from tests.house.test_tree import ROOT, tracked

ROUND = re.compile(r"(?<!q)(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])(?!\w)", re.IGNORECASE)
"""Such an end of a syllable with the tone on its last vowel; after q the u belongs to it."""
KINDS = {".py", ".md", ".tcss", ".toml", ""}
"""Not `.json`: catalogues and addresses are kept as they were given."""
NAMES = {"Hoà", "Thuý"}
"""Citizens and places of tests, who write themselves as they like."""


def mixed(text: str, names: set[str]) -> list[str]:
    """Each syllable that is spelled the other way."""
    text = unicodedata.normalize("NFC", text)
    found = (re.search(r"\w+$", text[: one.end()]) for one in ROUND.finditer(text))
    return [one.group() for one in found if one and one.group() not in names]


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("Xóa, khóa, HÓA, hủy, tùy, khỏe; quý, quỹ, quỳ", []),
        ("Hoàn tất, hoặc toán, khuỷu, loài, quỹ", []),
        ("Xo\u00e1, HU\u1ef6 và u\u1ef7 quyền", ["Xo\u00e1", "HU\u1ef6", "u\u1ef7"]),
        ("kho\u0065\u0309", ["kho\u1ebb"]),
    ],
)
def test_the_other_spelling_is_seen(sentence: str, others: list[str]) -> None:
    assert mixed(sentence, set()) == others


def test_every_sentence_of_the_program_is_spelled_one_way() -> None:
    found = {}
    for path in tracked():
        name = path.relative_to(ROOT)
        if path.suffix in KINDS:
            names = NAMES if name.parts[0] == "tests" else set()
            found[str(name)] = mixed(path.read_text(encoding="utf-8"), names)
    assert {name: words for name, words in found.items() if words} == {}
