"""What a printer may still hold of a job that an officer has answered for: it is to be taken back.

Another print may be out by then. So the address is kept until the printer says that the old one
is gone; if some of it came out after all, that is kept until an officer has seen to it.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from printing.hindrances import UNREACHED
from printing.spool import Progress, Stage, Transport

Said = Literal["seen", "partly", "missed"]
_OPEN: Final = "open"
_OVER: Final = {Stage.EMPTY, Stage.DONE, Stage.NEVER_BEGUN, Stage.BROKEN_OFF, Stage.LOST}
_SURPRISES: Final[dict[Said, frozenset[Stage]]] = {
    "seen": frozenset(),
    "partly": frozenset({Stage.DONE}),
    "missed": frozenset({Stage.DONE, Stage.BROKEN_OFF, Stage.LOST}),
}
"""What an officer did not expect who had said so of the paper."""


@dataclass(frozen=True, slots=True)
class Recall:
    """A job at a printer that has to go, since it is answered for."""

    place: str
    said: Said
    """What the officer had seen of its paper."""
    came_out: Stage | None = None
    """How far it came after all; None while the printer has not said."""

    @property
    def is_open(self) -> bool:
        """Whether the printer is still to be told."""
        return self.came_out is None

    @property
    def printer(self) -> str:
        """The address of its printer."""
        return self.place.rpartition("#")[0]


def recalls_in(text: str) -> tuple[Recall, ...]:
    """What a row keeps of its recalls."""
    return tuple(_recall(line) for line in text.splitlines())


def as_text(recalls: tuple[Recall, ...]) -> str:
    """Recalls as a row keeps them."""
    return "\n".join(
        f"{_OPEN if one.came_out is None else one.came_out.value} {one.said} {one.place}"
        for one in recalls
    )


def is_doubled(text: str) -> bool:
    """Whether some of it came out a second time, as a row keeps it."""
    return any(not one.is_open for one in recalls_in(text))


def called_back(text: str, place: str, said: Said) -> str:
    """The recalls of a row, with one more."""
    kept = tuple(one for one in recalls_in(text) if one.place != place)
    return as_text((*kept, Recall(place, said)))


def taken_back(recall: Recall, transport: Transport) -> Recall | None:
    """Take it back, and see what it had come to; None once nothing is left to do about it."""
    if transport.cancel(recall.place) in UNREACHED:
        return recall
    return after(recall, transport.ask(recall.place))


def after(recall: Recall, progress: Progress) -> Recall | None:
    """What is left to do once its printer has told of it."""
    if progress.stage not in _OVER:
        return recall
    is_surprise = progress.stage in _SURPRISES[recall.said]
    return replace(recall, came_out=progress.stage) if is_surprise else None


def _recall(line: str) -> Recall:
    came_out, said, place = line.split(" ", 2)
    return Recall(place, _said(said), None if came_out == _OPEN else Stage(came_out))


def _said(word: str) -> Said:
    return next(one for one in _SURPRISES if one == word)
