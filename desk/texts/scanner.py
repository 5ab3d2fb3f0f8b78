"""Words of the scanner: how it stands, its test screen, every damage and how to set it right."""

READY = "Máy quét sẵn sàng"
READY_SHORT = "Máy quét tốt"
GONE = "Mất máy quét từ {since}"
GONE_SHORT = "MẤT MÁY QUÉT"

TITLE = "Thử máy quét"
HELP = (
    "Quét thẻ hoặc mã bất kỳ để xem máy quét gửi gì. Màn hình này không mở hồ sơ, không lưu và "
    "không ghi lại gì. Máy quét cắm như bàn phím gửi vào khung trên cùng; máy quét nối cổng COM "
    "(cách nên dùng) đặt ở Ctrl+O, mục 3."
)
KEY = "Thử máy quét"
KEY_HINT = "Xem máy quét gửi gì, hỏng chữ ở đâu, và đặt lại thế nào"
KEY_LEAVE = "Về bàn"
KEY_LEAVE_HINT = "Về bàn làm việc"
KEY_RETRY = "Nối lại"
KEY_RETRY_HINT = "Mở lại cổng của máy quét ngay"
INTRO = "Quét thẻ căn cước hoặc mã trên giấy tiếp nhận. Không có gì được lưu lại."
RAW = "Máy quét gửi"
WAITING = "(chưa có gì: hãy quét)"
READ = "Chương trình đọc được"
ADVICE = "Nhận xét"

PORT_NONE = "Cổng COM: không dùng. Máy quét nối cổng COM thì đặt ở Ctrl+O, mục 3."
PORT_WRONG = "▲ Cổng COM: không dùng. desk.toml không ghi cổng, hoặc ghi sai: xem Ctrl+O, mục 3."
PORT_READY = "Cổng {port}: sẵn sàng."
PORT_WAITING = "Cổng {port}: đang mở…"
PORT_TROUBLES = {
    "absent": "Cổng {port}: không thấy. Cắm lại dây, hoặc sửa tên cổng ở Ctrl+O.",
    "denied": "Cổng {port}: không có quyền mở. Thêm người dùng vào nhóm dialout rồi đăng nhập lại.",
    "taken": "Cổng {port}: chương trình khác đang giữ. Đóng chương trình đó rồi bấm F9.",
    "gone": "Cổng {port}: vừa mất kết nối. Cắm lại dây; chương trình tự nối lại.",
    "other": "Cổng {port}: không mở được. Kiểm tra tên cổng và tốc độ ở Ctrl+O.",
}

SOURCES = {"keyboard": "bàn phím", "paste": "dán", "serial": "cổng COM"}
ENDS = {"cr": "CR (Enter)", "lf": "LF", "crlf": "CR LF", "tab": "Tab", "none": "không có"}
FACTS = "Từ: {source} · {count} ký tự · ký tự kết thúc: {end}"
PACE = " · {pace:.0f} ký tự/giây"

KINDS = {
    "identity": "Thẻ căn cước",
    "receipt": "Mã hồ sơ (giấy tiếp nhận)",
    "slip": "Phiếu yêu cầu bổ sung",
    "pad": "Giấy tiếp nhận dự phòng",
    "proof": "Mã của trang in thử",
    "unknown": "Không nhận ra",
}
FIELDS = {
    "number": "số",
    "old_number": "số cũ",
    "name": "họ tên",
    "birth_date": "sinh",
    "gender": "giới tính",
    "address": "nơi ở",
    "issued_on": "cấp",
}
GENDERS = {"male": "Nam", "female": "Nữ"}
SOUND = "✓ Máy quét đặt đúng: mọi chữ còn nguyên."
READ_ONLY = "✓ Đọc được mã. Quét thêm một thẻ căn cước để thử cả chữ có dấu."
HARM, NOTE = "▲", "·"

