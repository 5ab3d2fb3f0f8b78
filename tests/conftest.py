"""What every test shares: one Hypothesis profile, sheets parsed once, a quiet collector."""

import gc
from typing import Any

from hypothesis import HealthCheck, settings
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

# Two busy cores make single examples slow now and then; the suite's own time limit is enough.
settings.register_profile(
    "desk", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("desk")

_parse = Stylesheet._parse_rules
_parsed: dict[Any, list[RuleSet]] = {}


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
