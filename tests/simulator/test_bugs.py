"""The simulator is worth its time: it finds each of the classic mistakes, planted alone.

With each stands a seed that does so. Only some are planted here; `python -m tests.simulator --bugs`
looks for them all from the beginning. A change of the program gives seeds other mornings, so a few
more are tried.
"""

import pytest

from tests.simulator.bugs import BUGS, IN_THE_SUITE, Bug, first_catch, planted

SEEDS_TRIED = 15
PLANTED = tuple(bug for bug in BUGS if bug.name in IN_THE_SUITE)


@pytest.mark.slow
@pytest.mark.parametrize("bug", PLANTED, ids=lambda bug: bug.name)
def test_it_is_caught(bug: Bug) -> None:
    assert bug.caught_by is not None
    seeds = range(bug.caught_by, bug.caught_by + SEEDS_TRIED)
    assert first_catch(bug.name, seeds) is not None


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_each_replaces_what_the_program_has_and_puts_it_back(bug: Bug) -> None:
    before = [getattr(target, name) for target, name, _ in bug.changes]
    with planted(bug):
        assert all(getattr(target, name) is instead for target, name, instead in bug.changes)
    assert [getattr(target, name) for target, name, _ in bug.changes] == before
