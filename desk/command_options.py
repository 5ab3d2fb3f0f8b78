"""The options that every command of `desk` understands."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from desk.machine import DEFAULT_HOME, HOME_VARIABLE
from desk.texts import commands as words

HomeOption = Annotated[Path, typer.Option("--home", envvar=HOME_VARIABLE, help=words.HOME)]
JsonOption = Annotated[bool, typer.Option("--json", help=words.JSON)]


def home_of(context: typer.Context, own: Path) -> Path:
    """The home named after the command, else the one named before it."""
    before = context.obj if isinstance(context.obj, Path) else DEFAULT_HOME
    return own if own != DEFAULT_HOME else before


def tell(told: dict[str, Any], sentence: str, *, as_json: bool, quiet: bool = False) -> None:
    """Print an answer: as one JSON object, or as a sentence."""
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
    elif not quiet:
        typer.echo(sentence)


def instant(text: str) -> datetime:
    """An instant as it is typed; without an offset it is Vietnam's time.

    Raises:
        BadParameter: it is none.
    """
    from schemas.calendars import HANOI

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(words.INSTANT_UNREADABLE.format(text=text)) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)
