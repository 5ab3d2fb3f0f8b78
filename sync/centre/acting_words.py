"""Every sentence of the commands that write at the centre."""

from sync.centre.words import STATUS_WORDS

REFUSED: dict[str, str] = {
    "unknown_unit": "Chưa có bộ phận Một cửa với mã định danh này.",
    "unknown_dossier": "Không có hồ sơ nào mang mã {code}.",
    "unknown_deed": "Không có việc «{deed}». Các việc: {deeds}.",
    "missing_option": "Thiếu {option} cho việc này.",
    "not_now": "Việc này không làm được khi hồ sơ đang ở tình trạng «{status_words}».",
    "unknown_procedure": "Danh mục hiện hành không có thủ tục {procedure}.",
    "unknown_case": "Thủ tục này không có trường hợp «{case}».",
    "invalid": "Tệp hồ sơ trực tuyến thiếu hoặc sai mục «{field}».",
    "file": "Tệp {name} không phải là một hồ sơ trực tuyến viết bằng JSON.",
    "bad_date": "Ngày của văn bản phải viết như 2020-03-12; «{date}» không phải là một ngày.",
    "date_to_come": "Ngày của văn bản, {date}, chưa tới. Hãy xem lại.",
    "due_too_early": "Thời điểm hẹn lại phải sau lúc này và sau lần hẹn trước.",
    "due_day_off": "Thời điểm hẹn lại rơi vào ngày nghỉ. Hãy chọn một ngày làm việc.",
    "no_number": "Dải số của hệ thống trung tâm đã hết cho ngày hôm nay.",
}
DEEDS = (
    "take (tiếp nhận xử lý), supplement (yêu cầu bổ sung), supplemented (đã bổ sung), pay (yêu cầu "
    "thực hiện nghĩa vụ tài chính), paid (đã thực hiện nghĩa vụ), resolve (có kết quả), stop (dừng "
    "giải quyết), withdraw (công dân rút hồ sơ), refuse (từ chối), return (trả kết quả), apologise "
    "(xin lỗi và hẹn lại), hand-over (bàn giao), arrive (kết quả đã về bộ phận Một cửa)."
)
DEPARTMENT = "Phòng chuyên môn"
"""Who acts where nobody is named."""
DONE = "Đã ghi: {code}, tình trạng {status}."
ALREADY = "Đã ghi từ trước: {code}, tình trạng {status}."
FLAGGED = "Có vướng mắc cần cán bộ xem: {case}."
BAD_TIME = "Thời điểm phải viết như 2020-03-12 hoặc 2020-03-12T16:30."
NO_STATUS = "chưa có"


def status_words(number: int | None) -> str:
    """A status in words."""
    return next((said for one, said in STATUS_WORDS.items() if one == number), NO_STATUS)
