"""What a new password must be; the centre decides, this only says it sooner."""

from typing import Literal

LENGTH_MIN = 8
Flaw = Literal["too_short", "same", "like_account", "differs"]


def password_flaw(new: str, again: str, *, old: str, account: str) -> Flaw | None:
    """What is wrong with a new password that was typed twice."""
    if len(new) < LENGTH_MIN:
        return "too_short"
    if new == old:
        return "same"
    if new.casefold() == account.casefold():
        return "like_account"
    return "differs" if new != again else None
