"""Every sentence that the centre shows to a person."""

from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL

from schemas.statuses import Status

STATUS_WORDS: dict[Status, str] = {
    Status.REGISTERED: "Mới đăng ký",
    Status.RECEIVED: "Được tiếp nhận",
    Status.NOT_RECEIVED: "Không được tiếp nhận",
    Status.IN_PROCESS: "Đang xử lý",
    Status.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung giấy tờ",
    Status.OBLIGATION_REQUESTED: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Status.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
    Status.STOPPED: "Dừng xử lý",
    Status.RESOLVED: "Đã xử lý xong",
    Status.RETURNED: "Đã trả kết quả",
}

LOOKUP_TITLE = "Tra cứu hồ sơ"
LOOKUP_LABEL = "Mã hồ sơ"
LOOKUP_HINT = "Mã in trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả, ví dụ 000.17.22.H02-191120-1001"
LOOKUP_BUTTON = "Tra cứu"
LOOKUP_UNREADABLE = "Đây không phải là mã hồ sơ. Vui lòng xem lại mã in trên giấy tiếp nhận."
LOOKUP_UNKNOWN = (
    "Chưa có hồ sơ mang mã này trong hệ thống. "
    "Hồ sơ mới nhận có thể cần thêm thời gian để cập nhật."
)
LOOKUP_STATUS = "Tình trạng"
LOOKUP_RECEIVED = "Ngày tiếp nhận"
LOOKUP_PROMISED = "Hẹn trả kết quả"
LOOKUP_MEANWHILE = (
    "Hệ thống đang tạm ngừng ít phút. Hồ sơ của ông/bà vẫn được giữ; xin tra lại sau."
)
LOOKUP_RETURNED = "Ngày trả kết quả"
LOOKUP_NO_STATUS = "Đang được ghi nhận"

REFUSALS: dict[str, str] = {
    "unknown_unit": "Chưa có bộ phận Một cửa với mã định danh này.",
    "unknown_account": "Bộ phận này không có tài khoản ấy.",
    "unknown_counter": "Chưa có quầy nào mang tên này, ví dụ đúng: 000.17.22.H02/Q1.",
    "newer_schema": "Cơ sở dữ liệu thuộc phiên bản mới hơn của chương trình này.",
    "pruned": "Không dựng lại được vì các bút toán cũ không còn trong cơ sở dữ liệu.",
    "bad_identifier": "Mã định danh cơ quan không đúng dạng, ví dụ đúng: 000.17.22.H02.",
    "own_heir": "Bộ phận không thể kế thừa chính mình.",
}
SERVING = "Hệ thống trung tâm sẵn sàng tại {url}"
PORT_UNUSABLE = "Không mở được cổng {port}: {reason}."
PORT_REASONS = {
    EADDRINUSE: "chương trình khác đang dùng cổng này",
    EACCES: "tài khoản này không được mở cổng nhỏ hơn 1024",
    EADDRNOTAVAIL: "máy này không có địa chỉ ấy",
}
PORT_OTHER = "lỗi {number} của hệ điều hành"
CERTIFICATE_UNUSABLE = "Không dùng được chứng thư hoặc khóa TLS đã cho."
CERTIFICATE_NEEDED = (
    "Địa chỉ này máy khác vào được, nên phải có --cert và --key; "
    "nếu máy chủ chuyển tiếp phía trước lo phần TLS thì thêm --behind-tls-proxy."
)
CERTIFICATE_WITH_KEY = "Chứng thư và khóa TLS phải đi cùng nhau."
REVOKED = "Đã thu hồi quyền của quầy {counter}; bút toán còn lại vẫn được nhận, có đánh dấu."
STORE_FAILED = "Không mở được cơ sở dữ liệu của hệ thống trung tâm."
STORE_NOT_OURS = (
    "Tài khoản này không có quyền trên các bảng của cơ sở dữ liệu. Nếu chúng vừa được phục hồi từ "
    "bản sao lưu: tạo cơ sở dữ liệu mới, rồi phục hồi vào đó với pg_restore --role=TÀI-KHOẢN."
)
PASSWORD_PROMPT = "Mật khẩu cấp ban đầu"  # noqa: S105  (a label, not a password)
PASSWORD_SHORT = "Mật khẩu phải có ít nhất {length} ký tự."  # noqa: S105  (a sentence)
FILE_UNREADABLE = "Không đọc được tệp {name}."
FILE_NOT_KNOWN = "Tệp {name} không phải là dữ liệu mà hệ thống hiểu được."
CALENDAR_WHICH = "Hãy cho biết tệp lịch hoặc dùng --official."
VERIFY_OK = "Dữ liệu toàn vẹn."
VERIFY_STALE = "{unit}: trạng thái hồ sơ do bản trước tính, chưa xét; lần chạy serve tới tính lại."
SCANS_PENDING = "Còn {count} bản quét chưa tới; bút toán của chúng đã có đủ."
CATALOGUE_STORED = "Đã lưu danh mục phiên bản {version}: {count} thủ tục."
CALENDAR_STORED = "Đã lưu lịch làm việc phiên bản {version}."
UNIT_STORED = "Đã lưu bộ phận {unit}."
ADD_HEIR = "Giao hồ sơ của một bộ phận đã sáp nhập hoặc chia tách cho bộ phận kế thừa."
GIVER = "Mã định danh của bộ phận có hồ sơ."
HEIR = "Mã định danh của bộ phận kế thừa."
HEIR_ADDED = "Từ nay {heir} cùng giải quyết hồ sơ của {unit}; đã chuyển {count} hồ sơ."
OFFICER_STORED = "Đã lưu tài khoản {account}."
OFFICER_DISABLED = (
    "Đã khóa tài khoản {account}; việc đã ghi lúc quầy mất đường truyền vẫn được nhận, có đánh dấu."
)
OFFICER_ENABLED = "Đã mở lại tài khoản {account}."
DISABLE_OFFICER = "Khóa một tài khoản: không ai đăng nhập bằng nó được nữa."
ENABLE_OFFICER = "Mở lại một tài khoản đã khóa."
REBUILT = "Đã dựng lại {count} hồ sơ."
DEMO_SEEDED = "Đã chuẩn bị dữ liệu dùng thử cho bộ phận {unit}."
