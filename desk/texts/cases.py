"""What a case says to an officer, and what can be decided: one sentence per code."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

from desk.texts.case_facts import FIELDS
from desk.texts.statuses import within
from desk.texts.writers import Writers
from schemas.calendars import in_hanoi
from schemas.dossiers import CODE_TAKEN, Case, OpenCase
from schemas.entries import BODIES
from schemas.judge import ALSO
from schemas.statuses import Status

Answer = Literal["apply", "set_aside", "again"]
"""A decision, or a reception that is done again and decides by that."""
Choices = tuple[tuple[Answer, str], ...]
NOBODY = Writers()
"""Of no unit: every counter is named whole, every officer by account."""

STEPS = {
    "dossier.registered": "nộp hồ sơ trực tuyến",
    "dossier.received": "tiếp nhận hồ sơ",
    "dossier.supplement_requested": "lập phiếu yêu cầu bổ sung",
    "dossier.supplemented": "nhận giấy tờ bổ sung",
    "dossier.refused": "từ chối tiếp nhận",
    "dossier.corrected": "sửa thông tin",
    "dossier.handed_over": "bàn giao hồ sơ giấy",
    "dossier.in_process": "chuyển xử lý",
    "dossier.payment_requested": "yêu cầu nghĩa vụ tài chính",
    "obligation.met": "ghi nhận đã làm nghĩa vụ tài chính",
    "dossier.withdrawn": "cho rút hồ sơ",
    "dossier.stopped": "dừng xử lý",
    "dossier.resolved": "ghi nhận kết quả",
    "dossier.apologised": "xin lỗi và hẹn lại",
    "dossier.returned": "trả kết quả",
    "result.arrived": "nhận kết quả về quầy",
    "originals.compared": "đối chiếu bản chính",
    "scan.attached": "đính kèm bản quét",
    "citizen.notified": "báo cho công dân",
    "fee.collected": "thu phí, lệ phí",
    "fee.refunded": "hoàn phí, lệ phí",
    "fee.exempted": "miễn, giảm phí, lệ phí",
    "slip.printed": "in biểu mẫu",
    "slip.reprinted": "in lại biểu mẫu",
    "number.voided": "hủy một số",
    "pad.issued": "in giấy tiếp nhận dự phòng",
    "outage.opened": "ghi sự cố",
    "outage.reported": "báo sự cố",
    "outage.closed": "kết thúc sự cố",
    "shift.opened": "mở ca",
    "shift.closed": "đóng ca",
    "epoch.opened": "mở nhật ký",
    "case.settled": "giải quyết một vướng mắc",
}
"""Every kind as a thing that somebody did."""

DECISIONS = {"apply": "ghi nhận", "set_aside": "bỏ qua"}
_WHO = "{who} đã {other} lúc {happened}"

SENTENCES = {
    "unknown_kind": "Bút toán {name} phiên bản {version} thuộc loại mới, do chương trình mới "
    "hơn ghi; trung tâm giữ lại và sẽ xét khi được nâng cấp.",
    "unreadable_body": "Nội dung bút toán {name} không đọc được nên chưa có hiệu lực.",
    "unjudgeable": "Trung tâm đã nhận và giữ việc {kind} này, nhưng chương trình ở đó gặp lỗi khi "
    "xét nên việc ấy chưa có hiệu lực; chờ kỹ thuật viên của tỉnh.",
    "behind": "Bút toán này chờ một bút toán đang tạm gác của cùng quầy, và theo quyết định về bút "
    "toán đó.",
    "no_dossier": "Việc {kind} không nói rõ là của hồ sơ nào.",
    "code_taken": "Mã {code} in trên giấy này đã thuộc về một hồ sơ khác; hồ sơ này cần mã mới và "
    "giấy tiếp nhận mới.",
    "other_code": "Hồ sơ đã có mã {held} từ khi nộp trực tuyến nhưng giấy tiếp nhận in mã {code}; "
    "tra cứu bằng mã nào cũng thấy.",
    "registered_twice": "Hồ sơ trực tuyến này đã được nộp: " + _WHO + ".",
    "received_twice": "Hồ sơ đã được tiếp nhận ở nơi khác: " + _WHO + ".",
    "answered_elsewhere": "Giấy tờ bổ sung đã được nhận ở nơi khác: "
    + _WHO
    + "; hồ sơ đang ở tình trạng «{status}».",
    "resolved_after_withdrawal": "Kết quả được ghi nhận khi hồ sơ đã rút: " + _WHO + ".",
    "returned_after_withdrawal": "Kết quả được trả trong khi hồ sơ đã rút: " + _WHO + ".",
    "returned_after_stop": "Kết quả được trả trong khi hồ sơ dừng xử lý: " + _WHO + ".",
    "returned_twice": "Kết quả đã được trả trước đó: " + _WHO + ".",
    "withdrawn_after_result": "Hồ sơ được cho rút khi đã có kết quả: " + _WHO + ".",
    "withdrawn_after_return": "Hồ sơ được cho rút sau khi đã trả kết quả: " + _WHO + ".",
    "withdrawn_twice": "Hồ sơ đã được rút trước đó: " + _WHO + ".",
    "invalid_transition": "Không thể {kind} khi hồ sơ đang ở tình trạng «{status}»{newest}.",
    "stale_correction": "Mục «{field}» không còn như cán bộ thấy khi sửa: " + _WHO + ".",
    "invalid_correction": "Giá trị mới của mục «{field}» không hợp lệ nên không sửa được.",
    "no_such_case": "Vướng mắc được giải quyết ở đây không có trên hệ thống trung tâm.",
    "settled_otherwise": "Vướng mắc đã được giải quyết khác đi («{decision}»): "
    + _WHO
    + "; cách giải quyết trước được giữ.",
    "concurrent": "Ghi việc {kind} khi chưa thấy việc của nơi khác: " + _WHO + ".",
    "second_request": "Yêu cầu bổ sung lần nữa sau khi tiếp nhận (phiếu trước: {number}): "
    + _WHO
    + ".",
    "late_notice": "Phiếu yêu cầu bổ sung lập sau hạn thông báo {due}.",
    "second_apology": "Xin lỗi và hẹn lại lần nữa (văn bản trước: {number}): " + _WHO + ".",
    "retired_procedure": "Thủ tục {procedure} không còn trong danh mục từ ngày {since}; hồ sơ vẫn "
    "được ghi nhận.",
    "disabled_officer": "Tài khoản {account} đã bị khóa; việc ghi lúc {recorded} vẫn được nhận.",
    "revoked_counter": "Quầy {writer} đã bị thu hồi quyền; việc đã ghi vẫn được nhận.",
    "late_epoch": "Bút toán đến muộn từ nhật ký cũ, đã đóng, của quầy {writer}.",
    "unknown_home": "Hồ sơ thuộc bộ phận {home} mà hệ thống trung tâm chưa biết.",
    "id_taken": "Định danh của việc {kind} này đã thuộc về một việc khác nên chưa có hiệu lực: "
    + _WHO
    + ".",
}
"""What the centre holds against an entry, by the code of its case."""
CODE_TAKEN_ONLINE = (
    "Mã {code} đã báo cho công dân khi nộp trực tuyến nay thuộc về một hồ sơ khác; hồ sơ này cần "
    "mã mới, báo lại cho công dân."
)
"""The same of a code that is on no paper."""
OTHER = "Hệ thống trung tâm không đồng ý với bút toán này (mã {code})."
NO_DOSSIER = "Không thuộc hồ sơ nào"
"""Stands where the name of the procedure would."""
TWO_CODES = " Hai giấy mang hai mã: hồ sơ mang mã {held}, giấy ở {writer} mang mã {code}."
"""What is said besides of a reception whose paper has another code than its dossier."""
ALSO_WORDS = " Ngoài ra: {others}"

_SEEN: Choices = (("apply", "Đã xem, giữ nguyên"),)
_CLOSE: Choices = (("set_aside", "Bỏ qua bút toán này"),)
_EITHER: Choices = (
    ("apply", "Ghi nhận việc {step} ở {writer}"),
    ("set_aside", "Bỏ qua, giữ như đang có"),
)
CHOICES: dict[str, Choices] = {
    "code_taken": (
        ("again", "Tiếp nhận lại với mã mới, in giấy tiếp nhận mới"),
        ("set_aside", "Bỏ qua: không công dân nào giữ giấy này"),
    ),
    "unreadable_body": _CLOSE,
    "unjudgeable": _CLOSE,
    "no_such_case": (("set_aside", "Đóng lại"),),
    "no_dossier": _CLOSE,
    "invalid_correction": _CLOSE,
    "received_twice": (
        ("apply", "Lấy lần tiếp nhận ở {writer}"),
        ("set_aside", "Giữ lần tiếp nhận ở {counter}"),
    ),
    "registered_twice": (("set_aside", "Giữ lần nộp trước"),),
    "answered_elsewhere": (
        ("set_aside", "Giữ lần bổ sung ở {counter}"),
        ("apply", "Ghi nhận cả lần bổ sung ở {writer}"),
    ),
    "resolved_after_withdrawal": (
        ("set_aside", "Giữ là đã rút, không giao kết quả"),
        ("apply", "Công dân vẫn nhận kết quả: ghi nhận kết quả"),
    ),
    "returned_after_withdrawal": (
        ("apply", "Kết quả đã ở tay công dân: ghi nhận đã trả"),
        ("set_aside", "Thu lại kết quả, giữ là đã rút"),
    ),
    "returned_after_stop": (
        ("apply", "Kết quả đã ở tay công dân: ghi nhận đã trả"),
        ("set_aside", "Thu lại kết quả, giữ là dừng xử lý"),
    ),
    "returned_twice": (("set_aside", "Giữ lần trả trước"), ("apply", "Lấy lần trả này")),
    "withdrawn_after_result": (
        ("set_aside", "Giữ kết quả, báo công dân đến nhận"),
        ("apply", "Kết quả chưa giao: cho rút hồ sơ"),
    ),
    "withdrawn_after_return": (("set_aside", "Giữ là đã trả kết quả, báo lại công dân"),),
    "withdrawn_twice": (("set_aside", "Giữ lần rút trước"),),
    "stale_correction": (
        ("apply", "Lấy giá trị sửa ở {writer}"),
        ("set_aside", "Giữ giá trị đang có"),
    ),
}
"""What may be decided of a parked entry, the usual decision first; `_EITHER` where none is named.

