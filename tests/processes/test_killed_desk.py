"""A desk that is ended by `kill -9` at each point between two of its writes goes on as if not."""

import sys
from collections.abc import Iterator

import pytest

from tests.processes.forked_counter import ForkedCounter
from tests.processes.forks import ForkedCentre, Forks
from tests.processes.paper import (
    journal_at_the_desk,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are forked"),
]
ON_THE_WAY = {
    "before the push": (False, True),
    "within the body of the push": (False, True),
    "before the COMMIT of the results": (True, True),
    "after the COMMIT of the results": (True, False),
    "between a page's rows and its fold": (True, False),
    "before the COMMIT of a page": (True, False),
    "after the COMMIT of a page": (True, False),
}
"""What a death there leaves: whether the centre has the entries, and whether they are unsent."""


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Iterator[ForkedCounter]:
    """An enrolled counter and its running centre."""
    folder = tmp_path_factory.mktemp("killed")
    home = folder / "centre"
    centre = ForkedCentre(forks, home, f"sqlite:///{home / 'centre.sqlite'}")
    centre.run("seed-demo")
    try:
        centre.start()
        centre.enrol(folder / "desk")
        yield ForkedCounter(forks, centre, folder / "desk")
    finally:
        centre.kill()


def test_before_the_commit_of_the_action_nothing_was_said_and_nothing_is_kept(
    counter: ForkedCounter,
) -> None:
    form, before = counter.form(), journal_at_the_desk(counter.home)
    words = ("receive", "--file", str(form), "--json")
    point = "before the COMMIT of the action"
    assert counter.forks.run("desk", *words, home=counter.home, point=point) == ""
    assert journal_at_the_desk(counter.home) == before
    assert counter.receive(form)["created"]
    counter.sync()
    counter.assert_all_arrived()


def test_after_the_commit_of_the_action_the_dossier_stands_and_is_not_made_twice(
    counter: ForkedCounter,
) -> None:
    form = counter.form()
    words = ("receive", "--file", str(form), "--json")
    point = "after the COMMIT of the action"
    counter.forks.run("desk", *words, home=counter.home, point=point)
    assert not counter.receive(form)["created"]
    counter.sync()
    counter.assert_all_arrived()


@pytest.mark.parametrize("point", ON_THE_WAY)
def test_a_desk_that_dies_on_the_way_delivers_everything_once(
    counter: ForkedCounter, point: str
) -> None:
    counter.accept(2)
    counter.sync(point)
    assert counter.stands() == ON_THE_WAY[point]
    counter.sync()
    counter.assert_all_arrived()
