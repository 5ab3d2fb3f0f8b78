"""Two counters and their centre, whatever happens: the invariants of the design hold.

`DESK_MACHINE_EXAMPLES` makes the run longer, for a night: its days are then drawn at random.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.machine import DeskAndCentre

EXAMPLES = int(os.environ.get("DESK_MACHINE_EXAMPLES", "0"))


@pytest.mark.slow
def test_nothing_is_lost_and_everybody_agrees_in_the_end() -> None:
    run_state_machine_as_test(
        DeskAndCentre,
        settings=settings(
            max_examples=EXAMPLES or 6,
            stateful_step_count=30,
            deadline=None,
            derandomize=not EXAMPLES,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
