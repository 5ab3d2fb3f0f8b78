"""Opening a home for a command; what goes wrong ends it with one sentence and exit 1."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

import typer

from desk import machine
from desk.store.home import Home, HomeTakenError
from desk.store.store import StoreError, open_store
from desk.texts import commands as words
from desk.texts.home import LOST
from desk.usecases.desk import Desk
from desk.usecases.epochs import check_instance


class CommandError(Exception):
    """A command cannot go on; the text is the sentence for whoever called it."""


@contextmanager
def failures() -> Iterator[None]:
    """Turn the failures that a person can do something about into a sentence and exit 1."""
    try:
        yield
    except HomeTakenError:
        fail(words.HOME_TAKEN)
    except StoreError as error:
        fail(words.STORE_FAILED.get(str(error), words.STORE_FAILED_OTHER))
    except CommandError as error:
        fail(str(error))


@contextmanager
def opened(path: Path, *, writing: bool = False) -> Iterator[Desk]:
    """A desk on an enrolled home, which is held while writing."""
    home = Home(path)
    with failures(), ExitStack() as held:
        require_enrolled(home)
        if writing:
            held.callback(home.hold().release)
        store = open_store(home)
        held.callback(store.close)
        desk = Desk(store, machine.now, machine.random_bytes)
        if writing:
            check_instance(desk, home.instance())
        yield desk


def require_enrolled(home: Home) -> None:
    """Refuse a home that is no counter yet.

    Raises:
        CommandError: it is not.
    """
    if not home.is_enrolled():
        raise CommandError(LOST if home.has_lost_store() else words.NOT_ENROLLED)


def fail(sentence: str) -> NoReturn:
    """End the command with a sentence on stderr and exit 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
