"""What an administrator has to settle after an import, and the words for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "limit_missing",
    "limit_without_unit",
    "limit_is_plain_day",
    "limit_unit_inferred",
    "limit_disagrees",
    "limit_unreadable",
    "limit_varies",
    "limit_extension",
    "suspicious_fee",
    "fee_set_elsewhere",
    "fee_missing",
    "fee_not_in_vnd",
    "fee_per_unit",
    "fee_varies",
    "no_papers",
    "note_among_papers",
    "conditional_paper",
    "paper_name_too_long",
    "paper_without_count",
    "paper_count_unclear",
    "duplicate_paper",
    "cases_from_headings",
    "case_name_too_long",
    "duplicate_code",
    "duplicate_name",
    "name_too_long",
    "unusual_code",
    "field_missing",
    "level_unknown",
    "low_confidence",
    "not_understood",
]

LABELS: dict[Kind, str] = {
    "limit_missing": "Không công bố thời hạn: cán bộ phải tự nhập",
    "limit_without_unit": "Thời hạn không có đơn vị",
    "limit_is_plain_day": "Thời hạn chỉ ghi “ngày”: tính là ngày theo lịch",
    "limit_unit_inferred": "Đơn vị thời hạn do nguồn suy ra",
    "limit_disagrees": "Thời hạn: số và chữ không khớp",
    "limit_unreadable": "Thời hạn không đọc được",
    "limit_varies": "Một kênh có nhiều thời hạn",
    "limit_extension": "Thời hạn được kéo dài khi xác minh: chưa thành trường hợp riêng",
    "suspicious_fee": "Mức phí đáng ngờ",
    "fee_set_elsewhere": "Phí do tỉnh hoặc văn bản khác quy định, nguồn chưa có mức",
    "fee_missing": "Không có thông tin về phí",
    "fee_not_in_vnd": "Phí không tính bằng đồng Việt Nam",
    "fee_per_unit": "Phí tính theo đơn vị (trang, bản, việc…)",
    "fee_varies": "Một kênh có nhiều mức phí",
    "no_papers": "Không có thành phần hồ sơ nào",
    "note_among_papers": "Dòng hướng dẫn nằm giữa thành phần hồ sơ",
    "conditional_paper": "Giấy tờ có điều kiện: tính là không bắt buộc",
    "paper_name_too_long": "Tên giấy tờ quá dài: đã rút gọn",
    "paper_without_count": "Giấy tờ không ghi số lượng",
    "paper_count_unclear": "Số lượng giấy tờ không rõ",
    "duplicate_paper": "Giấy tờ lặp lại: giữ một dòng",
    "cases_from_headings": "Trường hợp lấy từ tiêu đề: cần kiểm tra",
    "case_name_too_long": "Tên trường hợp quá dài",
    "duplicate_code": "Trùng mã thủ tục",
    "duplicate_name": "Nhiều thủ tục cùng một tên",
    "name_too_long": "Tên thủ tục quá dài",
    "unusual_code": "Mã thủ tục khác dạng quốc gia",
    "field_missing": "Không có lĩnh vực",
    "level_unknown": "Không rõ cấp thực hiện",
    "low_confidence": "Nguồn tự đánh giá là chưa chắc chắn",
    "not_understood": "Dòng không hiểu được",
}


@dataclass(frozen=True)
class Matter:
    """One thing to settle: the source's own words, and what stands in the catalogue until then."""

    code: str
    kind: Kind
    original: str
    understood: str


Settle = Callable[[Kind, str, str], None]
"""Notes a matter: kind, original words, what was understood."""


class Matters:
    """The matters of one record, each noted once however many channels repeat it."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._noted: dict[Matter, None] = {}

    def note(self, kind: Kind, original: str, understood: str) -> None:
        """Note a matter of this record."""
        self._noted[Matter(self._code, kind, original, understood)] = None

    def noted(self) -> tuple[Matter, ...]:
        """All of them, in the order they were met."""
        return tuple(self._noted)
