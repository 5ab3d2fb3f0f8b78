"""Sentences of the outbox screen."""

from desk.texts.dossier import KINDS

TITLE = "Hộp gửi"
LOADING = "Đang đọc hộp gửi…"
EMPTY = "Không còn gì phải gửi."
HELP = """\
Hộp gửi

Mọi bút toán chưa tới hệ thống trung tâm, theo thứ tự sẽ gửi; sau đó là những bút toán
trung tâm đã nhận nhưng tạm gác, chờ giải quyết; cuối cùng là các bản quét chưa gửi.
Không có gì ở đây bị mất: tất cả đã ghi vào ổ đĩa của quầy và tự gửi khi có đường truyền.

Bản quét bị từ chối thì mở hồ sơ rồi quét hay đính kèm lại giấy tờ đó.

- Enter: mở hồ sơ của dòng đang chọn.
- F9: thử gửi lại ngay.
- Esc: trở về.
"""
KEY_RETRY = "Gửi lại ngay"
KEY_RETRY_HINT = "Thử nối trung tâm và gửi ngay, không chờ"
KEY_LEAVE = "Trở về"
KEY_LEAVE_HINT = "Trở về bàn làm việc"
RETRYING = "Đang thử gửi lại…"

COLUMN_AT = "Ghi lúc"
COLUMN_KIND = "Việc"
COLUMN_CODE = "Hồ sơ"
COLUMN_OFFICER = "Cán bộ"
COLUMN_STATE = "Tình trạng"

