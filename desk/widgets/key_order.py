"""Keys keep their order: among themselves, and across a change of focus.

Stock widgets run bound keys later than letters that came in the same read. A widget that holds
something typed runs its own bound keys in its key handler, by `bound_keys`.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Protocol, runtime_checkable

from textual import events
from textual.binding import Binding
from textual.widget import Widget

from desk.widgets.scanned import Mangled, Scanned


@runtime_checkable
class Entered(Protocol):
    """A widget of several fields."""

    def entered(self, step: int) -> None:
        """Begin at the first field, or at the last one when the cursor came from below."""
        ...


HEARD_SECONDS_MAX = 1.0
BoundKeys = dict[str, tuple[Callable[[int], None], int]]


def bound_keys(widget: Widget) -> BoundKeys:
    """The keys of a widget's own `BINDINGS`, each with its action and that action's number."""
    keys: BoundKeys = {}
    for binding in type(widget).BINDINGS:
        assert isinstance(binding, Binding)
        name, _, argument = binding.action.rstrip(")").partition("(")
        action = getattr(widget, f"action_{name}")
        keys |= dict.fromkeys(binding.key.split(","), (action, int(argument or 0)))
    return keys


def handed_on(widget: Widget, event: events.Key) -> bool:
    """Pass a key on that was typed after the focus had left, as in a fast `name⏎phone`.

    All keys of one read are sent to the widget that had the focus when they came.
    """
    focused = widget.screen.focused
    if focused is widget or focused is None or not widget.screen.is_active:
        return False
    event.stop()
    event.prevent_default()
    hand_key(focused, event)
    return True


def hand_key(widget: Widget, event: events.Key) -> None:
    """Have another widget take a key, as of the moment when it was typed."""
    key = events.Key(event.key, event.character)
    key.time = event.time
    widget._forward_event(key)  # noqa: SLF001 - posted plainly, the app would route it again


def hand_on_scan(widget: Widget, event: Scanned | Mangled) -> None:
    """Send a scan after its keys, once the focus has left: it must not be heard before them."""
    focused = widget.screen.focused
    is_rising = event.was_typed and not event._stop_propagation  # noqa: SLF001
    if focused is widget or focused is None or not is_rising or not widget.screen.is_active:
        return
    event.stop()
    focused.post_message(replace(event))


async def acted(widget: Widget, event: events.Key) -> bool:
    """Run what the screen does at a key that the widget leaves to it, before the next key.

    Left to rise to the app, it would be done after letters that came in the same read: a form would
    be accepted with half of the next citizen's card in it.
    """
    if event.is_printable:
        return False
    await _heard(widget)
    if not await widget.app._check_bindings(event.key):  # noqa: SLF001 - as the app would
        return False
    event.stop()
    event.prevent_default()
    return True


async def _heard(widget: Widget) -> None:
    """Wait until the screen has dealt with everything that the widget told it before."""
    for above in widget.ancestors:
        heard = asyncio.Event()
        if isinstance(above, Widget) and above.call_later(heard.set):
            with suppress(TimeoutError):  # It may be waiting for this very widget to go.
                async with asyncio.timeout(HEARD_SECONDS_MAX):
                    await heard.wait()


def go_on(widget: Widget, step: int) -> None:
    """Go to what comes after a widget, or before it, entering it at its near end."""
    screen = widget.screen
    if step > 0:
        screen.focus_next()
    else:
        screen.focus_previous()
    focused: object = screen.focused
    if isinstance(focused, Entered):
        focused.entered(step)
