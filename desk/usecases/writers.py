"""The counter's own unit, by which entries of others are told apart."""

from sqlmodel import Session

from desk.store.journal import counter_of
from desk.texts.writers import Writers
from desk.usecases.desk import Desk


def writers_of(session: Session, desk: Desk) -> Writers:
    """The unit's counters and officers, as this counter knows them now."""
    names = {one.account: one.name for one in desk.references.officers(session)}
    return Writers.at(counter_of(session).counter, names)


def writers_here(desk: Desk) -> Writers:
    """The same, for who reads nothing besides."""
    with desk.store.read() as session:
        return writers_of(session, desk)
