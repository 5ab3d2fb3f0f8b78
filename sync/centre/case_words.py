"""Every open case as a few words, for whoever watches over the centre; officers read more of it."""

CASE_WORDS: dict[str, str] = {
    "unknown_kind": "bút toán của chương trình mới hơn",
    "unreadable_body": "nội dung bút toán không đọc được",
    "unjudgeable": "trung tâm gặp lỗi khi xét",
    "behind": "ghi sau một bút toán đang tạm gác",
    "no_dossier": "bút toán không nói rõ là của hồ sơ nào",
    "code_taken": "mã đã thuộc về một hồ sơ khác",
    "other_code": "giấy tiếp nhận in mã khác với mã trực tuyến",
    "registered_twice": "nộp trực tuyến hai lần",
    "received_twice": "hai quầy cùng tiếp nhận",
    "answered_elsewhere": "giấy tờ bổ sung đã được nhận ở nơi khác",
    "resolved_after_withdrawal": "có kết quả sau khi đã rút",
    "returned_after_withdrawal": "trả kết quả sau khi đã rút",
    "returned_after_stop": "trả kết quả sau khi đã dừng xử lý",
    "returned_twice": "trả kết quả hai lần",
    "withdrawn_after_result": "rút khi đã có kết quả",
    "withdrawn_after_return": "rút sau khi đã trả kết quả",
    "withdrawn_twice": "rút hai lần",
    "invalid_transition": "việc không làm được ở tình trạng ấy",
    "stale_correction": "sửa một mục đã bị sửa ở nơi khác",
    "invalid_correction": "giá trị sửa không hợp lệ",
    "no_such_case": "giải quyết một vướng mắc không có",
    "settled_otherwise": "vướng mắc đã được giải quyết khác đi",
    "concurrent": "ghi khi chưa thấy việc của nơi khác",
    "second_request": "yêu cầu bổ sung lần nữa",
    "late_notice": "yêu cầu bổ sung quá hạn thông báo",
    "second_apology": "xin lỗi và hẹn lại lần nữa",
    "retired_procedure": "thủ tục không còn trong danh mục",
    "disabled_officer": "tài khoản đã bị khóa",
    "revoked_counter": "quầy đã bị thu hồi quyền",
    "late_epoch": "đến muộn từ nhật ký đã đóng",
    "unknown_home": "hồ sơ của bộ phận chưa biết",
    "id_taken": "trùng định danh với bút toán khác",
}
LOOSE_CASE = "{words}: «{kind}» không thuộc hồ sơ nào, {officer} ghi ở {counter} lúc {happened}"
OPEN_CASE = "{code}  {words}, {weight}, ghi ở {counter}"
PARKED = "đang tạm gác"
FLAGGED = "đã ghi nhận"
NONE_OPEN = "Không có vướng mắc nào đang chờ cán bộ giải quyết."
HELP = "Liệt kê những vướng mắc đang chờ cán bộ giải quyết ở quầy."
