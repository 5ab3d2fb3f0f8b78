"""What every command of the centre has in common: its home, its database, its clock."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import ArgumentError, DatabaseError

from sync.centre import epoch_words, words
from sync.centre.refusals import RefusedError
from sync.centre.store import Store, database_url, open_store

Home = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="DESK_CENTRE_HOME",
        help="Thư mục dữ liệu của hệ thống trung tâm.",
        file_okay=False,
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="DESK_CENTRE_DATABASE",
        help="Địa chỉ cơ sở dữ liệu, ví dụ postgresql://…; để trống thì dùng SQLite trong --home.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="In kết quả dưới dạng JSON.")]
DEFAULT_HOME = Path("~/.desk-centre")


def clock() -> datetime:
    """The real time."""
    return datetime.now(UTC)  # noqa: TID251  (the one clock; everything else is handed it)


randomness = os.urandom


def stop(sentence: str) -> NoReturn:
    """End a command that was refused or failed, with one sentence for the person."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


@contextmanager
def opened(home: Path, database: str | None) -> Iterator[Store]:
    """The store of a command; what goes wrong in it becomes a sentence."""
    try:
        store = _open(home.expanduser(), database)
        try:
            yield store
        finally:
            store.close()
    except RefusedError as refusal:
        known = words.REFUSALS | epoch_words.REFUSALS
        stop(known.get(refusal.error, refusal.error))
    except (DatabaseError, ArgumentError) as error:
        is_ours = not isinstance(getattr(error, "orig", None), InsufficientPrivilege)
        stop(words.STORE_FAILED if is_ours else words.STORE_NOT_OURS)


def _open(home: Path, database: str | None) -> Store:
    try:
        return open_store(database_url(home, database))
    except OSError:
        stop(words.STORE_FAILED)


def read_text(path: Path) -> str:
    """A file's text, or the end of the command."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        stop(words.FILE_UNREADABLE.format(name=path.name))
