"""The desk screen in a test: how to reach its parts, and a busy day to look at."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from desk.screens.desk import DeskScreen
from desk.usecases.drafts import save_draft
from desk.usecases.status import standing
from desk.usecases.supplement import Requested, Telling, request_supplement
from desk.widgets.long_list import LongList
from tests.desk.shell_office import (
    Shop,
    filled_form,
    received,
    settle,
    shop,
    signed_in,
    still,
    until,
)

NAMES = ("Nguyễn Thị Hoa", "Trần Văn Nam", "Lê Thị Bích Ngọc")


def screen_of(pilot: Pilot[Any]) -> DeskScreen:
    screen = pilot.app.screen
    assert isinstance(screen, DeskScreen)
    return screen


def said(pilot: Pilot[Any]) -> str:
    return str(screen_of(pilot).answer.content)


def tabs(pilot: Pilot[Any]) -> str:
    return " ".join(str(screen_of(pilot).board.query_one("#tabs", Static).content).split())


def status(pilot: Pilot[Any]) -> list[str]:
    return [piece.words for piece in screen_of(pilot).status.pieces]


def has(rows: LongList, count: int) -> bool:
    return rows.count == count and rows.row is not None


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait until everything is printed, the line is known to be down, and the screen says so."""
    await signed_in(pilot)

    def is_told() -> bool:
        now = standing(screen_of(pilot)._desk)
        is_printed = not {"queued", "sending"} & now.print_jobs.keys()
        told = {f"{now.unsent} bút toán chưa gửi", "Mất đường truyền từ 09:00"}
        return is_printed and told <= set(status(pilot))

    await until(pilot, is_told)
    await still(pilot)


async def enter(pilot: Pilot[Any], line: str) -> None:
    await settle(pilot)
    screen_of(pilot).box.value = line
    await pilot.press("enter")
    await settle(pilot)


def busy_day(folder: Path, **more: Any) -> Shop:
    """Three dossiers, one draft, one citizen who has to come back."""
    counter = shop(folder, **more)
    desk = counter.desk()
    for name in NAMES:
        received(desk, name)
    save_draft(filled_form(desk, "Đỗ Văn Tư"), desk)
    form = filled_form(desk, "Vũ Thị Năm")
    papers = tuple(one.model_copy(update={"state": "absent"}) for one in form.papers)
    form = form.model_copy(update={"papers": papers})
    counter.slip = request_supplement(form, Telling(), desk)
    desk.store.close()
    return counter


def slip(counter: Shop) -> Requested:
    assert isinstance(counter.slip, Requested)
    return counter.slip
