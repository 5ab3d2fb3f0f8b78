"""What the commands for restored, copied and rolled-back counters and centres say."""

COUNTER = "Mã đầy đủ của quầy, ví dụ 000.17.22.H02/Q1."
EPOCH = "Mã kỳ nhật ký do quầy đọc, ví dụ 2222-ABCD-EFGH-J."
VOUCHER = "In phiếu cấp dải số cho một kỳ nhật ký mới của quầy, để đọc qua điện thoại."
SETTLE = "Kết thúc cảnh báo hai máy cùng ghi danh một quầy, sau khi đã ngừng một máy."
RESTORED = "Báo rằng cơ sở dữ liệu vừa được phục hồi từ bản sao lưu; chạy trước khi mở dịch vụ."
SETTLED = "Đã kết thúc cảnh báo của quầy {counter}."
BEGUN = "Đã ghi nhận việc phục hồi. Các quầy sẽ gửi lại những gì trung tâm còn thiếu."
UNSEAL = "In mã mở bản sao lưu của một quầy mà máy cũ đã mất khoá."
UNSEAL_FILE = "Tệp sao lưu của quầy."
NO_BACKUP = "Tệp {name} không phải là bản sao lưu của quầy."
NOT_SEALED_FOR_US = "Bản sao lưu này không niêm phong cho hệ thống trung tâm này."
REFUSALS: dict[str, str] = {
    "unknown_counter": "Không có quầy với mã này.",
    "mistyped": "Mã kỳ nhật ký đọc hoặc gõ chưa đúng: xin đọc lại từng nhóm.",
    "no_slot": "Bộ phận này đã hết dải số để cấp.",
}
