"""Sentences of the settings screen: fields, trials, and what becomes of a change."""

TITLE = "Cài đặt quầy"
KEY = "Cài đặt"
KEY_HINT = "Máy in, máy quét, thư mục quét của quầy này; thử từng thiết bị"
HELP = (
    "Cài đặt của riêng máy này, ghi trong desk.toml. Tab, ↑ ↓: sang ô khác; ← → hoặc phím cách: "
    "đổi giá trị trong ‹ ›. F5 dò thiết bị cho mục đang đứng rồi chọn từ danh sách; ở mục 2, máy "
    "in được chọn dùng cho giấy của dòng đó. F6, F7, F8, F9 thử với những gì đang gõ, chưa cần lưu "
    "(máy quét mã: theo cổng đã lưu). Ô để trống thì dùng giá trị thường. Muốn bỏ một "
    "máy in: xóa cả tên và địa chỉ của nó."
)
READING = "Đang đọc desk.toml…"
READ_ONLY = "Chỉ xem: kỹ thuật viên hoặc trưởng bộ phận mới sửa được. Ai cũng thử được."
NOT_TAKEN = (
    "▲ Chưa đổi gì: chỉ kỹ thuật viên hoặc trưởng bộ phận đăng nhập mới đổi được. "
    "Đọc cho họ: {value}"
)
LOOK_ONLY = "{question}\nBạn đang chỉ xem: chọn một dòng không đổi gì."
MEND = "Giá trị đúng trong tệp vẫn ở các ô dưới đây. Sửa chỗ sai rồi F2; tệp cũ được giữ bên cạnh."
MEND_FILE = (
    "Sửa ngay trong tệp để giữ cài đặt cũ; F2 thì viết lại từ đầu, tệp cũ được giữ bên cạnh."
)

KEYS = {
    "save": ("Lưu", "Ghi desk.toml; bản trước giữ ở desk.toml.truoc"),
    "find": ("Dò", "Dò máy in, cổng hoặc máy quét cho mục đang đứng"),
    "print": ("In thử", "In trang thử ở máy in của ô đang đứng, theo những gì đang gõ"),
    "scanner": ("Quét mã", "Xem máy quét mã gửi gì"),
    "scan": ("Quét trang", "Quét thử một trang giấy, không giữ lại"),
    "line": ("Trung tâm", "Hỏi hệ thống trung tâm ngay"),
    "leave": ("Trở về", "Trở về bàn làm việc"),
}

PRINTERS = "1. Máy in"
PRINTER = "Tên máy {number}"
PRINTER_HINT = "đặt tên"
CERTIFICATE = "· chứng thư"
CERTIFICATE_HINT = "tệp .pem để cạnh desk.toml, khi máy in tự ký"
PROGRAM = "· chương trình"
PROGRAM_HINT = "để trống: lệnh của hệ thống; Windows: C:/…/SumatraPDF.exe"
ADDRESS_HINT = "ipp://…, thư mục, tên hàng đợi"
KINDS = (("ipp", "IPP"), ("folder", "thư mục"), ("command", "lệnh in"))
ROUTES = "2. Giấy nào in ở đâu"
TABLES = {
    "printing": "Mọi giấy",
    "forms.receipt": "Giấy tiếp nhận",
    "forms.supplement": "Phiếu bổ sung",
    "forms.test-page": "Trang in thử",
}
FALLBACK = "Dự phòng"
COPIES = "· số bản"
PAPER = "Khổ giấy"
AS_ALL = "như mọi giấy"
NONE = "không"
PAPERS_ALL = (("", "mọi khổ"), ("A5", "A5"), ("A4", "A4"))
PAPERS = (("", AS_ALL), ("A5", "A5"), ("A4", "A4"))
FOLDER_NAME = "pdf (thư mục)"
SCANNER = "3. Máy quét mã (chỉ khi nối cổng COM)"
PORT = "Cổng"
PORT_HINT = "COM3, /dev/ttyACM0; để trống nếu gửi như bàn phím"
BAUD = "Tốc độ"
SCANS = "4. Quét giấy tờ"
DEVICE = "Máy quét"
DEVICE_HINT = "tên SANE (F5: dò); để trống nếu chỉ lấy từ thư mục"
FLATBED = "Mặt kính"
FEEDER = "Khay nạp"
MODE = "Chế độ"
RESOLUTION = "Dpi"
FOLDER = "Thư mục quét"
FOLDER_HINT = "để trống: thư mục quet của quầy"
AFTER = "Lấy xong thì"
AFTERS = (("delete", "xóa"), ("keep", "giữ ở da-lay"))
MEGABYTES = "MB tối đa"
PAGE_SECONDS = "Giây mỗi trang"
OPTIONS = "Tham số thêm"
OPTIONS_HINT = "cho scanimage, ví dụ --swcrop=yes; thường để trống"

