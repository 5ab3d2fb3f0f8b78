"""Everything that a scanner may type into, with the tap in front of it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.events import Event
from textual.widgets import Button

from desk.widgets.checklist import Checklist
from desk.widgets.fields import Spec
from desk.widgets.form_rows import rows_of
from desk.widgets.form_section import FormSection
from desk.widgets.form_sheet import FormSheet
from desk.widgets.scan_box import ScanBox, ScanTap
from desk.widgets.scanned import Scanned
from desk.widgets.typing_input import TypingInput
from schemas.reception import TickedPaper
from tests.desk.widgets.keys import type_in_one_read

APP_CSS = Path(__file__).parents[3] / "desk" / "app.tcss"
CARD = "001099012345|012345678|Nguyễn Văn An|01021999|Nam|Thôn 1, xã Tân Tiến|15032021"
CODE = "000.17.22.H02-190603-0001"
HAND = 0.15
"""Seconds between the keys of a fast typist."""


def is_scan(text: str) -> bool:
    return text.count("|") >= 5 or text.startswith("000.")


class Desk(App[None]):
    CSS_PATH = APP_CSS

    def __init__(self, **box: Any) -> None:
        super().__init__()
        self.box = box
        self.scans: list[str] = []
        self.heard = asyncio.Event()
        self.pressed = 0
        self.tap = ScanTap(is_scan)

    def compose(self) -> ComposeResult:
        yield ScanBox(**self.box)
        yield TypingInput("trước", id="name", select_on_focus=False)
        yield Checklist([TickedPaper(key="a", name="Tờ khai"), TickedPaper(key="b", name="Ảnh")])
        yield Button("Xong")

    async def on_event(self, event: Event) -> None:
        if not self.tap.takes(event, self):
            await super().on_event(event)

    @on(Scanned)
    def keep(self, event: Scanned) -> None:
        self.scans.append(event.text)
        self.heard.set()

    @on(Button.Pressed)
    def count(self) -> None:
        self.pressed += 1


@asynccontextmanager
async def scanned(
    keys: str, *, into: str = "ScanBox", gap: float = 0.003
) -> AsyncGenerator[Desk, None]:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(into).focus()
        await pilot.pause()
        type_in_one_read(app, keys, gap=gap)
        await pilot.pause()
        yield app


class Form(Desk):
    """The same with a form: fields of a line, of a few values, and of several lines."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        rows = [[Spec("name", ""), Spec("gender", "", options=(("", "—"), ("male", "nam")))]]
        yield FormSheet(FormSection(rows_of([*rows, [Spec("note", "", lines=3)]])))

    def on_mount(self) -> None:
        self.mangled = 0
        self.places = (ScanBox, "#name", Checklist, Button, "name", "gender", "note")

    def on_mangled(self) -> None:
        self.mangled += 1

    def go_to(self, place: Any) -> None:
        if place in self.section.fields:
            self.section.go_to(place)
        else:
            self.screen.query_one(place).focus()

    @property
    def section(self) -> FormSection:
        return self.screen.query_one(FormSection)

    @property
    def standing(self) -> tuple[Any, ...]:
        box, name = self.screen.query(TypingInput).results(TypingInput)
        papers = self.screen.query_one(Checklist)
        written = (box.value, box.selection, name.value, name.selection, self.section.texts)
        return (*written, papers.rows, papers.row, self.section.name_in_use, self.screen.focused)
