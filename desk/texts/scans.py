"""Sentences of attaching a file to a paper."""

KEY = "Đính kèm"
KEY_HINT = "Đính kèm tệp PDF hoặc ảnh vào một giấy tờ của hồ sơ"
TITLE = "Đính kèm tệp"
SECTION = "Bản quét"
WHICH_PAPER = "Tệp này là bản quét của giấy tờ nào?"
OTHER_PAPER = "Giấy tờ khác"
WHICH_FILE = "Chọn tệp trong thư mục quét ({folder}):"
TYPE_PATH = "Gõ đường dẫn của tệp khác"
ASK_PATH = "Đường dẫn của tệp (PDF, JPEG hoặc PNG, không quá 20 MB)?"
EMPTY_PATH = "Gõ đường dẫn của tệp."
FILE = "{name} ({size})"
ATTACHED = "Đã đính kèm. Tệp đã mã hóa ở máy này và tự gửi lên trung tâm khi có đường truyền."
ATTACHED_BEFORE = "Tệp này đã đính kèm vào giấy tờ đó rồi."
NOT_ATTACHED = {
    "unreadable": "Không đọc được tệp. Kiểm tra đường dẫn và quyền đọc.",
    "too_big": "Tệp lớn hơn 20 MB. Hãy quét lại với độ phân giải thấp hơn, hoặc chia nhỏ.",
    "empty": "Tệp rỗng. Hãy quét lại.",
    "wrong_type": "Tệp không phải PDF, JPEG hay PNG. Hãy xuất lại đúng dạng.",
    "gone": "Quầy này không có hồ sơ đó.",
}
NOTHING_TO_ATTACH = "Chưa mở được hồ sơ để đính kèm."
LINE = "{paper}: {name} ({size}), {state}"
SENT = "đã gửi"
UNSENT = "chưa gửi"
"""No line yet, or its turn has not come."""
