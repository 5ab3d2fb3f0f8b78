"""What is read before an officer works: which counter this is, who may sign in, what was left.

Read through the driver alone: nobody who signs in waits until SQLAlchemy is loaded. The columns are
those of `tables`; all else goes through sessions.
"""

import sqlite3
from dataclasses import dataclass

_PLACE = """
SELECT counter, unit, instance, head_seq - acked_seq + (
    SELECT count(*) FROM journal WHERE outcome IS NULL AND epoch <> counter.epoch
), (SELECT count(*) FROM scan WHERE state = 'waiting') FROM counter
"""
_CONTENT = "SELECT content FROM reference WHERE name = ?"
_INTERRUPTED = "SELECT count(*) FROM printjob WHERE state = 'sending'"
_FAILURES = "SELECT count, last_at FROM signinfailure WHERE account = ?"
_FAIL = """
INSERT INTO signinfailure (account, count, last_at) VALUES (:account, 1, :at)
ON CONFLICT (account) DO UPDATE SET count = count + 1, last_at = :at RETURNING count
"""
_FORGIVE = "DELETE FROM signinfailure WHERE account = ?"


@dataclass(frozen=True)
class Place:
    """Which counter this is, and how much the centre has not answered for."""

    counter: str
    unit: str
    instance: str
    unsent: int
    scans: int
    """Scans that wait to be sent."""


def place(connection: sqlite3.Connection) -> Place:
    """The counter that the store belongs to."""
    return Place(*connection.execute(_PLACE).fetchone())


def content(connection: sqlite3.Connection, name: str) -> str | None:
    """A part of the reference data as it came."""
    row = connection.execute(_CONTENT, (name,)).fetchone()
    return row[0] if row else None


def has_interrupted_jobs(connection: sqlite3.Connection) -> bool:
    """Whether a form was on its way to the printer when the program ended."""
    return bool(connection.execute(_INTERRUPTED).fetchone()[0])


def failures(connection: sqlite3.Connection, account: str) -> tuple[int, str]:
    """How many wrong passwords there were in a row, and when the last of them was."""
    row = connection.execute(_FAILURES, (account,)).fetchone()
    return row or (0, "")


def note_failure(connection: sqlite3.Connection, account: str, at: str) -> int:
    """One more wrong password; how many there are now."""
    noted = {"account": account, "at": at}
    return int(connection.execute(_FAIL, noted).fetchall()[0][0])


def forgive(connection: sqlite3.Connection, account: str) -> None:
    """Forget the wrong passwords of an account."""
    connection.execute(_FORGIVE, (account,))
