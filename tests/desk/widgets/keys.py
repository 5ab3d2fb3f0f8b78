"""Keys as a terminal sends them: through the real parser, with the instants that a test wants."""

from typing import Any

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.events import Key, Paste
from textual.pilot import Pilot

DESK_CSS = "../../../desk/app.tcss"


def type_in_one_read(app: App[Any], text: str, *, at: float = 0.0, gap: float = 0.0) -> None:
    """Send bytes that the terminal delivered together, each key `gap` seconds after the last."""
    driver = app._driver
    assert driver is not None
    for number, event in enumerate(XTermParser().feed(text)):
        if isinstance(event, Key | Paste):
            event.time = at + number * gap
        driver.send_message(event)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait for the workers, then for idleness."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
