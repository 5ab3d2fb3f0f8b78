"""The fields of the settings screen, and which choices they offer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from desk.settings import FOLDER
from desk.texts import settings_screen as words
from desk.usecases.settings_form import MORE, PrinterRow, names_in
from desk.usecases.settings_trials import Device
from desk.widgets.fields import Spec
from desk.widgets.form_rows import FormRow, rows_of
from desk.widgets.form_section import FormSection

_NAME, _LABEL, _SECOND, _NUMBER = 16, 16, 14, 6
PRINTERS, ROUTES, SCANNER, SCANS = "printers", "routes", "scanner", "scans"
LOOKED_FOR: dict[str, Device] = {
    PRINTERS: "printers",
    ROUTES: "printers",
    SCANNER: "ports",
    SCANS: "scanners",
}
"""What is looked for from a field of a section."""


class SettingsSection(FormSection):
    """A section that some may only look at: there the cursor moves, and values stay."""

    @dataclass
    class LeftAlone(Message):
        """Somebody who may only look tried to change a field."""

        section: "SettingsSection"

    def __init__(self, rows: tuple[FormRow, ...], *, title: str, id: str, may_change: bool) -> None:  # noqa: A002 - Textual's own name
        super().__init__(rows, title=title, id=id)
        self._may_change = may_change

    def _change(self, change: Callable[[], bool]) -> bool:
        used = self.field_in_use
        if self._may_change or used is None:
            return super()._change(change)
        value, mark = used.value, used.mark

        def look() -> bool:
            answer = change()
            if used.value != value:
                used.restore(mark)
                self.post_message(self.LeftAlone(self))
            return answer

        return super()._change(look)


def printer_rows(number: int) -> tuple[FormRow, ...]:
    """A printer: its name, its kind, where it is; below, what only its kind has."""
    start, label = f"printers.{number}", words.PRINTER.format(number=number + 1)
    return rows_of(
        [
            [
                Spec(f"{start}.name", label, 14, placeholder=words.PRINTER_HINT, label_width=12),
                Spec(f"{start}.kind", " ", 14, words.KINDS, label_width=1),
                Spec(f"{start}.address", " ", placeholder=words.ADDRESS_HINT, label_width=1),
            ],
            [_more(start, "certificate", words.CERTIFICATE, words.CERTIFICATE_HINT)],
            [_more(start, "program", words.PROGRAM, words.PROGRAM_HINT)],
        ]
    )


def _more(start: str, key: str, label: str, hint: str) -> Spec:
    return Spec(f"{start}.{key}", label, placeholder=hint, label_width=_NAME)


def show_wanted(section: FormSection, rows: Mapping[int, PrinterRow]) -> None:
    """Show of each printer the further fields that it has."""
    numbers = {int(name.split(".")[1]) for name in section.fields}
    for number in numbers:
        wanted = rows.get(number, PrinterRow()).wants
        for key in MORE.values():
            section.show_fields(f"printers.{number}.{key}", shown=key in wanted)


def sections(*, may_change: bool) -> tuple[SettingsSection, ...]:
    """All of them, with one row for a printer."""
    made: dict[str, tuple[str, tuple[FormRow, ...]]] = {
        PRINTERS: (words.PRINTERS, printer_rows(0)),
        ROUTES: (words.ROUTES, rows_of([row for one in words.TABLES for row in _route(one)])),
        SCANNER: (words.SCANNER, rows_of([_scanner()])),
        SCANS: (words.SCANS, rows_of(_scans())),
    }
    return tuple(
        SettingsSection(rows, title=title, id=name, may_change=may_change)
        for name, (title, rows) in made.items()
    )


def _route(table: str) -> list[list[Spec]]:
    """Where a form goes, and how; all forms, for `printing`."""
    pending = ((FOLDER, words.FOLDER_NAME),)
    papers = words.PAPERS_ALL if table == "printing" else words.PAPERS
    return [
        [
            Spec(f"{table}.printer", words.TABLES[table], 0, pending, label_width=_NAME),
            Spec(f"{table}.fallback", words.FALLBACK, 0, pending, label_width=_SECOND),
        ],
        [
            Spec(f"{table}.copies", words.COPIES, _NUMBER, label_width=_NAME),
            Spec(f"{table}.paper", words.PAPER, 0, papers, label_width=_SECOND),
        ],
    ]


def _scanner() -> list[Spec]:
    return [
        Spec("scanner.port", words.PORT, placeholder=words.PORT_HINT, label_width=8),
        Spec("scanner.baud", words.BAUD, 9, label_width=10),
    ]


def _scans() -> list[list[Spec]]:
    def half(key: str, label: str, **more: Any) -> Spec:
        return Spec(f"scans.{key}", label, label_width=_LABEL, **more)

    return [
        [half("device", words.DEVICE, placeholder=words.DEVICE_HINT)],
        [half("flatbed", words.FLATBED), half("feeder", words.FEEDER)],
        [half("mode", words.MODE), half("resolution", words.RESOLUTION)],
        [half("folder", words.FOLDER, placeholder=words.FOLDER_HINT)],
        [
            half("after", words.AFTER, options=words.AFTERS),
            Spec("scans.megabytes", words.MEGABYTES, _NUMBER, label_width=12),
            Spec("scans.page_seconds", words.PAGE_SECONDS, 8, label_width=16),
        ],
        [half("options", words.OPTIONS, placeholder=words.OPTIONS_HINT)],
    ]


def offered(texts: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the fields of printers offer, of those that are typed now."""
    there = tuple((name, words.FOLDER_NAME if name == FOLDER else name) for name in names_in(texts))
    firsts = {
        "printing": ((), (("", words.NONE),)),
        "forms": ((("", words.AS_ALL),), (("", words.AS_ALL),)),
    }
    offers = {}
    for table in words.TABLES:
        printer, fallback = firsts[table.partition(".")[0]]
        offers[f"{table}.printer"] = (*printer, *there)
        offers[f"{table}.fallback"] = (*fallback, *there)
    return offers
