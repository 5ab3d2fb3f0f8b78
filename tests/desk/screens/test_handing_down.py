"""A screen that a scan closes takes no other with it, and neither does one that closes late."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from desk.screens.handing_down import hand_down
from desk.screens.help import HelpScreen
from desk.widgets.calm_screen import CalmScreen
from desk.widgets.held_scans import HoldsScans
from desk.widgets.scanned import Scanned

BURST = ("thẻ 1", "thẻ 2")


class Desk(Screen[None]):
    """Answers every scan."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def on_scanned(self, event: Scanned) -> None:
        event.stop()
        self.heard.append(event.text)


class Listing(Screen[None]):
    """Has nothing to lose."""

    def on_scanned(self, event: Scanned) -> None:
        event.stop()
        hand_down(self, event.text)


class Keeping(HoldsScans[str]):
    """Is answered first."""

    def on_scanned(self, event: Scanned) -> None:
        self.hold(event)


@pytest.mark.parametrize("above", [lambda _: Listing(), lambda desk: HelpScreen(about=desk)])
async def test_two_scans_of_one_burst_close_one_screen(
    above: Callable[[Screen[Any]], Screen[Any]],
) -> None:
    async with App[None]().run_test() as pilot:
        desk = Desk()
        await pilot.app.push_screen(desk)
        screen = above(desk)
        await pilot.app.push_screen(screen)
        for text in BURST:
            screen.post_message(Scanned(text))
        await pilot.pause()
        assert (pilot.app.screen, desk.heard) == (desk, list(BURST))


async def test_a_scan_on_its_way_to_a_list_closes_nothing_that_came_up_over_it() -> None:
    async with App[None]().run_test() as pilot:
        screen, above = Listing(), Desk()
        await pilot.app.push_screen(screen)
        await pilot.app.push_screen(above)
        screen.post_message(Scanned("thẻ"))
        await pilot.pause()
        assert (pilot.app.screen, above.heard) == (above, ["thẻ"])


async def test_what_ends_under_the_lock_closes_and_hands_its_scans_on_once_that_is_open() -> None:
    answers: list[str | None] = []
    async with App[None]().run_test() as pilot:
        desk, keeping, lock = Desk(), Keeping(), CalmScreen[None]()
        await pilot.app.push_screen(desk)
        await pilot.app.push_screen(keeping, answers.append)
        keeping.post_message(Scanned("thẻ"))
        await pilot.pause()
        await pilot.app.push_screen(lock)
        keeping.dismiss("đã lưu")
        await pilot.pause()
        assert (pilot.app.screen, answers, desk.heard) == (lock, [], [])
        lock.dismiss()
        await pilot.pause()
        assert (pilot.app.screen, answers, desk.heard) == (desk, ["đã lưu"], ["thẻ"])