PAGES = {
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "cp1258": "Windows-1258",
    "cp437": "DOS 437",
    "cp850": "DOS 850",
}
_UTF8 = (
    "Trong sách của máy quét, quét mã cài đặt “UTF-8”; nếu đang cắm như bàn phím, quét thêm mã "
    "“USB-COM / Virtual COM”, rồi chọn cổng ở Ctrl+O, mục 3"
)
FINDINGS = {
    "mojibake": (
        "Chữ UTF-8 bị đọc theo bảng mã {detail}: dấu tiếng Việt thành ký hiệu lạ. "
        f"{_UTF8}; nếu vẫn cắm như bàn phím, chọn “Unicode / Vietnamese” thay cho “ALT / Western”."
    ),
    "code_page": (
        "Máy quét gửi theo bảng mã cũ {detail}, không phải UTF-8. "
        f"{_UTF8}; tắt mọi mục “Code page”, “TCVN3”, “VNI”, “Windows-1258”."
    ),
    "broken_bytes": (
        "Có byte hỏng trong chữ (�). Kiểm tra dây và đặt “UTF-8”; nếu nối cổng COM, kiểm tra tốc "
        "độ (baud) ở Ctrl+O."
    ),
    "ascii_only": (
        f"Máy quét chỉ gửi chữ không dấu: họ tên và địa chỉ mất dấu, không lấy lại được. {_UTF8}."
    ),
    "telex_keys": (
        "Máy quét gửi phím kiểu Telex thay cho chữ có dấu. Tắt “Vietnamese Telex” trong máy quét. "
        f"{_UTF8}."
    ),
    "vni_keys": (
        "Máy quét gửi phím kiểu VNI thay cho chữ có dấu. Tắt “Vietnamese VNI” trong máy quét. "
        f"{_UTF8}."
    ),
    "input_method": (
        "Bộ gõ tiếng Việt đang bật và sửa chữ của máy quét. Chuyển bộ gõ sang EN (Ctrl+Shift) khi "
        "quét, hoặc nối máy quét qua cổng COM: bộ gõ không chạm tới được."
    ),
    "caps_lock": "Caps Lock đang bật nên chữ hoa, chữ thường đổi chỗ. Tắt Caps Lock rồi quét lại.",
    "one_case": (
        "Máy quét đổi mọi chữ thành chữ hoa, hoặc thành chữ thường: họ tên và nơi ở không còn như "
        "trên thẻ. Tắt “Case conversion / Upper case” trong máy quét."
    ),
    "letters_lost": (
        "Một số chữ có dấu bị mất hoặc sai. So họ tên và nơi ở với thẻ; đặt máy quét gửi UTF-8."
    ),
    "truncated": (
        "Nội dung bị cắt: thiếu phần đầu hoặc phần cuối của thẻ. Quét lại, giữ yên thẻ; nếu lần "
        "nào cũng thiếu, tăng “Inter-character delay” hoặc bỏ giới hạn độ dài trong máy quét."
    ),
    "run_together": (
        "Hai lần quét dính vào nhau. Đặt ký tự kết thúc “Suffix: CR (Enter)” trong máy quét."
    ),
    "too_long": (
        "Dài hơn mọi mã của thẻ và hồ sơ: đây là mã khác, hoặc nhiều lần quét dính vào nhau vì "
        "thiếu ký tự kết thúc (Suffix: CR)."
    ),
    "no_end": (
        "Thiếu ký tự kết thúc: vẫn đọc được thẻ và mã hồ sơ, nhưng chậm 0,3 giây. Nên đặt “Suffix: "
        "CR (Enter)”."
    ),
    "decomposed": (
        "Dấu gửi rời khỏi chữ (Unicode tổ hợp); chương trình tự ghép lại, không cần sửa."
    ),
    "prefix": (
        "Máy quét gửi thêm mã loại ở đầu (AIM ID hoặc BOM); chương trình bỏ đi, không cần sửa."
    ),
    "slow": (
        "Ký tự đến chậm như gõ tay: ngoài ô quét, chương trình không coi đó là quét. Giảm "
        "“Inter-character delay” về 0."
    ),
    "number_only": "Đây là mã vạch của thẻ cũ, chỉ có số: các mục khác phải nhập tay.",
    "number_doubtful": (
        "Số căn cước không khớp với giới tính, năm sinh hoặc mã tỉnh: có thể đọc sai, quét lại."
    ),
    "not_supported": (
        "Đây là mã của ứng dụng VNeID hoặc ứng dụng khác: không hỗ trợ. Hãy quét mã QR in trên thẻ."
    ),
    "unknown": (
        "Máy quét gửi đủ chữ, nhưng đây không phải thẻ căn cước hay mã của Bộ phận Một cửa."
    ),
}
