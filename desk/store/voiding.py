"""Forgetting ranks that a centre gave before it was restored, and what hangs on them."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, not_, or_, update
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from desk.store import projection
from desk.store.confirming import forget_names
from desk.store.journal import counter_of
from desk.store.tables import Basis, DossierRow, Feed, Journal, Testified
from schemas.codes import CENTRE_COUNTER


def void_ranks(session: Session, kept: int) -> int:
    """Forget all ranks beyond `kept`; from where the feed is to be read again."""
    _keep_testimony(session, kept)
    # A snapshot's state has no earlier one: what it began goes with it, and is read again.
    lost = session.exec(select(Basis.id).where(_is_lost(session, kept))).all()
    void = select(Feed.id).where(col(Feed.position) > kept)
    stands = select(Feed.id).where(col(Feed.position) <= kept)
    is_gone = or_(col(Journal.rank) > kept, col(Journal.dossier).in_(lost))
    is_void = or_(col(Journal.id).in_(void), and_(is_gone, col(Journal.id).not_in(stands)))
    touched = {*lost, *session.exec(select(Journal.dossier).where(is_void))}
    touched |= set(session.exec(select(Feed.dossier).where(col(Feed.position) > kept)))
    session.execute(update(Journal).where(is_void).values(rank=None))
    session.execute(delete(Feed).where(col(Feed.position) > kept))
    session.execute(delete(Basis).where(col(Basis.id).in_(lost)))
    forget_names(session)
    _show(session, [UUID(one) for one in touched if one])
    return 0 if lost else kept


def _keep_testimony(session: Session, kept: int) -> None:
    """Keep what only the centre wrote: every other counter sends its own after any restore.

    Once the feed is read again it may be there as a dossier's state alone.
    """
    writer = f"{counter_of(session).unit}/{CENTRE_COUNTER}"
    of_centre = func.json_extract(Feed.text, "$.counter") == writer
    held = select(Feed.id, Feed.text).where(col(Feed.position) > kept, Feed.text != "", of_centre)
    session.execute(
        insert(Testified)
        .from_select(["id", "text"], held.order_by(col(Feed.position)))
        .on_conflict_do_nothing()
    )


def _is_lost(session: Session, kept: int) -> ColumnElement[bool]:
    rank = func.json_extract(Basis.state, "$.rank")
    # What another unit ranked may be void at any rank.
    is_ours = func.json_extract(Basis.state, "$.home") == counter_of(session).unit
    return or_(rank > kept, not_(is_ours))


def _show(session: Session, dossiers: list[UUID]) -> None:
    """Make what changed anew, as officers wait meanwhile; or all, if that is most of it."""
    shown = session.exec(select(func.count()).select_from(DossierRow)).one()
    if len(dossiers) * 2 > shown:
        projection.rebuild(session)
    else:
        projection.show_less(session, dossiers)
