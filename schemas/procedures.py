"""The catalogue: procedures with their cases, papers, time limits and fees (article 9)."""

from datetime import date
from typing import Any, Literal

from schemas.shape import Shape, Text

LimitUnit = Literal["working_day", "calendar_day", "hour", "same_day"]
Channel = Literal["counter", "online", "postal"]
Handling = Literal["handed_in", "presented"]
Level = Literal["commune", "district", "province"]


class Limit(Shape):
    """A published time limit: so many units, and the cut-off where the procedure states one."""

    amount: int
    unit: LimitUnit
    """`same_day` also stands for immediate results; its amount is 0."""
    cutoff: str | None = None
    """`HH:MM`; received later counts from the next counting day; only where a procedure says so."""
    channel: Channel | None = None
    """Only for dossiers of this channel; None for every other one."""
    settle: bool = False
    """True while an administrator has to confirm what the source meant."""


class Paper(Shape):
    """One component of a dossier, as the officer ticks it."""

    key: str
    name: Text
    handling: Handling = "handed_in"
    originals: int = 1
    certified: int = 0
    photocopies: int = 0
    """Counts asked for when handed in."""
    required: bool = True
    note: Text = ""


class Fee(Shape):
    """One fee of a case; amount None where the province sets it and has not said."""

    key: str
    name: Text
    amount_vnd: int | None = None
    channel: Channel | None = None
    note: Text = ""


class Case(Shape):
    """A variant of a procedure with its own papers, time limits and fees."""

    key: str
    name: Text
    papers: tuple[Paper, ...]
    limits: tuple[Limit, ...] = ()
    """Empty when none is published: the officer enters one."""
    fees: tuple[Fee, ...] = ()
    """Empty when the case is free of charge."""
    notes: tuple[Text, ...] = ()
    """Instructions that the source lists among the papers; nothing to tick."""


class Procedure(Shape):
    """A catalogue entry with its national code and exact name."""

    code: str
    name: Text
    field: Text
    levels: tuple[Level, ...]
    cases: tuple[Case, ...]
    agency: Text = ""
    result: Text = ""
    legal_basis: Text = ""
    immediate: bool = False
    """The result is given at once; no receipt unless the citizen asks (article 15.1đ)."""
    supplement_notice_days: int = 3
    """Working days within which a supplement must be asked for (article 15.2d)."""
    original: dict[str, Any] = {}
    """The source's texts, verbatim, beside what was understood of them."""


class Catalogue(Shape):
    """One version of the catalogue; versions are never edited."""

    version: int
    published_on: date
    source: Text = ""
    procedures: tuple[Procedure, ...]


def limit_for(case: Case, channel: Channel) -> Limit | None:
    """The limit that applies to a channel: its own, else the general one, else None."""
    own = [limit for limit in case.limits if limit.channel == channel]
    general = [limit for limit in case.limits if limit.channel is None]
    return next(iter(own + general), None)
