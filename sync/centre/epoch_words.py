"""What the commands for restored, copied and rolled-back counters and centres say."""

COUNTER = "Mã đầy đủ của quầy, ví dụ 000.17.22.H02/Q1."
EPOCH = "Mã kỳ nhật ký do quầy đọc, ví dụ 2222-ABCD-EFGH-J."
COUNTERS = "Liệt kê các quầy: bao nhiêu bút toán, có số để cấp không, cảnh báo và việc phải làm."
ONE_UNIT = "Chỉ của một bộ phận."
COUNTER_LINE = "{counter}: {entries} bút toán."
IS_REVOKED = "Đã thu hồi quyền."
NO_BAND = "Chưa có dải số: bộ phận đã hết dải số để cấp."
ALARMS = {
    "clone": (
        "Hai máy cùng dùng tên quầy này nên cả hai dừng cấp số. Máy sẽ bỏ còn gì chưa gửi (desk "
        "status) thì mang tới đây trước: desk export-bundle TỆP ở máy ấy, desk-centre "
        "import-bundle TỆP ở đây. Tắt hẳn máy ấy, rồi chạy: desk-centre settle-clone {counter}"
    ),
    "behind": (
        "Quầy đã đọc những gì ở đây không có. Đặt lại đúng cơ sở dữ liệu; nếu vừa phục hồi từ bản "
        "sao lưu thì chạy: desk-centre restored"
    ),
}
VERIFY_ALARM = "{counter}: {alarm}"
VERIFY_UNPLACED = (
    "{counter}: {count} bút toán do quầy khác trả lại chưa có trong sổ. Quầy ấy còn giữ chúng thì "
    "sẽ tự gửi lại khi nối mạng; nếu không, ghi lại bằng tay theo giấy tờ đã cấp."
)
VOUCHER = "In phiếu cấp dải số cho một kỳ nhật ký mới của quầy, để đọc qua điện thoại."
SETTLE = (
    "Kết thúc cảnh báo hai máy cùng ghi danh một quầy, sau khi đã nhận hết gói của một máy (desk "
    "export-bundle) và đã ngừng máy ấy."
)
RESTORED = (
    "Báo rằng cơ sở dữ liệu vừa được phục hồi từ bản sao lưu; chạy trước khi mở dịch vụ. Dịch vụ "
    "đang mở thì không phải khởi động lại."
)
SETTLED = (
    "Đã kết thúc cảnh báo của quầy {counter}. Không bật lại máy đã bỏ; điều chưa gửi ở máy ấy chỉ "
    "còn trong gói của nó (desk export-bundle)."
)
BEGUN = (
    "Đã ghi nhận việc phục hồi; không phải khởi động lại dịch vụ. Các quầy sẽ gửi lại những gì "
    "trung tâm còn thiếu."
)
UNSEAL = "In mã mở bản sao lưu của một quầy mà máy cũ đã mất khóa."
UNSEAL_FILE = "Tệp sao lưu của quầy."
NO_BACKUP = "Tệp {name} không phải là bản sao lưu của quầy."
NOT_SEALED_FOR_US = "Bản sao lưu này không niêm phong cho hệ thống trung tâm này."
REFUSALS: dict[str, str] = {
    "unknown_counter": "Không có quầy với mã này.",
    "mistyped": "Mã kỳ nhật ký đọc hoặc gõ chưa đúng: xin đọc lại từng nhóm.",
    "no_slot": "Bộ phận này đã hết dải số để cấp.",
}
