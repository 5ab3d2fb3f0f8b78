"""What every test shares: an environment, a Hypothesis profile, sheets parsed once, a collector."""

import gc
import os
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from textual._xterm_parser import XTermParser
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

OF_TESTS = frozenset({"DESK_MACHINE_EXAMPLES", "DESK_REFERENCE_DATA"})
# Whoever works with a counter or a centre of their own here has them named: no test touches those.
for _name in [one for one in os.environ if one.startswith("DESK_") and one not in OF_TESTS]:
    del os.environ[_name]

# Two busy cores make single examples slow now and then; the suite's own time limit is enough.
settings.register_profile(
    "desk", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("desk")

_parse = Stylesheet._parse_rules
_parsed: dict[Any, list[RuleSet]] = {}
OPEN_FILES, OPEN_FILES_MAX = Path("/proc/self/fd"), 500


def _parse_once(sheet: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
    key = (css, where, tuple(sorted(more.items())), tuple(sorted(sheet._variables.items())))
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, *where, **more)
    return _parsed[key]


# Every app in a test has a style sheet of its own, and all of them the same text.
Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign, assignment]


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    """Let go of what ended tests had open, before this process may open no more.

    An app that warms up freezes what there is, as the program may: the apps before it as well.
    Textual remembers keys together with the parser, and so with the app, that read them.
    """
    if OPEN_FILES.is_dir() and sum(1 for _ in OPEN_FILES.iterdir()) > OPEN_FILES_MAX:
        XTermParser._parse_extended_key.cache_clear()
        gc.unfreeze()
        gc.collect()
        gc.freeze()