WRONG = "Còn {count} chỗ chưa đúng; chưa lưu gì."
MENDED = "Các ô đã đúng cả: lưu (F2), hoặc thử lại."
SAVED = "Đã lưu, dùng cài đặt mới ngay."
CERTIFICATE_MISSING = (
    "▲ Đã lưu, nhưng chưa có tệp chứng thư {file}: chép tệp đó vào thì {printer} mới in được."
)
NOT_SAVED = "Không ghi được desk.toml: kiểm tra quyền ghi và chỗ trống của ổ đĩa. Chưa mất gì."
NOTHING_NEW = "Không có gì thay đổi."
LOSE_TITLE = "Lưu desk.toml"
LOSE_ALL = (
    "Không đọc được gì trong desk.toml cũ. Lưu bây giờ là bỏ mọi cài đặt trong tệp đó (máy in, máy "
    "quét, số bản…) và dùng đúng những gì ở các ô này.\nTệp cũ được giữ ở {kept}."
)
LOSE_SOME = (
    "Lưu bây giờ thì những mục sau của desk.toml cũ không còn: {keys}.\nTệp cũ được giữ ở {kept}."
)
LOSE_STAY = "Chưa lưu, trở lại"
LOSE_GO = "Lưu theo các ô này"
LEAVE_TITLE = "Cài đặt"
LEAVE = "Có thay đổi chưa lưu. Bỏ những thay đổi đó?"
LEAVE_STAY = "Ở lại"
LEAVE_GO = "Bỏ thay đổi, trở về"
SCAN_UNUSED = "Máy quét mã gửi được tới đây. F7: xem kỹ nó gửi gì."

LOOKING = {
    "printers": "Đang dò máy in (vài giây)…",
    "ports": "Đang dò cổng…",
    "scanners": "Đang dò máy quét (có thể nửa phút)…",
}
FOUND = {
    "printers": "Dùng máy in nào?",
    "ports": "Máy quét mã ở cổng nào?",
    "scanners": "Dùng máy quét nào?",
}
TAKEN = {
    "added": "Đã thêm máy in {name}.",
    "moved": "Máy in {name} nay ở địa chỉ mới.",
    "known": "Máy in này đã có, tên là {name}; không thêm lần nữa.",
}
ROUTED = {
    "printer": "{form}: in ở {name}.",
    "fallback": "{form}: dự phòng là {name}.",
}
THEN_SAVE = "F2: lưu."
FOUND_NONE = {
    "printers": "Không thấy hàng đợi hay máy in mạng nào: gõ địa chỉ ipp://… của máy in.",
    "ports": "Không thấy cổng nào: cắm máy quét, và đặt nó ở chế độ USB-COM.",
    "scanners": "Không thấy máy quét nào: kiểm tra cáp, nguồn; cài sane-utils và trình điều khiển.",
}
SCAN_TRYING = "Đang quét thử một trang…"
SCAN_DONE = "Quét được một trang ({size}). Trang này không được giữ."
FOLDER_THERE = "Chưa đặt máy quét. Thư mục quét mở được."
FOLDER_MISSING = "Chưa đặt máy quét, và không mở được thư mục quét: kiểm tra đường dẫn, ổ mạng."
FIRST_SAVE = "Sửa những ô báo ▲ trước khi thử."

TRIED_AT = "{name}, khổ {paper} · {told}"
NO_PRINTER_THERE = "Dòng này chưa có máy in. Gõ tên và địa chỉ, hoặc bấm F5 để tìm, rồi bấm F6."