UNSENT = "{unsent} bút toán chưa gửi, cũ nhất {oldest}"
ALL_SENT = "Mọi bút toán đã tới trung tâm"
OTHERS = "{parked} tạm gác · {scans} bản quét ({size})"
LINE_UP = "Có đường truyền từ {since}."
LINE_DOWN = "Mất đường truyền từ {since}: {trouble}."
ELSEWHERE = "Cửa sổ này chỉ để xem; gửi và nhận là việc của cửa sổ kia."
LINE_UNKNOWN = "Đang nối trung tâm."
LINE_TROUBLED = "Trung tâm có trả lời nhưng chưa nhận: {trouble}."
TROUBLES = {
    "timeout": "trung tâm không trả lời kịp",
    "no_route": "không tới được trung tâm",
    "broken_off": "đường truyền đứt giữa chừng",
    "not_the_centre": "có máy khác trả lời thay trung tâm (Wi-Fi phải đăng nhập?)",
    "gateway": "máy chủ trước trung tâm báo trung tâm chưa chạy",
    "certificate_over": "chứng thư của trung tâm đã hết hạn, hoặc sai ngày giờ máy này",
    "certificate_early": "chứng thư của trung tâm chưa có hiệu lực, hoặc sai ngày giờ máy này",
    "certificate_name": "chứng thư ở địa chỉ ấy mang tên máy khác",
    "certificate_authority": (
        "chứng thư ở địa chỉ ấy không do cơ quan trong ca.pem của quầy cấp, hoặc quầy thiếu ca.pem"
    ),
    "damaged": "gói tin nhận về bị hỏng",
    "store": "ổ đĩa của quầy không ghi được",
    "unavailable": "trung tâm đang bận",
    "busy": "trung tâm đang bận",
    "scans": "còn bản quét chưa gửi được",
    "internal": "trung tâm gặp lỗi",
    "too_big": "gói gửi quá lớn, đang chia nhỏ",
    "broken_entry": "trung tâm không đọc được một bút toán trong gói, đang chia nhỏ",
    "foreign_entry": "trung tâm thấy trong gói có bút toán không phải của quầy này, đang chia nhỏ",
    "unordered": "trung tâm thấy bút toán trong gói không liền số, đang chia nhỏ",
    "fork": "sổ của trung tâm và của quầy khác nhau, đang đối chiếu để ghi tiếp",
    "epoch": "trung tâm chưa biết kỳ nhật ký này của quầy, đang nối lại từ đầu",
    "stuck": "trung tâm không nhận được bút toán đứng đầu hàng",
    "too_slow": "đường truyền quá chậm, trung tâm thôi chờ",
    "offset": "trung tâm chưa nhận đủ, sẽ gửi tiếp",
    "wrong_hash": "tới nơi không còn nguyên vẹn, sẽ gửi lại",
    "unknown_token": "trung tâm không nhận thẻ của quầy",
    "gap": "trung tâm xin gửi lại từ chỗ còn thiếu",
}
STUCK = (
    "Trung tâm không nhận được bút toán số {seq}{about}; các bút toán sau phải chờ nó, không gì bị "
    "mất. Chạy desk verify, báo kỹ thuật viên của tỉnh; desk export-bundle TỆP giữ một bản mang đi."
)
ABOUT = " (hồ sơ {code})"
STUCK_ROW = "trung tâm không nhận được: báo kỹ thuật viên"
BEHIND_STUCK = "chờ bút toán đầu hàng"
TROUBLE_OTHER = "lý do {code}"
HALTS = {
    "clone": (
        "Dừng gửi và dừng cấp số: có một máy khác đang dùng tên quầy này; mọi điều đã ghi được "
        "giữ. Kỹ thuật viên chọn một máy để bỏ, mang đi những gì chỉ máy ấy có (desk export-bundle "
        "TỆP), tắt hẳn, rồi tỉnh chạy: desk-centre settle-clone MÃ-QUẦY."
    ),
    "unknown": (
        "Dừng gửi: trung tâm không biết thẻ của quầy này, có lẽ đang chạy một cơ sở dữ liệu khác. "
        "Vẫn tiếp nhận được, mọi điều đã ghi được giữ và sẽ gửi khi trung tâm nhận ra; báo tỉnh."
    ),
    "revoked": (
        "Quầy đã bị thu hồi quyền: điều đã ghi vẫn tự gửi (không có mạng: desk export-bundle TỆP), "
        "nhưng không nhận tin mới, việc ghi thêm bị đánh dấu. Kỹ thuật viên ghi danh quầy mới vào "
        "thư mục khác, bằng mã mới (desk doctor chỉ từng bước)."
    ),
    "behind": (
        "Dừng gửi: trung tâm thiếu những gì đã xác nhận với quầy, có lẽ vừa được phục hồi từ bản "
        "sao lưu mà chưa khai báo. Vẫn tiếp nhận được, mọi điều đã ghi được giữ; báo kỹ thuật "
        "viên của tỉnh (desk-centre restored)."
    ),
    "outdated": (
        "Dừng gửi: trung tâm và chương trình này khác phiên bản quá xa. Vẫn tiếp nhận được, mọi "
        "điều đã ghi được giữ; gọi kỹ thuật viên cập nhật."
    ),
}

SENDING = "đang gửi"
UNSAID = "chưa gửi"
NEXT = "chờ đến lượt"
NO_LINE = "chờ đường truyền"
HALTED = "dừng, chờ kỹ thuật viên"
TROUBLED = "chờ: {trouble}"
PARKED = "đã tới, tạm gác: {reason}"
SCAN = "Bản quét {paper}, {size}"
SCAN_REFUSED = "từ chối: {reason}"
SCAN_REASONS = {
    "wrong_hash": "tệp ở máy này hỏng",
    "too_big": "tệp quá lớn",
    "wrong_type": "tệp sai dạng",
}


def stuck(seq: int, code: str) -> str:
    """Which entry holds up the outbox, and what to do."""
    return STUCK.format(seq=seq, about=ABOUT.format(code=code) if code else "")


ENTRY_KINDS = KINDS | {
    "epoch.opened": "Mở kỳ nhật ký",
    "pad.issued": "In giấy dự phòng",
    "outage.opened": "Bắt đầu sự cố",
    "outage.reported": "Báo sự cố",
    "outage.closed": "Hết sự cố",
    "shift.opened": "Mở ca",
    "shift.closed": "Đóng ca",
}
