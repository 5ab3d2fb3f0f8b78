"""A line or two of what the officer should know now; it takes no room while there is nothing."""

from textual.widgets import Static


class Notice(Static):
    """Sentences, or nothing at all."""

    def __init__(
        self,
        words: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(words, markup=False, id=id, classes=classes)
        self.display = bool(words)
        self._words = words

    def say(self, words: str) -> None:
        """Show other sentences; nothing for an empty text."""
        if words != self._words:
            self._words = words
            self.update(words)
            self.display = bool(words)

    def say_below(self, first: str, words: str) -> None:
        """Show other sentences, under `first` if that still stands on top."""
        stands = first if self._words.startswith(first) else ""
        self.say("\n".join(filter(None, (stands, words))))

    def take_back(self, words: str) -> None:
        """Say nothing any more, if these sentences are what is still said."""
        if words == self._words:
            self.say("")
