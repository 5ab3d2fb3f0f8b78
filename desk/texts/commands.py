"""What the commands say: their help, and one sentence for each way they can fail."""

from desk.texts.centre import STRANGER, STRANGER_DO, VERSIONS_DO
from desk.texts.home import SHUT

PROGRAM = "Quầy tiếp nhận hồ sơ một cửa. Không kèm lệnh nào thì mở chương trình."
HOME = "Thư mục dữ liệu của quầy (mặc định: biến DESK_HOME, sau đó là ~/.quay-mot-cua)."
JSON = "In một đối tượng JSON."
ENROL = "Ghi danh máy này làm một quầy, bằng mã dùng một lần do trung tâm cấp."
ENROL_URL = "Địa chỉ hệ thống trung tâm."
ENROL_CODE = "Mã ghi danh dùng một lần."
ENROL_NAME = "Tên quầy, ví dụ Q1."
CENTRE = "Chuyển quầy sang địa chỉ mới của cùng trung tâm; hỏi trung tâm ở đó rồi mới đổi."
CENTRE_URL = "Địa chỉ mới, dạng https://máy:cổng."
CENTRE_CHANGED = "Từ nay quầy làm việc với trung tâm tại {url}."
CENTRE_STRANGE = (
    "Trung tâm tại {url} không biết quầy này; địa chỉ cũ được giữ. "
    "Hỏi lại địa chỉ ở quản trị của trung tâm."
)
CENTRE_OUTDATED = (
    "Trung tâm tại {url} và chương trình này khác phiên bản quá xa; địa chỉ cũ được giữ. "
    + VERSIONS_DO
)
GATEWAY = (
    "Máy chủ trước trung tâm tại {url} báo trung tâm chưa chạy. Vài phút nữa hãy gõ lại; kéo dài "
    "quá một giờ thì báo tỉnh."
)
CENTRE_BUSY = (
    "Trung tâm tại {url} chưa trả lời được lúc này; địa chỉ cũ được giữ. Vài phút nữa hãy gõ lại."
)
REBUILD = "Dựng lại các bảng tra cứu từ nhật ký."
SYNC = "Gửi hết bút toán chưa gửi và nhận tin mới, không mở màn hình."
SYNC_ONCE = "Chạy một lượt rồi thoát."
SYNC_NEEDS_ONCE = "Thêm --once: lệnh này chạy một lượt rồi thoát; mở chương trình thì tự đồng bộ."
STATUS = "Cho biết tình trạng của quầy."
VERIFY = "Kiểm tra nhật ký và các bảng tra cứu."
DUE = "Tính thời điểm hẹn trả kết quả."
DUE_RECEIVED = "Thời điểm nhận đủ hồ sơ (ISO 8601; không ghi múi giờ là giờ Việt Nam)."
DUE_LIMIT = "Thời hạn giải quyết, bằng số."
DUE_UNIT = "Đơn vị: working_day, calendar_day, hour hoặc same_day."
DUE_CUTOFF = "Giờ chốt nhận hồ sơ trong ngày, ví dụ 15:00."
CARD = "Đọc từng dòng quét từ đầu vào chuẩn, in một dòng JSON cho mỗi dòng."
RECEIVE = "Tiếp nhận một hồ sơ từ tệp JSON (mô tả trong schemas/README.md)."
RECEIVE_FILE = "Tệp JSON của biểu mẫu tiếp nhận."
DEMO = "Dựng bộ phận Một cửa mẫu trên máy này rồi mở quầy."
DEMO_HOME = "Thư mục của bộ phận mẫu: quầy, hệ thống trung tâm và mọi giấy tờ nằm trong đó."
DEMO_HEADLESS = "Không mở màn hình: chạy một ngày làm việc mẫu."

