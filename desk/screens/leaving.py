"""The question before the program closes."""

from desk.texts import shell as words
from desk.widgets.choice import Choice, Option


class Leaving(Choice):
    """Asks whether to leave with entries unsent; answers `go` or anything else."""

    def __init__(self, unsent: int) -> None:
        super().__init__(
            words.QUIT_UNSENT.format(unsent=unsent),
            [Option("stay", words.QUIT_STAY), Option("go", words.QUIT_GO)],
            title=words.QUIT_TITLE,
        )
