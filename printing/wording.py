"""Sentences and dates that forms share; the statutory ones stand here alone, to be corrected once.

The notes of the circular are to be confirmed against its text before a province goes live.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECEPTION_UNIT = "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"
SIGN = "(Ký và ghi rõ họ tên)"
DEMO = "DỮ LIỆU MẪU - KHÔNG CÓ GIÁ TRỊ"
BRING = (
    "Khi nhận kết quả, mang theo giấy này và giấy tờ tùy thân; "
    "người nhận thay mang thêm giấy ủy quyền."
)
NO_PAPERS = "không có."
SCAN = "Quét mã QR để tra cứu tình trạng giải quyết hồ sơ."
LOOK_UP = "Hoặc mở {page} rồi nhập mã hồ sơ."
CONTACT = (
    "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông (Bà) liên hệ với {unit}"
    "{phone} để được hướng dẫn./."
)
CONTACT_ELSEWHERE = "Nếu cần hướng dẫn thêm, Ông (Bà) liên hệ với {unit}{phone}./."
ELSEWHERE = "Hồ sơ không thuộc thẩm quyền giải quyết của {unit}. Đề nghị Ông (Bà) nộp hồ sơ tại:"
RETURN_SLIP = "Khi nộp bổ sung, mang theo phiếu này để cán bộ mở lại hồ sơ đã khai."


def _two(number: int) -> str:
    return f"{number:02d}"


def day_in_words(instant: datetime) -> str:
    """The local date as official papers write it: days below 10 and months 1 and 2 take a zero."""
    local = instant.astimezone(LOCAL)
    month = _two(local.month) if local.month <= 2 else str(local.month)  # noqa: PLR2004  Decree 30/2020
    return f"ngày {_two(local.day)} tháng {month} năm {local.year}"


def moment_in_words(instant: datetime) -> str:
    """The local time and date: `08 giờ 05 phút, ngày 20 tháng 11 năm 2019`."""
    local = instant.astimezone(LOCAL)
    return f"{_two(local.hour)} giờ {_two(local.minute)} phút, {day_in_words(instant)}"


def dong(amount: int) -> str:
    """An amount of money, grouped by dots: `12.000 đồng`."""
    return f"{amount:,} đồng".replace(",", ".")
