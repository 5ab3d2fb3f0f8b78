"""The question before the program closes."""

from desk.texts import shell as words
from desk.widgets.choice import Choice, Option


class Leaving(Choice):
    """Asks whether to leave with so much unsent; answers `go` or anything else."""

    def __init__(self, unsent: str) -> None:
        super().__init__(
            words.QUIT_UNSENT.format(amount=unsent),
            [Option("stay", words.QUIT_STAY), Option("go", words.QUIT_GO)],
            title=words.QUIT_TITLE,
        )
