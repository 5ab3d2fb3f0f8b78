"""The reference data: parts with versions, each a row that is never edited."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from schemas.shape import written
from schemas.wire import Officer, Reference, ReferenceName
from sync.centre.tables import ReferenceHead, ReferenceVersion

OF_ALL_UNITS = ""
OF_ONE_UNIT: frozenset[ReferenceName] = frozenset({"officers", "settings"})
"""The parts that each unit has its own of."""
_OFFICERS = TypeAdapter(tuple[Officer, ...])


def publish(
    session: Session,
    name: ReferenceName,
    content: Callable[[int], Any],
    *,
    unit: str = OF_ALL_UNITS,
    now: datetime,
) -> int:
    """Store a new version of a part and answer its number, which the content may carry.

    `content` is called under the lock that orders versions, so it may read the one before.
    """
    assert (unit != OF_ALL_UNITS) == (name in OF_ONE_UNIT), "a part is the unit's or everybody's"
    head = _locked(session, unit, name)
    version = head.version + 1
    row = ReferenceVersion(
        unit=unit,
        name=name,
        version=version,
        published_at=written(now),
        content=json.dumps(content(version), ensure_ascii=False),
    )
    session.add(row)
    head.version = version
    session.add(head)
    session.flush()
    return version


def _locked(session: Session, unit: str, name: str) -> ReferenceHead:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    # The row has to be there before it can be locked; whoever comes second waits for the first.
    first = dialect.insert(ReferenceHead).values(unit=unit, name=name, version=0)
    session.connection().execute(first.on_conflict_do_nothing())
    wanted = select(ReferenceHead).where(ReferenceHead.unit == unit, ReferenceHead.name == name)
    return session.exec(wanted.with_for_update()).one()


def tag_of(session: Session, unit: str, name: ReferenceName) -> str:
    """The ETag of the newest version."""
    head = session.get(ReferenceHead, (_scope(unit, name), name))
    return f'"{name}-{head.version if head else 0}"'


def current(
    session: Session, unit: str, name: ReferenceName, *, request: str, incarnation: str
) -> Reference:
    """The newest version of a part as a counter of a unit sees it."""
    scope = _scope(unit, name)
    head = session.get(ReferenceHead, (scope, name))
    row = session.get_one(ReferenceVersion, (scope, name, head.version)) if head else None
    return Reference(
        request=request,
        incarnation=incarnation,
        name=name,
        version=row.version if row else 0,
        published_at=datetime.fromisoformat(row.published_at) if row else _NEVER,
        content=json.loads(row.content) if row else _unpublished(name),
    )


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _scope(unit: str, name: ReferenceName) -> str:
    return unit if name in OF_ONE_UNIT else OF_ALL_UNITS


def _unpublished(name: ReferenceName) -> Any:
    """What a part says before anything was published: nothing, but in its own shape."""
    match name:
        case "catalogue":
            return {"version": 0, "published_on": "1970-01-01", "source": "", "procedures": []}
        case "calendar":
            from schemas.data import official_calendar

            return official_calendar().model_dump(mode="json")
        case "settings":
            return {}
        case "officers" | "units":
            return []


def officers_of(session: Session, unit: str) -> tuple[Officer, ...]:
    """The accounts of a unit, as last published."""
    head = session.get(ReferenceHead, (unit, "officers"))
    if head is None or head.version == 0:
        return ()
    row = session.get_one(ReferenceVersion, (unit, "officers", head.version))
    return _OFFICERS.validate_json(row.content)


def officers_content(officers: Sequence[Officer]) -> Any:
    """Accounts as a version carries them."""
    return _OFFICERS.dump_python(tuple(officers), mode="json")
