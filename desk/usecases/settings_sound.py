"""What of a file's settings can be followed where some of it cannot."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.settings import FILE_NAME, Mistake, Settings, SettingsError, mistakes, told_in_file


@dataclass(frozen=True)
class Sound:
    """The settings without what is wrong, and all that is."""

    settings: Settings
    wrong: tuple[Mistake, ...]


def sound_settings(home: Path) -> Settings:
    """What of a home's file can be followed; the defaults where there is none, or no TOML."""
    try:
        return sound_part(told_in_file(home / FILE_NAME, FILE_NAME)).settings
    except (SettingsError, FileNotFoundError):
        return Settings()


def sound_part(told: dict[str, Any]) -> Sound:
    """Leave out one wrong value after the other; what hangs on one goes with it."""
    left, wrong = told, dict[Mistake, None]()
    while found := mistakes(left):
        before = left
        for mistake in found:
            wrong[mistake] = None
            left = _without(left, mistake.place)
        if left == before:  # A mistake whose place is not there: nothing is left to tell right.
            return Sound(Settings(), tuple(wrong))
    return Sound(Settings.model_validate(left), tuple(wrong))


def _without(told: dict[str, Any], place: tuple[str, ...]) -> dict[str, Any]:
    """A mapping without a value; without its whole table where the table should have it."""
    key, rest = place[0], place[1:]
    inner = told.get(key)
    if isinstance(inner, dict) and rest and (len(rest) > 1 or rest[0] in inner):
        return told | {key: _without(inner, rest)}
    return {name: one for name, one in told.items() if name != key}
