"""Commands of whoever watches over the offices: accounts that end, and cases that wait."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sync.centre import case_words, words
from sync.centre.options import DEFAULT_HOME, AsJson, Database, Home, clock, opened

if TYPE_CHECKING:
    from schemas.journal import Entry
    from sync.centre.open_cases import WaitingCase

UnitArgument = Annotated[str, typer.Argument(metavar="UNIT", help="Mã định danh của bộ phận.")]
AccountArgument = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Tên đăng nhập.")]


def add_office_commands(app: typer.Typer) -> None:
    """Add them to the centre's program."""
    app.command("disable-officer", help=words.DISABLE_OFFICER)(disable)
    app.command("enable-officer", help=words.ENABLE_OFFICER)(enable)
    app.command("cases", help=case_words.HELP)(cases)


def disable(
    unit: UnitArgument,
    account: AccountArgument,
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Nobody signs in with the account any more."""
    _set(unit, account, home, database, active=False)
    typer.echo(words.OFFICER_DISABLED.format(account=account))


def enable(
    unit: UnitArgument,
    account: AccountArgument,
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """The account may sign in again."""
    _set(unit, account, home, database, active=True)
    typer.echo(words.OFFICER_ENABLED.format(account=account))


def _set(unit: str, account: str, home: Path, database: str | None, *, active: bool) -> None:
    from sync.centre.officers import set_active

    with opened(home, database) as store, store.writing() as session:
        set_active(session, unit, account, active=active, now=clock())


def cases(
    as_json: AsJson = False,  # noqa: FBT002  (a flag)
    unit: Annotated[str | None, typer.Option(help="Chỉ của một bộ phận.")] = None,
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Print the open cases of a unit, or of all."""
    from sync.centre.open_cases import open_cases
    from sync.centre.rebuilding import units_of
    from sync.centre.units import known_unit

    with opened(home, database) as store, store.reading() as session:
        if unit is not None:
            known_unit(session, unit)
        units = [unit] if unit is not None else units_of(session)
        found = [one for name in units for one in open_cases(session, name)]
    if as_json:
        said = [
            {"unit": one.unit, "dossier": one.dossier, "code": one.code}
            | (_entry(one.entry) if one.entry else {})
            | one.case.model_dump(mode="json")
            for one in found
        ]
        typer.echo(json.dumps({"cases": said}, ensure_ascii=False))
        return
    typer.echo("\n".join(map(_line, found)) if found else case_words.NONE_OPEN)


def _entry(entry: "Entry") -> dict[str, str]:
    from schemas.shape import written

    said = {"kind": entry.kind, "officer": entry.officer}
    return said | {"happened": written(entry.happened)}


def _line(waiting: "WaitingCase") -> str:
    case = waiting.case
    if waiting.entry is not None:
        return case_words.LOOSE_CASE.format(
            words=case_words.CASE_WORDS.get(case.case.code, case.case.code),
            counter=case.counter,
            **_entry(waiting.entry),
        )
    return case_words.OPEN_CASE.format(
        code=waiting.code or waiting.dossier,
        words=case_words.CASE_WORDS.get(case.case.code, case.case.code),
        weight=case_words.PARKED if case.parked else case_words.FLAGGED,
        counter=case.counter,
    )
