"""Sentences of the screen of open cases; what each case itself says is in `cases`."""

TITLE = "Vướng mắc"
LOADING = "Đang đọc các vướng mắc…"
EMPTY = "Không có vướng mắc nào."
HELP = """\
Vướng mắc

Những bút toán mà trung tâm không thể tự nhận: tạm gác, hoặc đã ghi nhận nhưng cần cán bộ xem.
Phía dưới danh sách là hai bên đã ghi gì, và mỗi quyết định làm hồ sơ thành thế nào.
Bước nào hồ sơ đã đi tiếp thì không quyết định nào kéo lại được.
Giấy đã in và tiền đã thu vẫn được tính, dù quyết định ra sao.

- Enter: quyết định vướng mắc đang chọn; việc tạm gác cần ghi lý do.
- Tab: sang phần chi tiết. ↑ ↓: cuộn.
- F6: mở hồ sơ.
- Esc: trở về.
"""
KEY_DECIDE = "Quyết định"
KEY_DECIDE_HINT = "Quyết định vướng mắc đang chọn"
KEY_OPEN = "Mở hồ sơ"
KEY_OPEN_HINT = "Mở hồ sơ của vướng mắc đang chọn"
KEY_LEAVE = "Trở về"
KEY_LEAVE_HINT = "Trở về bàn làm việc"

COLUMN_AT = "Ghi lúc"
COLUMN_KIND = "Việc"
COLUMN_CODE = "Hồ sơ"
COLUMN_APPLICANT = "Chủ hồ sơ"
COLUMN_STATE = "Đang"
PARKED = "tạm gác"
FLAGGED = "cần xem"
EXPECTED = "chờ xác nhận"

COUNT = "{count} vướng mắc chờ quyết định, cũ nhất ở trên."
DETAIL = "Chi tiết · Tab: cuộn"
WHOSE = "{code} · {applicant} · {title}"
RECORDED = "Đã ghi ở {place}"
HELD = "Hồ sơ đang có"
CHOICES = "Có thể quyết định"
CHOICE = "{said}: {after}"
SAID_TWICE = "Hai lần ghi giống nhau nên lần tạm gác không thay được gì."
OVERTAKEN = "Hồ sơ đã đi tiếp nên việc tạm gác không thay được gì nữa."
AFTER_STATUS = "hồ sơ thành «{new}»"
AFTER_SAME = "hồ sơ vẫn «{status}»"
AFTER_PROMISED = "hẹn trả thành {due}"
AFTER_PROMISED_SAME = "hẹn trả vẫn là {due}"
AFTER_CODE = "mã thành {code}, quét mã nào cũng thấy"
AFTER_CODE_SAME = "mã vẫn là {code}, quét mã nào cũng thấy"
AFTER_VOID = "giấy {said} của {place} hết hiệu lực, thu lại và đổi"
VOID_CODE = "mã {code}"
VOID_PROMISED = "hẹn {due}"
VOID_NAME = "mang tên {name}"
AFTER_RECEPTION = "lấy người, giấy tờ như ghi ở {place}"
AFTER_VALUE = "{field} thành {value}"
AFTER_FOLLOWERS = "{count} việc ghi tiếp được xét lại"
AFTER_SEEN = "không đổi gì"
AFTER_AGAIN = "mở phiếu tiếp nhận đã điền sẵn; mã cũ vẫn tìm ra cả hai hồ sơ"
AFTER_LAPSED = "hồ sơ không có hiệu lực, tên và mã vẫn tìm được"
NOT_YET = "Trung tâm chưa xác nhận bút toán này; khi có đường truyền mới quyết định được."

CHOOSE_TITLE = "Quyết định"
ASK_REASON = "Lý do quyết định «{choice}»?"
REASON_EMPTY = "Ghi lý do, ví dụ: đã gọi hỏi quầy Q2."
SETTLED = "Đã ghi quyết định; quầy khác và trung tâm sẽ thấy cùng kết quả."
SETTLED_BEFORE = "Vướng mắc này đã được quyết định trước đó; quyết định trước được giữ."
NOT_SETTLED = {
    "no_such_case": "Vướng mắc này không còn.",
    "not_confirmed": NOT_YET,
    "no_such_choice": "Không thể quyết định như vậy.",
    "reason_missing": REASON_EMPTY,
}
PIECE = "{count} vướng mắc (F3)"
PIECE_SHORT = "{count} vướng F3"
KEY = "Vướng mắc"
KEY_HINT = "Những việc mà quầy và trung tâm chưa thống nhất, chờ cán bộ quyết định"
