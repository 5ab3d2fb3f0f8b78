"""What is said of settings: of a wrong `desk.toml` always the key, and what may stand there."""

NO_FILE = "Không có tệp {file}: xem lại tên và thư mục."
UNREADABLE = "Không đọc được {file}: phải là một tệp, và tài khoản này có quyền đọc."
NOT_UTF8 = "Tệp {file} không ở mã UTF-8: mở ra rồi lưu lại, chọn mã UTF-8."
NO_TOML = "Tệp {file} không đúng cú pháp TOML ({place})."
TOML_AT = "dòng {line}, cột {column}"
TOML_END = "ở cuối tệp"
IN_FILE = "{file}: {sentence}"
WRONG = "giá trị của “{key}” không dùng được; chỉ nhận {allowed}."
UNKNOWN_KEY = "không có mục “{key}”; ở đó chỉ có: {allowed}."
WRONG_TOO = "Cũng sai: {keys}."
MISSING = "thiếu mục “{key}”."
ONE_OF = "một trong: {values}"
ALLOWED = {
    "literal_error": "một trong: {expected}",
    "greater_than_equal": "số từ {ge} trở lên",
    "less_than_equal": "số không quá {le}",
    "int_type": "số nguyên",
    "int_parsing": "số nguyên",
    "int_from_float": "số nguyên",
    "string_type": "chữ trong dấu nháy",
    "path_type": "đường dẫn trong dấu nháy",
    "dict_type": "một bảng, ví dụ [printing]",
    "model_type": "một bảng, ví dụ [printing]",
    "model_attributes_type": "một bảng, ví dụ [printing]",
}
ALLOWED_OTHER = "giá trị như trong hướng dẫn"
ALLOWED_KEYS = {
    "url": "địa chỉ dạng ipp://máy:631/printers/tên hoặc ipps://…",
    "copies": "số bản từ 1 đến 9",
    "port": 'tên cổng trong dấu nháy, ví dụ "COM3" hoặc "/dev/ttyACM0"',
    "baud": "tốc độ từ 300 đến 921600, thường là 9600",
    "paper": "A4 hoặc A5",
    "resolution": "số từ 75 đến 600 (dpi)",
    "megabytes": "số từ 1 đến 20",
    "page_seconds": "số giây lớn hơn 0, không quá 3600",
    "after": "delete hoặc keep",
    "options": 'danh sách chữ, ví dụ ["--swcrop=yes"]',
}

ONLY = "Chỉ nhận {allowed}."
OPTIONS = "Dấu nháy chưa đóng: các tham số cách nhau bằng dấu cách, ví dụ --swcrop=yes."
NAME_MISSING = "Đặt tên cho máy in này, ví dụ quay-1; bỏ máy in thì xóa cả tên và địa chỉ."
NAME_TWICE = "Tên “{name}” đã dùng: mỗi máy in một tên riêng, khác pdf."
ADDRESS_MISSING = "Thiếu địa chỉ; bỏ máy in này thì xóa cả tên."
PORT_MISSING = "Đã đặt tốc độ thì phải ghi tên cổng, ví dụ COM3 hoặc /dev/ttyACM0."
EXPORT_HEAD = (
    "# Cài đặt chung của các quầy một bộ phận: desk settings import TỆP\n"
    "# Không mang theo, mỗi máy giữ của mình: [scanner]; ở [scans]: device, flatbed, feeder,\n"
    "# mode, resolution, options, folder.\n\n"
)

COMMANDS = "Mang cài đặt của quầy này sang quầy khác cùng bộ phận."
EXPORT = "Ghi cài đặt dùng chung (máy in, giấy nào in ở đâu, giới hạn khi quét) ra tệp."
EXPORT_FILE = "Tệp sẽ ghi; tệp đã có thì không ghi đè, trừ khi thêm --replace."
EXPORT_REPLACE = "Ghi đè tệp đã có."
EXPORTED = "Đã ghi cài đặt ra {file}. Ở quầy khác: desk settings import {file}"
IMPORT = "Lấy cài đặt từ tệp của quầy khác; cổng và máy quét của máy này giữ nguyên."
IMPORT_FILE = "Tệp do desk settings export ghi."
IMPORTED = "Đã lấy cài đặt từ {file}{before}. {since} Kiểm tra: desk doctor"
IMPORTED_BEFORE = "; bản trước giữ ở {before}"
IMPORTED_SINCE = {
    "now": "Dùng ngay từ bây giờ.",
    "reopen": "Chương trình đang mở: đóng rồi mở lại để in theo cài đặt mới.",
}
NOT_WRITTEN = "Không ghi được {file}: kiểm tra quyền ghi và chỗ trống của ổ đĩa."
NOT_EXPORTED = {
    "exists": "Đã có tệp {file}. Hãy chọn tên khác, hoặc thêm --replace để ghi đè.",
    "unwritable": NOT_WRITTEN,
}
