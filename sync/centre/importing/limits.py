"""Time limits as sources write them, by channel, understood in the units of the catalogue."""

import re
from typing import Any, NamedTuple

from schemas.letters import folded
from schemas.procedures import Channel, Limit, LimitUnit
from sync.centre.importing.matters import Settle
from sync.centre.importing.reading import fields, rows, said, text_of, whole

CHANNELS: dict[str, Channel] = {
    "counter": "counter",
    "online": "online",
    "post": "postal",
    "postal": "postal",
}
UNITS: dict[str, LimitUnit] = {
    "working_day": "working_day",
    "calendar_day": "calendar_day",
    "day": "calendar_day",
    "hour": "hour",
    "same_day": "same_day",
    "immediate": "same_day",
}
AMOUNT_MAX: dict[LimitUnit, int] = {
    "working_day": 400,
    "calendar_day": 600,
    "hour": 1000,
    "same_day": 1,
}
WORDS: dict[LimitUnit, str] = {
    "working_day": "ngày làm việc",
    "calendar_day": "ngày theo lịch",
    "hour": "giờ làm việc",
    "same_day": "trong ngày",
}
_UNIT_WORDS: dict[str, str] = {"ngay lam viec": "working_day", "ngay": "day", "gio": "hour"}
_IN_WORDS = re.compile(r"(\d{1,4})\s*(?:\([^)]*\)\s*)?(ngay lam viec|ngay|gio)\b")
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])\s*(?::|h|giờ)\s*([0-5]\d)?")


class _Stated(NamedTuple):
    amount: int
    unit: str


def in_words(limit: Limit) -> str:
    """A limit as an administrator reads it."""
    words = WORDS[limit.unit]
    after = f", nhận sau {limit.cutoff} tính sang ngày sau" if limit.cutoff else ""
    return (words if limit.unit == "same_day" else f"{limit.amount} {words}") + after


def limits_of(record: dict[str, Any], settle: Settle) -> tuple[Limit, ...]:
    """The limits of a record: the general one, then those of channels that differ from it."""
    cutoff = cutoff_of(record)
    general = _limit(record.get("time_limit"), cutoff, settle)
    own = _by_channel(record, cutoff, settle)
    published = {limit for limits in own.values() for limit in limits}
    if general is None and len(published) == 1:
        general = next(iter(published))
    limits = [general] if general else []
    for channel, several in own.items():
        if several != [general]:
            limits += _of_channel(channel, several, settle)
    return tuple(limits) or _without_limit(record, cutoff, settle)


def cutoff_of(record: dict[str, Any]) -> str | None:
    """The hour after which a same-day procedure counts from the next day, where it is stated."""
    if record.get("same_day_cutoff_15h") is True:
        return "15:00"
    match = _CLOCK.search(text_of(record.get("same_day_cutoff")))
    return f"{int(match[1]):02d}:{match[2] or '00'}" if match else None


def _by_channel(
    record: dict[str, Any], cutoff: str | None, settle: Settle
) -> dict[Channel, list[Limit]]:
    own: dict[Channel, list[Limit]] = {}
    for method in rows(record.get("methods")):
        channel = CHANNELS.get(text_of(fields(method).get("channel")))
        if channel is None:
            settle("not_understood", said(method), "bỏ qua cách thức thực hiện này")
            continue
        limit = _limit(fields(method).get("time"), cutoff, settle)
        if limit and limit not in own.setdefault(channel, []):
            own[channel].append(limit)
    return {channel: limits for channel, limits in own.items() if limits}


def _of_channel(channel: Channel, several: list[Limit], settle: Settle) -> list[Limit]:
    varies = len(several) > 1
    if varies:
        choices = " / ".join(in_words(limit) for limit in several)
        settle("limit_varies", f"{channel}: {choices}", f"dùng {in_words(several[0])}")
    return [
        limit.model_copy(update={"channel": channel, "settle": limit.settle or varies})
        for limit in several
    ]


def _without_limit(record: dict[str, Any], cutoff: str | None, settle: Settle) -> tuple[Limit, ...]:
    original = said(fields(record.get("time_limit")).get("text") or record.get("time_limit"))
    if cutoff is None:
        settle("limit_missing", original, "không có thời hạn")
        return ()
    limit = Limit(amount=0, unit="same_day", cutoff=cutoff, settle=True)
    settle("limit_missing", original, f"{in_words(limit)}, vì bản ghi nêu mốc giờ này")
    return (limit,)


def _limit(stated: object, cutoff: str | None, settle: Settle) -> Limit | None:
    time = fields(stated)
    original = said(time.get("text") or stated)
    found = _stated(time)
    if found is None:
        return None
    unit = UNITS.get(found.unit) if found.unit else "calendar_day"
    if unit is None or not _sane(found.amount, unit):
        settle("limit_unreadable", original, "không có thời hạn")
        return None
    amount = 0 if unit == "same_day" else found.amount
    limit = Limit(amount=amount, unit=unit, cutoff=cutoff if unit == "same_day" else None)
    return limit.model_copy(update={"settle": _doubted(time, found, limit, settle)})


def _stated(time: dict[str, Any]) -> _Stated | None:
    amount, unit = whole(time.get("value")), text_of(time.get("unit"))
    words = _words(time)
    if words and amount is None:
        return words
    if words and not unit and words.amount == amount:
        return words
    return None if amount is None else _Stated(amount, unit)


def _words(time: dict[str, Any]) -> _Stated | None:
    match = _IN_WORDS.search(folded(text_of(time.get("text"))))
    return _Stated(int(match[1]), _UNIT_WORDS[match[2]]) if match else None


def _sane(amount: int, unit: LimitUnit) -> bool:
    return (unit == "same_day" or amount > 0) and amount <= AMOUNT_MAX[unit]


def _doubted(time: dict[str, Any], found: _Stated, limit: Limit, settle: Settle) -> bool:
    original = said(time.get("text") or f"{found.amount} {found.unit}")
    words = _words(time)
    if words and (words.amount != found.amount or UNITS[words.unit] != limit.unit):
        settle("limit_disagrees", original, in_words(limit))
    elif not found.unit:
        # Calendar days are the shortest reading in days: no promise can fall too late by it.
        settle("limit_without_unit", original, in_words(limit))
    elif found.unit == "day":
        settle("limit_is_plain_day", original, in_words(limit))
    elif time.get("unit_inferred"):
        settle("limit_unit_inferred", original, in_words(limit))
    else:
        return False
    return True
