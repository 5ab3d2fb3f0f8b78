"""What F9 says of the line at this moment, whatever is in the way."""

import asyncio
from dataclasses import dataclass

import pytest

from desk.screens import line_asking
from desk.screens.line_asking import line_answer
from desk.usecases.line import LineStanding


@dataclass
class Asked:
    """A line that stands so when it is asked; without an answer where there is none."""

    standing: LineStanding | None

    async def ask(self) -> LineStanding:
        """How it stands."""
        if self.standing is None:
            await asyncio.Event().wait()
        assert self.standing is not None
        return self.standing


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (LineStanding("up"), "Hệ thống trung tâm trả lời."),
        (LineStanding("up", trouble="stuck"), "bút toán đứng đầu hàng"),
        (LineStanding("up", halt="behind"), "Trung tâm mất dữ liệu đã nhận"),
        (LineStanding("down", trouble="no_route"), "Chưa nối được: không tới được trung tâm."),
        (LineStanding("down", trouble="store"), "Ổ đĩa của quầy không ghi được"),
        (LineStanding("unknown", trouble="elsewhere"), "Cửa sổ này chỉ để xem"),
        (LineStanding("unknown"), "Đang nối trung tâm."),
        (None, "không trả lời trong"),
    ],
)
async def test_f9_says_what_is_in_the_way(
    standing: LineStanding | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_asking, "SECONDS_MAX", 0.01)
    assert said in await line_answer(Asked(standing))  # type: ignore[arg-type]  # all that is asked of it
