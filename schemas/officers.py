"""The accounts of a unit, as reference data brings them; nothing else is needed to sign in."""

from typing import Literal

from schemas.shape import Shape, Text


class Officer(Shape):
    """An account, with a verifier so that signing in needs no line."""

    account: str
    name: Text
    role: Literal["officer", "head", "technician"] = "officer"
    verifier: str
    """Argon2id hash in PHC form."""
    must_change: bool = False
    """An issued password, to be changed at the first sign-in (article 21.2)."""
    active: bool = True
    demo: bool = False
