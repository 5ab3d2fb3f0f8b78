"""What was found, beside what was aimed at: a table for the terminal, and one for a README."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.bench.pairs import Pairs

HEADINGS = ("measured", "ours", "reference", "ratio", "aim", "")


@dataclass(frozen=True)
class Finding:
    """One line of the table; `met` is None where nothing was aimed at."""

    what: str
    ours: str
    reference: str = ""
    ratio: str = ""
    aim: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as texts."""
        verdict = {True: "pass", False: "MISS", None: ""}[self.met]
        return (self.what, self.ours, self.reference, self.ratio, self.aim, verdict)


def compared(what: str, pairs: Pairs, aim: float | None = None) -> Finding:
    """A line for two things that were measured in turn."""
    return Finding(
        what,
        milliseconds(median(pairs.ours)),
        milliseconds(median(pairs.reference)),
        f"{pairs.ratio:.2f}×",
        f"≤ {aim:g}×" if aim else "",
        pairs.ratio <= aim if aim else None,
    )


def milliseconds(seconds: float) -> str:
    """A time as the table shows it."""
    return f"{seconds * 1000:.{0 if seconds >= 0.1 else 2}f} ms"


def show(findings: Sequence[Finding], title: str = "") -> None:
    """Print the table."""
    table = Table(*HEADINGS, title=title)
    for number in (1, 2, 3, 4):
        table.columns[number].justify = "right"
    for one in findings:
        table.add_row(*one.cells, style="bold red" if one.met is False else "")
    Console(width=110).print(table)


def markdown(findings: Sequence[Finding]) -> str:
    """The table as a README quotes it."""
    rows = [HEADINGS, ("---", "---:", "---:", "---:", "---:", "---"), *(f.cells for f in findings)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"
