"""The smallest app that shows one screen, with the scan tap and the styles of the real one."""

from pathlib import Path
from typing import Any

from textual.app import App
from textual.events import Event
from textual.pilot import Pilot
from textual.screen import Screen

from desk.scanning.scan import read_scan
from desk.widgets.scan_box import ScanTap
from tests.desk.office import MONDAY

STYLES = Path(__file__).parents[3] / "desk" / "app.tcss"


class Shell(App[None]):
    """Shows one screen over an empty one."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 600.0
    """A busy machine must not take a notice away before the test has looked."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._shown = screen
        self._tap = ScanTap(lambda text: read_scan(text, MONDAY.date()).kind != "unknown")

    async def on_mount(self) -> None:
        """Show it."""
        await self.push_screen(self._shown)

    async def on_event(self, event: Event) -> None:
        """Let the tap see every key first."""
        if not self._tap.takes(event, self):
            await super().on_event(event)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until no worker runs and nothing that workers posted is left to handle."""
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def seen(app: App[Any]) -> str:
    """Every line on the screen, as the officer reads it."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


async def until_seen(pilot: Pilot[Any], words: str) -> None:
    """Wait until words stand on the screen; fail with the screen when they do not come."""
    for _ in range(500):
        if words in seen(pilot.app):
            return
        await settle(pilot)
    raise AssertionError(seen(pilot.app))
