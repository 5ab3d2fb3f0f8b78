"""What was typed just before the cursor, character by character as it came: pure.

Input methods count their own characters. They take a letter and the mark they sent after it back
with two Backspaces, and send a character nobody sees only to delete it again.
"""

from dataclasses import dataclass, replace

from schemas.letters import nfc

UNSEEN = frozenset("\u200b\u200c\u200d\u2060\u202f\ufeff")
"""Sent ahead of Backspaces, against programs that complete words; never meant to stay."""
_NO_BREAK_SPACE = "\xa0"


def is_typed(character: str | None) -> bool:
    """Whether a key's character belongs to a text; a tab or an escape does not."""
    return bool(character) and (
        str(character).isprintable() or character in UNSEEN or character == _NO_BREAK_SPACE
    )


@dataclass(frozen=True)
class Typed:
    """The text up to the cursor: what stood there before, then the characters typed since."""

    before: str = ""
    characters: str = ""

    @property
    def text(self) -> str:
        """The text up to the cursor as it is shown and kept, in NFC."""
        seen = "".join(one for one in self.characters if one not in UNSEEN)
        return nfc(self.before + seen)

    def going_on(self, front: str) -> "Typed":
        """This, if it is what stands before the cursor, else a new beginning after `front`."""
        return self if self.text == front else Typed(front)

    def put(self, character: str) -> "Typed":
        """One more character."""
        one = " " if character == _NO_BREAK_SPACE else character
        return replace(self, characters=self.characters + one)

    def taken_back(self) -> "Typed | None":
        """Without the last character; None if nothing was typed here that could be taken back."""
        return replace(self, characters=self.characters[:-1]) if self.characters else None
