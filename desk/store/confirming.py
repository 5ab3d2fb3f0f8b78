"""What the feed or a snapshot confirms of our journal: by id and facts, never by the id alone.

An entry of ours whose id belongs to another one is confirmed under the id that it goes by since
(`schemas.identity`). The journal then keeps it under that id; its text stays as it was written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from desk.store import projection
from desk.store.tables import Feed, Journal
from schemas.dossiers import Dossier
from schemas.identity import facts_of, is_taken, other_id
from schemas.journal import Entry, canonical, read_entry, trusted_entry
from schemas.wire import FeedRow

_VERSION_AT, _MADE_OF_NAME = 15, "5"
"""Where a UUID says how it was made; the ids that entries go by instead are made of names."""


def keep_rows(session: Session, rows: Sequence[FeedRow]) -> None:
    """Store confirmed entries; our own only point at the journal where it has that very text.

    What another copy of us wrote again stands elsewhere in the chain than with us.
    """
    if not rows:
        return
    named = [(row, _name(row), canonical(row.entry).decode()) for row in rows]
    own = _texts(session, {one for row, name, _ in named for one in (name, row.entry["id"])})
    session.execute(
        # After a restore of the centre some are read again that still stand.
        insert(Feed).on_conflict_do_nothing(index_elements=["position"]),
        [
            {
                "position": row.place,
                "rank": row.rank,
                "id": name,
                "dossier": row.entry.get("dossier"),
                "outcome": projection.outcome_text(row),
                "text": "" if text in (own.get(name), own.get(row.entry["id"])) else text,
            }
            for row, name, text in named
        ],
    )
    for row, name, text in named:
        for held in {name, str(row.entry["id"])} & own.keys():
            if _says_the_same(own[held], text):
                ours = update(Journal).where(col(Journal.id) == held)
                session.execute(ours.values(id=name, rank=row.rank))


def _name(row: FeedRow) -> str:
    """The id that a row's entry goes by."""
    return str(other_id(trusted_entry(row.entry)) if is_taken(row.case) else row.entry["id"])


def _texts(session: Session, names: Collection[str]) -> dict[str, str]:
    held = select(Journal.id, Journal.text).where(col(Journal.id).in_(names))
    return dict(session.exec(held).all())


def _says_the_same(text: str, other: str) -> bool:
    return text == other or facts_of(read_entry(text)) == facts_of(read_entry(other))


def name_of(session: Session, entry: Entry) -> str:
    """The id that an entry of ours goes by, as far as the feed tells."""
    named = (Feed.id == str(entry.id), Feed.text != "")
    text = session.exec(select(Feed.text).where(*named)).one_or_none()
    is_ours = text is None or facts_of(read_entry(text)) == facts_of(entry)
    return str(entry.id if is_ours else other_id(entry))


def confirm_from(session: Session, states: Iterable[Dossier]) -> None:
    """Tell the journal which of its entries these confirmed states have already."""
    known = {str(state.id): state for state in states}
    query = select(Journal).where(col(Journal.dossier).in_(known), col(Journal.rank).is_(None))
    for row in session.exec(query).all():
        entry = read_entry(row.text)
        ranks = _ranks(known[str(entry.dossier)], entry.counter)
        name = next((one for one in (other_id(entry), entry.id) if one in ranks), None)
        if name is not None:
            row.id, row.rank = str(name), ranks[name]
            session.add(row)
    session.flush()


def _ranks(state: Dossier, counter: str) -> Mapping[UUID, int | None]:
    return {one.id: one.rank for one in state.timeline if one.counter == counter}


def forget_names(session: Session) -> None:
    """Give what is unconfirmed its own id back, unless another entry of ours has that by now."""
    query = select(Journal).where(
        func.substr(Journal.id, _VERSION_AT, 1) == _MADE_OF_NAME, col(Journal.rank).is_(None)
    )
    for row in session.exec(query).all():
        entry = read_entry(row.text)
        is_free = not _texts(session, [str(entry.id)])
        if row.id == str(other_id(entry)) and is_free:
            row.id = str(entry.id)
            session.add(row)
            session.flush()
