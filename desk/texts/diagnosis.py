"""What the diagnosis says: one sentence of what is, one of what to do."""

from collections.abc import Mapping
from typing import Any

from desk.texts import prints
from desk.texts.centre import GATEWAY_DO, STRANGER, STRANGER_DO, VERSIONS_DO
from desk.texts.home import LOST, SHUT
from desk.texts.outbox import TROUBLES
from desk.texts.scans import REFUSED

_NEW_COUNTER = (
    "Để tiếp nhận tiếp ở máy này, ghi danh quầy mới vào thư mục mới (chép ca.pem vào đó trước): "
    "xin mã bằng desk-centre enrol-code, rồi desk enrol ĐỊA-CHỈ MÃ --name TÊN-MỚI --home "
    "THƯ-MỤC-MỚI; từ đó mở desk --home THƯ-MỤC-MỚI."
)
LEVELS = {"well": "TỐT ", "watch": "XEM ", "wrong": "HỎNG"}
SENTENCES = {
    "not_enrolled": "Thư mục này chưa phải là một quầy. Xin mã ghi danh rồi chạy: desk enrol.",
    "store_lost": LOST,
    "store_wrong_key": (
        "Khóa không mở được dữ liệu của quầy. Không xóa gì; tìm lại tệp khóa, hoặc khôi phục từ "
        "bản sao lưu (desk restore)."
    ),
    "store_too_new": "Dữ liệu do phiên bản mới hơn ghi. Hãy cập nhật chương trình.",
    "store_full": SHUT["full"],
    "store_busy": "Dữ liệu đang bận. Đóng chương trình khác đang dùng quầy rồi khám lại.",
    "store_read_only": (
        f"{SHUT['read_only']} Ổ đĩa tự chuyển sang chỉ đọc là dấu hiệu sắp hỏng: sao lưu ngay ra ổ "
        "khác (desk backup TỆP)."
    ),
    "store_damaged": (
        "Tệp dữ liệu bị hỏng. Giữ nguyên máy, chép cả thư mục sang nơi khác, rồi khôi phục từ bản "
        "sao lưu (desk restore)."
    ),
    "store_failed": "Không mở được dữ liệu của quầy. Giữ nguyên máy và báo kỹ thuật viên của tỉnh.",
    "store_whole": "Nhật ký nguyên vẹn, các bảng tra cứu khớp với nhật ký.",
    "store_broken": (
        "Có {count} chỗ không khớp ({codes}). Giữ nguyên máy, gửi gói chẩn đoán cho kỹ thuật viên; "
        "nếu chỉ là projection thì chạy: desk rebuild."
    ),
    "clock_right": "Đồng hồ máy đúng.",
    "clock_right_then": (
        "Trung tâm không cho biết giờ nên chưa đo lại được đồng hồ; lần đo gần nhất, {since} theo "
        "giờ trung tâm, thì đúng. Máy đang là {now}: nếu không phải thì chỉnh lại ngày giờ."
    ),
    "clock_off_then": (
        "Lần đo gần nhất, {since} theo giờ trung tâm, đồng hồ máy lệch {minutes} phút; nay chưa đo "
        "lại được. Máy đang là {now}: nếu không phải thì bật đồng bộ giờ tự động của máy."
    ),
    "clock_unknown": (
        "Chưa lần nào so được đồng hồ máy với trung tâm. Máy đang là {now}: nếu không phải thì "
        "chỉnh lại ngày giờ."
    ),
    "clock_behind": (
        "Đồng hồ máy sớm hơn bút toán mới nhất. Chỉnh lại ngày giờ trước khi tiếp nhận; kiểm tra "
        "pin của bo mạch."
    ),
    "clock_off": (
        "Đồng hồ máy lệch {minutes} phút so với trung tâm. Bật đồng bộ giờ tự động của máy."
    ),
    "disk_enough": "Ổ đĩa còn {megabytes} MB.",
    "disk_low": "Ổ đĩa chỉ còn {megabytes} MB. Dọn bớt tệp không cần.",
    "disk_full": "Ổ đĩa gần hết chỗ ({megabytes} MB). Dọn ngay, kẻo không tiếp nhận được nữa.",
    "disk_unknown": "Không đo được chỗ trống của ổ đĩa.",
    "line_up": "Trung tâm trả lời.",
    "line_no_route": (
        "Không tới được trung tâm. Kiểm tra dây mạng, bộ phát Wi-Fi và địa chỉ; quầy vẫn làm việc "
        "và tự gửi sau."
    ),
    "line_timeout": "Trung tâm không trả lời kịp. Mạng chậm hoặc trung tâm đang bận; chờ thêm.",
    "line_broken_off": "Đường truyền đứt giữa chừng. Nếu lặp lại, báo nhà mạng.",
    "line_not_the_centre": f"{STRANGER}. {STRANGER_DO}",
    "line_gateway": f"{TROUBLES['gateway'].capitalize()}. {GATEWAY_DO}",
    "line_busy": (
        f"{TROUBLES['busy'].capitalize()} nên chưa nhận; quầy vẫn làm việc và tự gửi lại sau."
    ),
    "line_stuck": (
        "Trung tâm không nhận được bút toán số {seq} của quầy, nên {unsent} bút toán từ đó phải "
        "chờ; không gì bị mất, quầy vẫn làm việc và tự thử lại. Chạy desk verify, xem hộp gửi để "
        "biết là hồ sơ nào, báo kỹ thuật viên của tỉnh; desk export-bundle TỆP giữ bản mang đi."
    ),
    "line_unknown": (
        "Trung tâm không biết thẻ của quầy, có lẽ đang chạy một cơ sở dữ liệu khác. Không xóa gì, "
        "quầy sẽ tự gửi khi trung tâm nhận ra; báo tỉnh."
    ),
    "line_revoked": ("Quầy đã bị thu hồi quyền và đã gửi hết. " + _NEW_COUNTER),
    "line_revoked_unsent": (
        "Quầy đã bị thu hồi quyền; điều đã ghi vẫn được nhận. Gửi hết đã: desk sync --once, hoặc "
        "không có mạng thì desk export-bundle TỆP rồi mang tới trung tâm. " + _NEW_COUNTER
    ),
    "line_revoked_unsealed": (
        "Quầy đã bị thu hồi quyền; điều đã ghi vẫn được nhận. Gửi hết đã: desk sync --once. "
        + _NEW_COUNTER
    ),
    "line_clone": (
        "Có một máy khác đang dùng tên quầy này nên cả hai dừng gửi và dừng cấp số. Chọn một máy "
        "để bỏ. Trước khi tắt, ở máy ấy chạy desk status: còn gì chưa gửi thì desk export-bundle "
        "TỆP, mang tới trung tâm. Tắt hẳn, không bật lại; rồi ở trung tâm chạy: desk-centre "
        "settle-clone {counter}."
    ),
    "line_behind": (
        "Trung tâm thiếu điều đã xác nhận với quầy: có lẽ vừa phục hồi từ bản sao lưu mà chưa khai "
        "báo. Quầy dừng gửi, giữ hết. Ở trung tâm: đặt lại đúng cơ sở dữ liệu, hoặc chạy "
        "desk-centre restored."
    ),
    "line_outdated": (
        "Trung tâm và chương trình này khác phiên bản quá xa nên quầy dừng gửi, giữ hết. "
        + VERSIONS_DO
    ),
    "numbers_frozen": (
        "Quầy chưa được cấp số nên chưa tiếp nhận được. Nối mạng một lần: desk sync --once; hoặc "
        "gọi trung tâm xin phiếu cấp số: desk voucher."
    ),
    "line_untrusted": (
        "Không tin được máy trả lời ở địa chỉ của trung tâm, nên quầy không gửi gì. Vẫn tiếp nhận "
        "được; làm theo dòng về chứng thư."
    ),
    "line_other": "Trung tâm trả lời nhưng từ chối (mã {code}). Báo kỹ thuật viên của tỉnh.",
    "certificate_until": "Chứng thư của trung tâm còn hạn {days} ngày.",
    "certificate_ending": (
        "Chứng thư của trung tâm chỉ còn hạn {days} ngày. Báo tỉnh gia hạn trước khi hết."
    ),
    "certificate_over": (
        "Chứng thư của trung tâm hết hạn {days} ngày rồi. Nếu ngày giờ máy này đúng, báo tỉnh gia "
        "hạn."
    ),
    "certificate_early": (
        "Chứng thư của trung tâm chưa tới ngày có hiệu lực. Chỉnh lại ngày giờ máy này; nếu đã "
        "đúng, báo tỉnh."
    ),
    "certificate_name": (
        "Chứng thư ở địa chỉ này mang tên máy khác. Không gõ lại gì ở quầy; báo tỉnh: tên trong "
        "chứng thư phải là tên trong địa chỉ mà quầy đã ghi danh."
    ),
    "certificate_authority": (
        "Chứng thư ở địa chỉ này không do cơ quan trong ca.pem cấp. Mở trình duyệt xem có phải "
        "Wi-Fi đòi đăng nhập; chép lại ca.pem của tỉnh vào thư mục của quầy; vẫn vậy thì báo tỉnh."
    ),
    "authority_missing": (
        "Thư mục của quầy chưa có ca.pem nên không tin được trung tâm nào. Chép ca.pem của tỉnh "
        "vào đó rồi mở lại chương trình."
    ),
    "authority_broken": (
        "Tệp ca.pem không đọc được hoặc không phải chứng thư. Chép lại ca.pem của tỉnh vào thư mục "
        "của quầy rồi mở lại chương trình."
    ),
    "certificate_unknown": "Không đọc được chứng thư của trung tâm. Kiểm tra địa chỉ và tường lửa.",
    "all_sent": "Đã gửi hết; {parked} bút toán tạm gác chờ giải quyết (màn hình Vướng mắc).",
    "rest_sent": "Ngoài ra đã gửi hết; {parked} bút toán tạm gác (màn hình Vướng mắc).",
    "scans_refused": (
        f"{REFUSED} Vẫn bị từ chối thì báo kỹ thuật viên của tỉnh: trung tâm bản cũ được nâng cấp "
        "rồi thì mở lại chương trình là tự gửi."
    ),
    "unsent": "{unsent} bút toán và {scans} bản quét chưa gửi, lâu nhất {hours} giờ; sẽ tự gửi.",
    "unsent_shut": (
        "{unsent} bút toán và {scans} bản quét chưa gửi, lâu nhất {hours} giờ; vẫn còn nguyên, chỉ "
        "gửi được khi lại ghi được vào thư mục của quầy."
    ),
    "unsent_held": (
        "{unsent} bút toán và {scans} bản quét chưa gửi, lâu nhất {hours} giờ; được giữ nguyên, tự "
        "gửi khi điều nói ở dòng về trung tâm đã được sửa."
    ),
    "unsent_long": (
        "{unsent} bút toán và {scans} bản quét chưa gửi đã {hours} giờ. Nối lại mạng, hoặc xuất "
        "gói mang tay tới trung tâm: desk export-bundle TỆP."
    ),
    "unsent_unsealed": (
        "{unsent} bút toán và {scans} bản quét chưa gửi đã {hours} giờ. Nối lại mạng; sao lưu quầy "
        "hằng ngày tới khi gửi được: desk backup TỆP."
    ),
    "prints": "Thư mục giấy in ghi được, không có giấy nào phải xem lại.",
    "prints_ask": (
        "{count} giấy in hỏng hoặc chưa rõ đã ra chưa. Bấm F8 ở bàn làm việc để xem từng giấy."
    ),
    "paper_denied": "Không ghi được vào thư mục giấy in. Cấp quyền ghi, hoặc tạo lại giay-in.",
    "catalogue": "Danh mục thủ tục bản {version}, {days} ngày tuổi.",
    "catalogue_old": (
        "Danh mục thủ tục bản {version} đã {days} ngày tuổi. Chạy desk sync --once; vẫn vậy thì "
        "hỏi tỉnh đã có bản mới chưa."
    ),
    "no_catalogue": (
        "Chưa có danh mục thủ tục. Nối mạng một lần: desk sync --once; vẫn chưa có thì trung tâm "
        "phải nhập danh mục (desk-centre import-catalogue)."
    ),
    "versions": "Phiên bản: {versions}.",
    "settings": "Tệp cài đặt desk.toml đọc được.",
    "settings_none": "Chưa có tệp cài đặt desk.toml: mọi giấy ghi vào thư mục của quầy.",
    "settings_wrong": (
        "Tệp desk.toml có chỗ sai nên giấy chỉ in vào thư mục. Chạy desk printers "
        "để xem chỗ sai, hoặc mở màn hình Cài đặt (Ctrl+O)."
    ),
    "printer": "{printer} ({forms}): sẵn sàng.",
    "printer_files": (
        "{printer} ({forms}): chỉ ghi tệp PDF vào thư mục, không ra giấy. Đặt máy in ở Cài đặt "
        "(Ctrl+O), mục 1."
    ),
    "printer_files_spare": "{printer} ({forms}): chỉ ghi tệp PDF vào thư mục, không ra giấy.",
    "printer_unasked": (
        "{printer} ({forms}): in bằng lệnh của hệ thống nên không hỏi được máy in. "
        "Thử: desk test-page --printer TÊN."
    ),
    "printer_hindered": "{printer} ({forms}): {problem}. {do}",
    "port": "Cổng của máy quét mã mở được.",
    "port_absent": "Không thấy cổng của máy quét mã. Cắm lại dây, hoặc sửa tên cổng (Ctrl+O).",
    "port_denied": (
        "Không có quyền mở cổng của máy quét mã. Thêm tài khoản vào nhóm dialout rồi đăng nhập lại."
    ),
    "port_taken": "Cổng của máy quét mã đang có chương trình giữ (quầy đang mở thì đúng như vậy).",
    "port_other": "Không mở được cổng của máy quét mã. Xem lại tên cổng và tốc độ (Ctrl+O).",
    "scanner": "SANE thấy máy quét giấy tờ đã đặt.",
    "scanner_unseen": (
        "SANE không thấy máy quét giấy tờ đã đặt. Kiểm tra cáp, nguồn; dò lại ở Cài đặt (Ctrl+O)."
    ),
    "scanner_not_installed": "Chưa cài scanimage. Cài gói sane-utils.",
    "folder": "Thư mục quét mở được.",
    "folder_missing": "Không thấy thư mục quét. Kiểm tra đường dẫn, ổ mạng (Ctrl+O).",
    "folder_denied": "Không đọc, ghi được thư mục quét. Cấp quyền cho tài khoản của quầy.",
    "faces": "Phông chữ của biểu mẫu đủ.",
    "faces_missing": "Thiếu phông chữ của biểu mẫu. Cài lại chương trình.",
    "backup": "Bản sao lưu gần nhất làm ở máy này {days} ngày trước.",
    "no_backup": "Chưa thấy sao lưu ở máy này. Chạy: desk backup TỆP, và đặt lịch hằng ngày.",
}
_PRINTERS = {False: "Máy in", True: "Máy in dự phòng"}
_FORMS = {"receipt": "giấy tiếp nhận", "supplement": "phiếu bổ sung", "other": "giấy khác"}


def line_of(code: str, level: str, params: Mapping[str, Any]) -> str:
    """A finding as one line."""
    told = {**params, **_printer_words(params)} if "forms" in params else params
    return f"[{LEVELS[level]}] {SENTENCES[code].format(**told)}".rstrip()


def _printer_words(params: Mapping[str, Any]) -> dict[str, str]:
    """A printer by what is printed there, since its name and address stay on the machine."""
    return {
        "printer": _PRINTERS[params["is_fallback"]],
        "forms": ", ".join(_FORMS[one] for one in params["forms"]),
        "problem": prints.problem_words(params["state"]),
        "do": prints.what_to_do(params["state"]),
    }
