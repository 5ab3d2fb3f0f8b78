"""A section of fields in one widget: keys in the order typed, whatever arrives in one read."""

import unicodedata
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.events import Paste

from desk.widgets.fields import Spec
from desk.widgets.form_rows import Said, rows_of
from desk.widgets.form_section import FormSection
from desk.widgets.form_sheet import FormScreen, FormSheet
from desk.widgets.scanned import Scanned
from tests.desk.screens.shell import seen
from tests.desk.widgets.keys import settle, type_in_one_read

GENDERS = (("", "chưa rõ"), ("male", "nam"), ("female", "nữ"))
UP, LEFT, RIGHT, BACKSPACE = "\x1b[A", "\x1b[D", "\x1b[C", "\x7f"


class Person(FormScreen[None]):
    """Two sections of fields, the first one with a choice among its fields of text."""

    CSS_PATH = "../../../desk/screens/reception_form.tcss"

    def __init__(self) -> None:
        super().__init__()
        rows = [[Spec("name", "Tên"), Spec("gender", "", 0, GENDERS)], [Spec("number", "Số")]]
        self.who = FormSection(rows_of(rows), title="1")
        self.note = FormSection(rows_of([[Spec("note", "Ghi chú")]]))
        self.submitted: list[str] = []
        self.edited: list[str] = []

    def compose(self) -> ComposeResult:
        yield FormSheet(self.who, self.note)

    @on(FormSection.Submitted)
    def keep_submitted(self, event: FormSection.Submitted) -> None:
        self.submitted.append(event.section.texts[event.name])

    @on(FormSection.Edited)
    def keep_edited(self, event: FormSection.Edited) -> None:
        self.edited.append(event.name)

    @property
    def values(self) -> tuple[str, ...]:
        return (*self.who.texts.values(), *self.note.texts.values())


class Fields(App[None]):
    CSS_PATH = "../../../desk/app.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.person = Person()

    def on_mount(self) -> None:
        self.push_screen(self.person)


@asynccontextmanager
async def typed(keys: str) -> AsyncGenerator[Person, None]:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        type_in_one_read(app, keys)
        for _ in range(3):
            await settle(pilot)
        yield app.person


@pytest.mark.parametrize(
    ("keys", "values"),
    [
        ("An\r\r0240\rxyz", ("An", "", "0240", "xyz")),
        (f"An\r{RIGHT}\r0240", ("An", "male", "0240", "")),
        ("An\r \r0240", ("An", "male", "0240", "")),
        (f"An\r{LEFT}\r0240", ("An", "female", "0240", "")),
        ("An\rnam\r0240", ("An", "", "0240", "")),
        (f"An\r{UP} Bình", ("An Bình", "", "", "")),
        (f"An\t\t1\tx{UP}2{UP}{UP}!", ("An!", "", "12", "x")),
        (f"Nguye{BACKSPACE}ê{BACKSPACE}ễn", ("Nguyễn", "", "", "")),
        (f"Phươn{LEFT}{LEFT}{BACKSPACE}{BACKSPACE}ơ", ("Pơơn", "", "", "")),
        (f"A\u0301{BACKSPACE}n", ("An", "", "", "")),
        (f"ab{LEFT}\x1b[3~c", ("ac", "", "", "")),
        ("bc\x1b[Ha\x1b[Fd", ("abcd", "", "", "")),
        ("một hai\x17ba", ("một ba", "", "", "")),
        ("[/] [red] $x\n0240", ("[/] [red] $x", "", "", "")),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ánh Đượm"), ("Nguyễn Thị Ánh Đượm", *[""] * 3)),
        ("x" * 260, ("x" * 250, "", "", "")),
    ],
)
async def test_keys_of_one_read_take_effect_in_their_order(
    keys: str, values: tuple[str, ...]
) -> None:
    async with typed(keys) as person:
        assert person.values == values


async def test_enter_submits_the_value_of_its_moment() -> None:
    async with typed("Lan\r\r0912\r") as person:
        assert person.submitted == ["Lan", "", "0912"]
        assert set(person.edited) == {"name", "number"}


async def test_what_is_selected_is_replaced_copied_cut_and_pasted() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "shift+left", "ctrl+x", "home", "ctrl+v")
        assert app.person.values[0] == "ba"
        await pilot.press("shift+home", "ctrl+c", "end", "ctrl+v")
        assert app.person.values[0] == "bab"
        await pilot.press("ctrl+shift+a", "c")
        app.post_message(Paste(unicodedata.normalize("NFD", " Thôn Đượm\r\nxã\x07\n")))
        await pilot.pause()
        assert app.person.values[0] == "cThôn Đượm xã"


async def test_a_scan_typed_into_a_field_is_taken_back_from_it() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        type_in_one_read(app, "An", at=1.0)
        await pilot.pause()
        type_in_one_read(app, "0123456789|x", at=9.0)
        await pilot.pause()
        app.person.who.post_message(Scanned("0123456789|x", was_typed=True))
        await pilot.pause()
        assert app.person.values[0] == "An"


async def test_a_field_shows_what_it_holds_after_a_scan_was_taken_back() -> None:
    app = Fields()
    async with app.run_test(size=(60, 8)) as pilot:
        type_in_one_read(app, "Lê An", at=1.0)
        type_in_one_read(app, "0123456789|" * 6, at=9.0)
        await pilot.pause()
        assert "Lê An" not in seen(app)
        app.person.who.post_message(Scanned("0123456789|", was_typed=True))
        await pilot.pause()
        assert "┃Lê An " in seen(app)


async def test_what_is_said_stands_below_its_row_and_takes_no_room_otherwise() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        who, heights = app.person.who, []
        for said in ({}, {"name": [Said("Chưa có tên.")]}, {}):
            who.say(said)
            await pilot.pause()
            heights.append(who.size.height)
        assert heights == [2, 3, 2]


async def test_a_field_beyond_the_edge_comes_into_sight_with_its_focus() -> None:
    app = Fields()
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.press("tab", "tab", "tab")
        assert app.person.focused is app.person.note
        sheet = app.person.query_one(FormSheet)
        assert sheet.scroll_offset.y == sheet.max_scroll_y
        await pilot.press("up", "up")
        assert app.person.who.name_in_use == "gender"
        assert sheet.scroll_offset.y == 0
