"""Sentences of scanning a dossier's papers: sources, pages, and what to do when a scanner stops."""

from desk.texts.scans import FORMATS

TITLE = "Đính kèm giấy tờ"
TITLE_OF = "{title} · {code}"
PAGES = "Trang"
PREVIEW = "Xem trước"
NO_PAGES = "Chưa có trang nào. F3: chọn nơi lấy."
COLUMN_PAGE = "Trang"
COLUMN_SIZE = "Khổ giấy"
COLUMN_BYTES = "Cỡ"
COLUMN_FROM = "Từ"
PAGE_SIZE = "{wide}×{high} mm"
TURNED = ", xoay {turn}°"
KIND = "{name} · {kind}"
NO_PICTURE = "{name}\n{size}\n{pages}\n\n{path}"
SCANNER = "máy quét"
PAGES_OF = "{number} trang"
UNCOUNTED = "chưa đếm được số trang"

SOURCES = "Lấy bản quét từ đâu?"
FROM_FLATBED = "Máy quét: mặt kính (một trang)"
FROM_FEEDER = "Máy quét: khay nạp (mọi trang trong khay)"
FROM_PATH = "Tệp khác: gõ đường dẫn"
FROM_FOLDER = "Bản quét mới: {name} ({size}, {at})"
FOLDER_HINT = "Bản quét từ chương trình của máy quét tự hiện ở đây khi đã ghi xong."
NO_FOLDER = "Không mở được thư mục quét. Kiểm tra ổ mạng hoặc báo kỹ thuật viên."
ASK_PATH = f"Đường dẫn của tệp ({FORMATS})?"
EMPTY_PATH = "Gõ đường dẫn của tệp."

SCANNING = "Đang quét… Esc: dừng."
SCANNING_PAGE = "Đang quét: đã có {pages} trang. Esc: dừng."
STOPPING = "Đang dừng máy quét…"
SCANNED = "Đã quét {pages} trang. F2: lưu vào một giấy tờ của hồ sơ."
LEFT = "Còn {pages} trang. F2: lưu vào một giấy tờ của hồ sơ."
TAKEN = "Đã lấy {pages} trang từ {name}. F2: lưu vào một giấy tờ của hồ sơ."
TAKEN_DOCUMENT = "Tệp PDF được đính kèm nguyên như vậy. F2: lưu vào một giấy tờ của hồ sơ."
TAKEN_UNREAD = (
    "Quầy không mở được tệp PDF này: tệp có mật khẩu hoặc bị hỏng, người khác cũng không mở được. "
    "Nên quét lại giấy. F2: vẫn đính kèm nguyên như vậy."
)
STORING = "Đang lưu…"
NOT_PUT_AWAY = "Không dọn được tệp khỏi thư mục quét: hãy tự xóa, kẻo lẫn sang hồ sơ sau."
DEVICES_SEEN = " Máy này thấy: {names}."
KEPT_PAGES = " Đã giữ {pages} trang quét trước đó."
NOT_BOTH = "Tệp PDF được đính kèm riêng: hãy lưu hoặc bỏ các trang này trước."
PAGE_DAMAGED = "Máy quét gửi một trang hỏng. Quét lại trang đó."
LIMIT = (
    "Bản quét lớn hơn {limit} MB. Bỏ bớt trang, lưu làm nhiều lần, hoặc quét độ phân giải thấp hơn."
)

NOTHING_TO_STORE = "Chưa có trang nào để lưu."
NOTHING_TO_TURN = "Không có trang nào để xoay ở đây."
NOTHING_TO_RESCAN = "Chỉ quét lại được trang lấy từ máy quét."
LEAVE_TITLE = "Bỏ bản quét"
LEAVE = "Bỏ {pages} chưa lưu?"
LEAVE_STAY = "Ở lại"
LEAVE_GO = "Bỏ, không lưu"

SCANNER_SAYS = {
    "jammed": "Giấy kẹt trong máy quét. Mở nắp, lấy giấy ra rồi quét tiếp các trang còn lại.",
    "no_docs": "Khay nạp hết giấy. Đặt giấy vào khay rồi quét lại.",
    "cover_open": "Nắp máy quét đang mở. Đóng nắp rồi quét lại.",
    "busy": "Máy quét đang bận. Chờ chương trình khác quét xong rồi quét lại.",
    "io_error": "Mất liên lạc với máy quét. Kiểm tra cáp và nguồn điện rồi quét lại.",
    "denied": "Tài khoản của máy tính này không được dùng máy quét. Báo kỹ thuật viên.",
    "no_device": "Không thấy máy quét {device}. Kiểm tra cáp, nguồn điện hoặc báo kỹ thuật viên.",
    "not_installed": "Máy này chưa cài scanimage (gói sane-utils). Báo kỹ thuật viên.",
    "timed_out": "Quá {seconds} giây không có trang nào. Tắt, bật máy quét rồi quét lại.",
    "settings": "Máy quét không nhận cài đặt (chế độ, độ phân giải hay khay). Báo kỹ thuật viên.",
    "cancelled": "Đã dừng quét.",
    "disk": "Không ghi được trang quét: ổ đĩa đầy hoặc không có quyền ghi.",
    "other": "Máy quét dừng vì lỗi không rõ. Tắt, bật máy quét rồi quét lại.",
}  # fmt: skip
FILE_SAYS = {
    "unreadable": "Không đọc được tệp. Kiểm tra đường dẫn và quyền đọc.",
    "empty": "Tệp rỗng. Hãy quét lại.",
    "too_big": "Tệp lớn hơn {limit} MB. Quét lại với độ phân giải thấp hơn, hoặc chia nhỏ.",
    "damaged": f"Tệp hỏng, hoặc không phải {FORMATS}. Tệp vẫn ở chỗ cũ; hãy quét lại.",
    "too_large": "Ảnh có quá nhiều điểm. Quét lại với độ phân giải 300 dpi trở xuống.",
    "too_many": "Tệp có quá nhiều trang. Chia nhỏ rồi lấy lại.",
}

KEYS = {
    "store": ("Lưu", "Lưu các trang thành một PDF, vào giấy tờ của hồ sơ"),
    "add": ("Thêm trang", "Quét thêm, hoặc lấy thêm tệp"),
    "again": ("Quét lại", "Quét lại trang đang chọn"),
    "turn": ("Xoay", "Xoay trang đang chọn một phần tư vòng"),
    "drop": ("Bỏ trang", "Bỏ trang đang chọn"),
    "up": ("Lên", "Đưa trang đang chọn lên trước"),
    "down": ("Xuống", "Đưa trang đang chọn xuống sau"),
    "leave": ("Trở về", "Trở về hồ sơ; đang quét thì dừng máy quét"),
}
HELP = """\
Đính kèm giấy tờ

Đặt giấy lên mặt kính hoặc vào khay nạp rồi chọn nơi quét. Xem từng trang; bỏ, xoay, xếp lại
hoặc quét lại trang chưa đạt. Lưu xong, các trang thành một tệp PDF đã mã hóa ở máy này.
"""
