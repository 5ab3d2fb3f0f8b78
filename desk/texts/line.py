"""Words of the status line: the line, what is unsent, printer, catalogue, clock; F9's answers."""

UNKNOWN = "Đang nối trung tâm"
UP = "Có đường truyền từ {since}"
UP_SHORT = "Có mạng"
DOWN = "Mất đường truyền từ {since}"
DOWN_SHORT = "MẤT MẠNG {since}"
ELSEWHERE = "CHỈ XEM: quầy mở ở cửa sổ khác"
ELSEWHERE_SHORT = "CHỈ XEM"
STORE = "Ổ đĩa không ghi được"
HALTS = {
    "clone": "Hai máy cùng là quầy này: gọi kỹ thuật viên",
    "unknown": "Trung tâm không biết quầy này: báo tỉnh",
    "revoked": "Quầy đã bị thu hồi quyền: gọi kỹ thuật viên",
    "behind": "Trung tâm mất dữ liệu đã nhận: báo tỉnh",
    "outdated": "Phải cập nhật chương trình để gửi",
}

UNSENT = "{amount} chưa gửi"
ENTRIES_SHORT = "{entries} chưa gửi"
SCANS_SHORT = "{scans} quét chưa gửi"
BOTH_SHORT = "{entries} và {scans} quét chưa gửi"
REFUSED = "{count} bản quét bị từ chối (F7)"
REFUSED_SHORT = "{count} quét? F7"
ALL_SENT = "Đã gửi hết"
ALL_SENT_SHORT = "Gửi hết"

PRINTER_READY = "Máy in sẵn sàng"
PRINTER_SHORT = "In tốt"
NO_PRINTER = "Chỉ ghi tệp PDF"
NO_PRINTER_SHORT = "Chỉ ghi PDF"
SETTINGS_WRONG = "desk.toml có chỗ sai: chỉ ghi tệp PDF (Ctrl+O)"
SETTINGS_WRONG_SHORT = "Chỉ ghi PDF (Ctrl+O)"
PRINTING = "Đang in {count} giấy"
PRINTING_SHORT = "In {count}"
PRINT_ASKS = "{count} giấy cần xem lại (F8)"
PRINT_ASKS_SHORT = "{count} giấy? F8"

CATALOGUE_TODAY = ("Danh mục bản {version}, mới hôm nay", "Danh mục {version}, hôm nay")
CATALOGUE_DAYS = ("Danh mục bản {version}, {days} ngày trước", "Danh mục {version}, {days} ngày")
NO_CATALOGUE = "Chưa có danh mục thủ tục"
NO_CATALOGUE_SHORT = "Chưa có danh mục"

CLOCK = "{now:%H:%M} {now:%d/%m/%Y}"
CLOCK_SHORT = "{now:%H:%M}"
CLOCK_BEHIND = "Đồng hồ máy chạy lùi: {now:%H:%M %d/%m/%Y}"
CLOCK_OFF = "Đồng hồ lệch {minutes} phút: {now:%H:%M}"
CLOCK_WARNINGS = {
    "behind_entries": (
        "Đồng hồ máy đang sớm hơn hồ sơ đã ghi gần nhất. Hãy chỉnh lại giờ trước khi tiếp nhận."
    ),
    "off_centre": (
        "Đồng hồ máy lệch hơn 2 phút so với hệ thống trung tâm. Hãy chỉnh lại giờ trước khi tiếp "
        "nhận."
    ),
}
PASSWORD_DUE = "Chưa đổi mật khẩu được cấp"  # noqa: S105  (a sentence)
PASSWORD_DUE_SHORT = "Chưa đổi MK"  # noqa: S105  (a sentence)

ASKING = "Đang hỏi hệ thống trung tâm…"
ANSWERS = "Hệ thống trung tâm trả lời."
UNREACHED = "▲ Chưa nối được: {trouble}. Quầy vẫn làm việc, và tự gửi sau."
SILENT = (
    "▲ Hệ thống trung tâm không trả lời trong {seconds} giây. Quầy vẫn làm việc, và tự gửi sau."
)
ANSWERS_BUT = "▲ Hệ thống trung tâm trả lời nhưng: {what}."
DISK_FULL = "▲ Ổ đĩa của quầy không ghi được: dọn bớt tệp, hoặc gọi kỹ thuật viên."
