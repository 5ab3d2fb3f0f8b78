"""The commands by which departments and the portal write at the centre."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from sqlmodel import Session

from schemas.calendars import HANOI
from sync.centre import acting_words as words
from sync.centre.options import (
    DEFAULT_HOME,
    AsJson,
    Database,
    Home,
    clock,
    opened,
    randomness,
    read_text,
    stop,
)
from sync.centre.refusals import RefusedError

if TYPE_CHECKING:
    from sync.centre.acting import Done
    from sync.centre.own_counter import Hand

END_OF_DAY = time(17)
"""When a promised day ends, if no time was given."""


class By(StrEnum):
    """How a result may reach the citizen."""

    COUNTER = "counter"
    POSTAL = "postal"
    ONLINE = "online"


def add_acting_commands(app: typer.Typer) -> None:
    """Add `act` and `submit-online` to the commands of the centre."""
    app.command("act")(act_command)
    app.command("submit-online")(submit_online_command)


def act_command(  # noqa: PLR0913, PLR0917  (each is an option of some deed)
    code: Annotated[str, typer.Argument(metavar="CODE", help="Mã hồ sơ.")],
    deed: Annotated[
        str,
        typer.Argument(
            metavar="DEED",
            help=words.DEEDS,
        ),
    ],
    reason: Annotated[str, typer.Option(help="Lý do.")] = "",
    number: Annotated[str, typer.Option(help="Số văn bản, số phiếu hoặc số đợt bàn giao.")] = "",
    date: Annotated[str, typer.Option(help="Ngày của văn bản, như 2020-03-12.")] = "",
    signatory: Annotated[str, typer.Option(help="Người ký.")] = "",
    signed: Annotated[bool, typer.Option("--signed", help="Có chữ ký số.")] = False,  # noqa: FBT002  (a flag)
    to: Annotated[str, typer.Option(help="Giao cho ai, hoặc cơ quan có thẩm quyền.")] = "",
    identity: Annotated[str, typer.Option(help="Giấy tờ người nhận đã xuất trình.")] = "",
    channel: Annotated[By, typer.Option(help="Trả kết quả qua đâu.")] = By.COUNTER,
    due: Annotated[str, typer.Option(help="Thời điểm hẹn lại.")] = "",
    missing: Annotated[list[str] | None, typer.Option(help="Một giấy tờ còn thiếu.")] = None,
    officer: Annotated[str, typer.Option(help="Người làm.")] = words.DEPARTMENT,
    as_json: AsJson = False,  # noqa: FBT002  (a flag)
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Ghi một việc của phòng chuyên môn vào hồ sơ; việc đã ghi rồi thì không ghi lại."""
    from sync.centre.acting import act
    from sync.centre.deeds import Deed

    wanted = Deed(
        name=deed,
        reason=reason,
        number=number,
        date=date,
        signatory=signatory,
        signed=signed,
        to=to,
        identity=identity,
        channel=channel.value,
        due=_moment(due),
        missing=tuple(missing or ()),
    )
    with _writing(home, database, officer) as (session, hand):
        done = act(session, code, wanted, hand)
    _say(done, as_json=as_json)


def submit_online_command(
    file: Annotated[Path, typer.Argument(help="Tệp JSON của một hồ sơ trực tuyến.")],
    as_json: AsJson = False,  # noqa: FBT002  (a flag)
    home: Home = DEFAULT_HOME,
    database: Database = None,
) -> None:
    """Ghi một hồ sơ nộp trực tuyến: có mã ngay, tình trạng mới đăng ký; nộp lại không ghi lại."""
    from sync.centre.submitting import read_submission, submit_online

    text = read_text(file)
    with _writing(home, database, "cong-dich-vu-cong") as (session, hand):
        try:
            submission = read_submission(json.loads(text))
        except (ValueError, RecursionError):
            raise RefusedError(422, "file", {"name": file.name}) from None
        done = submit_online(session, submission, hand)
    _say(done, as_json=as_json)


@contextmanager
def _writing(home: Path, database: str | None, officer: str) -> Iterator[tuple[Session, "Hand"]]:
    """One transaction of the centre's own; a refusal ends the command with its sentence."""
    from sync.centre.incarnation import first_incarnation
    from sync.centre.own_counter import Hand

    with opened(home, database) as store:
        try:
            with store.writing() as session:
                incarnation = first_incarnation(session, random_bytes=randomness)
                yield session, Hand(officer, clock(), randomness, incarnation)
        except RefusedError as refusal:
            stop(_sentence(refusal))


def _sentence(refusal: RefusedError) -> str:
    from sync.centre.deeds import DEEDS

    status = refusal.params.get("status", "")
    known = {
        "deeds": ", ".join(DEEDS),
        "status_words": words.status_words(int(status) if status else None),
    }
    return words.REFUSED.get(refusal.error, refusal.error).format(**known, **refusal.params)


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    try:
        read = datetime.fromisoformat(said)
    except ValueError:
        stop(words.BAD_TIME)
    if len(said) == len("2020-03-12"):
        read = datetime.combine(read.date(), END_OF_DAY)
    return read if read.tzinfo else read.replace(tzinfo=HANOI)


def _say(done: "Done", *, as_json: bool) -> None:
    if as_json:
        said = {
            "unit": done.unit,
            "dossier": str(done.dossier),
            "code": done.code,
            "status": done.status,
            "entry": str(done.entry),
            "created": done.created,
            "case": done.case.model_dump(mode="json") if done.case else None,
        }
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    sentence = words.DONE if done.created else words.ALREADY
    typer.echo(sentence.format(code=done.code, status=words.status_words(done.status).lower()))
    if done.case is not None:
        typer.echo(words.FLAGGED.format(case=done.case.code))
