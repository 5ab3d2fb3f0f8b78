"""A scan on a screen with nothing to lose: the screen makes room, and the one beneath answers."""

from typing import Any

from textual.screen import Screen

from desk.widgets.scanned import Scanned


def hand_down(screen: Screen[Any], text: str) -> None:
    """Close a screen, and let the one beneath begin or open what was scanned."""
    beneath = screen.app.screen_stack[-2]
    screen.dismiss()
    beneath.post_message(Scanned(text))
