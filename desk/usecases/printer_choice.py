"""A printer that was found, put among those that are typed: once, and where it was looked for."""

from dataclasses import dataclass
from itertools import chain, count
from typing import Literal

from desk.settings import FOLDER
from desk.usecases.settings_form import PrinterRow, Texts, rows_in
from desk.usecases.settings_trials import Offer
from printing.addresses import queue_at

NAME_MAX = 14


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it."""

    texts: Texts
    """What stands in the fields now."""
    at: int
    """The number of its row."""
    name: str
    how: Literal["added", "moved", "known"]
    """A row of its own; a row that had another address; the row that had this one before."""
    route: str = ""
    """The field of a form's printer or fallback that names it now."""


def take_printer(texts: Texts, found: Offer, field: str) -> Taken:
    """Put a printer into the row of a field, or into a row of its own and the route of the field.

    A queue that is there stays as it is spelled there, whichever row it was looked for from.
    """
    rows = rows_in(texts)
    used = _row_of(field)
    known = _known(rows, found.value, first=used)
    free = max(rows, default=-1) + 1
    at = next(one for one in (known, used, free) if one is not None)
    before = rows.get(at, PrinterRow())
    name = _name(rows, at, found)
    how: Literal["added", "moved", "known"] = "moved" if before.address else "added"
    row = PrinterRow(name, "ipp", found.value)
    if known is not None:
        how, row = "known", PrinterRow(name, "ipp", before.address, before.certificate)
    route = "" if used is not None else _route_of(field)
    return Taken(texts | row.texts(at) | ({route: name} if route else {}), at, name, how, route)


def _row_of(field: str) -> int | None:
    """The row of a printer's own field."""
    table, _, rest = field.partition(".")
    return int(rest.partition(".")[0]) if table == "printers" else None


def _route_of(field: str) -> str:
    """Where a form's row names its printer: as its fallback, if that is looked for."""
    table, _, key = field.rpartition(".")
    return f"{table}.{'fallback' if key == 'fallback' else 'printer'}"


def _known(rows: dict[int, PrinterRow], url: str, *, first: int | None) -> int | None:
    """The row that has a queue, in whatever spelling; of several the one in use."""
    queue = queue_at(url)
    there = [at for at, row in rows.items() if row.kind == "ipp" and queue_at(row.address) == queue]
    return first if first in there else next(iter(there), None)


def _name(rows: dict[int, PrinterRow], at: int, found: Offer) -> str:
    """The name that the row has, else one that no other has."""
    if at in rows and rows[at].name:
        return rows[at].name
    others = {FOLDER, "", *(row.name for row in rows.values())}
    proposed = chain([found.name[:NAME_MAX].strip()], (f"may-{one}" for one in count(at + 1)))
    return next(one for one in proposed if one not in others)
