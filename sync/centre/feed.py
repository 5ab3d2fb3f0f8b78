"""What a counter reads: its unit's feed, the unit's dossiers as they stand, its own journal.

Entries and states leave as the texts they were stored as, joined into the answer; nothing is parsed
only to be written again.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from sqlmodel import Session, col, select

from schemas.codes import read_code
from schemas.dossiers import FOLD_VERSION
from schemas.journal import read_entry
from schemas.shape import dumped
from schemas.wire import PAGE_ENTRIES_MAX, PROTOCOL, Seen
from sync.centre.counters import Caller, head_of
from sync.centre.loose import loose_cases
from sync.centre.refusals import RefusedError
from sync.centre.states import dossier_at, kept_dossiers, states_of
from sync.centre.succession import Placed, inherited, inherited_dossiers
from sync.centre.tables import CodeClaim, StoredDossier, StoredEntry, UnitHead

PAGE_LETTERS_MAX = 4 * 1024 * 1024
"""A page ends early rather than grow beyond this, but holds at least one row."""
SNAPSHOT_LETTERS_MAX = 1024 * 1024
"""The same of a page of a snapshot: a tenth of it travels, in seconds on the slowest line."""


@dataclass(frozen=True)
class Greeting:
    """What every answer says of itself."""

    request: str
    incarnation: str


@dataclass(frozen=True)
class Page:
    """A page of a feed as JSON, and whether it has any row."""

    text: str
    is_empty: bool


def feed_page(session: Session, unit: str, seen: Seen, limit: int, greeting: Greeting) -> Page:
    """The rows of a unit's feed after a position.

    Raises:
        RefusedError: 410; the feed does not reach back to `after`, or never came so far.
    """
    head, after = session.get_one(UnitHead, unit), seen.position
    if after < head.pruned:
        raise RefusedError(410, "pruned")
    if not has_seen_us(session, unit, seen):
        # The reader knows what this centre does not, which must have been restored.
        raise RefusedError(410, "ahead")
    wanted = (
        select(StoredEntry.rank, StoredEntry.text, StoredEntry.outcome, StoredEntry.case)
        .where(StoredEntry.unit == unit, col(StoredEntry.position) > after)
        .order_by(col(StoredEntry.position))
        .limit(limit)
    )
    # Positions have no gaps, so a row's is told by its place on the page.
    found = enumerate(session.exec(wanted), start=after + 1)
    rows = _bounded(_row(position, *row) for position, row in found)
    position = after + len(rows)
    text = _answer(
        greeting,
        unit=json.dumps(unit),
        rows=f"[{','.join(rows)}]",
        position=str(position),
        more=json.dumps(position < head.position),
    )
    return Page(text, is_empty=not rows)


def has_seen_us(session: Session, unit: str, seen: Seen) -> bool:
    """Whether what a reader has read of a unit's feed is what is there."""
    if seen.position > session.get_one(UnitHead, unit).position:
        return False
    wanted = select(StoredEntry.id).where(
        StoredEntry.unit == unit, StoredEntry.position == seen.position
    )
    there = session.exec(wanted).one_or_none() if seen.mark else None
    return there is None or str(there).endswith(seen.mark)


def _row(position: int, rank: int | None, text: str, outcome: str, case: str | None) -> str:
    # The same number is not said twice.
    place = "" if position == rank else f'"position":{position},'
    return f'{{"rank":{rank},{place}"entry":{text},"outcome":"{outcome}","case":{case or "null"}}}'


def _bounded(rows: Iterable[str], letters_max: int = PAGE_LETTERS_MAX) -> list[str]:
    page: list[str] = []
    letters = 0
    for row in rows:
        letters += len(row)
        if page and letters > letters_max:
            break
        page.append(row)
    return page


def _answer(greeting: Greeting, **parts: str) -> str:
    """One JSON object of parts that are JSON already."""
    said = {
        "protocol": str(PROTOCOL),
        "request": json.dumps(greeting.request),
        "incarnation": json.dumps(greeting.incarnation),
    }
    return "{" + ",".join(f'"{name}":{part}' for name, part in (said | parts).items()) + "}"


