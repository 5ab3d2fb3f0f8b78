"""A field that holds one of a few values, among fields of text."""

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from desk.widgets.one_of import OneOf
from desk.widgets.typing_input import TypingInput
from tests.desk.widgets.keys import settle, type_in_one_read

GENDERS = (("", "chưa rõ"), ("male", "nam"), ("female", "nữ"))


class Fields(App[None]):
    """A choice among fields of text."""

    def compose(self) -> ComposeResult:
        """The fields."""
        yield TypingInput(id="before", select_on_focus=False)
        yield OneOf(GENDERS)
        yield TypingInput(id="after")
        yield TypingInput(id="last")


async def typed(keys: str) -> tuple[str, ...]:
    """The values of the four fields after keys that came in one read."""
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        type_in_one_read(app, keys)
        await settled(pilot)
        fields = [app.query_one(f"#{name}", TypingInput) for name in ("before", "after", "last")]
        before, after, last = (field.value for field in fields)
        return before, app.query_one(OneOf).value, after, last


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(4):
        await settle(pilot)


async def test_what_is_typed_after_it_in_one_read_reaches_the_next_field() -> None:
    assert await typed("An\r\r0240\rxyz") == ("An", "", "0240", "xyz")


@pytest.mark.parametrize(
    ("keys", "value"), [("\x1b[C", "male"), (" ", "male"), ("\x1b[D", "female")]
)
async def test_arrows_and_space_turn_it_in_the_order_typed(keys: str, value: str) -> None:
    assert await typed(f"An\r{keys}\r0240") == ("An", value, "0240", "")


async def test_letters_change_nothing() -> None:
    assert await typed("An\rnam\r0240") == ("An", "", "0240", "")


async def test_up_goes_back() -> None:
    assert (await typed("An\r\x1b[A Bình"))[0] == "An Bình"
