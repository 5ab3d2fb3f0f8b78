"""What the reception screen and the supplement step say."""

TITLE = "TIẾP NHẬN HỒ SƠ"
SUBMITTER = "1. Người nộp hồ sơ"
APPLICANT = "2. Chủ hồ sơ"
PROCEDURE = "3. Thủ tục"
PAPERS = "4. Thành phần hồ sơ (F5: đủ tất cả)"
HANDLING = "5. Hồ sơ và hẹn trả"
DELIVERY = "6. Nhận kết quả"
FEES = "7. Phí, lệ phí"
NOTE_HINT = "Enter: xuống dòng · Tab: sang ô khác"
NOTE = "{number}. Ghi chú"

FIELDS = {
    "name": "Họ và tên",
    "birth_date": "Ngày sinh",
    "gender": "Giới tính",
    "number": "Số giấy tờ",
    "issued_on": "Ngày cấp",
    "old_number": "CMND cũ",
    "address": "Địa chỉ",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "organisation": "Tên tổ chức",
    "tax_code": "Mã số thuế",
    "representative": "Người đại diện",
    "kind": "Chủ hồ sơ là",
    "case": "Trường hợp",
    "sets": "Số bộ",
    "channel": "Tiếp nhận",
    "promised_at": "Hẹn sớm hơn",
    "limit": "Thời hạn",
    "limit_unit": "Tính theo",
    "wants_receipt": "In giấy tiếp nhận",
    "delivery": "Nhận kết quả",
    "recipient": "Người nhận",
    "note": "Ghi chú",
    "receipt": "Biên lai số",
}
GENDERS = (("", "chưa rõ"), ("male", "nam"), ("female", "nữ"))
APPLICANT_KINDS = (
    ("", "chính người nộp"),
    ("person", "cá nhân khác"),
    ("organisation", "tổ chức, doanh nghiệp"),
)
CHANNELS = (("counter", "tại quầy"), ("online", "trực tuyến"), ("postal", "qua bưu chính"))
DELIVERIES = (
    ("counter", "tại bộ phận Một cửa"),
    ("postal", "qua bưu chính công ích"),
    ("online", "trực tuyến, qua thư điện tử"),
)
UNITS = (
    ("working_day", "ngày làm việc"),
    ("calendar_day", "ngày"),
    ("hour", "giờ làm việc"),
    ("same_day", "trong ngày"),
)
METHODS = (
    ("", "chưa thu"),
    ("cash", "tiền mặt"),
    ("transfer", "chuyển khoản"),
    ("card", "thẻ"),
)
YES_NO = (("yes", "có"), ("no", "không"))

DATE_HINT = "__/__/____"
PROMISE_HINT = "để trống nếu theo thời hạn; hoặc 12/3 10:30"
POSTAL_HINT = "địa chỉ gửi kết quả"
PICK_HINT = "gõ vài chữ, mã hoặc lĩnh vực, rồi Enter"
NOTHING_FOUND = "Không có thủ tục nào như vậy: thử ít chữ hơn."
NO_PROCEDURE_YET = "Chọn thủ tục để hiện danh sách giấy tờ."
NO_CASE_YET = "Chọn trường hợp để hiện danh sách giấy tờ."
NO_PAPERS = "Trường hợp này không yêu cầu giấy tờ."
CHOOSE_CASE = "— chọn trường hợp —"
FEE_UNSET = "chưa có mức"

WHICH_CASE = "Trường hợp nào?"
FLAW_TITLE = "Giấy tờ sai hoặc thiếu"
FLAW_ASK = "Sai hoặc thiếu điều gì?\n{name}"
FLAW_EMPTY = "Ghi điều cần sửa hoặc bổ sung, hoặc Esc."

PROMISE = "Hẹn trả: {when}"
PROMISE_UNKNOWN = "Hẹn trả: chọn thủ tục để tính ngày hẹn."
PROMISE_NO_CASE = "Hẹn trả: chọn trường hợp để tính ngày hẹn."
PROMISE_NO_LIMIT = "Hẹn trả: nhập thời hạn để tính ngày hẹn"
PROMISE_BEYOND = "Chưa có lịch nghỉ chính thức cho ngày này: ngày hẹn có thể thay đổi."
PROMISE_EARLIER = "quy định chậm nhất {when}"
LACKING = "THIẾU {count} giấy tờ"
WRONG = "SAI {count} giấy tờ"
NOTHING_LACKING = "Đủ giấy tờ"

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

