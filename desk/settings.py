"""What a technician sets for one counter: `desk.toml` in its home, read once at the start.

Every table has a default, so that a counter without the file works. A further table is a further
`Table` and one field of `Settings`; what it may hold says its type, and `texts.settings` its words.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from desk.texts import settings as words

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

FILE_NAME = "desk.toml"
FOLDER = "pdf"
"""The printer that is always there: the home's own folder of PDFs."""
FORM_KEYS = ("receipt", "supplement", "test-page")
"""The forms that may have settings of their own."""
COPIES_MAX = 9
PAGE_SECONDS_MAX = 3600
MEGABYTE = 1_000_000
SCAN_MEGABYTES_MAX = 20
"""What the centre takes as one file, which is named elsewhere too: reading that costs the start."""


class SettingsError(Exception):
    """The settings cannot be followed; the text is one sentence for the technician."""


class Table(BaseModel):
    """A table of the file: frozen, and a key that it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_Url = Annotated[str, StringConstraints(pattern=r"^ipps?://[^/\s#]+(/[^\s#]*)?$")]


class FolderPrinter(Table):
    """A folder that takes each PDF."""

    kind: Literal["folder"]
    folder: Path


class IppPrinterSettings(Table):
    """A CUPS queue or a network printer."""

    kind: Literal["ipp"]
    url: _Url
    certificate: Path | None = None
    """The printer's own certificate, for an `ipps` address that no known authority vouches for."""


class CommandPrinter(Table):
    """A printer that only the system's own command reaches."""

    kind: Literal["command"]
    queue: str = ""
    program: str = ""


Printer = Annotated[
    FolderPrinter | IppPrinterSettings | CommandPrinter, Field(discriminator="kind")
]


class PrintSettings(Table):
    """Where and how all forms are printed that say nothing else."""

    printer: str = FOLDER
    fallback: str | None = None
    copies: int = Field(1, ge=1, le=COPIES_MAX)
    paper: Literal["A4", "A5"] | None = None


class FormSettings(Table):
    """What one form wants otherwise; what it does not say, `printing` says."""

    printer: str | None = None
    fallback: str | None = None
    copies: int | None = Field(None, ge=1, le=COPIES_MAX)
    paper: Literal["A4", "A5"] | None = None


class ScannerSettings(Table):
    """A scanner on a serial port; one that types needs no settings."""

    port: str = Field(min_length=1)
    baud: int = Field(9600, ge=300, le=921_600)


class ScanSettings(Table):
    """Where scans of papers come from and how large they may be; what is empty is not set up."""

    device: str = ""
    """The scanner, as `scanimage -L` names it."""
    flatbed: str = "Flatbed"
    """What the device calls its glass; empty for a device that has none."""
    feeder: str = ""
    """What the device calls its feeder, such as `ADF`."""
    mode: str = "Gray"
    resolution: int = Field(200, ge=75, le=600)
    """Dots per inch."""
    options: tuple[str, ...] = ()
    """More arguments for `scanimage`, for a device that needs them."""
    page_seconds: float = Field(90.0, gt=0, le=PAGE_SECONDS_MAX)
    """How long one page may take."""
    folder: Path | None = None
    """The folder that a scanner's own program writes into; the home's `quet` when not named."""
    after: Literal["delete", "keep"] = "delete"
    """What becomes of a file in that folder once it is kept here."""
    megabytes: int = Field(10, ge=1, le=SCAN_MEGABYTES_MAX)
    """How large one scan may be."""


class Settings(Table):
    """Everything in the file."""

    printers: dict[str, Printer] = {}
    printing: PrintSettings = PrintSettings()
    forms: dict[str, FormSettings] = {}
    scanner: ScannerSettings | None = None
    scans: ScanSettings = ScanSettings()
    """Read again at each scan, so that a technician can try what he wrote."""


def read_settings(home: Path) -> Settings:
    """The settings of a home; the defaults where it has no file.

    Raises:
        SettingsError: the file cannot be read, or says what it may not.
    """
    try:
        return checked(told_in_file(home / FILE_NAME, FILE_NAME))
    except FileNotFoundError:
        return Settings()


def told_in_file(file: Path, name: str) -> dict[str, Any]:
    """What a file says, not checked yet; `name` is what its sentences call it.

    Raises:
        FileNotFoundError: there is no such file.
        SettingsError: it cannot be read, or is no TOML.
    """
    try:
        # Notepad begins a file with a mark that TOML does not know.
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(words.NO_TOML.format(file=name, place=_place_in(error))) from None
    except UnicodeDecodeError:
        raise SettingsError(words.NOT_UTF8.format(file=name)) from None
    except OSError:
        raise SettingsError(words.UNREADABLE.format(file=name)) from None


