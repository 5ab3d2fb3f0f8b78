"""Keys as keyboards print them."""

_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Phím cách",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "exclamation_mark": "!",
    "plus": "+",
    "minus": "-",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def key_name(key: str) -> str:
    """A key as keyboards print it."""
    named = _KEY_NAMES.get(key)
    return named or "+".join(part.capitalize() for part in key.split("+"))
