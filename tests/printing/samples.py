"""Made-up forms: valid by default; a test says only what matters to it."""

from datetime import UTC, datetime
from typing import Any

from printing.letterhead import Letterhead
from printing.receipt import ChargedFee, ReceiptValues, ReceivedPaper
from printing.supplement import MissingItem, SupplementValues

CODE = "000.17.22.H02-191120-1001"
LETTERHEAD = Letterhead(
    superior="Ủy ban nhân dân huyện Bình An",
    unit="UBND xã Tân An",
    place="Tân An",
    phone="0204 3555 001",
    lookup_prefix="https://tracuu.example.vn/tra-cuu?ma=",
    portal="Tra cứu bằng mã hồ sơ tại Cổng Dịch vụ công https://tracuu.example.vn hoặc Zalo.",
)
RECEIVED = datetime(2019, 11, 20, 1, 5, tzinfo=UTC)
PROMISED = datetime(2019, 11, 25, 10, 0, tzinfo=UTC)
NAMES = (
    "Tờ khai đăng ký khai sinh theo mẫu",
    "Giấy chứng sinh; trường hợp không có giấy chứng sinh thì nộp văn bản của người làm chứng",
    "Giấy tờ tùy thân của người đi đăng ký khai sinh",
    "Giấy chứng nhận kết hôn của cha, mẹ (nếu có)",
    "Sổ hộ khẩu của cha hoặc mẹ",
    "Văn bản ủy quyền",
)


def papers(many: int) -> tuple[ReceivedPaper, ...]:
    """So many papers; every third is only presented."""
    return tuple(
        ReceivedPaper(name=NAMES[i % 6], handling="presented")
        if i % 3 == 2
        else ReceivedPaper(name=NAMES[i % 6], originals=1, photocopies=i % 2)
        for i in range(many)
    )


def a_receipt(**changes: Any) -> ReceiptValues:
    """A birth registration with six papers."""
    values: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "code": CODE,
        "received_at": RECEIVED,
        "promised_at": PROMISED,
        "applicant": "Nguyễn Thị Bích Ngọc",
        "submitter": "Trần Văn Đường",
        "address": "Thôn Hạ, xã Tân An, huyện Bình An",
        "phone": "0912 345 678",
        "email": "ngoc@example.vn",
        "number": "024190000123",
        "procedure": "Đăng ký khai sinh",
        "procedure_code": "1.001193",
        "papers": papers(6),
        "limit": "3 ngày làm việc",
        "rule": "ngày 1 là ngày làm việc đầu tiên sau khi nhận đủ hồ sơ",
        "delivery": "Bộ phận Tiếp nhận và Trả kết quả UBND xã Tân An",
        "fees": (ChargedFee(name="Lệ phí đăng ký khai sinh", amount_vnd=8000),),
        "register_volume": "Q1-01/2019",
        "register_line": 12,
        "officer": "Lê Thị Lan",
    }
    return ReceiptValues.model_validate(values | changes)


def a_slip(**changes: Any) -> SupplementValues:
    """A slip that asks for two things."""
    values: dict[str, Any] = {
        "letterhead": LETTERHEAD,
        "number": "Q1-0001/HDHS",
        "barcode": "000.17.22.H02-19-1-0001",
        "issued_at": RECEIVED,
        "applicant": "Nguyễn Thị Bích Ngọc",
        "procedure": "Đăng ký khai sinh",
        "procedure_code": "1.001193",
        "address": "Thôn Hạ, xã Tân An, huyện Bình An",
        "phone": "0912 345 678",
        "items": (
            MissingItem(
                paper="Giấy chứng sinh",
                wrong="bản photo không có chữ ký của cơ sở y tế",
                bring="bản chính do cơ sở y tế cấp",
                originals=1,
            ),
            MissingItem(paper="Tờ khai đăng ký khai sinh", wrong="chưa có", originals=1),
        ),
        "reason": "Thành phần hồ sơ chưa đủ theo quy định tại Điều 16 Luật Hộ tịch.",
        "officer": "Lê Thị Lan",
    }
    return SupplementValues.model_validate(values | changes)
