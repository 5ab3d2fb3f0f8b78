"""What is said of facts that are recorded after, or beside, a reception.

Keys of `NOT_RECORDED` are the reasons of `desk.rules.recording.NotRecorded`.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from desk.texts.case_facts import FIELDS, PARTS
from desk.texts.cases import NOBODY, STEPS, sentence, shown_moment
from desk.texts.doubts import words_of
from desk.texts.statuses import STATUS
from desk.texts.writers import Writers
from schemas.dossiers import Case, OpenCase
from schemas.standing import BEHIND
from schemas.statuses import Status

DONE = "Đã ghi việc {step}: hồ sơ {code}, tình trạng «{status}»."
ALREADY = "Việc {step} đã ghi từ trước: hồ sơ {code}, tình trạng «{status}»."
NO_CODE = "chưa có mã"
NO_STATUS = "chưa tiếp nhận"
EXPECTED_CASE = "Trung tâm sẽ hỏi lại: {sentence}"
VOIDED = {True: "Đã hủy số {number}.", False: "Số {number} đã hủy từ trước."}
SHIFT_BEGUN = {True: "Đã mở ca.", False: "Ca đã mở từ trước."}
SHIFT_ENDED = {True: "Đã đóng ca.", False: "Ca đã đóng từ trước."}
SHIFT_TOLD = (
    "Tiếp nhận {received}, trả kết quả {returned}. Tiền phải có {expected} đ, đếm được {counted} đ."
)
SHIFT_UNSENT = (
    "Còn {unsent} bút toán chưa gửi; vẫn được giữ ở máy này và tự gửi khi có đường truyền."
)
OUTAGE_OPENED = {True: "Đã ghi sự cố bắt đầu.", False: "Sự cố này đã ghi từ trước."}
OUTAGE_REPORTED = {True: "Đã ghi việc báo sự cố.", False: "Việc báo này đã ghi từ trước."}
OUTAGE_CLOSED = {
    True: "Đã ghi sự cố kết thúc; đã nhập bù {entered} hồ sơ.",
    False: "Sự cố đã kết thúc từ trước; đã nhập bù {entered} hồ sơ.",
}
PADS_ISSUED = {
    True: "Đã cấp số cho {count} tờ giấy dự phòng:",
    False: "Đã cấp từ trước, {count} tờ giấy dự phòng:",
}
PAD_SHEET = "  {serial}: số thứ tự {ordinal}"

NOT_RECORDED = {
    "unknown_dossier": "Quầy này không có hồ sơ đó. Kiểm tra lại mã, hoặc đồng bộ với trung tâm.",
    "unreadable_code": "«{code}» không phải mã hồ sơ, mã phiếu hay số sê-ri giấy dự phòng.",
    "claimed_twice": "Mã {code} đang đứng ở hai hồ sơ: giải quyết vướng mắc đó trước, hoặc dùng "
    "định danh của hồ sơ.",
    "id_used": "Định danh này đã dùng cho một việc khác.",
    "in_future": "Thời điểm xảy ra không thể ở sau lúc này.",
    "too_early": "Thời điểm xảy ra không thể trước việc {kind} lúc {since}.",
    "not_received": "Hồ sơ này chưa được tiếp nhận ở quầy: hãy tiếp nhận trước.",
    "reason_missing": "Phải ghi lý do.",
    "nothing_taken": "Hồ sơ này chưa thu khoản nào nên không có gì để hoàn.",
    "which_fee": "Có nhiều khoản phí, hãy nói khoản nào: {keys}.",
    "no_such_fee": "Không có khoản phí đó. Các khoản: {keys}.",
    "no_such_receipt": "Không có khoản đã thu nào mang biên lai số {number}.",
    "refund_too_high": "Chỉ còn {left} đ đã thu mà chưa hoàn; không hoàn được nhiều hơn.",
    "amount_not_positive": "Số tiền phải lớn hơn 0.",
    "no_fee_asked": "Danh mục hiện hành không có khoản phí nào cho hồ sơ này.",
    "amount_missing": "Danh mục chưa có mức của khoản này: hãy ghi số tiền.",
    "exemption_too_high": "Chỉ còn {left} đ phải nộp; không miễn, giảm được nhiều hơn. Đã thu rồi "
    "thì hoàn lại trước.",
    "fixed_field": "Mục {field} đã in trên giấy của công dân hoặc do danh mục quy định nên không "
    "sửa ở đây được.",
    "no_such_field": "Hồ sơ này không có mục {field}, hoặc phải nói rõ giá trị nào trong mục đó.",
    "stale": "Mục {field} đang ghi «{held}», không phải giá trị cũ đã nêu: xem lại rồi hãy sửa.",
    "out_of_range": "Phải là một số từ {low} đến {high}.",
    "invalid": "Giá trị mới của mục {field} không hợp lệ.",
    "nothing_to_correct": "Mục {field} đã ghi đúng như vậy.",
    "doubtful": "{doubt}",
    "unusual": "{doubt} Nếu đã đối chiếu và đúng như vậy, thêm --checked.",
    "nothing_to_compare": "Hồ sơ này không có giấy tờ nào gửi trực tuyến để đối chiếu.",
    "no_such_paper": "Hồ sơ này không có giấy tờ {key}. Các giấy tờ: {keys}.",
    "flaw_missing": "Phải ghi rõ chỗ không khớp.",
    "not_online": "Chỉ đối chiếu bản chính với hồ sơ nộp trực tuyến.",
    "identity_missing": "{to} không phải chủ hồ sơ hay người nộp: ghi giấy tờ đã xuất trình.",
    "shift_on": "Ca của {officer} đang mở: đóng ca đó trước.",
    "no_shift": "Không có ca nào đang mở.",
    "not_your_shift": "Ca đang mở là của {officer}: người đó hoặc trưởng bộ phận mới đóng được.",
    "negative_cash": "Tiền trong két không thể dưới 0.",
    "cash_differs": "Theo sổ, két phải có {expected} đ nhưng đếm được {counted} đ: đếm lại, hoặc "
    "ghi lý do chênh lệch.",
    "outage_on": "Sự cố bắt đầu lúc {since} vẫn đang mở: ghi kết thúc sự cố đó trước.",
    "no_outage": "Không có sự cố nào đang mở.",
    "to_missing": "Phải ghi đã báo cho ai.",
    "negative_count": "Số hồ sơ đã nhập không thể dưới 0.",
    "pads_exhausted": "Chỉ còn {left} số cho giấy dự phòng: nhập hoặc hủy những tờ đã in trước.",
    "unreadable_number": "«{number}» không phải mã hồ sơ, mã phiếu hay số sê-ri giấy dự phòng.",
    "not_our_number": "Số {number} không phải do quầy này cấp.",
    "number_in_use": "Số {number} đang đứng cho một hồ sơ nên không hủy được.",
    "void_by_serial": "Số này in trên giấy dự phòng: hủy theo số sê-ri ghi trên tờ giấy.",
    "not_given_yet": "Số {number} chưa cấp nên không có gì để hủy.",
}
"""Why nothing was recorded; `case` has the sentence of its case."""
NOT_WRITTEN = "Chưa ghi: {why}"
"""Before what the centre would hold against it, lest that be read as recorded."""
BEHIND_PARKED = (
    "hồ sơ này có một việc của quầy đang tạm gác; quyết định ở Vướng mắc (F3) rồi ghi lại."
)
"""Of what would wait behind an entry, if it were written."""
_INSTANTS = frozenset({"since"})
_SUMS = frozenset({"left", "expected", "counted"})


def not_recorded(
    reason: str, params: Mapping[str, str], case: Case | None, writers: Writers = NOBODY
) -> str:
    """Why something was not recorded, in one sentence."""
    if case is not None:
        said = BEHIND_PARKED if case.code == BEHIND else case_words(case, writers)
        return NOT_WRITTEN.format(why=said[:1].lower() + said[1:])
    shown = {key: _shown(key, value) for key, value in params.items()}
    return NOT_RECORDED[reason].format(**shown)


def case_words(case: Case, writers: Writers) -> str:
    """What the centre would hold against something that is not written yet."""
    return sentence(OpenCase(entry=UUID(int=0), counter="", parked=True, case=case), writers)


def status_words(status: Status | None) -> str:
    """Where a dossier stands."""
    return STATUS[status] if status else NO_STATUS


def money(amount: int) -> str:
    """A sum with its thousands apart."""
    return f"{amount:,}".replace(",", ".")


def _shown(key: str, value: str) -> str:
    if key in _INSTANTS:
        return shown_moment(datetime.fromisoformat(value))
    if key in _SUMS:
        return money(int(value))
    match key:
        case "kind":
            return STEPS.get(value, value)
        case "field":
            return _field(value)
        case "doubt":
            return words_of(value)
        case _:
            return value


def _field(way: str) -> str:
    """A field in words, and as it was typed where there are none for it."""
    top, _, part = way.partition(".")
    last = part.rpartition(".")[2]
    if top not in FIELDS or (part and last not in PARTS):
        return f"«{way}»"
    return f"«{FIELDS[top]}: {PARTS[last]}»" if part else f"«{FIELDS[top]}»"
