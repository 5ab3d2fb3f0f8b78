"""Words behind a mark or a number; each further line begins where the first word does."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text


@dataclass(frozen=True)
class Hanging:
    """What a `Static` shows with its further lines under the first word."""

    mark: str
    words: str

    def __str__(self) -> str:
        return self.mark + self.words

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The mark with the first line, as many spaces with each of the others."""
        start, room = self.mark, options.max_width - cell_len(self.mark)
        for line in Text(self.words).wrap(console, max(1, room)):
            yield Text(start + line.plain)
            start = " " * cell_len(self.mark)
