"""One sentence for every doubt about a form, for every card, and for every failure of the store.

Keys are the codes of `schemas.people.Doubt`, of `desk.scanning.scan.Scan.warnings`, and of
`StoreError`.
"""

DOUBTS: dict[str, str] = {
    # errors: cannot be stored sensibly
    "name_missing": "Chưa có tên: nhập họ và tên hoặc tên tổ chức.",
    "number": (
        "Số giấy tờ không hợp lệ: căn cước có 12 chữ số, chứng minh nhân dân 9 chữ số, "
        "hộ chiếu gồm 1 chữ cái và 7 hoặc 8 chữ số."
    ),
    "tax_code": (
        "Mã số thuế không hợp lệ: cần 10 chữ số, hoặc 10 chữ số và 3 chữ số của đơn vị "
        "phụ thuộc (0100109106-001)."
    ),
    "phone": (
        "Số điện thoại không hợp lệ: di động có 10 chữ số (03, 05, 07, 08, 09), cố định "
        "bắt đầu bằng 02; nếu không có thì để trống."
    ),
    "email": "Thư điện tử không hợp lệ: cần dạng ten@tenmien.vn; nếu không có thì để trống.",
    "birth_in_future": "Ngày sinh ở sau hôm nay: kiểm tra lại ngày, tháng, năm sinh.",
    "issued_in_future": "Ngày cấp ở sau hôm nay: kiểm tra lại ngày cấp.",
    "issued_before_birth": "Ngày cấp ở trước ngày sinh: kiểm tra lại cả hai ngày.",
    # errors of the form
    "procedure_missing": "Chưa chọn thủ tục: gõ vài chữ của tên rồi Enter.",
    "retired": "Thủ tục này không còn trong danh mục hiện hành: chọn thủ tục khác.",
    "case_missing": "Chưa chọn trường hợp: dùng ← → để chọn.",
    "papers_lacking": (
        "Còn thiếu giấy tờ bắt buộc: đánh dấu khi có đủ, hoặc F3 để in phiếu bổ sung."
    ),
    "sets_out_of_range": "Số bộ hồ sơ phải từ 1 đến 20.",
    "limit_missing": "Danh mục chưa có thời hạn cho trường hợp này: nhập thời hạn giải quyết.",
    "delivery_address_missing": "Gửi kết quả qua bưu chính cần có địa chỉ nhận.",
    "nothing_lacking": "Không có giấy tờ nào thiếu: ghi cơ quan có thẩm quyền, hoặc quay lại.",
    "agency_missing": "Đã ghi nơi đến: ghi cả cơ quan có thẩm quyền, hoặc xóa dòng «Ở đâu».",
    "flaw_missing": "Giấy tờ này sai ở đâu: ghi ở dòng «Sai, thiếu» để người dân biết mà sửa.",
    "already_received": "Hồ sơ này đã được tiếp nhận ở quầy khác.",
    "not_waiting": "Hồ sơ này không còn chờ tiếp nhận (đã rút, dừng, từ chối): mở hồ sơ để xem.",
    "no_catalogue": "Chưa có danh mục thủ tục hoặc lịch làm việc: chờ đồng bộ với trung tâm.",
    "numbers_frozen": (
        "Quầy vừa được phục hồi, sao chép hoặc trùng máy nên chưa được cấp số: dùng giấy tiếp nhận "
        "dự phòng đã in; nối đường truyền, hoặc xin phiếu cấp số (F10 ở bàn làm việc)."
    ),
    "numbers_exhausted": "Đã dùng hết số hồ sơ của quầy cho ngày này: báo kỹ thuật viên.",
    "date_behind": (
        "Ngày nhận sớm hơn hồ sơ đã ghi: chỉnh lại đồng hồ, hoặc nhờ trưởng bộ phận cho phép."
    ),
    "date_ahead": "Ngày nhận quá xa về sau: chỉnh lại đồng hồ, hoặc nhờ trưởng bộ phận cho phép.",
    "unread_date": "Không đọc được ngày này: nhập ngày, tháng, năm, ví dụ 2/1/1990 hoặc 02011990.",
    "unread_money": "Không đọc được số tiền: nhập số đồng, ví dụ 8000 hoặc 8.000.",
    "unread_sets": "Số bộ hồ sơ phải là một số, từ 1 đến 20.",
    "unread_limit": "Thời hạn phải là một số, ví dụ 5.",
    "unread_moment": "Không đọc được thời điểm hẹn: nhập như 12/3, 12/3 10:30 hoặc 10:30.",
    # errors of the promised time
    "no_limit": "Chưa có thời hạn nên chưa tính được ngày hẹn.",
    "amount_not_positive": "Thời hạn phải từ 1 trở lên.",
    "too_long": "Nội dung quá dài (trên 500 ký tự): rút gọn lại.",
    "limit_too_long": "Thời hạn quá dài: kiểm tra lại con số.",
    "cutoff_unreadable": "Giờ chốt trong danh mục không hợp lệ: báo quản trị danh mục.",
    "received_out_of_range": "Thời điểm nhận hồ sơ không hợp lệ: kiểm tra đồng hồ máy.",
    "before_reception": "Thời điểm hẹn phải sau lúc nhận hồ sơ.",
    "later_than_published": "Không được hẹn muộn hơn thời hạn quy định: chỉ có thể hẹn sớm hơn.",
    "closed_then": "Lúc đó bộ phận Một cửa không làm việc: chọn giờ làm việc khác.",
    # warnings: unusual but possible, can be confirmed
    "name_unusual": "Tên có chữ số hoặc ký tự lạ: đối chiếu với giấy tờ rồi xác nhận.",
    "number_unusual": "Số giấy tờ không theo mẫu thường gặp: đối chiếu với giấy tờ rồi xác nhận.",
    "number_province": (
        "Ba chữ số đầu không phải mã tỉnh, thành phố: đối chiếu số căn cước (người đăng "
        "ký khai sinh ở nước ngoài có mã riêng)."
    ),
    "number_gender": "Số căn cước không khớp với giới tính: đối chiếu với thẻ rồi xác nhận.",
    "number_birth_year": "Số căn cước không khớp với năm sinh: đối chiếu với thẻ rồi xác nhận.",
    "old_number_unusual": "Số chứng minh nhân dân cũ thường có 9 chữ số: đối chiếu rồi xác nhận.",
    "tax_check_digit": (
        "Chữ số kiểm tra của mã số thuế không khớp: có thể gõ nhầm một chữ số, đối chiếu "
        "với giấy tờ rồi xác nhận."
    ),
    "tax_branch": "Mã đơn vị phụ thuộc bắt đầu từ 001: đối chiếu với giấy tờ rồi xác nhận.",
    "tax_code_of_person": (
        "Đây là số định danh cá nhân: chỉ đúng với hộ kinh doanh hoặc cá nhân kinh "
        "doanh; đối chiếu rồi xác nhận."
    ),
    "phone_former": (
        "Đầu số di động 11 chữ số đã đổi sang 10 chữ số từ năm 2018: hỏi lại số hiện dùng."
    ),
    "phone_abroad": (
        "Số điện thoại nước ngoài: hệ thống có thể không nhắn tin được; xác nhận nếu đúng."
    ),
    "phone_unusual": "Số điện thoại không theo mẫu di động hoặc cố định: hỏi lại rồi xác nhận.",
    "email_unusual": "Thư điện tử có ký tự ít gặp: đọc lại cho công dân nghe rồi xác nhận.",
    "delivery_email_missing": (
        "Trả kết quả trực tuyến mà chưa có thư điện tử: hỏi lại rồi xác nhận."
    ),
    "birth_long_ago": "Công dân trên 120 tuổi: kiểm tra lại năm sinh rồi xác nhận.",
}
SCAN_WARNINGS: dict[str, str] = {
    # no scan: forms of what is received again
    "received_again": "Tiếp nhận lại vì mã trên giấy cũ thuộc hồ sơ khác. F2: cấp mã mới, in giấy "
    "mới; nhớ thu giấy cũ. Phí đã thu vẫn tính, không thu lại.",
    "submitted_again": "Hồ sơ nộp trực tuyến này chưa có mã riêng. F2: cấp mã mới, in giấy tiếp "
    "nhận; nhớ báo công dân mã mới thay mã đã báo.",
    "lapsed_again": "Tiếp nhận lại vì lần trước đã bỏ qua. F2: ghi lần này, in giấy mới; nhớ thu "
    "giấy cũ. Phí đã thu vẫn tính, không thu lại.",
    # on a card; number_province, number_gender, number_birth_year are the sentences above
    "number_only": "Mã vạch của thẻ chỉ có số căn cước: nhập tiếp họ tên và các mục còn lại.",
    "check_name": "Kiểm tra họ và tên: máy quét có thể làm sai hoặc mất dấu; sửa theo thẻ.",
    "check_address": (
        "Kiểm tra địa chỉ: máy quét có thể làm sai, mất dấu hoặc cắt bớt; sửa theo thẻ."
    ),
    "check_birth_date": "Không đọc được đủ ngày sinh: nhập theo thẻ.",
    "damaged": (
        "Mã bị hỏng hoặc đọc thiếu: quét lại; nếu vẫn thiếu, nhập theo thẻ và đối chiếu từng mục."
    ),
    "too_long": (
        "Nội dung quét dài bất thường: có thể hai lần quét dính vào nhau; quét lại từng thẻ."
    ),
    # on an unknown scan
    "not_supported": (
        "Không hỗ trợ mã trong ứng dụng VNeID hoặc ứng dụng khác: quét mã QR in trên thẻ, hoặc "
        "nhập theo thẻ."
    ),
    "proof": "Đây là mã của trang in thử: máy in và máy quét đều tốt.",
    "keyboard_vietnamese": (
        "Bộ gõ tiếng Việt đã làm đổi chữ của mã: tắt bộ gõ (Ctrl+Shift) rồi quét lại."
    ),
}
SCAN_UNKNOWN = (
    "Không nhận ra mã này. Có thể quét: thẻ căn cước, mã trên giấy tiếp nhận, phiếu yêu "
    "cầu bổ sung hoặc giấy tiếp nhận dự phòng."
)


