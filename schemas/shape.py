"""What every shared shape has in common: frozen, NFC text, whole numbers, instants in UTC."""

import unicodedata
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer


class Shape(BaseModel):
    """A frozen record; fields that a newer version added are kept, not dropped."""

    model_config = ConfigDict(frozen=True, extra="allow")


def nfc(text: str) -> str:
    """Compose Vietnamese letters, since decomposed marks print beside their letters."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Reduce text to lower-case letters without marks, so that it is found as it is typed."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


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
    return utc(instant).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _whole_milliseconds(instant: datetime) -> datetime:
    moment = utc(instant)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


Text = Annotated[str, AfterValidator(nfc)]
"""NFC text."""
Instant = Annotated[
    datetime, AfterValidator(_whole_milliseconds), PlainSerializer(written, when_used="json")
]
"""An aware instant, kept in UTC to the millisecond."""
