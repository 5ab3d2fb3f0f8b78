"""How the lives of a journal at the centre and at a counter differ, and what is to be done.

Every entry of the centre's epochs must be in the counter's own record, in its place. Where it is
not, this counter was restored, rolled back or copied: it opens a new epoch, unless the epoch it is
in is not concerned, and fetches what it lacks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from schemas.wire import Me

Cut = Literal["ahead", "fork", "epoch"]


@dataclass(frozen=True)
class Missing:
    """The counter lacks entries of an epoch; what it has up to `after` is common."""

    epoch: int
    after: int


@dataclass(frozen=True)
class Difference:
    """What is to be mended before anything is sent."""

    cut: Cut | None = None
    """The counter's own epoch cannot go on: a new one has to be opened first."""
    missing: Missing | None = None


SAME = Difference()


@dataclass(frozen=True)
class HeldEpoch:
    """What the counter has of one epoch."""

    seq: int
    answered: int
    """Up to here the centre has answered for every entry, so up to here both have the same."""


def compare(
    me: Me,
    ours: int,
    held: Mapping[int, HeldEpoch],
    digest_at: Callable[[int, int], str | None],
) -> Difference:
    """How the centre's epochs differ from ours; `ours` is the epoch that we write in."""
    known = {one.epoch: one.head for one in me.epochs} or {me.epoch: me.head}
    cut: Cut | None = None
    missing: Missing | None = None
    for epoch, head in known.items():
        mine = held.get(epoch, HeldEpoch(0, 0))
        is_same = head.seq == 0 or digest_at(epoch, head.seq) == head.digest
        if is_same:
            continue
        if epoch == ours:
            cut = "ahead" if head.seq > mine.seq else "fork"
        elif missing is None:
            missing = Missing(epoch, min(mine.answered, head.seq))
    if cut is None and ours in known and me.epoch != ours:
        cut = "epoch"
    return Difference(cut, None if cut else missing)
