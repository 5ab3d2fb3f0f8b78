"""Keys keep their order across a change of focus."""

from textual import events
from textual.widget import Widget


def handed_on(widget: Widget, event: events.Key) -> bool:
    """Pass a key on that was typed after the focus had left, as in a fast `name⏎phone`.

    All keys of one read are sent to the widget that had the focus when they came.
    """
    focused = widget.screen.focused
    if focused is widget or focused is None or not widget.screen.is_active:
        return False
    event.stop()
    event.prevent_default()
    key = events.Key(event.key, event.character)
    key.time = event.time
    focused._forward_event(key)  # noqa: SLF001 - posted plainly, the app would route it again
    return True
