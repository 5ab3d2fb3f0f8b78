"""The commands for the counter's own day: shifts, outages, pad sheets and spoilt numbers."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from desk.command_options import HomeOption, JsonOption, home_of, tell
from desk.commands_recording import (
    AsOption,
    AtOption,
    IdOption,
    ReasonOption,
    at_work,
    refuse,
)
from desk.machine import DEFAULT_HOME
from desk.texts import recording as words

if TYPE_CHECKING:
    from desk.rules.recording import NotRecorded
    from desk.usecases.outages import OutageNoted

shift = typer.Typer(help=words.SHIFT, no_args_is_help=True)
outage = typer.Typer(help=words.OUTAGE, no_args_is_help=True)
pad = typer.Typer(help=words.PAD, no_args_is_help=True)
CashOption = Annotated[int, typer.Option("--cash", help=words.CASH)]


class Scope(StrEnum):
    """What an outage is of."""

    LINE = "line"
    CENTRE = "centre"
    COMPUTER = "computer"
    POWER = "power"


class Means(StrEnum):
    """How somebody is told."""

    IN_PERSON = "in_person"
    TELEPHONE = "telephone"
    SMS = "sms"
    EMAIL = "email"
    ZALO = "zalo"
    LETTER = "letter"


def void(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=words.VOID_NUMBER)],
    *,
    account: AsOption,
    reason: ReasonOption = "",
    at: AtOption = "",
    entry: IdOption = None,
    home: HomeOption = DEFAULT_HOME,
    as_json: JsonOption = False,
) -> None:
    """Void a number of this counter."""
    from desk.texts import recorded
    from desk.usecases.void import Voided, void_number

    with at_work(home_of(context, home), account, at, entry) as (desk, hand):
        answer = void_number(number, reason, desk, hand)
    if not isinstance(answer, Voided):
        refuse(answer)
    told = {"number": answer.number, "entry": str(answer.entry), "created": answer.created}
    tell(told, recorded.VOIDED[answer.created].format(number=answer.number), as_json=as_json)


@shift.command("open", help=words.SHIFT_OPEN)
def open_(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    *,
    account: AsOption,
    cash: CashOption = 0,
    reason: ReasonOption = "",
    at: AtOption = "",
    entry: IdOption = None,
    home: HomeOption = DEFAULT_HOME,
    as_json: JsonOption = False,
) -> None:
    """Begin a shift."""
    from desk.texts import recorded
    from desk.usecases.shifts import ShiftBegun, open_shift

    with at_work(home_of(context, home), account, at, entry) as (desk, hand):
        answer = open_shift(cash, desk, hand, reason=reason)
    if not isinstance(answer, ShiftBegun):
        refuse(answer)
    told = {"entry": str(answer.entry), "created": answer.created}
    tell(told, recorded.SHIFT_BEGUN[answer.created], as_json=as_json)


@shift.command("close", help=words.SHIFT_CLOSE)
def close(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    *,
    account: AsOption,
    cash: CashOption,
    reason: ReasonOption = "",
    at: AtOption = "",
    entry: IdOption = None,
    home: HomeOption = DEFAULT_HOME,
    as_json: JsonOption = False,
) -> None:
    """End the shift that is on."""
    from desk.texts import recorded
    from desk.usecases.shifts import ShiftEnded, close_shift

    with at_work(home_of(context, home), account, at, entry) as (desk, hand):
        answer = close_shift(cash, desk, hand, reason=reason)
    if not isinstance(answer, ShiftEnded):
        refuse(answer)
    shown = {
        "received": answer.told.received,
        "returned": answer.told.returned,
        "expected": recorded.money(answer.expected_vnd),
        "counted": recorded.money(answer.told.cash_vnd),
    }
    lines = [recorded.SHIFT_ENDED[answer.created], recorded.SHIFT_TOLD.format(**shown)]
    if answer.unsent:
        lines.append(recorded.SHIFT_UNSENT.format(unsent=answer.unsent))
    told = {
        "entry": str(answer.entry),
        "received": answer.told.received,
        "returned": answer.told.returned,
        "expected_vnd": answer.expected_vnd,
        "counted_vnd": answer.told.cash_vnd,
        "unsent": answer.unsent,
        "created": answer.created,
    }
    tell(told, "\n".join(lines), as_json=as_json)


@outage.command("open", help=words.OUTAGE_OPEN)
def begin(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    scope: Annotated[Scope, typer.Argument(metavar="SCOPE", help=words.OUTAGE_SCOPE)],
    *,
    account: AsOption,
    reason: ReasonOption = "",
    at: AtOption = "",
    entry: IdOption = None,
    home: HomeOption = DEFAULT_HOME,
    as_json: JsonOption = False,
) -> None:
    """Record that an outage began."""
    from desk.texts import recorded
    from desk.usecases.outages import open_outage
    from schemas.counter_bodies import OutageOpened

    wanted = OutageOpened(scope=scope.value, reason=reason)
    with at_work(home_of(context, home), account, at, entry) as (desk, hand):
        answer = open_outage(wanted, desk, hand)
    _say_outage(answer, recorded.OUTAGE_OPENED, as_json=as_json)


@outage.command("report", help=words.OUTAGE_REPORT)
def report(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    *,
    to: Annotated[str, typer.Option("--to", help=words.OUTAGE_TO)],
    account: AsOption,
    channel: Annotated[
        Means, typer.Option("--channel", help=words.OUTAGE_CHANNEL)
    ] = Means.TELEPHONE,
    reference: Annotated[str, typer.Option("--reference", help=words.OUTAGE_REFERENCE)] = "",
    at: AtOption = "",
    entry: IdOption = None,
    home: HomeOption = DEFAULT_HOME,
    as_json: JsonOption = False,
) -> None:
    """Record that the open outage was reported."""
    from desk.texts import recorded
    from desk.usecases.outages import report_outage

    with at_work(home_of(context, home), account, at, entry) as (desk, hand):
        answer = report_outage(to, desk, hand, channel=channel.value, reference=reference)
    _say_outage(answer, recorded.OUTAGE_REPORTED, as_json=as_json)


@outage.command("close", help=words.OUTAGE_CLOSE)
def end(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    *,
    account: AsOption,
    entered: Annotated[int | None, typer.Option("--entered", help=words.OUTAGE_ENTERED)] = None,
    reason: ReasonOption = "",
    at: AtOption = "",
    entry: IdOption = None,
    home: HomeOption = DEFAULT_HOME,
    as_json: JsonOption = False,
) -> None:
    """Record that the outage is over."""
    from desk.texts import recorded
    from desk.usecases.outages import close_outage

    with at_work(home_of(context, home), account, at, entry) as (desk, hand):
        answer = close_outage(desk, hand, entered=entered, reason=reason)
    _say_outage(answer, recorded.OUTAGE_CLOSED, as_json=as_json)


@pad.command("issue", help=words.PAD_ISSUE)
def issue(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    count: Annotated[int, typer.Argument(metavar="COUNT", help=words.PAD_COUNT)],
    *,
    account: AsOption,
    at: AtOption = "",
    entry: IdOption = None,
    home: HomeOption = DEFAULT_HOME,
    as_json: JsonOption = False,
) -> None:
    """Give numbers to new pad sheets."""
    from desk.texts import recorded
    from desk.usecases.pads import SheetsIssued, issue_pads

    with at_work(home_of(context, home), account, at, entry) as (desk, hand):
        answer = issue_pads(count, desk, hand)
    if not isinstance(answer, SheetsIssued):
        refuse(answer)
    sheets = [sheet.model_dump(mode="json") for sheet in answer.sheets]
    told = {"entry": str(answer.entry), "created": answer.created, "sheets": sheets}
    lines = [recorded.PAD_SHEET.format(**one) for one in sheets]
    head = recorded.PADS_ISSUED[answer.created].format(count=len(sheets))
    tell(told, "\n".join([head, *lines]), as_json=as_json)


def _say_outage(
    answer: "OutageNoted | NotRecorded", said: Mapping[bool, str], *, as_json: bool
) -> None:
    from desk.rules.recording import NotRecorded

    if isinstance(answer, NotRecorded):
        refuse(answer)
    told = {
        "entry": str(answer.entry),
        "outage": str(answer.outage),
        "entered": answer.entered,
        "created": answer.created,
    }
    tell(told, said[answer.created].format(entered=answer.entered), as_json=as_json)
