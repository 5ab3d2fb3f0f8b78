"""Sentences of attaching a file to a paper."""

FORMATS = "PDF, JPEG, PNG hay TIFF"
"""What may be attached; a picture is stored as a PDF around it."""
KEY = "Đính kèm"
KEY_HINT = "Quét giấy tờ của hồ sơ, hoặc đính kèm tệp PDF, ảnh"
TITLE = "Đính kèm tệp"
SECTION = "Bản quét"
WHICH_PAPER = "Tệp này là bản quét của giấy tờ nào?"
OTHER_PAPER = "Giấy tờ khác"
ATTACHED = "Đã đính kèm. Tệp đã mã hóa ở máy này và tự gửi lên trung tâm khi có đường truyền."
ATTACHED_BEFORE = "Tệp này đã đính kèm vào giấy tờ đó rồi."
NOT_ATTACHED = {
    "wrong_type": f"Tệp không phải {FORMATS}. Hãy xuất lại đúng dạng.",
    "gone": "Quầy này không có hồ sơ đó.",
}
NOTHING_TO_ATTACH = "Chưa mở được hồ sơ để đính kèm."
LINE = "{paper}: {name} ({size}), {state}"
SENT = "đã gửi"
REFUSED = (
    "{count} bản quét bị từ chối nên chưa có ở trung tâm. Ở hộp gửi (F7) mở hồ sơ của dòng ấy "
    "(Enter), quét hay đính kèm lại giấy tờ (F3)."
)
UNSENT = "chưa gửi"
"""No line yet, or its turn has not come."""
