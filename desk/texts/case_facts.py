"""Names of what an entry says, as the screen of open cases shows both sides of a disagreement."""

FIELDS = {
    "code": "mã hồ sơ",
    "procedure": "mã thủ tục",
    "procedure_name": "thủ tục",
    "catalogue": "bản danh mục",
    "case": "mã trường hợp",
    "case_name": "trường hợp",
    "applicant": "chủ hồ sơ",
    "submitter": "người nộp",
    "papers": "thành phần hồ sơ",
    "sets": "số bộ",
    "channel": "cách nộp",
    "delivery": "nhận kết quả",
    "promised": "hẹn trả",
    "register_line": "sổ theo dõi",
    "origin": "nguồn",
    "note": "ghi chú",
    "slip": "theo phiếu",
}
"""The fields of a reception, within a sentence."""
PARTS = {
    "kind": "loại",
    "name": "tên",
    "birth_date": "ngày sinh",
    "gender": "giới tính",
    "number": "số giấy tờ",
    "old_number": "số giấy tờ cũ",
    "issued_on": "ngày cấp",
    "address": "địa chỉ",
    "phone": "điện thoại",
    "email": "thư điện tử",
    "representative": "người đại diện",
    "recipient": "người nhận",
    "channel": "cách",
    "state": "tình trạng",
    "handling": "cách nhận",
    "originals": "bản chính",
    "certified": "bản chứng thực",
    "photocopies": "bản chụp",
    "required": "bắt buộc",
    "flaw": "chỗ sai",
    "bring": "cần mang",
    "due": "hẹn trả",
    "volume": "quyển",
    "line": "số",
}
"""Parts of a field."""
VALUES = {
    "None": "(trống)",
    "": "(trống)",
    "True": "có",
    "False": "không",
    "male": "nam",
    "female": "nữ",
    "counter": "tại quầy",
    "online": "trực tuyến",
    "postal": "qua bưu chính",
    "ok": "đủ",
    "wrong": "sai",
    "absent": "thiếu",
    "handed_in": "nộp",
    "presented": "xuất trình",
    "person": "cá nhân",
    "organisation": "tổ chức",
}
"""Values that have a word."""
CHANGED = "{old} → {new}"

WHAT = "Việc"
APPLICANT = "Chủ hồ sơ"
PROCEDURE = "Thủ tục"
PROMISED = "Hẹn trả"
PAPERS = "Giấy tờ"
CODE = "Mã trên giấy"
SLIP = "Phiếu"
ASKED = "Yêu cầu"
RESULT = "Kết quả"
RESULT_WORDS = "số {number}, ngày {dated}, {signatory} ký"
TO = "Trả cho"
TO_WORDS = "{to}, {identity}"
LETTER = "Văn bản"
HOLDER = "Bàn giao cho"
FEE = "Khoản"
TOLD = "Báo qua"
REASON = "Lý do"
SETTLED = "Về việc"
"""The entry whose case a decision was about."""
DECISION = "Quyết định"
STATUS = "Tình trạng"
HELD = "Đang ghi"
OWNER = "Mã của"
FOLLOWERS = "Ghi tiếp"
"""What waits behind the entry."""
NEWEST = "Mới nhất"
"""The step that brought the dossier where it is, where that is another than the one in the way."""
