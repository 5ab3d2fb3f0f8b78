"""Texts made into moulds: what differs from copy to copy is filled in, the rest is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

_DIGEST = re.compile(r'"digest":"(?P<digest>[0-9a-f]{64})",')


class Mould:
    """A text in which given words are replaced, again and again."""

    def __init__(self, text: str, places: Mapping[str, str]) -> None:
        wanted = "|".join(re.escape(one) for one in sorted(places, key=len, reverse=True))
        self._parts = re.split(f"({wanted})", text)
        self._names = [places[word] for word in self._parts[1::2]]

    def cast(self, values: Mapping[str, str]) -> str:
        """The text with the values of one copy."""
        self._parts[1::2] = [values[name] for name in self._names]
        return "".join(self._parts)


@dataclass(frozen=True)
class EntryMould:
    """An entry's text, whose digest is made anew for every copy."""

    bare: Mould
    whole: Mould

    def cast(self, values: Mapping[str, str]) -> tuple[str, str]:
        """The text of one copy, and its digest."""
        digest = sha256(self.bare.cast(values).encode()).hexdigest()
        return self.whole.cast({**values, "digest": digest}), digest


def entry_mould(text: str, places: Mapping[str, str]) -> EntryMould:
    """The mould of an entry as it was first written."""
    found = _DIGEST.search(text)
    assert found is not None
    bare = Mould(_DIGEST.sub("", text, count=1), places)
    return EntryMould(bare, Mould(text, {**places, found["digest"]: "digest"}))
