"""Sentences of what leaves the counter as a file: bundles for the centre, and the diagnosis."""

EXPORT = "Ghi bút toán và bản quét chưa gửi vào một gói niêm phong, để mang tay tới trung tâm."
EXPORT_FILE = "Tệp sẽ ghi, ví dụ trên USB."
EXPORTED = (
    "Đã ghi {entries} bút toán và {scans} bản quét vào {file}. Mang tệp này tới trung tâm; ở đó "
    "chạy: desk-centre import-bundle. Quầy vẫn giữ nguyên mọi thứ và sẽ tự gửi lại khi có mạng."
)
NOT_EXPORTED = {
    "no_key": "Quầy chưa nhận khóa của trung tâm. Hãy nối mạng một lần (desk sync --once).",
    "nothing": "Không có gì chưa gửi, nên không cần gói.",
    "exists": "Đã có tệp {file}. Hãy chọn tên khác.",
    "unwritable": "Không ghi được vào {file}. Kiểm tra USB và chỗ trống.",
}
DOCTOR = (
    "Khám quầy: nói điều gì hỏng và phải làm gì; --out ghi gói chẩn đoán không có dữ liệu cá nhân."
)
DOCTOR_OUT = "Tệp .zip sẽ ghi."
DOCTOR_WRITTEN = "Đã ghi gói chẩn đoán vào {file}. Trong đó chỉ có mã số và con số."
DOCTOR_UNWRITABLE = "Không ghi được {file}."
