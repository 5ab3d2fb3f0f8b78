"""Swapping a snapshot in, a few dossiers at a time, so that no officer ever waits for all of them.

Every slice is one transaction and leaves each of its dossiers whole: as the snapshot has it, with
our own unconfirmed entries on top. The cursor moves after the last. Until then the feed is where it
was, and does not reach back to us: a program that ends in between takes the snapshot again, and
passes over what is swapped in already. Nothing of it has to be undone.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import bindparam, delete, insert
from sqlmodel import Session

from desk.store import projection
from desk.store.confirming import confirm_from
from desk.store.prepared import Prepared
from desk.store.tables import Basis, Feed, table
from schemas.dossiers import Dossier

T = TypeVar("T")
AT_ONCE = 50
"""Dossiers, or rows of a feed, of a transaction: who accepts meanwhile waits for one at most."""

_FEED, _BASES = table(Feed), table(Basis)
_FORGET = Prepared(
    delete(_FEED).where(
        _FEED.c.dossier == bindparam("dossier"), _FEED.c.position <= bindparam("position")
    )
)
_DROP_BASIS = Prepared(delete(_BASES).where(_BASES.c.id == bindparam("id")))
_KEEP_BASIS = Prepared(insert(_BASES).values(id=bindparam("id"), state=bindparam("state")))


def parts(whole: Sequence[T]) -> Iterator[Sequence[T]]:
    """As much at a time as one transaction takes."""
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]


def swap_in(session: Session, states: Sequence[Dossier], position: int) -> None:
    """Begin these dossiers from a snapshot of that position; what we recorded ourselves stays."""
    fresh = [one for one in states if not projection.is_shown(session, one)]
    _keep_bases(session, fresh, position)
    confirm_from(session, fresh)
    projection.show(session, [state.id for state in fresh])


def _keep_bases(session: Session, states: Sequence[Dossier], position: int) -> None:
    keys = [str(state.id) for state in states]
    _FORGET.run_all(session, ({"dossier": key, "position": position} for key in keys))
    _DROP_BASIS.run_all(session, ({"id": key} for key in keys))
    bases = zip(keys, states, strict=True)
    _KEEP_BASIS.run_all(
        session, ({"id": key, "state": state.model_dump_json()} for key, state in bases)
    )
