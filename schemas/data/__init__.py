"""Reference data that comes with the package, and the only place in `schemas` that reads a file."""

from functools import cache
from importlib.resources import files

from schemas.calendars import Calendar


@cache
def official_calendar() -> Calendar:
    """The calendar of public servants as curated from official notices, 2019 to 2026."""
    text = files("schemas.data").joinpath("calendar.json").read_text(encoding="utf-8")
    return Calendar.model_validate_json(text)
