"""The simulator is worth its time: it finds each of the classic mistakes, planted alone.

With each stands the first seed that does so; `python -m tests.simulator --bugs` looks for them all
from the beginning. A change of the program gives seeds other mornings, so a few more are tried.
"""

import pytest

from tests.simulator.bugs import BUGS, Bug, first_catch

SEEDS_TRIED = 15
CAUGHT = tuple(bug for bug in BUGS if bug.caught_by is not None)


@pytest.mark.slow
@pytest.mark.parametrize("bug", CAUGHT, ids=lambda bug: bug.name)
def test_it_is_caught(bug: Bug) -> None:
    assert bug.caught_by is not None
    seeds = range(bug.caught_by, bug.caught_by + SEEDS_TRIED)
    assert first_catch(bug.name, seeds) is not None
