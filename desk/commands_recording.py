"""The command that records what happens to a dossier after its reception."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn
from uuid import UUID

import typer

from desk.command_options import HomeOption, JsonOption, home_of, instant, tell
from desk.machine import DEFAULT_HOME
from desk.texts import recording as words

if TYPE_CHECKING:
    from pathlib import Path

    from desk.deeds import Asked, Deed
    from desk.rules.recording import NotRecorded
    from desk.texts.writers import Writers
    from desk.usecases.desk import Desk
    from desk.usecases.recording import Hand, Recorded
    from schemas.procedures import Limit

AsOption = Annotated[str, typer.Option("--as", help=words.AS)]
AtOption = Annotated[str, typer.Option("--at", help=words.AT)]
IdOption = Annotated[UUID | None, typer.Option("--id", help=words.ID)]
ReasonOption = Annotated[str, typer.Option("--reason", help=words.REASON)]


class By(StrEnum):
    """How a result may reach the citizen."""

    COUNTER = "counter"
    POSTAL = "postal"
    ONLINE = "online"


class Paid(StrEnum):
    """How money may change hands."""

    CASH = "cash"
    TRANSFER = "transfer"
    CARD = "card"


class Unit(StrEnum):
    """What a time limit counts."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    SAME_DAY = "same_day"


def record(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help=words.CODE)],
    deed: Annotated[str, typer.Argument(metavar="DEED", help=words.DEED)],
    *,
    account: AsOption,
    reason: ReasonOption = "",
    field: Annotated[str, typer.Option("--field", help=words.FIELD)] = "",
    old: Annotated[str, typer.Option("--old", help=words.OLD)] = "",
    new: Annotated[str, typer.Option("--new", help=words.NEW)] = "",
    fee: Annotated[str, typer.Option("--fee", help=words.FEE)] = "",
    amount: Annotated[int | None, typer.Option("--amount", help=words.AMOUNT)] = None,
    method: Annotated[Paid | None, typer.Option("--method", help=words.METHOD)] = None,
    receipt: Annotated[str, typer.Option("--receipt", help=words.RECEIPT)] = "",
    differs: Annotated[list[str] | None, typer.Option("--differs", help=words.DIFFERS)] = None,
    limit: Annotated[int | None, typer.Option("--limit", help=words.LIMIT)] = None,
    unit: Annotated[Unit, typer.Option("--unit", help=words.UNIT)] = Unit.WORKING_DAY,
    due: Annotated[str, typer.Option("--due", help=words.DUE)] = "",
    number: Annotated[str, typer.Option("--number", help=words.NUMBER)] = "",
    to: Annotated[str, typer.Option("--to", help=words.TO)] = "",
    address: Annotated[str, typer.Option("--address", help=words.ADDRESS)] = "",
    identity: Annotated[str, typer.Option("--identity", help=words.IDENTITY)] = "",
    channel: Annotated[By | None, typer.Option("--channel", help=words.CHANNEL)] = None,
    at: AtOption = "",
    entry: IdOption = None,
    home: HomeOption = DEFAULT_HOME,
    checked: Annotated[bool, typer.Option("--checked", help=words.CHECKED)] = False,
    as_json: JsonOption = False,
) -> None:
    """Record one deed; what was recorded before is not recorded again."""
    from desk.deeds import Asked

    asked = Asked(
        reason=reason,
        field=field,
        old=old,
        new=new,
        checked=checked,
        fee=fee,
        amount=amount,
        method=method.value if method else None,
        receipt=receipt,
        differs=_differing(differs or ()),
        limit=_limit(limit, unit),
        due=instant(due) if due else None,
        number=number,
        to=to,
        address=address,
        identity=identity,
        channel=channel.value if channel else None,
    )
    chosen = _deed(deed, asked)
    with at_work(home_of(context, home), account, at, entry) as (desk, hand):
        _do(code, chosen, asked, desk, hand, as_json=as_json)


def _deed(name: str, asked: "Asked") -> "Deed":
    from desk.deeds import DEEDS

    known = DEEDS.get(name)
    if known is None:
        raise typer.BadParameter(words.NO_SUCH_DEED.format(deed=name, deeds=", ".join(DEEDS)))
    for option in known.needs:
        if not getattr(asked, option):
            raise typer.BadParameter(words.MISSING_OPTION.format(option=f"--{option}", deed=name))
    return known


def _differing(told: "list[str] | tuple[()]") -> dict[str, str]:
    both = [one.partition("=") for one in told]
    if not all(key and said for key, _, said in both):
        raise typer.BadParameter(words.DIFFERS_UNREADABLE)
    return {key: said for key, _, said in both}


def _limit(amount: int | None, unit: Unit) -> "Limit | None":
    from schemas.procedures import Limit

    if amount is None and unit is not Unit.SAME_DAY:
        return None
    return Limit(amount=amount or 0, unit=unit.value)


@contextmanager
def at_work(
    path: "Path", account: str, at: str, entry: UUID | None
) -> "Iterator[tuple[Desk, Hand]]":
    """The desk, held while it is written to, and an officer who works there."""
    from desk.opening import fail, opened
    from desk.usecases.recording import Hand
    from desk.usecases.signing_in import officer_by_account

    happened = instant(at) if at else None
    with opened(path, writing=True) as desk:
        if officer_by_account(account, desk) is None:
            fail(words.OFFICER_UNKNOWN.format(account=account))
        yield desk, Hand(account, happened, entry)


def refuse(answer: "NotRecorded", writers: "Writers | None" = None) -> NoReturn:
    """End the command with why nothing was recorded; a case has its `writers` named."""
    from desk.opening import fail
    from desk.texts.cases import NOBODY
    from desk.texts.recorded import not_recorded

    fail(not_recorded(answer.reason, answer.params, answer.case, writers or NOBODY))


def _do(
    code: str, deed: "Deed", asked: "Asked", desk: "Desk", hand: "Hand", *, as_json: bool
) -> None:
    from desk.rules.recording import NotRecorded
    from desk.usecases.recording import dossier_of
    from desk.usecases.writers import writers_here

    dossier = dossier_of(code, desk)
    answer = dossier if isinstance(dossier, NotRecorded) else deed.run(dossier, asked, desk, hand)
    if isinstance(answer, NotRecorded):
        refuse(answer, writers_here(desk))
    else:
        _say(answer, deed, writers_here(desk), as_json=as_json)


def _say(answer: "Recorded", deed: "Deed", writers: "Writers", *, as_json: bool) -> None:
    from desk.texts import recorded
    from desk.texts.cases import STEPS

    told = {
        "dossier": str(answer.dossier),
        "code": answer.code,
        "status": int(answer.status) if answer.status else None,
        "entry": str(answer.entry),
        "created": answer.created,
        "case": answer.case.model_dump(mode="json") if answer.case else None,
    }
    sentence = (recorded.DONE if answer.created else recorded.ALREADY).format(
        step=STEPS[deed.kind],
        code=answer.code or recorded.NO_CODE,
        status=recorded.status_words(answer.status),
    )
    if answer.case is not None:
        expected = recorded.case_words(answer.case, writers)
        sentence += "\n" + recorded.EXPECTED_CASE.format(sentence=expected)
    tell(told, sentence, as_json=as_json)
