"""desk.toml as the settings screen opens it: what is right stands in the fields, wrong or not."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk.settings import FILE_NAME, Mistake, Settings, SettingsError, in_file, told_in_file
from desk.texts import settings as words
from desk.usecases.settings_file import kept_as, told_of
from desk.usecases.settings_form import (
    ADDRESS,
    MORE,
    PrinterRow,
    Texts,
    places,
    row_of,
    text_at,
    texts_of,
)
from desk.usecases.settings_sound import Sound, sound_part

_OF_A_PRINTER = {"kind", *ADDRESS.values(), *MORE.values()}


@dataclass(frozen=True)
class Opened:
    """What the fields begin with."""

    settings: Settings
    """What of the file can be followed."""
    texts: Texts
    """All that a field can hold, wrong values too: they are mended where they stand."""
    problem: str = ""
    """What is wrong with the file, if anything is."""
    homeless: tuple[str, ...] = ()
    """Keys of the file that no field holds: they go when it is written."""
    kept_as: str = ""
    """The name under which a wrong file stays when it is replaced."""
    is_readable: bool = True
    """False where nothing could be read, so that everything in it goes."""


def open_settings(home: Path) -> Opened:
    """Read the file of a home for the screen."""
    try:
        told = told_in_file(home / FILE_NAME, FILE_NAME)
    except FileNotFoundError:
        told = {}
    except SettingsError as error:
        texts = texts_of(Settings())
        kept = kept_as(home)
        return Opened(Settings(), texts, str(error), kept_as=kept, is_readable=False)
    sound = sound_part(told)
    if not sound.wrong:
        return Opened(sound.settings, texts_of(sound.settings))
    homeless = tuple(one.key for one in sound.wrong if not _has_field(one))
    problem = _problem(told, sound.wrong)
    return Opened(sound.settings, _texts(told, sound), problem, homeless, kept_as(home))


def _problem(told: dict[str, Any], wrong: tuple[Mistake, ...]) -> str:
    """The first mistake in full, and the keys of the others."""
    said = in_file(FILE_NAME, wrong[0])
    keys = dict.fromkeys(one.key for one in wrong if not _names_a_printer(told, one.place))
    others = ", ".join(key for key in keys if key != wrong[0].key)
    return f"{said} {words.WRONG_TOO.format(keys=others)}" if others else said


def _names_a_printer(told: dict[str, Any], place: tuple[str, ...]) -> bool:
    """Whether a value is right but for its printer, which is what is wrong."""
    printers = told.get("printers")
    is_route = place[0] in {"printing", "forms"} and place[-1] in {"printer", "fallback"}
    return is_route and isinstance(printers, dict) and text_at(told, place) in printers


def _has_field(mistake: Mistake) -> bool:
    match mistake.place:
        case ("printers", _, key):
            return key in _OF_A_PRINTER
        case place:
            return any(place[: len(one)] == one for one in places().values())


def _texts(told: dict[str, Any], sound: Sound) -> Texts:
    """What is right, and what is told where nothing right stands."""
    right = told_of(sound.settings)
    texts = {
        name: text_at(right if _holds(right, place) else told, place)
        for name, place in places().items()
    }
    printers = told.get("printers")
    tables = printers.items() if isinstance(printers, dict) else ()
    rows = [_row(name, table, sound) for name, table in tables if isinstance(table, dict)]
    for number, row in enumerate(rows):
        texts |= row.texts(number)
    return texts


def _holds(told: Any, place: tuple[str, ...]) -> bool:
    for key in place:
        if not isinstance(told, dict) or key not in told:
            return False
        told = told[key]
    return True


def _row(name: str, table: dict[str, Any], sound: Sound) -> PrinterRow:
    """A printer that is right as it is; of another one, what its fields can hold."""
    if name in sound.settings.printers:
        return row_of(name, sound.settings.printers[name])
    kind = str(table.get("kind"))
    if kind not in ADDRESS:
        kind = next((one for one, key in ADDRESS.items() if key in table), "ipp")

    def text(key: str | None) -> str:
        return text_at(table, (key,)) if key else ""

    more = {key: text(key) for one, key in MORE.items() if one == kind}
    return PrinterRow(name, kind, text(ADDRESS[kind]), **more)