CARD_TITLE = "Vừa quét một thẻ căn cước"
CARD_WHOSE = "Thẻ vừa quét là của ai?"
CARD_SUBMITTER = "Người nộp hồ sơ"
CARD_APPLICANT = "Chủ hồ sơ"
CARD_NEXT = "Công dân tiếp theo"
CARD_NEXT_HINT = "hồ sơ đang nhập được cất vào danh sách chờ"
CARD_SAME = "Thẻ này đã là người nộp của hồ sơ đang nhập."
OPEN_TITLE = "Vừa quét một mã hồ sơ"
OPEN_ASK = "Mở hồ sơ {code}?"
OPEN_WHICH = "Có nhiều hồ sơ cùng mang mã {code}. Mở hồ sơ nào?"
OPEN_YES = "Mở hồ sơ đó"
OPEN_YES_HINT = "hồ sơ đang nhập được giữ nguyên, Esc để trở lại"
OPEN_NO = "Ở lại hồ sơ đang nhập"
SLIP_TITLE = "Vừa quét một phiếu bổ sung"
SLIP_ASK = "Đưa hồ sơ của phiếu này trở lại?"
SLIP_YES = "Đưa trở lại"
SLIP_GONE = "Hồ sơ của phiếu này không còn chờ tiếp nhận."
NOT_HERE = "Quầy này chưa có mã {code}: chờ đồng bộ, hoặc kiểm tra lại mã."
KNOWN = "Đã biết công dân này: các mục trống được điền theo lần trước, hãy đối chiếu."
BROUGHT_BACK = "Hồ sơ theo phiếu bổ sung {slip}: kiểm tra các giấy tờ còn đánh dấu THIẾU hoặc SAI."
DRAFT_UNSAVED = "Chưa lưu được bản nháp: {why}"
CONFIRM = "Có điều khác thường (dấu ▲): đối chiếu, đúng thì bấm F2 lần nữa để xác nhận."
STOPPED = "Chưa tiếp nhận được. {first}."
STOPPED_MORE = " Còn {count} chỗ nữa có dấu ▲."
NOT_STORED = "Chưa ghi được hồ sơ"
UNDERSTOOD = "Đã hiểu"
DISCARD_TITLE = "Bỏ hồ sơ đang nhập"
DISCARD_ASK = "Bỏ bản nháp của {name}? Mọi điều đã nhập và đã đánh dấu sẽ mất."
DISCARD_UNNAMED = "người chưa ghi tên"
DISCARD_KEEP = "Giữ lại"
DISCARD_DROP = "Bỏ bản nháp"
DISCARD_SLIP = "Hồ sơ này đã có phiếu bổ sung {slip}: không bỏ được, chỉ cất lại (Esc)."
WRITING = "Đang ghi hồ sơ…"

DONE_RECEIVED = "ĐÃ TIẾP NHẬN HỒ SƠ"
DONE_AGAIN = "HỒ SƠ NÀY ĐÃ ĐƯỢC TIẾP NHẬN TRƯỚC ĐÓ"
DONE_SLIP = "ĐÃ LẬP PHIẾU YÊU CẦU BỔ SUNG"
DONE_FOR = "{name} · {procedure}"
DONE_PROMISED = "Hẹn trả kết quả: {when}"
DONE_PRINTING = "Giấy tiếp nhận đang in (2 liên)."
DONE_NO_PRINT = "Không in giấy tiếp nhận: kết quả trả ngay."
DONE_SLIP_PRINTING = "Phiếu đang in."
DONE_SLIP_WAITS = "Hồ sơ nằm trong danh sách chờ bổ sung."
JUST_RECEIVED = "Đã tiếp nhận {code} ({name})."
JUST_AGAIN = "{code} ({name}) đã được tiếp nhận trước đó."
JUST_SLIP = "Đã lập phiếu bổ sung {code} ({name})."
PAPER_BEFORE = "Giấy của {name}: {how}"
DONE_NEXT = "Sẵn sàng cho người tiếp theo: quét thẻ."
DONE_KEYS = "F4: cùng người, thủ tục khác · F7: người không có thẻ · Esc: trở về"
SCAN_HINT = "quét thẻ, giấy tiếp nhận hoặc phiếu bổ sung"

