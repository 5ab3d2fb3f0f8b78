"""What the commands for backups, restores and vouchers say."""

BACKUP = "Sao lưu dữ liệu của quầy vào một tệp, có kiểm tra; làm được cả khi quầy đang mở."
BACKUP_FILE = "Tệp sao lưu sẽ ghi; không ghi đè tệp đã có."
BACKED_UP = "Đã sao lưu vào {file}, đến bút toán {seq}; đã kiểm tra đọc lại được."
NO_PROVINCE = (
    "Lưu ý: chưa nhận được khóa của tỉnh, nên tệp này chỉ mở được bằng khóa của chính máy này."
)
NOT_BACKED_UP = {
    "exists": "Tệp {file} đã có. Hãy chọn tên khác.",
    "unwritable": "Không ghi được tệp {file}. Kiểm tra chỗ trống và quyền ghi.",
    "unsound": "Bản sao không đạt kiểm tra nên đã bỏ. Giữ nguyên máy và báo kỹ thuật viên.",
}
RESTORE = "Phục hồi dữ liệu của quầy từ tệp sao lưu, thành một kỳ nhật ký mới."
RESTORE_FILE = "Tệp sao lưu."
RESTORE_KEY = "Mã mở do tỉnh cấp (desk-centre unseal-backup), khi máy này không còn khóa cũ."
RESTORED = (
    "Đã phục hồi quầy {counter}. Quầy chưa được cấp số mới: nối đường truyền, hoặc gọi trung tâm "
    "xin phiếu cấp số (desk voucher)."
)
KEPT = " Dữ liệu cũ được giữ trong thư mục {folder}."
NOT_RESTORED = {
    "unreadable": "Tệp {file} không phải là bản sao lưu của quầy.",
    "damaged": "Bản sao lưu {file} bị hỏng hoặc bị cắt. Dữ liệu hiện có không bị đụng đến.",
    "no_key": "Máy này không có khóa mở bản sao lưu. Xin tỉnh mã mở rồi chạy lại với --key.",
    "wrong_key": "Mã mở không đúng với bản sao lưu này.",
    "other_counter": "Bản sao lưu là của quầy khác. Dữ liệu hiện có không bị đụng đến.",
    "unsent": (
        "Dữ liệu hiện có còn {count} bút toán và {scans} bản quét chưa gửi mà bản sao lưu không "
        "có. Hãy gửi trước (desk sync --once); không có đường truyền thì sao lưu lại (desk backup) "
        "và phục hồi từ tệp mới."
    ),
    "too_new": "Bản sao lưu do phiên bản mới hơn ghi. Hãy cập nhật chương trình.",
}
KEY_UNREADABLE = "Mã mở phải gồm 64 chữ số thập lục phân."
VOUCHER = "Nhập phiếu cấp số do trung tâm đọc qua điện thoại; để trống thì in mã cần đọc."
VOUCHER_CODE = "Phiếu cấp số."
VOUCHER_ASK = (
    "Quầy {counter}, mã kỳ nhật ký: {epoch_name}. Đọc hai mã này cho trung tâm để xin phiếu cấp số."
)
VOUCHER_NOT_NEEDED = "Quầy đang có dải số, không cần phiếu cấp số."
GRANTED = "Đã nhận dải số của ô {slot}. Có thể tiếp nhận hồ sơ."
NOT_GRANTED = {
    "mistyped": "Phiếu cấp số gõ chưa đúng: xin đọc lại từng nhóm bốn ký tự.",
    "not_ours": "Phiếu cấp số này không phải của quầy này trong kỳ nhật ký này: xin phiếu khác.",
    "not_frozen": "Quầy đang có dải số, không cần phiếu cấp số.",
}
