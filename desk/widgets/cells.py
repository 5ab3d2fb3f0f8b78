"""Text cut, filled and wrapped to cells of a terminal; data is never markup here."""

from rich.cells import cell_len, set_cell_size

from schemas.letters import nfc

ELLIPSIS = "…"


def plain(text: str) -> str:
    """One line of composed text in which nothing can move the terminal's cursor."""
    return "".join(c if c.isprintable() else " " for c in nfc(text))


def cut(text: str, width: int) -> str:
    """The text in at most so many cells, ending in … if it was longer."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS if width > 0 else ""


def filled(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly so many cells."""
    short = cut(text, width)
    space = " " * (width - cell_len(short))
    return space + short if right else short + space


def wrapped(text: str, width: int) -> list[str]:
    """The text on lines of at most so many cells, broken at spaces; at least one line."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(cut(word, width))
    return lines if lines[0] or len(lines) == 1 else lines[1:]
