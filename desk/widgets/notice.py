"""A line or two of what the officer should know now; it takes no room while there is nothing."""

from textual.widgets import Static


class Notice(Static):
    """Sentences, or nothing at all."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(words, markup=False, id=id)
        self.display = bool(words)

    def say(self, words: str) -> None:
        """Show other sentences; nothing for an empty text."""
        self.update(words)
        self.display = bool(words)
