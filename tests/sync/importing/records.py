"""Made-up published records in both shapes: whole by default, say only what matters."""

from typing import Any

from sync.centre.importing.matters import Kind
from sync.centre.importing.understanding import Import, understand

FREE = {"amount": 0, "currency": "VND", "text": "Miễn phí"}
FIVE_DAYS = {"value": 5, "unit": "working_day", "text": "5 Ngày làm việc"}
FORM = {"name": "Tờ khai theo mẫu", "original": 1, "copy": 0}


def a_method(channel: str, time: Any = None, *fees: dict[str, Any]) -> dict[str, Any]:
    """One way of handing in, as the portal lists it."""
    stated = FIVE_DAYS if time is None else time
    return {"channel": channel, "time": stated, "fees": list(fees or [FREE]), "note": None}


def a_section(case: str | None, *papers: dict[str, Any] | str) -> dict[str, Any]:
    """Papers under a heading."""
    rows = [{"name": p, "original": 1, "copy": 0} if isinstance(p, str) else p for p in papers]
    return {"case": case, "papers": rows}


def published(**changes: Any) -> dict[str, Any]:
    """A record in the shape of the national portal's lists."""
    return {
        "code": "1.900001",
        "name": "Đăng ký mẫu",
        "field": "Lĩnh vực mẫu",
        "level": ["Cấp xã"],
        "handler": "ubnd_xa",
        "time_limit": FIVE_DAYS,
        "fee": [FREE],
        "methods": [a_method("counter"), a_method("online"), a_method("post")],
        "components": [a_section(None, FORM)],
        "results": [{"name": "Giấy chứng nhận mẫu", "code": "KQ.1"}],
        "legal": ["01/2019/NĐ-CP", "02/2019/TT-BTP"],
    } | changes


def collected(**changes: Any) -> dict[str, Any]:
    """A record in the shape of the collection of 2019."""
    return {
        "code": "2.900001",
        "name": "Chứng thực mẫu",
        "field": "Chứng thực",
        "level": ["xã", "huyện"],
        "time_limit": {"value": 3, "unit": "working_day"},
        "fee_note": "Không",
        "components": [
            {"name": "Tờ khai", "form": "original", "copies": 1, "required": True},
        ],
        "result": "Bản chứng thực",
        "agency": "UBND cấp xã",
        "legal_basis": "NĐ 23/2015/NĐ-CP",
        "confidence": "high",
        "confidence_by_field": {"code": "high", "time_limit": "high"},
        "same_day_cutoff": None,
    } | changes


def kinds(imported: Import) -> list[Kind]:
    """The kinds of what is to be settled."""
    return [matter.kind for matter in imported.to_settle]


def imported_from(*records: Any) -> Import:
    """What becomes of these records."""
    return understand(records)
