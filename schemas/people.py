"""The people of a dossier, and what makes their numbers plausible."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from schemas.shape import Shape, Text


class Person(Shape):
    """A citizen, as applicant or as the one who stands at the counter."""

    kind: Literal["person"] = "person"
    name: Text
    birth_date: date | None = None
    gender: Literal["male", "female"] | None = None
    number: Text = ""
    """Citizen identity number (12 digits), old identity card (9) or passport."""
    old_number: Text = ""
    issued_on: date | None = None
    address: Text = ""
    phone: Text = ""
    email: Text = ""


class Organisation(Shape):
    """An organisation or enterprise as applicant."""

    kind: Literal["organisation"] = "organisation"
    name: Text
    number: Text = ""
    """Tax code: 10 digits, or 10-3 for a dependent unit."""
    representative: Text = ""
    address: Text = ""
    phone: Text = ""
    email: Text = ""


Applicant = Annotated[Person | Organisation, Field(discriminator="kind")]
"""The person or organisation that the dossier concerns."""
