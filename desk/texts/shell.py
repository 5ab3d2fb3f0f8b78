"""Sentences of the program as a whole: keys everywhere, locking, help, leaving."""

PROGRAM = "Quầy Một cửa"
COUNTER = "Quầy {counter}"

KEY_HELP = "Trợ giúp"
KEY_HELP_HINT = "Các phím dùng được ở màn hình này"
KEY_LOCK = "Khóa"
KEY_LOCK_HINT = "Khóa bàn làm việc khi rời quầy; việc đang làm vẫn giữ nguyên"
KEY_QUIT = "Thoát"
KEY_QUIT_HINT = "Đóng chương trình"

SCAN_MANGLED = "Không dùng mã vừa quét"
SCAN_UNUSED = "Màn hình này không dùng đến mã vừa quét: quay về bàn làm việc (Esc) rồi quét lại."

HELP_TITLE = "Trợ giúp"
HELP_LEAVE = "↑ ↓: cuộn · Esc: đóng"
QUIT_KEY = "Muốn thoát, bấm Ctrl+Q."

QUIT_TITLE = "Thoát"
QUIT_UNSENT = (
    "Còn {amount} chưa gửi lên hệ thống trung tâm. Tất cả đã được lưu và sẽ tự gửi khi mở lại "
    "chương trình. Thoát bây giờ?"
)
QUIT_STAY = "Ở lại, chờ gửi xong"
QUIT_GO = "Thoát"

PRINT_FAILED = (
    "Chưa in được {count} giấy. Hồ sơ vẫn được lưu đầy đủ; "
    "xem và in lại ở Giấy in (F8 trên bàn làm việc)."
)
PRINT_TITLE = "Máy in"
PLACE = "Quầy {counter} · {unit}"
