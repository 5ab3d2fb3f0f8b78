"""Measures what is aimed at, in two tables; `python -m tests.bench [FILE]` also writes them."""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench import (
    accepting,
    echoing,
    listing,
    rendering,
    starting,
    sync_bench,
    unsent,
    watching,
)
from tests.bench.filling import filled_shop, problems
from tests.bench.report import Finding, markdown, show


def main() -> None:
    """Fill two stores, measure everything, print the desk's table and that of synchronisation."""
    began = perf_counter()
    with TemporaryDirectory(prefix="desk-bench-") as folder:
        desk = _measured(Path(folder))
    show(desk, "The desk")
    sync = sync_bench.rows()
    show(sync, "Synchronisation")
    print(f"{perf_counter() - began:.0f} s")
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(markdown(desk) + "\n" + markdown(sync), encoding="utf-8")


def _measured(folder: Path) -> list[Finding]:
    few = filled_shop(folder / "few", listing.FEW)
    assert problems(few) == 0
    many = filled_shop(folder / "many", listing.MANY)
    steps: tuple[Callable[[], list[Finding]], ...] = (
        lambda: starting.findings(many.home.path),
        lambda: echoing.findings(many.home.path),
        lambda: listing.findings(many, few),
        lambda: accepting.findings(few, folder),
        lambda: rendering.findings(few),
        lambda: watching.findings(few, folder),
        lambda: unsent.findings(folder),
    )
    return [finding for step in steps for finding in step()]


if __name__ == "__main__":
    main()
