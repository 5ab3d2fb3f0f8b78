"""Statements that are compiled once, for what is done while a citizen waits.

They run straight through the driver, in the transaction of the session they are given: what
SQLAlchemy does around each statement costs more than the statement.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ClauseElement
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import Session

Values = Mapping[str, Any]
_DRIVER = "driver"
"""Where a session keeps the connection of its transaction."""


class Prepared:
    """One statement; values are handed over by the names of its parameters."""

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=dialect())
        assert isinstance(compiled, SQLCompiler)
        self._sql = str(compiled)
        self._names = tuple(compiled.positiontup or ())
        self._fixed = dict(compiled.params) | {
            column.key: getattr(column.default, "arg", None) for column in compiled.insert_prefetch
        }

    def rows(self, session: Session, values: Values) -> list[tuple[Any, ...]]:
        """Run it; all it finds or returns."""
        return list(_driver(session).execute(self._sql, self._bound(values)))

    def run(self, session: Session, values: Values) -> int:
        """Run it; the number of the row that an insertion made."""
        return int(_driver(session).execute(self._sql, self._bound(values)).lastrowid or 0)

    def run_all(self, session: Session, many: Iterable[Values]) -> None:
        """Run it for each."""
        _driver(session).executemany(self._sql, [self._bound(values) for values in many])

    def _bound(self, values: Values) -> tuple[Any, ...]:
        return tuple(values[name] if name in values else self._fixed[name] for name in self._names)


def _driver(session: Session) -> Any:
    transaction, known = session.get_transaction(), session.info.get(_DRIVER)
    if known is None or transaction is None or known[0] is not transaction:
        driver = session.connection().connection.driver_connection
        known = session.info[_DRIVER] = session.get_transaction(), driver
    return known[1]