What is offered of it in a dossier's state is for `desk.rules.cases` to say.
"""
CODE_TAKEN_ONLINE_CHOICES: Choices = (
    ("again", "Tiếp nhận với mã mới, in giấy tiếp nhận, báo công dân mã mới"),
    ("set_aside", "Bỏ qua: công dân không cần hồ sơ này nữa"),
)
"""What may be decided of a code that is on no paper."""
REASONS = {
    "received_again": "tiếp nhận với mã mới",
    "understood": "chương trình mới đã hiểu bút toán này",
}
"""Reasons that the program itself gives for a decision."""


def sentence(one: OpenCase, writers: Writers = NOBODY, kind: str = "") -> str:
    """What stands against an entry: who did what when, as officers of a unit call them.

    `kind` is the entry's, where that is known.
    """
    said = _said(one.case.code, one, writers, is_online=_is_online(one, kind))
    if "held" in one.case.params and one.case.code == "received_twice":
        said += _filled(TWO_CODES, one.case.params | {"writer": writers.place(one.counter)})
    also = [code for code in one.case.params.get(ALSO, "").split(",") if code]
    if also:
        others = " ".join(_said(code, one, writers) for code in also)
        said += ALSO_WORDS.format(others=others)
    return said


def step(kind: str) -> str:
    """A kind as a thing that somebody did."""
    return STEPS.get(kind, f"«{kind}»")


def _quoted(kind: str) -> str:
    return f"«{STEPS.get(kind, kind)}»"


def choices(one: OpenCase, kind: str = "", writers: Writers = NOBODY) -> Choices:
    """The decisions that make sense for a case, each with its words; a flagged one only stands."""
    if not one.parked:
        return _SEEN
    if one.case.code == "unknown_kind" and not is_understood(one.case):
        return _CLOSE
    values = {
        "writer": writers.place(one.counter),
        "counter": writers.place(one.case.params.get("counter", "")),
        "step": step(kind or one.case.params.get("kind", "")),
    }
    is_online = _is_online(one, kind)
    found = CODE_TAKEN_ONLINE_CHOICES if is_online else CHOICES.get(one.case.code, _EITHER)
    return tuple((decision, _filled(words, values)) for decision, words in found)


def _is_online(one: OpenCase, kind: str) -> bool:
    return (one.case.code, kind) == (CODE_TAKEN, "dossier.registered")


def is_understood(case: Case) -> bool:
    """Whether this release knows the kind that a case was opened for."""
    version = case.params.get("version", "")
    return version.isdecimal() and (case.params.get("kind", ""), int(version)) in BODIES


_STATUSES = {str(int(one)) for one in Status}


def shown_moment(moment: datetime) -> str:
    """A moment as an officer reads it."""
    return f"{in_hanoi(moment):%H:%M ngày %d/%m/%Y}"


def _said(code: str, one: OpenCase, writers: Writers, *, is_online: bool = False) -> str:
    words, params = SENTENCES.get(code, OTHER), one.case.params
    if is_online:
        words = CODE_TAKEN_ONLINE
    values = {key: _shown(key, value) for key, value in params.items()}
    values |= {"name": _quoted(params.get("kind", "")), "who": _who(params, writers)}
    values["newest"] = f": {_filled(_WHO, values)}" if "other" in values else ""
    values["writer"] = writers.counter(params.get("writer", one.counter))
    if "account" in params:
        values["account"] = writers.officer(params["account"], one.counter)
    return _filled(words, values | {"code": params.get("code", code)})


def _who(params: Mapping[str, str], writers: Writers) -> str:
    """An officer at a counter; a department or the portal has no officer."""
    officer, counter = params.get("officer", ""), params.get("counter", "")
    where = writers.place(counter)
    return f"{writers.officer(officer, counter)} ở {where}" if officer else where


def _shown(key: str, value: str) -> str:
    make = _MAKING.get(key)
    return make(value) if make else value


def _status(value: str) -> str:
    return within(Status(int(value))) if value in _STATUSES else value or within(None)


def _instant(value: str) -> str:
    try:
        return shown_moment(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        return value


_MAKING: Mapping[str, Callable[[str], str]] = {
    "kind": step,
    "other": step,
    "status": _status,
    "field": lambda value: FIELDS.get(value, value),
    "decision": lambda value: DECISIONS.get(value, value),
    "happened": _instant,
    "due": _instant,
    "recorded": _instant,
    "since": lambda value: "/".join(reversed(value.split("-"))),
}
"""How the parameters of a case are said."""


def _filled(words: str, values: Mapping[str, str]) -> str:
    """A sentence with its values; a value may hold braces, and one may be missing."""
    pieces = words.split("{")
    said = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}")
        said += [values.get(name, "…"), rest]
    return "".join(said)
