"""A scan on a screen with nothing to lose: the screen makes room, and the one beneath answers."""

from typing import Any

from textual.screen import Screen

from desk.widgets.scanned import Scanned


def hand_down(screen: Screen[Any], text: str) -> None:
    """Close a screen, and let the one beneath begin or open what was scanned.

    The next scan of a burst finds it closed, and one on its way may find a question or the lock
    over it: closing it then would close another, so that the scan goes to what is on top.
    """
    if screen.is_active:
        screen.dismiss()
    screen.app.screen.post_message(Scanned(text))
