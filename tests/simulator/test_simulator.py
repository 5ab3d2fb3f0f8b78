"""A few bad mornings, every time: `make simulate` has a thousand of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulator.simulation import simulate

SEEDS = range(1000, 1010)
ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_both_sides_agree_after(seed: int) -> None:
    outcome = simulate(seed)
    assert outcome.broken == (), "\n".join(outcome.lines)


@pytest.mark.slow
def test_the_same_seed_is_the_same_morning_whatever_the_process() -> None:
    seed = SEEDS[0]
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
    assert simulate(seed).digest == elsewhere.stdout
    assert simulate(seed + 1).digest != elsewhere.stdout
