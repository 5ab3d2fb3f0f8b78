"""A few bad mornings, every time: `make simulate` has a thousand of them."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.simulator.simulation import Outcome, simulate

SEEDS = (1000, 1002, 1003)
ROOT = Path(__file__).parents[2]


@cache
def morning(seed: int) -> Outcome:
    """What a seed comes to, found out once."""
    return simulate(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_both_sides_agree_after(seed: int) -> None:
    outcome = morning(seed)
    assert outcome.broken == (), "\n".join(outcome.lines)


@pytest.mark.slow
def test_the_same_seed_is_the_same_morning_whatever_the_process() -> None:
    seed, another, *_ = SEEDS
    told = "from tests.simulator.simulation import simulate; import sys; "
    told += f"sys.stdout.write(simulate({seed}).digest)"
    other = {**os.environ, "PYTHONHASHSEED": "7"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", told],
        cwd=ROOT,
        env=other,
        capture_output=True,
        text=True,
        check=True,
    )
    assert morning(seed).digest == elsewhere.stdout
    assert morning(another).digest != elsewhere.stdout