def _place_in(error: tomllib.TOMLDecodeError) -> str:
    """Where a file is no TOML; the parser says that in English, and nowhere else before 3.14."""
    found = re.search(r"line (\d+), column (\d+)", str(error))
    return words.TOML_AT.format(line=found[1], column=found[2]) if found else words.TOML_END


@dataclass(frozen=True)
class Mistake:
    """A value that may not stand where it stands."""

    place: tuple[str, ...]
    sentence: str
    """What is wrong, to stand behind the name of the file."""
    allowed: str = ""
    """What may stand there instead; empty where the key itself is the mistake."""

    @property
    def key(self) -> str:
        """Its place as it is told, such as `printing.copies`."""
        return ".".join(self.place)


def checked(told: dict[str, Any], name: str = FILE_NAME) -> Settings:
    """The settings in a mapping.

    Raises:
        SettingsError: one key is wrong; the sentence names the file, the key and what is allowed.
    """
    for mistake in mistakes(told):
        raise SettingsError(in_file(name, mistake))
    return Settings.model_validate(told)


def in_file(name: str, mistake: Mistake) -> str:
    """What is wrong, with the file that says it."""
    return words.IN_FILE.format(file=name, sentence=mistake.sentence)


def mistakes(told: dict[str, Any]) -> tuple[Mistake, ...]:
    """Everything in a mapping that cannot be followed."""
    try:
        settings = Settings.model_validate(told)
    except ValidationError as error:
        return tuple(_mistake(one) for one in error.errors(include_url=False))
    return (*_unknown_forms(settings), *_unknown_printers(settings))


def _unknown_forms(settings: Settings) -> list[Mistake]:
    """A form that does not exist is a mistyped one."""
    unknown = [key for key in settings.forms if key not in FORM_KEYS]
    return [_unknown(["forms", key], list(FORM_KEYS)) for key in unknown]


def _unknown_printers(settings: Settings) -> list[Mistake]:
    """Every printer that is named must be there."""
    known = [FOLDER, *settings.printers]
    named: list[tuple[list[str], PrintSettings | FormSettings]]
    named = [(["printing"], settings.printing)]
    named += [(["forms", key], form) for key, form in settings.forms.items()]
    allowed = words.ONE_OF.format(values=_listed(known))
    return [
        _wrong([*table, key], allowed)
        for table, one in named
        for key, name in (("printer", one.printer), ("fallback", one.fallback))
        if name is not None and name not in known
    ]


def _mistake(error: "ErrorDetails") -> Mistake:
    """One of pydantic's errors in our words."""
    kind, where = error["type"], error["loc"]
    place = _written_place(where)
    if kind == "extra_forbidden":
        return _unknown(place, _keys_of(where[:-1]))
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        return _wrong([*place, "kind"], words.ONE_OF.format(values=_listed(list(_KINDS))))
    if kind == "missing":
        return Mistake(tuple(place), words.MISSING.format(key=".".join(place)))
    allowed = words.ALLOWED.get(kind, words.ALLOWED_OTHER).format(**error.get("ctx", {}))
    return _wrong(place, words.ALLOWED_KEYS.get(place[-1], allowed))


def _written_place(where: tuple[int | str, ...]) -> list[str]:
    """A place of pydantic's without what does not stand in the file there: a printer's kind."""
    match where:
        case ("printers", name, str(kind), *rest) if kind in _KINDS:
            where = ("printers", name, *rest)
    return [str(one) for one in where]


def _unknown(place: list[str], allowed: list[str]) -> Mistake:
    key = ".".join(place)
    return Mistake(tuple(place), words.UNKNOWN_KEY.format(key=key, allowed=_listed(allowed)))


def _wrong(place: list[str], allowed: str) -> Mistake:
    key = ".".join(place)
    return Mistake(tuple(place), words.WRONG.format(key=key, allowed=allowed), allowed)


_KINDS: dict[str, type[Table]] = {
    "folder": FolderPrinter,
    "ipp": IppPrinterSettings,
    "command": CommandPrinter,
}


def _keys_of(place: tuple[int | str, ...]) -> list[str]:
    """The keys that a table may have."""
    tables: dict[str, type[Table]] = {
        "printing": PrintSettings,
        "forms": FormSettings,
        "scanner": ScannerSettings,
        "scans": ScanSettings,
    }
    match place:
        case ():
            return list(Settings.model_fields)
        case ("printers", _, str(kind)) if kind in _KINDS:
            return list(_KINDS[kind].model_fields)
        case (str(name), *_) if name in tables:
            return list(tables[name].model_fields)
        case _:
            return []


def _listed(values: list[str]) -> str:
    return ", ".join(values)
