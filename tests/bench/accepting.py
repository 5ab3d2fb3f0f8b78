"""Accepting a dossier, against the least that a durable record can cost."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from desk.store.home import Home
from desk.store.store import open_store
from desk.usecases.desk import Desk
from desk.usecases.receive import Accepted, receive_dossier
from schemas.people import Person
from tests.bench.forms import six_papers
from tests.bench.pairs import in_turn, timed
from tests.bench.report import Finding, compared
from tests.desk.shell_office import Shop

ROUNDS = 300
AIM = 10.0


def findings(made: Shop, folder: Path) -> list[Finding]:
    """The use case with six papers, and one row committed to an encrypted file of its own."""
    desk = made.desk()
    commit = _bare_commit(folder / "bare")
    pairs = in_turn(ROUNDS, _accept(desk), timed(commit), warm=20)
    desk.store.close()
    return [compared("accept a form of 6 papers / bare durable commit", pairs, AIM)]


def _accept(desk: Desk) -> Callable[[], float]:
    numbers = count(1)

    def accept() -> float:
        number = next(numbers)
        person = Person(name="Hà Thị Đo", number=f"0242{number:08d}", phone=f"08{number:08d}")
        form = six_papers(desk, person)
        return timed(lambda: _taken(receive_dossier(form, desk)))()

    return accept


def _taken(answer: object) -> None:
    assert isinstance(answer, Accepted), answer


def _bare_commit(path: Path) -> Callable[[], None]:
    """One small row in one transaction, with the store's own key, pragmas and driver."""
    store = open_store(Home(path))
    connection = store.engine.raw_connection().cursor()
    connection.execute("CREATE TABLE bare (number INTEGER)")
    numbers = count()

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bare VALUES (?)", (next(numbers),))
        connection.execute("COMMIT")

    return commit
