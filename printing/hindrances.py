"""What printers say hinders them: whether paper still comes out, which only their codes tell."""

from collections.abc import Iterable
from typing import Final, get_args

from printing.spool import PrinterWord

LEFT: Final = "left-settings"
"""Of a printer that has a job of ours, but is none of the counter's any more."""
UNREACHED: Final = frozenset({"unreachable", "unresolved"})
"""Of a printer that does not answer, or whose name leads nowhere: either may be for good."""
PASSED_OVER: Final = "fallback"
"""Begins what is kept of a printer that was passed over: this word, then why."""
_MILD: Final = ("-warning", "-report")
_LEVELS: Final = ("-error", *_MILD)
_STOPS: Final = frozenset(
    {
        "media-empty", "media-needed", "media-jam", "door-open", "cover-open", "interlock-open",
        "toner-empty", "marker-supply-empty", "input-tray-missing", "output-tray-missing",
        "output-area-full", "offline", "shutdown", "timed-out", "paused", "moving-to-paused",
        "stopped", "hold-new-jobs", "job-hold-until-specified", *UNREACHED,
    }
)  # fmt: skip
"""Whatever level a printer gives them: CUPS reports `offline-report`."""
_SURE: Final = frozenset(
    {
        "paused",
        "moving-to-paused",
        "stopped",
        *UNREACHED,
        "offline",
        "shutdown",
        "timed-out",
        LEFT,
    }
)
"""Said first: of a printer that nobody reaches, CUPS may keep what an older job met."""
_WORDS: Final[tuple[PrinterWord, ...]] = get_args(PrinterWord)
_GOES_ON: Final = frozenset(
    {
        "media-low", "toner-low", "marker-supply-low", "output-area-almost-full",
        "marker-waste-almost-full", "connecting-to-device", "system-command", "folder",
    }
)  # fmt: skip


def plain(code: str) -> str:
    """A code without its level."""
    for level in _LEVELS:
        code = code.removesuffix(level)
    return code


def halts(problem: str) -> bool:
    """Whether paper waits for somebody, by the codes of a job's problem."""
    return any(_halts(code) for code in told_by_printer(problem).split())


def in_the_way(codes: Iterable[str]) -> tuple[PrinterWord, ...]:
    """Of what a printer says, what keeps every paper from coming out, the worst first."""
    names = {plain(code) for code in codes}
    return tuple(word for word in _WORDS if word in names)


def told_by_printer(problem: str) -> str:
    """What the printer says that has the job, the worst first."""
    codes = problem.partition(PASSED_OVER)[0].split()
    return " ".join(sorted(codes, key=lambda code: (plain(code) not in _SURE, not _halts(code))))


def passed_over(problem: str) -> str:
    """Why the form's own printer was passed over and still would be; empty if it would not."""
    return problem.partition(PASSED_OVER)[2].strip()


def is_passed_over(problem: str) -> bool:
    """Whether a job went to its fallback."""
    return PASSED_OVER in problem.split()


def _halts(code: str) -> bool:
    name = plain(code)
    return name in _STOPS or not (code.endswith(_MILD) or name in _GOES_ON)
