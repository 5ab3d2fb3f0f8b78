"""Which life of the centre this is: another one since each restore that was told.

It is read with every request and kept by no process, so that a restore told while several of them
serve is heard in all of them at once.
"""

from collections.abc import Callable

from sqlmodel import Session, select

from sync.centre.tables import Centre


def first_incarnation(session: Session, *, random_bytes: Callable[[int], bytes]) -> str:
    """The centre's incarnation, drawn if it has none yet."""
    centre = session.get(Centre, 1)
    if centre is None:
        centre = Centre(incarnation=random_bytes(16).hex())
        session.add(centre)
    return centre.incarnation


def incarnation_of(session: Session) -> str:
    """The centre's incarnation."""
    return session.exec(select(Centre.incarnation)).one()


def held_incarnation(session: Session) -> str:
    """The same; no restore is told until this transaction has ended."""
    return session.exec(select(Centre.incarnation).with_for_update(read=True)).one()