def snapshot(
    session: Session, unit: str, greeting: Greeting, *, after: int = 0, limit: int | None = None
) -> str:
    """A unit's dossiers as of the end of its feed; a page of them if there is a limit.

    Pages go by first position: of an own dossier its first rank, of an inherited one its first
    place in this feed. The first rank changes only when a dossier gets its code, and then to the
    feed's end, so a reader of pages meets such a dossier twice at worst, and none is passed over.
    """
    head, homes = session.get_one(UnitHead, unit), inherited(session, unit)
    is_later, more = col(StoredDossier.first_rank) > after, limit and limit + 1
    own = kept_dossiers(session, unit, is_later, limit=more)
    placed = [(one.first_rank, unit, one) for one in own]
    placed += inherited_dossiers(session, unit, homes, after=after, limit=more)
    found = sorted(placed, key=itemgetter(0))
    states = _states(session, found[:limit])
    page = states if limit is None else _bounded(states, SNAPSHOT_LETTERS_MAX)
    return _answer(
        greeting,
        unit=json.dumps(unit),
        position=str(head.position),
        fold=str(FOLD_VERSION),
        dossiers=f"[{','.join(page)}]",
        after=str(found[len(page) - 1][0] if page else after),
        more=json.dumps(len(page) < len(found)),
        relayed="[]" if after else f"[{','.join(_stateless(session, unit, homes))}]",
    )


def _states(session: Session, found: Sequence[Placed]) -> list[str]:
    """The states of dossiers of several homes, in their order; each home is asked once."""
    made: dict[UUID, str] = {}
    for home in {home for _, home, _ in found}:
        rows = [row for _, its, row in found if its == home]
        made |= zip((row.id for row in rows), states_of(session, home, rows), strict=True)
    return [made[row.id] for _, _, row in found]


def _stateless(session: Session, unit: str, homes: Collection[str]) -> Iterator[str]:
    """The rows of a unit's feed that no state tells: dossiers of others, open cases of none."""
    for one in loose_cases(session, unit):
        yield _row(one.position or 0, one.rank, one.text, one.outcome, one.case)
    wanted = select(StoredEntry).where(StoredEntry.unit == unit, col(StoredEntry.relayed).is_(True))
    for one in session.exec(wanted.order_by(col(StoredEntry.position))):
        if one.dossier is None or (homes and read_entry(one.text).home in homes):
            continue
        yield _row(one.position or 0, one.rank, one.text, one.outcome, one.case)


def own_journal(
    session: Session, caller: Caller, epoch: int, after: int, greeting: Greeting
) -> str:
    """A counter's own entries of an epoch after a seq.

    Raises:
        RefusedError: 409 `epoch`.
    """
    head = head_of(session, caller, epoch)
    wanted = (
        select(StoredEntry.text)
        .where(
            StoredEntry.unit == caller.unit,
            StoredEntry.counter == caller.counter,
            StoredEntry.epoch == epoch,
            StoredEntry.seq > after,
        )
        .order_by(col(StoredEntry.seq))
        .limit(PAGE_ENTRIES_MAX)
    )
    texts = _bounded(session.exec(wanted))
    return _answer(
        greeting,
        epoch=str(epoch),
        entries=f"[{','.join(texts)}]",
        head=head.model_dump_json(),
        more=json.dumps(after + len(texts) < head.seq),
    )


def one_dossier(session: Session, caller: Caller, code: str, greeting: Greeting) -> str:
    """One dossier that the caller's unit works on, by its code, or by its id.

    Raises:
        RefusedError: 404 `unknown_dossier`; dossiers of other units are not told apart from none.
    """
    for unit in (caller.unit, *inherited(session, caller.unit)):
        dossier = _uuid(code) or dossier_of_code(session, unit, code)
        found = dossier_at(session, unit, dossier) if dossier else None
        if found is not None:
            return _answer(greeting, dossier=dumped(found))
    raise RefusedError(404, "unknown_dossier")


def dossier_of_code(session: Session, unit: str, code: str) -> UUID | None:
    """The dossier that a code belongs to, read as tolerantly as codes are."""
    read = read_code(code)
    claim = session.get(CodeClaim, (unit, read.text)) if read else None
    return claim.dossier if claim else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
