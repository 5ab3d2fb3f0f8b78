"""What every shared shape has in common: frozen, NFC text, whole numbers, instants in UTC."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer

from schemas.letters import nfc


class Shape(BaseModel):
    """A frozen record; fields that a newer version added are kept, not dropped."""

    model_config = ConfigDict(frozen=True, extra="allow")


def utc(instant: datetime) -> datetime:
    """The same instant in UTC; a value without an offset is refused."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs an offset")
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise ValueError("an instant outside the years that there are") from None


def written(instant: datetime) -> str:
    """An instant as entries and messages carry it: UTC, to the millisecond, ending in Z."""
    # Not strftime, which writes a year before 1000 in fewer than four digits.
    return _in_utc(instant).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _whole_milliseconds(instant: datetime) -> datetime:
    moment = _in_utc(instant)
    beyond = moment.microsecond % 1000
    return moment.replace(microsecond=moment.microsecond - beyond) if beyond else moment


def _in_utc(instant: datetime) -> datetime:
    # Most instants are: reading and writing them is a fifth of a push's cost at the centre.
    return instant if instant.tzinfo is UTC else utc(instant)


Text = Annotated[str, AfterValidator(nfc)]
"""NFC text."""
Instant = Annotated[
    datetime, AfterValidator(_whole_milliseconds), PlainSerializer(written, when_used="json")
]
"""An aware instant, kept in UTC to the millisecond."""