LOOKS_ONLY = "Cửa sổ này chỉ để xem: làm ở cửa sổ kia, hoặc đóng cửa sổ kia rồi mở lại quầy."
STORE_TROUBLE: dict[str, str] = {
    "full": "Ổ đĩa của máy đã đầy nên chưa ghi được.",
    "busy": "Kho dữ liệu đang bận nên chưa ghi được.",
    "read_only": "Ổ đĩa đang bị khóa ghi nên chưa ghi được.",
    "damaged": "Tệp dữ liệu bị hỏng nên chưa ghi được.",
    "too_big": (
        "Nội dung quá dài (một lần ghi chỉ được 256 KiB) nên chưa ghi được: rút ngắn ghi chú, "
        "lý do hoặc danh mục giấy tờ."
    ),
    "odd_text": "Có ký tự hỏng nên chưa ghi được: xóa chỗ vừa dán hoặc vừa gõ rồi gõ lại.",
}
STORE_TROUBLE_OTHER = "Chưa ghi được vào kho dữ liệu."
NOTHING_LOST = (
    "Mọi điều đã nhập vẫn còn trên màn hình: xử lý xong, hoặc báo kỹ thuật viên, rồi bấm lại."
)


def words_of(code: str) -> str:
    """The sentence for a doubt; an unknown code is named, so that it can be reported."""
    return DOUBTS.get(code) or SCAN_WARNINGS.get(code) or f"Cần kiểm tra lại (mã {code})."


def scan_words(code: str) -> str:
    """The sentence for what is uncertain about a scan."""
    return SCAN_WARNINGS.get(code) or words_of(code)


def store_words(reason: str) -> str:
    """What an officer reads when the store could not be written."""
    if reason == "taken":
        return LOOKS_ONLY
    return f"{STORE_TROUBLE.get(reason, STORE_TROUBLE_OTHER)}\n{NOTHING_LOST}"