SUPPLEMENT_TITLE = "PHIẾU BỔ SUNG"
SUPPLEMENT_INTRO = "Phiếu sẽ ghi một lần tất cả các nội dung sau:"
SUPPLEMENT_NOTHING = (
    "Không có giấy tờ nào thiếu hoặc sai. Chỉ lập phiếu khi hồ sơ thuộc cơ quan khác."
)
SUPPLEMENT_WHY = "Sai, thiếu"
SUPPLEMENT_BRING = "Cần mang"
SUPPLEMENT_REASON = "Lý do"
SUPPLEMENT_AGENCY = "Cơ quan đúng"
SUPPLEMENT_WHERE = "Ở đâu"
SUPPLEMENT_TOLD = "Đã báo bằng"
SUPPLEMENT_DESTINATION = "Số, địa chỉ"
SUPPLEMENT_REST = "Lý do và cách báo"
SUPPLEMENT_OTHER_AGENCY = "Chỉ ghi khi hồ sơ thuộc thẩm quyền cơ quan khác"
SUPPLEMENT_KEYS = "F2, hoặc Enter ở mục cuối: lập và in phiếu · Esc: quay lại hồ sơ"
REASON_LACKING = "Thành phần hồ sơ chưa đầy đủ, chưa hợp lệ theo quy định của thủ tục."
REASON_COMPETENCE = "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận."
FLAW_ABSENT = "Chưa có trong hồ sơ"
FLAW_UNSAID = "Ghi sai ở đâu"
TOLD = (
    ("in_person", "trực tiếp tại quầy"),
    ("telephone", "điện thoại"),
    ("sms", "tin nhắn"),
    ("email", "thư điện tử"),
    ("zalo", "Zalo"),
    ("letter", "thư"),
)
DESTINATION_MISSING = "Ghi số điện thoại hoặc địa chỉ đã báo."
COPIES = (("originals", "bản chính"), ("certified", "bản chứng thực"), ("photocopies", "bản photo"))
PRESENTED = "bản chính để đối chiếu"

HELP_RECEPTION = """\
Tiếp nhận hồ sơ

Nhập theo thứ tự của giấy: người nộp, chủ hồ sơ, thủ tục, giấy tờ, hẹn trả, phí.

- Quét thẻ bất cứ lúc nào. Enter, Tab, ↓: mục sau. ↑: mục trước. Ghi chú: Enter xuống dòng.
- Thủ tục: gõ vài chữ (có dấu hay không), mã, lĩnh vực hoặc chữ đầu của tên (dkks), rồi Enter.
- Giấy tờ: Cách = đủ, ! = sai hoặc thiếu, số = số bản. F5: đủ mọi giấy tờ bắt buộc.
- ← → hoặc Cách: đổi giá trị trong ô có dấu ‹ ›.
- F2: tiếp nhận. F3: phiếu bổ sung. F4: thủ tục khác của cùng người.
- Esc: cất bản nháp và trở về. Bản nháp được lưu trong khi gõ. F6: bỏ hẳn bản nháp.
- Phí: mức thu điền sẵn; chỉ ghi là đã thu khi chọn cách thu.
"""
HELP_SUPPLEMENT = """\
Phiếu yêu cầu bổ sung

Mỗi giấy tờ thiếu hoặc sai có một dòng: sai, thiếu điều gì và cần mang gì. Sửa nếu cần.

- Enter, ↓: mục sau. Enter ở mục cuối lập phiếu. Lý do: Enter xuống dòng, Tab sang mục sau.
- F2: lập và in phiếu ngay. Esc: quay lại hồ sơ.
- Nếu hồ sơ thuộc cơ quan khác: ghi tên cơ quan và nơi nộp.
"""
KEYS = {
    "accept": ("Tiếp nhận", "Ghi hồ sơ, cấp mã và in giấy tiếp nhận"),
    "supplement": ("Bổ sung", "Lập phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "same": ("Cùng người", "Bắt đầu thủ tục khác của cùng người nộp"),
    "all": ("Đủ giấy tờ", "Đánh dấu đủ mọi giấy tờ bắt buộc"),
    "new": ("Người mới", "Bắt đầu hồ sơ cho người không có thẻ"),
    "discard": ("Bỏ nháp", "Bỏ hẳn bản nháp đang nhập, sau khi hỏi lại"),
    "leave": ("Trở về", "Cất bản nháp và trở về bàn làm việc"),
    "confirm": ("Lập phiếu", "Ghi và in phiếu"),
    "back": ("Quay lại", "Quay lại hồ sơ, chưa lập phiếu"),
}
