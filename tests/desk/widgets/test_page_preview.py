"""A page in half blocks: its shape, its turning, and nothing where there are no colours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from textual.app import App, ComposeResult

from desk.widgets.page_preview import PagePreview, half_blocks, upright
from tests.desk.imaging.sane import a_picture

sizes = st.integers(1, 200)


@settings(max_examples=40)
@given(wide=sizes, high=sizes, columns=st.integers(1, 90), rows=st.integers(1, 40))
def test_a_picture_keeps_within_its_room(wide: int, high: int, columns: int, rows: int) -> None:
    lines = half_blocks(Image.new("L", (wide, high)), columns, rows)
    assert 1 <= len(lines) <= rows
    assert {line.cell_length for line in lines} == {len(lines[0].text)}
    assert len(lines[0].text) <= columns


def test_each_cell_holds_two_dots_one_above_the_other() -> None:
    picture = Image.new("RGB", (2, 2), "white")
    picture.putpixel((0, 0), (10, 20, 30))
    (line,) = half_blocks(picture, 2, 1)
    first = line._segments[0].style
    assert first is not None
    assert first.color is not None
    assert first.bgcolor is not None
    assert first.color.triplet == (10, 20, 30)
    assert first.bgcolor.triplet == (255, 255, 255)


@pytest.mark.parametrize(
    ("turn", "dark"), [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (270, (0, 1))]
)
def test_a_turned_picture_is_turned_clockwise(turn: int, dark: tuple[int, int]) -> None:
    shown = upright(a_picture(4, 4), turn).resize((2, 2), Image.Resampling.BOX)
    corners = {(x, y): shown.getpixel((x, y)) for x in (0, 1) for y in (0, 1)}
    assert [at for at, grey in corners.items() if grey == 0] == [dark]


class Looking(App[None]):
    def compose(self) -> ComposeResult:
        yield PagePreview()


@pytest.mark.parametrize(
    ("variables", "is_drawn"),
    [
        ({"COLORTERM": "truecolor"}, True),
        ({"TERM": "xterm-256color", "COLORTERM": ""}, True),
        ({"TERM": "xterm", "COLORTERM": ""}, False),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, False),
    ],
    ids=["true colours", "256 colours", "16 colours", "no colours wanted"],
)
async def test_it_is_drawn_only_where_there_are_colours(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_drawn: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    app = Looking()
    async with app.run_test(size=(20, 10)) as pilot:
        preview = app.query_one(PagePreview)
        preview.show(a_picture())
        await pilot.pause()
        lines = [preview.render_line(y).text for y in range(10)]
    assert any("▀" in line for line in lines) is is_drawn
    assert {len(line) for line in lines} == {20}
