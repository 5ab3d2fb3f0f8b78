"""`python -m tests.simulator`: many bad mornings, one a seed; prints what held and what did not."""

import argparse
import logging
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from time import perf_counter

from tests.simulator.bugs import BUGS, first_catch
from tests.simulator.invariants import ALONG_THE_WAY, CHECKS
from tests.simulator.simulation import Outcome, simulate

LINES_SHOWN = 60


def main() -> int:
    """Run the seeds; 1 if an invariant was broken."""
    asked = _asked()
    logging.disable(logging.CRITICAL)
    seeds = range(asked.first, asked.first + asked.seeds)
    if asked.bugs:
        return _hunt(seeds, asked.workers)
    if asked.trace:
        outcome = simulate(asked.first, tell)
        return _fail(outcome) if outcome.broken else 0
    began = perf_counter()
    outcomes = []
    for outcome in _outcomes(seeds, asked.workers):
        outcomes.append(outcome)
        if outcome.broken:
            _fail(outcome)
    _report(outcomes, perf_counter() - began)
    return int(any(outcome.broken for outcome in outcomes))


def tell(line: str) -> None:
    """Say a line, now."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--trace", action="store_true", help="tell the first seed line by line")
    parser.add_argument("--bugs", action="store_true", help="hunt the seeded bugs instead")
    return parser.parse_args()


def _outcomes(seeds: Iterable[int], workers: int) -> Iterator[Outcome]:
    if workers == 1:
        yield from map(simulate, seeds)
        return
    with multiprocessing.get_context("fork").Pool(workers, initializer=_quiet) as pool:
        yield from pool.imap(simulate, seeds, chunksize=4)


def _hunt(seeds: range, workers: int) -> int:
    """The first seed that catches each seeded bug; 1 if one escapes them all."""
    names = [bug.name for bug in BUGS]
    escaped = 0
    with multiprocessing.get_context("fork").Pool(workers, initializer=_quiet) as pool:
        for name, caught in zip(
            names, pool.imap(partial(first_catch, seeds=seeds), names), strict=True
        ):
            tell(f"{name}: " + (f"seed {caught[0]}: {caught[1]}" if caught else "not caught"))
            escaped += caught is None
    return int(escaped > 0)


def _quiet() -> None:
    logging.disable(logging.CRITICAL)


def _fail(outcome: Outcome) -> int:
    tell(f"seed {outcome.seed}: {len(outcome.broken)} broken")
    for line in outcome.lines[-LINES_SHOWN:]:
        tell(f"    {line}")
    for broken in outcome.broken:
        tell(f"  {broken}")
    tell(f"  again: python -m tests.simulator --first {outcome.seed} --seeds 1 --trace")
    return 1


def _report(outcomes: list[Outcome], seconds: float) -> None:
    faults = sum((outcome.faults for outcome in outcomes), Counter[str]())
    steps = sum(outcome.steps for outcome in outcomes)
    worked = sum(outcome.seconds for outcome in outcomes)
    failed = [outcome.seed for outcome in outcomes if outcome.broken]
    tell(f"{len(outcomes)} seeds, {steps} steps, {faults.total()} faults injected:")
    for kind, times in sorted(faults.items()):
        tell(f"  {times:8d}  {kind}")
    held = [*CHECKS, *ALONG_THE_WAY]
    tell(f"{len(held)} invariants: {', '.join(held)}")
    tell(f"broken in {len(failed)} seeds {failed[:20]}" if failed else "all held")
    tell(f"{seconds:.0f} s, {worked:.0f} s of processor time")


if __name__ == "__main__":
    sys.exit(main())
