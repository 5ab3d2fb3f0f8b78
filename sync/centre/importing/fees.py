"""Fees as sources write them: an amount is taken over only where it can be believed."""

import re
from typing import Any

from schemas.letters import folded
from schemas.procedures import Channel, Fee
from sync.centre.importing.limits import CHANNELS
from sync.centre.importing.matters import Settle
from sync.centre.importing.reading import fields, rows, said, text_of, whole

NAME = "Phí, lệ phí"
VND_MIN = 1000
"""No fee of a procedure is smaller: less is a typing slip."""
_VND = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{4,})\s*(?:đ\b|đ/|đồng|vnđ)", re.IGNORECASE)
_CHANNEL_WORDS: dict[str, Channel] = {
    "truc tiep": "counter",
    "truc tuyen": "online",
    "buu chinh": "postal",
}
_SOURCE_WORDS = ("hoi dong nhan dan", "hdnd")
_PER_UNIT = re.compile(r"/\s*(trang|bản)\b", re.IGNORECASE)
# "Miễn lệ phí cho …" frees some people only, and says nothing about the others.
_FREE = re.compile(r"(?!mien( le phi| phi)? (cho|doi voi|neu)\b)(khong|mien)\b")


def fees_of(record: dict[str, Any], settle: Settle) -> tuple[Fee, ...]:
    """The fees of a record, by channel where channels differ; none at all when it is free."""
    if "fee_vnd" in record or "fee_note" in record:
        found = _of_note(record, settle)
    elif rows(record.get("methods")):
        found = _of_methods(record, settle)
    else:
        found = [_fee(item, settle) for item in rows(record.get("fee"))]
        if not found:
            settle("fee_missing", said(record.get("fee")), "chưa rõ mức")
            found = [_unknown(said(record.get("fee")) if record.get("fee") else "")]
    charged = list(dict.fromkeys(fee for fee in found if fee.amount_vnd != 0))
    return tuple(fee.model_copy(update={"key": f"f{n}"}) for n, fee in enumerate(charged, 1))


def amounts_in(text: str) -> list[int]:
    """Every amount in đồng that a text names, in order."""
    return [int(re.sub(r"\D", "", amount)) for amount in _VND.findall(text)]


def _of_methods(record: dict[str, Any], settle: Settle) -> list[Fee]:
    own: dict[Channel, list[Fee]] = {}
    for method in map(fields, rows(record.get("methods"))):
        channel = CHANNELS.get(text_of(method.get("channel")))
        if channel is None:
            continue
        items = rows(method.get("fees")) or rows(record.get("fee")) or [None]
        for fee in (_fee(item, settle) for item in items):
            if fee not in own.setdefault(channel, []):
                own[channel].append(fee)
    return _by_channel(own, settle)


def _by_channel(own: dict[Channel, list[Fee]], settle: Settle) -> list[Fee]:
    for channel, fees in own.items():
        if len(fees) > 1:
            told = " / ".join(said(fee.note) if fee.note else said(fee.amount_vnd) for fee in fees)
            settle("fee_varies", f"{channel}: {told}", "giữ tất cả, cán bộ chọn khoản áp dụng")
    distinct = list(own.values())
    if distinct and all(fees == distinct[0] for fees in distinct):
        return distinct[0]
    return [
        fee.model_copy(update={"channel": channel}) for channel, fees in own.items() for fee in fees
    ]


def _fee(item: object, settle: Settle) -> Fee:
    stated = fields(item)
    amount, note = whole(stated.get("amount")), text_of(stated.get("note"))
    told = [said(stated[key]) for key in ("text", "note") if stated.get(key)]
    original = " – ".join(told) or said(item)
    currency = text_of(stated.get("currency")) or "VND"
    if amount is None:
        settle("fee_missing", original, "chưa rõ mức")
    elif currency != "VND":
        settle("fee_not_in_vnd", original, "để trống, ghi nguyên văn vào ghi chú")
        amount, note = None, original
    elif amount == 0:
        return _zero(original, note, settle)
    elif amount < VND_MIN or stated.get("suspicious"):
        settle("suspicious_fee", original, _guessed(note))
        amount = None
    else:
        _check(amount, note, original, settle)
    return Fee(key="f", name=NAME, amount_vnd=amount, note=note if stated else "")


def _guessed(note: str) -> str:
    named = amounts_in(note)
    hint = f"; ghi chú nêu {written(named[0])}" if named else ""
    return "để trống" + hint


def _check(amount: int, note: str, original: str, settle: Settle) -> None:
    named = amounts_in(note)
    if named and amount not in named:
        settle("suspicious_fee", original, f"{written(amount)}, khác số trong ghi chú")
    elif _PER_UNIT.search(note):
        settle("fee_per_unit", original, f"{written(amount)} mỗi đơn vị")


def _zero(original: str, note: str, settle: Settle) -> Fee:
    plain = folded(note).lstrip("(-. ")
    if not plain or (_FREE.match(plain) and not _elsewhere(plain)):
        return Fee(key="f", name=NAME, amount_vnd=0)
    # Zero beside "mức … do Hội đồng nhân dân tỉnh" is a form's empty field, not a free service.
    settle("fee_set_elsewhere", original, "để trống, không coi là miễn phí")
    return _unknown(note)


def _elsewhere(plain: str) -> bool:
    return any(word in plain for word in _SOURCE_WORDS)


def _unknown(note: str) -> Fee:
    return Fee(key="f", name=NAME, amount_vnd=None, note=note)


def _of_note(record: dict[str, Any], settle: Settle) -> list[Fee]:
    amount, note = whole(record.get("fee_vnd")), text_of(record.get("fee_note"))
    remark = note or text_of(record.get("note"))
    if amount is not None:
        stated = {"amount": amount, "text": f"{amount}", "note": remark}
        return [_fee(stated, settle)]
    if not note:
        settle("fee_missing", said(record.get("fee_note")), "chưa rõ mức")
        return [_unknown("")]
    plain = folded(note)
    if _elsewhere(plain) or not (_FREE.match(plain) or amounts_in(note)):
        settle("fee_set_elsewhere", said(record.get("fee_note")), "để trống, giữ ghi chú")
        return [_unknown(note)]
    if _FREE.match(plain):
        return []
    return _amounts_by_channel(note) or [_fee(_first_amount(note), settle)]


def _amounts_by_channel(note: str) -> list[Fee]:
    fees = []
    for part in note.split(";"):
        channel = next((c for word, c in _CHANNEL_WORDS.items() if word in folded(part)), None)
        amounts = amounts_in(part)
        if channel is None or len(amounts) != 1:
            return []
        fees.append(Fee(key="f", name=NAME, amount_vnd=amounts[0], channel=channel))
    return fees


def _first_amount(note: str) -> dict[str, Any]:
    return {"amount": amounts_in(note)[0], "text": note, "note": note}


def written(amount_vnd: int) -> str:
    """An amount as it is written on paper: 4.000 đồng."""
    return f"{amount_vnd:,}".replace(",", ".") + " đồng"
