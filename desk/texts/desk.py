"""Sentences of the desk screen: scanning, lists, printing questions."""

TITLE = "Bàn làm việc"
BOX = "Quét hoặc tìm"
BOX_HINT = "Quét thẻ, giấy tiếp nhận, phiếu bổ sung; hoặc gõ mã, tên, điện thoại"
READY = "Sẵn sàng quét."
HELP = (
    "Quét thẻ căn cước để mở hồ sơ mới, quét giấy tiếp nhận để xem hồ sơ, quét phiếu bổ sung để "
    "nhập tiếp. Gõ tên người hoặc tổ chức, mã, số giấy tờ, mã số thuế hoặc điện thoại (không cần "
    "dấu) rồi Enter để tìm. "
    "↓ vào danh sách, Enter mở dòng đang chọn."
)

KEY_NEW = "Hồ sơ mới"
KEY_NEW_HINT = "Mở hồ sơ cho người không có thẻ quét được"
KEY_DRAFTS = "Nháp"
KEY_DRAFTS_HINT = "Hồ sơ đang nhập dở ở quầy này"
KEY_LIST = "Danh sách"
KEY_LIST_HINT = "Danh sách kế tiếp: hôm nay, chờ bổ sung, đến hạn, bản nháp, tất cả"
KEY_OUTBOX = "Hộp gửi"
KEY_OUTBOX_HINT = "Những gì chưa gửi lên trung tâm, và vì sao"
KEY_PRINT = "In"
KEY_PRINT_HINT = "Mọi giấy đã in: chưa rõ đã ra hay chưa, in hỏng, máy in đang mắc gì"
KEY_LINE = "Nối lại"
KEY_LINE_HINT = "Thử nối lại hệ thống trung tâm ngay"
KEY_BOX = "Ô quét"
KEY_BOX_HINT = "Về ô quét, xem hồ sơ hôm nay"

TODAY = "Hôm nay"
WAITING = "Chờ bổ sung"
DUE = "Đến hạn"
DRAFTS = "Bản nháp"
ONLINE = "Trực tuyến"
ALL = "Tất cả"
FOUND = "Tìm thấy"
LISTS_SHORT = {WAITING: "Bổ sung", DUE: "Hạn", DRAFTS: "Nháp", FOUND: "Thấy"}
"""Where the names of all lists have no room beside each other."""

COLUMN_CODE = "Mã hồ sơ"
COLUMN_APPLICANT = "Chủ hồ sơ"
COLUMN_TITLE = "Thủ tục"
COLUMN_RECEIVED = "Nhận"
COLUMN_PROMISED = "Hẹn trả"
COLUMN_STATUS = "Tình trạng"
COLUMN_SENT = "Gửi"
EMPTY = "Không có hồ sơ nào."
SENT = "rồi"
UNSENT = "chưa"
NO_CODE = "chưa có mã"
CASES = "Vướng mắc"
ON_PAPER = "Chưa có mã"
DRAFT_STATUS = "Nháp, {officer}"
DRAFT_UNNAMED = "(chưa có tên)"
DRAFT_UNCHOSEN = "(chưa chọn)"

FOUND_SOME = "Tìm thấy {count} hồ sơ với “{words}”. Esc: về danh sách hôm nay."
FOUND_MANY = "Có từ {count} hồ sơ trở lên với “{words}”; hãy gõ thêm chữ để hẹp lại."
FOUND_NOTHING = "Không có hồ sơ nào với “{words}”. F4: mở hồ sơ mới."
FOUND_DRAFTS = "Không có hồ sơ nào với “{words}”, nhưng có {drafts} bản nháp: F5 để xem."
FOUND_DRAFTS_TOO = " Có {drafts} bản nháp nữa: F5."
UNREADABLE = (
    "Không nhận ra “{shown}”. Có thể quét: thẻ căn cước, giấy tiếp nhận, phiếu bổ sung; hoặc gõ "
    "mã, tên, số giấy tờ, điện thoại."
)
SCAN_WARNINGS = {
    "too_long": "Mã vừa quét quá dài nên không đọc được.",
    "damaged": "Mã trên thẻ đọc bị hỏng: hãy quét lại, hoặc bấm F4 để nhập tay.",
    "not_supported": (
        "Không hỗ trợ mã trong ứng dụng VNeID hoặc ứng dụng khác: hãy quét mã QR in trên thẻ, "
        "hoặc bấm F4 để nhập tay."
    ),
    "proof": "Đây là mã của trang in thử: máy in và máy quét đều tốt.",
    "keyboard_vietnamese": (
        "Mã vừa quét bị bộ gõ tiếng Việt làm sai: hãy tắt bộ gõ (chuyển sang EN) rồi quét lại."
    ),
}
STORE_UNREAD = (
    "Lúc này không đọc được kho dữ liệu của quầy: thử lại; nếu vẫn vậy, báo kỹ thuật viên."
)
ASKING_CENTRE = "Quầy chưa biết “{code}”: đang hỏi hệ thống trung tâm…"
UNKNOWN_CODE = {
    "receipt": "Không có hồ sơ mang mã {code}.",
    "slip": "Không có phiếu bổ sung {code}.",
    "pad": "Giấy tiếp nhận dự phòng {code} chưa được nhập bù.",
}
UNKNOWN_OFFLINE = {
    "receipt": "Quầy chưa biết hồ sơ {code}; mất đường truyền nên chưa hỏi được trung tâm.",
    "slip": "Quầy chưa biết phiếu bổ sung {code}; phiếu lập ở quầy khác sẽ về khi có đường truyền.",
    "pad": "Giấy tiếp nhận dự phòng {code} chưa được nhập bù.",
}
SLIP_DONE = "Hồ sơ của phiếu {code} không còn chờ tiếp nhận: mở hồ sơ."
SEVERAL_TITLE = "Mã trùng"
SEVERAL = "Có nhiều hồ sơ in mã {code} trên giấy. Mở hồ sơ nào?"
OWN_CODE = "mang mã này"
OTHER_CODE = "nay mang mã {code}"
WITHOUT_CODE = "chưa có mã riêng"
UNNAMED = "chưa rõ tên"
PARKED = "Thẻ của {name} quét khi đang mở hồ sơ khác: đã cất vào bản nháp (F5)."
DRAFT_GONE = "Bản nháp này không còn nữa."

AT_CENTRE_TITLE = "Hồ sơ ở hệ thống trung tâm"
AT_CENTRE = (
    "Mã hồ sơ: {code}\nChủ hồ sơ: {applicant}\nThủ tục: {title}\nTiếp nhận: {received}\n"
    "Hẹn trả: {promised}\nTình trạng: {status}"
)
AT_CENTRE_HINT = "Hồ sơ này không thuộc danh sách của quầy; chỉ xem được như trên."
CLOSE = "Đóng"

PRINT_TITLE = "Giấy in"
