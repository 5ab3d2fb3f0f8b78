"""What an officer is told of the newest kept receipt, of frozen numbers, and of vouchers."""

GUARD_TITLE = "Kiểm tra giấy mới nhất"
GUARD_HEADING = "GIẤY TIẾP NHẬN MỚI NHẤT CỦA QUẦY"
GUARD_WHY = (
    "Chưa nối được hệ thống trung tâm. Hãy quét bản lưu của giấy tiếp nhận mới nhất do quầy này "
    "in, để biết chắc dữ liệu trên máy không phải bản cũ và không cấp trùng số."
)
GUARD_HELP = (
    "Nếu máy đã bị đưa về trạng thái cũ (phục hồi ổ đĩa, sao chép máy), quầy sẽ cấp lại những số "
    "đã in. Một mã của quầy mà máy không biết cho thấy điều đó. Khi có đường truyền, hệ thống "
    "trung tâm tự kiểm tra và màn hình này tự đóng."
)
GUARD_KEYS = "Enter: kiểm tra · Esc: không còn bản lưu nào · F1: trợ giúp"
GUARD_HINT = "Quét giấy tiếp nhận, hoặc gõ mã hồ sơ"
CODE = "Mã hồ sơ"
NONE_KEPT = "Không có bản lưu"
NONE_KEPT_HINT = "Không còn giấy tiếp nhận nào được giữ: vào làm việc luôn"
CHECKING = "Đang kiểm tra…"
SAID = {
    "not_ours": "Giấy này không do quầy này in. Hãy quét giấy mới nhất của chính quầy này.",
    "unreadable": "Không đọc được mã hồ sơ. Hãy quét lại, hoặc gõ mã in dưới vạch.",
}

VOUCHER_TITLE = "Phiếu cấp số"
VOUCHER_HEADING = "QUẦY CHƯA ĐƯỢC CẤP SỐ"
ROLLED_BACK = "Máy này không biết giấy vừa quét: dữ liệu trên máy là bản cũ. "
FROZEN = (
    "Từ đây quầy không cấp số, để không số nào bị in hai lần; không mất gì đã in hay đã gửi. Số tự "
    "có lại khi có đường truyền. Không chờ được thì gọi trung tâm, đọc hai dòng dưới đây và gõ "
    "phiếu cấp số nghe được. Trong lúc đó dùng giấy tiếp nhận dự phòng đã in."
)
CLONED = (
    "Có một máy khác đang dùng tên quầy này nên cả hai không được cấp số. Gọi kỹ thuật viên của "
    "tỉnh; phiếu cấp số không giúp được."
)
COUNTER = "Quầy"
EPOCH = "Mã kỳ nhật ký"
VOUCHER = "Phiếu cấp số"
VOUCHER_HELP = (
    "Phiếu cấp số gồm các nhóm bốn chữ và số, do trung tâm đọc qua điện thoại (lệnh desk-centre "
    "voucher). Phiếu chỉ dùng cho quầy này trong kỳ nhật ký này."
)
VOUCHER_KEYS = "Enter: nhận phiếu · Esc: để sau · F1: trợ giúp"
KEY_VOUCHER = "Phiếu cấp số"
KEY_VOUCHER_HINT = "Quầy chưa được cấp số: xem mã cần đọc, nhập phiếu cấp số"
KEY_LATER = "Để sau"
KEY_LATER_HINT = "Vào làm việc; chưa cấp được số"
TYPE_FIRST = "Hãy gõ phiếu cấp số do trung tâm đọc."
GRANTED = "Quầy đã được cấp số, tiếp nhận được."
PIECE = "Chưa được cấp số (F10)"
PIECE_SHORT = "CHƯA CÓ SỐ F10"
