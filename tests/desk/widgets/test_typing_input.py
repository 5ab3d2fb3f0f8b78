"""Typing in the order of the keys, whatever arrives in one read."""

import unicodedata
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input

from desk.widgets.typing_input import TypingInput
from tests.desk.widgets.keys import type_in_one_read

APP_CSS = Path(__file__).parents[3] / "desk" / "app.tcss"
BACKSPACE = "\x7f"
LEFT = "\x1b[D"


class Form(App[None]):
    CSS_PATH = APP_CSS

    def __init__(self, **field: Any) -> None:
        super().__init__()
        self.field = field
        self.submitted: list[str] = []

    def compose(self) -> ComposeResult:
        yield TypingInput(id="name", **self.field)
        yield TypingInput(id="phone")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.submitted.append(event.value)

    def text(self, name: str) -> str:
        return self.screen.query_one(f"#{name}", TypingInput).value


@asynccontextmanager
async def typed(text: str, **field: Any) -> AsyncGenerator[Form, None]:
    app = Form(**field)
    async with app.run_test(size=(80, 24)) as pilot:
        type_in_one_read(app, text)
        await pilot.pause()
        yield app


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (f"Nguye{BACKSPACE}ê{BACKSPACE}ễn", "Nguyễn"),
        (f"Phươn{LEFT}{LEFT}{BACKSPACE}{BACKSPACE}ơ", "Pơơn"),
        (f"ab{LEFT}\x1b[3~c", "ac"),
        ("bc\x1b[Ha\x1b[Fd", "abcd"),
        ("một hai\x17ba", "một ba"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ánh Đượm"), "Nguyễn Thị Ánh Đượm"),
    ],
)
async def test_keys_of_one_read_take_effect_in_their_order(keys: str, value: str) -> None:
    async with typed(keys) as app:
        assert app.text("name") == value


async def test_enter_submits_the_value_of_its_moment_and_later_keys_go_to_the_next_field() -> None:
    async with typed("Lan\r0912\r") as app:
        assert app.submitted == ["Lan", "0912"]
        assert (app.text("name"), app.text("phone")) == ("Lan", "0912")


async def test_an_enter_typed_before_the_program_took_the_terminal_over_counts() -> None:
    async with typed("An\n0240") as app:
        assert (app.text("name"), app.text("phone")) == ("An", "0240")


async def test_tab_down_and_up_move_between_fields_in_order() -> None:
    async with typed("a\tb\x1b[Ac\x1b[Bd") as app:
        assert (app.text("name"), app.text("phone")) == ("c", "d")


async def test_a_field_that_does_not_move_says_where_the_arrows_point() -> None:
    seen: list[Message] = []
    app = Form(moves=False)
    async with app.run_test(message_hook=seen.append) as pilot:
        type_in_one_read(app, "Lan\x1b[B\x1b[A\r")
        await pilot.pause()
        assert app.screen.focused is app.screen.query_one("#name")

    leaves = [message.direction for message in seen if isinstance(message, TypingInput.Leave)]
    assert sorted(set(leaves)) == ["next", "previous"]
    assert app.submitted == ["Lan"]


async def test_a_letter_with_its_mark_counts_as_one_against_the_length() -> None:
    async with typed(unicodedata.normalize("NFD", "ễễễ") + "x", max_length=3) as app:
        assert app.text("name") == "ễễễ"


async def test_selected_text_is_replaced_cut_and_pasted() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "shift+left", "ctrl+x", "home", "ctrl+v")
        assert app.text("name") == "ba"
        await pilot.press("shift+end", "c")
        assert app.text("name") == "bc"


async def test_selected_text_is_copied_and_does_not_end_the_program() -> None:
    app = Form()
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "shift+home", "ctrl+c")
        assert app.clipboard == "ab"
        assert app.text("name") == "ab"


async def test_a_paste_becomes_one_line_of_composed_text() -> None:
    app = Form()
    async with app.run_test() as pilot:
        text = unicodedata.normalize("NFD", "Thôn Đượm\r\nxã Tân Tiến\x07\n")
        app.post_message(Paste(text))
        await pilot.pause()
        assert app.text("name") == "Thôn Đượm xã Tân Tiến"


async def test_data_that_looks_like_markup_is_only_text() -> None:
    async with typed("[/] [red] $x") as app:
        assert app.text("name") == "[/] [red] $x"


async def test_a_key_that_is_no_text_is_left_to_the_screen() -> None:
    seen: list[str] = []

    class Listening(Form):
        def on_key(self, event: Key) -> None:
            seen.append(event.key)

    app = Listening()
    async with app.run_test() as pilot:
        await pilot.press("f2", "x")

    assert seen == ["f2"]
