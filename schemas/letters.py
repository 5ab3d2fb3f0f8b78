"""Vietnamese letters: one way to write each, and how they are found without their marks.

Nothing is imported for it, since the first screen needs it before anything else is loaded.
"""

import unicodedata


def nfc(text: str) -> str:
    """Compose Vietnamese letters, since decomposed marks print beside their letters."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Reduce text to lower-case letters without marks, so that it is found as it is typed."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())