NOT_ENROLLED = (
    "Máy này chưa ghi danh. Xin mã ghi danh của trung tâm rồi chạy: desk enrol URL MÃ --name Q1"
)
ALREADY_ENROLLED = "Thư mục này đã là quầy {counter}. Để ghi danh quầy khác, dùng --home khác."
HOME_TAKEN = "Một chương trình khác đang dùng thư mục này. Hãy đóng chương trình đó rồi chạy lại."
UNREACHABLE = "Không liên lạc được với trung tâm tại {url}. Kiểm tra địa chỉ và đường truyền."
NOT_THE_CENTRE = STRANGER + " tại {url}. " + STRANGER_DO
UNTRUSTED = "Không tin được trung tâm tại {url}: {trouble}."
URL_NOT_ALLOWED = (
    "Địa chỉ trung tâm phải là https (hoặc http trên chính máy này), chỉ gồm máy chủ và cổng."
)
ENROL_REFUSED = {
    "unknown_code": "Mã ghi danh không đúng hoặc đã dùng. Hãy xin trung tâm một mã mới.",
    "expired_code": "Mã ghi danh đã quá hạn. Hãy xin trung tâm một mã mới.",
    "no_slot": "Bộ phận này đã hết dải số cho quầy mới. Báo quản trị của trung tâm.",
    "bad_name": "Tên quầy gồm chữ in hoa và chữ số, ví dụ Q1.",
    "code_used": "Mã ghi danh đã được dùng. Hãy xin trung tâm một mã mới.",
    "name_taken": "Tên quầy này đã có. Hãy chọn tên khác, ví dụ Q2.",
    "protocol": "Trung tâm và chương trình này khác phiên bản quá xa. " + VERSIONS_DO,
}
ENROL_REFUSED_OTHER = "Trung tâm không ghi danh được quầy này (lý do: {code})."
ENROLLED = "Đã ghi danh quầy {counter}."
DRAINED = "Đã gửi hết. Quầy và trung tâm khớp nhau."
WHOLE = "Nhật ký nguyên vẹn, các bảng tra cứu khớp với nhật ký."
BROKEN = "Có {count} chỗ không khớp. Giữ nguyên máy và báo cho kỹ thuật viên."
REBUILT = "Đã dựng lại các bảng tra cứu."
FILE_UNREADABLE = "Không đọc được tệp {file}. Kiểm tra đường dẫn và nội dung JSON."
FORM_UNREADABLE = "Tệp không đúng dạng biểu mẫu tiếp nhận, ở: {where}."
PROCEDURE_MISSING = "Thiếu thủ tục: ghi mã thủ tục quốc gia ở “procedure”."
PROCEDURE_UNKNOWN = "Danh mục của quầy không có thủ tục mang mã ghi ở “procedure”."
CASE_MISSING = "Thiếu trường hợp: ghi ở “case” một trong các khóa: {keys}."
CASE_UNKNOWN = "Thủ tục không có trường hợp ghi ở “case”. Các khóa có thể ghi: {keys}."
OFFICER_UNKNOWN = "Không có cán bộ nào đang hoạt động với tài khoản ghi trong tệp."
INSTANT_UNREADABLE = "Không hiểu thời điểm “{text}”. Ghi dạng 2020-03-02T09:00."
DUE_UNIT_WRONG = "Đơn vị (--unit) phải là working_day, calendar_day, hour hoặc same_day."
DUE_REFUSED = {
    "amount_not_positive": "Thời hạn (--limit) phải từ 1 trở lên.",
    "too_long": "Thời hạn (--limit) quá dài: kiểm tra lại con số.",
    "cutoff_unreadable": "Giờ chốt (--cutoff) phải ghi như 15:00.",
    "received_out_of_range": "Thời điểm nhận (--received) phải từ năm 2000 đến năm 2199.",
}
DUE_BEYOND_CALENDAR = (
    "Lưu ý: chưa có lịch nghỉ chính thức cho những ngày này; hãy kiểm tra lại trước khi hẹn."
)
RECEIVE_REFUSED = "Chưa tiếp nhận được. {reasons}"
STORE_FAILED = SHUT | {
    "busy": "Dữ liệu đang bận. Chờ một lát rồi chạy lại.",
    "wrong_key": "Khóa không mở được dữ liệu của quầy. Báo kỹ thuật viên, không xóa gì.",
    "too_big": "Nội dung quá dài (một lần ghi chỉ được 256 KiB) nên chưa ghi gì: hãy rút ngắn.",
    "odd_text": "Nội dung có ký tự hỏng nên chưa ghi gì: hãy gõ lại chỗ ấy.",
    "too_new": "Dữ liệu do phiên bản mới hơn ghi. Hãy cập nhật chương trình.",
}
STORE_FAILED_OTHER = "Không mở được dữ liệu của quầy. Báo kỹ thuật viên, không xóa gì."
LINE = {"up": "thông", "down": "đứt", "unknown": "chưa rõ"}
STATUS_LINES = (
    "Quầy {counter}, mã kỳ nhật ký {epoch_name}. Đường truyền: {line}.\n"
    "Bút toán: {head_seq}, đã gửi {acked_seq}, chưa gửi {unsent}.\n"
    "Bản quét: chưa gửi {scans}, bị từ chối {scans_refused}.\n"
    "Hồ sơ: {dossiers}. Bản nháp: {drafts}."
)
