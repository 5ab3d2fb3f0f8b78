"""How long the program holds the screen at most while an officer works: a day in a terminal."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from desk.texts import desk as desk_words
from desk.texts import dossier as dossier_words
from desk.texts import reception as words
from tests.bench.officer import DOWN, ENTER, ESCAPE, F2, F5, FORM, READY, desk_terminal, sign_in
from tests.bench.report import Finding, milliseconds
from tests.bench.terminal import ROOT, Terminal
from tests.desk.shell_office import CARD, Shop

PROGRAM = str(ROOT / "tests" / "bench" / "programs" / "watched_desk.py")
ROUNDS = 5
AIM_SECONDS = 0.020
REST_SECONDS = 0.25
Steps = list[tuple[float, str]]
"""When each step began, in order."""


@dataclass(frozen=True)
class Turn:
    """What the event loop ran in one go."""

    began: float
    seconds: float
    processor: float
    what: str


def findings(made: Shop, folder: Path) -> list[Finding]:
    """The longest turn of each step; the median over several dossiers of one session."""
    report = folder / "turns.jsonl"
    now = made.clock.at.isoformat()
    with desk_terminal(made.home.path, PROGRAM, str(report), now) as terminal:
        sign_in(terminal)
        terminal.rest(1.0)
        days = [_one_citizen(terminal) for _ in range(ROUNDS + 1)]
    turns = [Turn(*json.loads(line)) for line in report.read_text().splitlines()]
    longest = _longest([step for day in days[1:] for step in day], turns)
    return [_finding(step, of_step) for step, of_step in longest.items()]


def _finding(step: str, turns: list[Turn]) -> Finding:
    seconds = median(turn.seconds for turn in turns)
    processor = median(turn.processor for turn in turns)
    return Finding(
        f"longest hold of the screen: {step}",
        milliseconds(seconds),
        f"{milliseconds(processor)} CPU",
        "",
        f"≤ {AIM_SECONDS * 1000:g} ms",
        seconds <= AIM_SECONDS,
    )


def _longest(steps: Steps, turns: list[Turn]) -> dict[str, list[Turn]]:
    """The longest turn of each time a step was done."""
    found: dict[str, list[Turn]] = defaultdict(list)
    ends = [began for began, _ in steps[1:]] + [float("inf")]
    for (began, name), end in zip(steps, ends, strict=True):
        own = [turn for turn in turns if began <= turn.began < end]
        found[name].append(max(own, key=lambda turn: turn.seconds, default=Turn(0, 0, 0, "")))
    return dict(found)


def _one_citizen(terminal: Terminal) -> Steps:
    """From card to receipt, then a search and a look at a dossier."""
    steps: Steps = []

    def step(name: str, keys: str, shown: str) -> None:
        terminal.rest(REST_SECONDS)
        steps.append((perf_counter(), name))
        terminal.type(keys)
        terminal.wait_for(shown)

    step("scan a card", CARD + ENTER, FORM)
    step("find the procedure", "khai sinh", "1.001193")
    step("choose it", ENTER, words.WHICH_CASE)
    step("choose the case", ENTER, "THIẾU")
    step("tick all papers", F5, "")
    step("accept", F2, words.DONE_RECEIVED)
    step("back to the desk", ESCAPE, READY)
    step("search", f"nguyen van an{ENTER}", desk_words.FOUND)
    step("open a dossier", f"{DOWN}{ENTER}", dossier_words.TIMELINE)
    step("back to the list", ESCAPE, desk_words.FOUND)
    step("back to the box", ESCAPE, READY)
    return steps
