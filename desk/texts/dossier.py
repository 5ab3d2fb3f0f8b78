"""What the dossier screen says: facts, timeline, print jobs, cases."""

TITLE = "HỒ SƠ"
NO_CODE = "chưa có mã (chờ bổ sung)"
CODE_TAKEN = "chưa có mã riêng (F8: tiếp nhận với mã mới)"
CODE_OPEN = "chưa có mã riêng"
ON_PAPER = "tạm gác, chưa có hiệu lực"
LAPSED = "không có hiệu lực: lần tiếp nhận này đã bỏ qua"
LAPSED_ONLINE = "không có hiệu lực: lần nộp trực tuyến này đã bỏ qua"
OLD_PAPER = "{code} (trên giấy cũ)"
ON_PAPER_PROMISED = "{due} (ghi trên giấy)"
LOADING = "Đang mở hồ sơ…"
GONE = "Quầy này không có hồ sơ đó."
PEOPLE = "Người nộp và chủ hồ sơ"
CONTENT = "Nội dung"
PAPERS = "Giấy tờ"
SLIPS = "Phiếu bổ sung"
CASES = "Vướng mắc"
TIMELINE = "Diễn biến"
JOBS = "Giấy in"
PENDING = "chờ gửi"

LABELS = {
    "code": "Mã hồ sơ",
    "status": "Tình trạng",
    "applicant": "Chủ hồ sơ",
    "submitter": "Người nộp",
    "number": "Số giấy tờ",
    "tax_code": "Mã số thuế",
    "representative": "Người đại diện",
    "address": "Địa chỉ",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "procedure": "Thủ tục",
    "case": "Trường hợp",
    "received": "Tiếp nhận",
    "promised": "Hẹn trả",
    "rule": "Thời hạn",
    "sets": "Số bộ",
    "delivery": "Nhận kết quả",
    "fees": "Phí, lệ phí",
    "register": "Sổ theo dõi",
    "note": "Ghi chú",
    "also": "Mã khác",
    "printed": "Mã trên giấy",
    "told": "Mã đã báo",
    "slip": "Theo phiếu",
}
REGISTER = "quyển {volume}, số {line}"
RECEIVED = "{when}, quầy {counter}, {officer}"
SAME_PERSON = "chính chủ hồ sơ"
NO_FEES = "không thu"
FEE = "{name}: {amount} đ, {method}"
FEE_RECEIPT = ", biên lai {number}"
COUNTS = (("originals", "chính"), ("certified", "chứng thực"), ("photocopies", "photo"))
PRESENTED = "xuất trình"

KINDS = {
    "dossier.registered": "Hồ sơ nộp trực tuyến",
    "dossier.received": "Tiếp nhận hồ sơ",
    "dossier.supplement_requested": "Lập phiếu yêu cầu bổ sung",
    "dossier.supplemented": "Đã bổ sung đủ giấy tờ",
    "dossier.refused": "Từ chối tiếp nhận",
    "dossier.corrected": "Sửa thông tin",
    "dossier.in_process": "Chuyển xử lý",
    "dossier.payment_requested": "Yêu cầu nghĩa vụ tài chính",
    "obligation.met": "Đã làm nghĩa vụ tài chính",
    "dossier.withdrawn": "Rút hồ sơ",
    "dossier.stopped": "Dừng xử lý",
    "dossier.resolved": "Có kết quả",
    "dossier.apologised": "Phiếu xin lỗi, hẹn lại",
    "dossier.returned": "Trả kết quả",
    "dossier.handed_over": "Bàn giao hồ sơ giấy",
    "result.arrived": "Kết quả về quầy",
    "originals.compared": "Đối chiếu bản chính",
    "scan.attached": "Đính kèm bản quét",
    "citizen.notified": "Báo cho công dân",
    "fee.collected": "Thu phí, lệ phí",
    "fee.refunded": "Hoàn phí, lệ phí",
    "fee.exempted": "Miễn, giảm phí",
    "slip.printed": "In",
    "slip.reprinted": "In lại",
    "number.voided": "Hủy số",
    "case.settled": "Giải quyết vướng mắc",
}
OUTCOMES = {"flagged": "có vướng mắc", "parked": "tạm gác, chờ giải quyết"}
WAITS = "tạm gác, theo việc trước"
DECIDED = {
    ("flagged", "apply"): "đã xem",
    ("flagged", "set_aside"): "đã xem",
    ("parked", "apply"): "ghi nhận khi giải quyết",
    ("parked", "set_aside"): "đã bỏ qua khi giải quyết",
}
"""What became of an entry that had a case."""
FORMS = {"receipt": "Giấy tiếp nhận", "supplement": "Phiếu bổ sung"}
TOLD = {
    "in_person": "trực tiếp tại quầy",
    "telephone": "điện thoại",
    "sms": "tin nhắn",
    "email": "thư điện tử",
    "zalo": "Zalo",
    "letter": "thư",
}
NOT_REACHED = "không liên lạc được"
COPY_NUMBER = "lần {number}"
COPY_MARK = "BẢN IN LẠI LẦN {number}"

NO_JOBS = "Hồ sơ này chưa in gì."
REPRINT_TITLE = "In lại"
REPRINT_ASK = "Vì sao in lại {form}?"
REPRINT_EMPTY = "Ghi lý do in lại, ví dụ: công dân làm mất."
REPRINT_QUEUED = "Đang in lại: giấy mới mang dòng BẢN IN LẠI LẦN {number}."
ANSWER_TITLE = "Giấy in chưa rõ"
ANSWER_ASK = "{form}: giấy đã ra chưa?"
ANSWER_SEEN = "Giấy đã ra"
ANSWER_MISSED = "Chưa ra giấy"
ANSWER_MISSED_HINT = "in lần nữa"
NOTHING_TO_ANSWER = "Giấy này không có gì phải trả lời."
NOTHING_TO_REPRINT = "Chưa có giấy nào để in lại."
NOTHING_TO_RESUME = "Hồ sơ này không chờ bổ sung, cũng không chờ tiếp nhận lại."
NOT_AGAIN = "Hồ sơ ở tình trạng «{status}» nên không tiếp nhận lại được."

HELP = """\
Hồ sơ

Mọi điều quầy này biết về một hồ sơ. Dòng ghi chờ gửi chưa được trung tâm xác nhận.

- Tab: sang danh sách giấy in. ↑ ↓: cuộn, chọn.
- F3: đính kèm tệp PDF hoặc ảnh (bản quét) vào một giấy tờ.
- F6: in lại giấy đang chọn, có lý do; giấy mới mang dòng BẢN IN LẠI LẦN n.
- F7: trả lời giấy đã ra hay chưa, khi chưa rõ.
- F8: nhập tiếp hồ sơ đang chờ bổ sung; tiếp nhận lại hồ sơ có mã trùng hay lần tiếp nhận đã bỏ qua.
- Esc: trở về.
"""
KEYS = {
    "reprint": ("In lại", "In lại giấy đang chọn, có lý do"),
    "answer": ("Giấy đã ra?", "Trả lời giấy đang chọn đã ra hay chưa"),
    "resume": ("Nhập tiếp", "Nhập tiếp hồ sơ chờ bổ sung, hoặc tiếp nhận lại hồ sơ có mã trùng"),
    "leave": ("Trở về", "Trở về màn hình trước"),
}
